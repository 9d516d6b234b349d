import type { Engine } from '../engine/engine';
import type { RequestStep, SecretKind, Step } from '../engine/trace';
import { secretsTable } from '../engine/workstation';
import { secretPartOf } from './private-key';

/**
 * Where a message carries a secret in the clear: the path of a member, through lists as well, and what
 * it is. `Parameter?Type=SecureString` is only followed where its Type is that.
 */
type Members = Readonly<Record<string, SecretKind>>;

// A session token opens nothing without the secret access key beside it.
const credentials: Members = { 'Credentials.SecretAccessKey': 'credentials' };
const secureStrings: Members = { 'Parameters?Type=SecureString.Value': 'plaintext' };
const secretValue: Members = { SecretString: 'plaintext', SecretBinary: 'plaintext' };

/** What comes out of services in the clear, by `service:operation`. */
const answers: Readonly<Record<string, Members>> = {
  'kms:Decrypt': { Plaintext: 'plaintext' },
  'kms:GenerateDataKey': { Plaintext: 'data key' },
  'kms:GenerateDataKeyPair': { PrivateKeyPlaintext: 'private key' },
  'kms:DeriveSharedSecret': { SharedSecret: 'shared secret' },
  'kms:Encapsulate': { SharedSecret: 'shared secret' },
  'kms:Decapsulate': { SharedSecret: 'shared secret' },
  'secretsmanager:GetSecretValue': secretValue,
  'secretsmanager:BatchGetSecretValue': {
    'SecretValues.SecretString': 'plaintext',
    'SecretValues.SecretBinary': 'plaintext',
  },
  'ssm:GetParameter': { 'Parameter?Type=SecureString.Value': 'plaintext' },
  'ssm:GetParameters': secureStrings,
  'ssm:GetParametersByPath': secureStrings,
  'ssm:GetParameterHistory': secureStrings,
  'secretsmanager:GetRandomPassword': { RandomPassword: 'plaintext' },
  'iam:CreateAccessKey': { 'AccessKey.SecretAccessKey': 'credentials' },
  'sts:AssumeRole': credentials,
  'sts:AssumeRoleWithSAML': credentials,
  'sts:AssumeRoleWithWebIdentity': credentials,
  'sts:AssumeRoot': credentials,
  'sts:GetFederationToken': credentials,
  'sts:GetSessionToken': credentials,
};

/** What goes in. */
const requests: Readonly<Record<string, Members>> = {
  'kms:Encrypt': { Plaintext: 'plaintext' },
  'secretsmanager:CreateSecret': secretValue,
  'secretsmanager:PutSecretValue': secretValue,
  'secretsmanager:UpdateSecret': secretValue,
};

/**
 * Notes every secret that passes between the learner and a service in the clear, so that the
 * exposure view knows what to look for.
 */
export function followSecrets(engine: Engine): void {
  engine.observe(({ steps }) => {
    for (const found of secretsIn(steps)) note(engine, found);
  });
}

interface Found {
  readonly kind: SecretKind;
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
    if (request === undefined) continue;
    const { operation, input } = request;
    const name = `${request.service}:${operation}`;
    yield* found(requests[name], operation, input);
    if (!isStillEncrypted(request)) yield* found(answers[name], operation, step.output);
  }
}

/** Parameter Store gives secure strings out as ciphertext unless it is asked for more. */
function isStillEncrypted({ service, input }: RequestStep): boolean {
  const { WithDecryption } = input as { readonly WithDecryption?: boolean };
  return service === 'ssm' && WithDecryption !== true;
}

function* found(members: Members = {}, operation: string, message: unknown): Generator<Found> {
  for (const [path, kind] of Object.entries(members)) {
    for (const value of valuesAt(message, path.split('.'))) {
      const bytes = bytesOf(value);
      if (bytes === undefined) continue;
      yield { kind, operation, bytes: kind === 'private key' ? secretPartOf(bytes) : bytes };
    }
  }
}

function* valuesAt(value: unknown, path: readonly string[]): Generator {
  if (Array.isArray(value)) {
    for (const item of value) yield* valuesAt(item, path);
    return;
  }
  const [step, ...rest] = path;
  if (step === undefined) return yield value;
  if (typeof value !== 'object' || value === null) return;
  const [name = '', condition] = step.split('?');
  const inner = (value as Record<string, unknown>)[name];
  for (const item of [inner].flat()) if (meets(item, condition)) yield* valuesAt(item, rest);
}

function meets(value: unknown, condition: string | undefined): boolean {
  if (condition === undefined) return true;
  const [name = '', wanted] = condition.split('=');
  return (value as Record<string, unknown> | undefined)?.[name] === wanted;
}

/** The bytes of a blob, or of a text, which is a secret by what it says. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return value instanceof Uint8Array ? value : undefined;
}

function note(engine: Engine, { kind, operation, bytes }: Found): void {
  const known = engine.tables.range(secretsTable).map(([, secret]) => secret);
  // What Decrypt gives back is still the data key, or private key, that it was.
  const before = kind === 'plaintext' ? [bytes, secretPartOf(bytes)] : [bytes];
  if (known.some((secret) => before.some((same) => sameBytes(secret.bytes, same)))) return;
  const count = known.filter((secret) => secret.kind === kind).length + 1;
  const name = kind === 'plaintext' ? `plaintext ${count} (${operation})` : `${kind} ${count}`;
  engine.write((tx) => tx.put(secretsTable, `${kind}/${count}`, { kind, name, bytes }));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
