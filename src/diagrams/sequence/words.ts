import type { Evaluation, StatementReference } from '../../engine/iam/index';
import type {
  CryptoStep,
  MachineStep,
  QuotaStep,
  SecretKind,
  Step,
  WireStep,
  WriteStep,
} from '../../engine/trace';
import { byteCount } from '../byte-count';
import type { NoteKind } from './shapes';

/** What one step says beside a life line: two parts that share a line where there is room. */
export interface Wording {
  readonly kind: NoteKind;
  readonly parts: readonly string[];
  readonly sentence: string;
  readonly secrets: readonly SecretKind[];
}

/** The members of an input or output by name, blobs first and with their length. */
export function payloadWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const blobs: string[] = [];
  const others: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member instanceof Uint8Array) blobs.push(`${name} ${byteCount(member.length)}`);
    else if (member !== undefined) others.push(name);
  }
  return [...blobs, ...others].join(', ');
}

const actionNames: Readonly<Record<CryptoStep['action'], string>> = {
  generate: 'Generate',
  encrypt: 'Encrypt',
  decrypt: 'Decrypt',
  digest: 'Digest',
  derive: 'Derive',
  encapsulate: 'Encapsulate',
  decapsulate: 'Decapsulate',
  sign: 'Sign',
  mac: 'Generate MAC',
  verify: 'Verify',
};

/** What was done, and by which algorithm: `Encrypt, AES_256_GCM`. */
export function cryptoTitle(step: CryptoStep): string {
  return `${actionNames[step.action]}, ${step.algorithm}`;
}

/** How many bytes went in and came out. */
export function cryptoSizes(step: CryptoStep): string {
  return `${byteCount(step.bytesIn)} → ${byteCount(step.bytesOut)}`;
}

/** A cryptographic operation as a sentence without its subject. */
export function cryptoSentence(step: CryptoStep): string {
  const context = Object.entries(step.encryptionContext ?? {});
  const clauses = [
    `${cryptoTitle(step)}: ${byteCount(step.bytesIn)} in, ${byteCount(step.bytesOut)} out`,
    ...(step.detail === '' ? [] : [step.detail]),
    ...(step.keyMaterialId === undefined ? [] : [`key material ${step.keyMaterialId}`]),
    ...(context.length === 0
      ? []
      : [`encryption context ${context.map(([key, value]) => `${key}=${value}`).join(', ')}`]),
    ...(step.exposes === undefined ? [] : [`${secretWords(step.exposes)} here`]),
  ];
  return clauses.join('; ');
}

/** What marks secrets that are not encrypted. */
export function secretWords(secrets: readonly SecretKind[]): string {
  return `${secrets.join(' and ')} in the clear`;
}

/** The last part of a principal's ARN, which is what tells it from others of its account. */
function principalName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

// Resource-based policies often have no name of their own: a key policy is always `default`.
function policyName({ type, policy }: StatementReference, action: string): string {
  if (type !== 'resource-based policy') return policy;
  return action.startsWith('kms:') ? 'key policy' : 'resource-based policy';
}

function statementName(by: StatementReference, action: string): string {
  const { sid, statement } = by;
  return `${policyName(by, action)}, ${sid === null ? `statement ${statement + 1}` : `statement ${sid}`}`;
}

/** The policies that decided, short enough to stand beside a verdict. */
function decidedBy(
  { reason, request }: Evaluation,
  nameOf: (by: StatementReference, action: string) => string,
): string {
  const name = (by: StatementReference) => nameOf(by, request.action);
  switch (reason.rule) {
    case 'explicit deny':
      return `explicit deny in ${name(reason.by)}`;
    case 'nothing allows':
      return `no ${reason.type} allows it`;
    case 'resource allows':
    case 'identity allows':
      return `by ${name(reason.by)}`;
    case 'account delegates':
    case 'both accounts allow':
      return `by ${[reason.by, reason.identity].flatMap((by) => (by === null ? [] : [name(by)])).join(' and ')}`;
    case 'root user':
      return 'as the root user';
    case 'grant allows':
      return `by grant ${reason.grantId}`;
  }
}

function authorizationWording(evaluation: Evaluation): Wording {
  const { action, resource } = evaluation.request;
  const verdict = evaluation.allowed ? 'Allowed' : 'Denied';
  const why = decidedBy(evaluation, policyName);
  return {
    kind: evaluation.allowed ? 'allowed' : 'denied',
    parts: [`${verdict} ${action}`, why],
    sentence: `${verdict}: ${action} on ${resource}, ${decidedBy(evaluation, statementName)}`,
    secrets: [],
  };
}

function recordWords(step: WriteStep | MachineStep): string {
  if (step.kind === 'write') return `${step.change} ${step.table} ${step.key}`;
  return `${step.machine} ${step.id}: ${step.from} → ${step.to} on ${step.event}`;
}

function quotaWording({ quota, rate, account, region, ...step }: QuotaStep): Wording {
  const where = `account ${account}, ${region}, ${rate} a second`;
  if (!step.admitted) {
    const parts = ['Throttled', quota];
    return { kind: 'denied', parts, sentence: `Throttled by ${quota} (${where})`, secrets: [] };
  }
  const parts = [`Within quota, ${step.remaining} left`, quota];
  const sentence = `Within ${quota} (${where}): ${step.remaining} requests left now`;
  return { kind: 'record', parts, sentence, secrets: [] };
}

/** An amount that may be tiny, in as many digits as it takes. */
function dollars(amount: number): string {
  return `${amount.toLocaleString('en', { maximumSignificantDigits: 3 })} USD`;
}

function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}

/** True where a client gave up instead of sending something. */
export function nothingPassed({ bytes }: WireStep): boolean {
  return bytes === 0;
}

/** How much passed, and whether whoever is on the way can read it; or why nothing did. */
export function wireDetail(step: WireStep): string {
  const { protocol, bytes, readable } = step;
  if (nothingPassed(step)) return readable;
  return `${protocol}, ${byteCount(bytes)} ${readable === '' ? 'of ciphertext' : 'in the clear'}`;
}

/** How many characters of a message a note and its sentence quote; `wire show` prints the whole. */
const quoted = { note: 80, sentence: 400 } as const;

function quote(text: string, longest: number): string {
  const flat = text.trim().replace(/\s*\n\s*/g, ' · ');
  return flat.length <= longest ? flat : `${flat.slice(0, longest)}…`;
}

/** What a watcher reads: beside the line the body, which is what he is after, else the headers. */
function readWording({ readable }: WireStep): Wording {
  const body = readable.split('\r\n\r\n').slice(1).join('\n');
  const parts = ['Reads it', quote(body === '' ? readable : body, quoted.note)];
  const sentence = `reads ${quote(readable, quoted.sentence)}`;
  return { kind: 'denied', parts, sentence, secrets: [] };
}

function stepWording(step: Step): Wording {
  const wording = { parts: [] as string[], sentence: '', secrets: [] as readonly SecretKind[] };
  switch (step.kind) {
    case 'authentication': {
      const parts = [`Signed by ${principalName(step.principal)}`];
      const sentence = `Signed by ${step.principal} with access key ${step.accessKeyId}`;
      return { ...wording, kind: 'identity', parts, sentence };
    }
    case 'authorization':
      return authorizationWording(step.evaluation);
    case 'crypto': {
      const parts = [cryptoTitle(step), cryptoSizes(step)];
      const sentence = cryptoSentence(step);
      return { kind: 'crypto', parts, sentence, secrets: step.exposes ?? [] };
    }
    case 'quota':
      return quotaWording(step);
    case 'cost': {
      const parts = [`Metered ${dollars(step.amount)}`, step.usageType];
      const sentence = `Metered as ${step.usageType}: ${dollars(step.amount)}`;
      return { ...wording, kind: 'record', parts, sentence };
    }
    case 'machine': {
      const parts = [`${step.machine}: ${step.from} → ${step.to}`];
      return { ...wording, kind: 'record', parts, sentence: recordWords(step) };
    }
    case 'write': {
      const parts = [`${step.change} ${step.table}`];
      return { ...wording, kind: 'record', parts, sentence: recordWords(step) };
    }
    case 'wire':
      return readWording(step);
    default:
      throw new Error(`a ${step.kind} step is not drawn as a note`);
  }
}

/** What a note for these steps says: one step in full, or folded ones in sum. */
export function noteWording(steps: readonly Step[], folded: boolean): Wording {
  const wordings = steps.map(stepWording);
  const [first] = wordings;
  if (first !== undefined && !folded) return first;
  const sentence = wordings.map((wording) => wording.sentence).join('; ');
  if (first?.kind === 'record') {
    const machines = steps.filter((step) => step.kind === 'machine').length;
    const writes = steps.length - machines;
    const parts = [
      ...(machines === 0 ? [] : [count(machines, 'state change')]),
      ...(writes === 0 ? [] : [`${count(writes, 'record')} written`]),
    ];
    return { kind: 'record', parts, sentence, secrets: [] };
  }
  const denied = wordings.find((wording) => wording.kind === 'denied');
  const allowed = wordings.findLast((wording) => wording.kind === 'allowed');
  const { kind, parts } = denied ?? allowed ?? { kind: 'identity', parts: [] };
  return { kind, parts, sentence, secrets: [] };
}
