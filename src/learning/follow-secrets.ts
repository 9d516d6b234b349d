import type { Engine } from '../engine/engine';
import type { RequestStep, Step } from '../engine/trace';
import { secretsTable, type SecretRecord } from '../engine/workstation';

type Kind = SecretRecord['kind'];

/** What comes out of KMS in the clear, and what goes in. */
const answers: Readonly<Record<string, Kind>> = {
  GenerateDataKey: 'data key',
  Decrypt: 'plaintext',
};
const requests: Readonly<Record<string, Kind>> = { Encrypt: 'plaintext' };

/**
 * Notes every secret that passes between the learner and KMS in the clear, so that the exposure
 * view knows what to look for.
 */
export function followSecrets(engine: Engine): void {
  engine.observe(({ steps }) => {
    for (const { kind, operation, bytes } of secretsIn(steps)) note(engine, kind, operation, bytes);
  });
}

interface Found {
  readonly kind: Kind;
  readonly operation: string;
  readonly bytes: Uint8Array;
}

function* secretsIn(steps: readonly Step[]): Generator<Found> {
  const open = new Map<number, RequestStep>();
  for (const step of steps) {
    // Only what the learner's own requests carry reaches the learner's machine.
    if (step.kind === 'request' && step.parent === null) open.set(step.span, step);
    if (step.kind !== 'end' || step.error !== undefined) continue;
    const request = open.get(step.span);
    if (request?.service !== 'kms') continue;
    const { operation, input } = request;
    yield* found(requests[operation], operation, input);
    yield* found(answers[operation], operation, step.output);
  }
}

function* found(kind: Kind | undefined, operation: string, message: unknown): Generator<Found> {
  const bytes = (message as { Plaintext?: unknown } | undefined)?.Plaintext;
  if (kind !== undefined && bytes instanceof Uint8Array) yield { kind, operation, bytes };
}

function note(engine: Engine, kind: Kind, operation: string, bytes: Uint8Array): void {
  const known = engine.tables.range(secretsTable).map(([, secret]) => secret);
  // A data key that Decrypt gives back is still that data key.
  if (known.some((secret) => sameBytes(secret.bytes, bytes))) return;
  const count = known.filter((secret) => secret.kind === kind).length + 1;
  const name = kind === 'data key' ? `data key ${count}` : `plaintext ${count} (${operation})`;
  engine.write((tx) => tx.put(secretsTable, `${kind}/${count}`, { kind, name, bytes }));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
