import { parseArn } from '../../arn';
import { concat, equalBytes } from '../../bytes';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { open, seal } from '../kms/hsm/index';
import { kms as kmsErrors, values as errors } from './errors';
import { encryptDataKey, newDataKey, openDataKey, type Binding } from './kms-calls';
import type { SealedValue, SecretRecord, VersionRecord, WrappedKey } from './state';

type Bytes = Uint8Array<ArrayBuffer>;

const nonceLength = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A value as a request brings it. */
export interface PlainValue {
  readonly kind: SealedValue['kind'];
  readonly bytes: Bytes;
}

interface ValueRequest {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** The value in a request; undefined where it brings none. Throws where it brings two. */
export function valueIn({ SecretString, SecretBinary }: ValueRequest): PlainValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) throw errors.notBoth();
  if (SecretString !== undefined) {
    return { kind: 'SecretString', bytes: encoder.encode(SecretString) };
  }
  return SecretBinary && { kind: 'SecretBinary', bytes: Uint8Array.from(SecretBinary) };
}

/** A value as an answer shows it. */
export function shownValue({ kind, bytes }: PlainValue): ValueRequest {
  return kind === 'SecretString'
    ? { SecretString: decoder.decode(bytes) }
    : { SecretBinary: bytes };
}

/** What a value is bound to beside its KMS key: it opens for no other version or secret. */
function additionalData({ SecretARN, SecretVersionId }: Binding): Bytes {
  return encoder.encode(`${SecretARN}|${SecretVersionId}`);
}

const bindingOf = ({ ARN }: Pick<SecretRecord, 'ARN'>, versionId: string): Binding => ({
  SecretARN: ARN,
  SecretVersionId: versionId,
});

/** Encrypts a value for a version of a secret, under a new data key of the secret's KMS key. */
export async function sealValue(
  ctx: Context,
  secret: Pick<SecretRecord, 'ARN' | 'KmsKeyId' | 'ownerGrant'>,
  versionId: string,
  value: PlainValue,
  region = ctx.region,
): Promise<SealedValue> {
  const { KmsKeyId } = secret;
  const binding = bindingOf(secret, versionId);
  const { ownerGrant: grant } = secret;
  const dataKey = await newDataKey(ctx, KmsKeyId, binding, { region, grant });
  const nonce = ctx.random.bytes(nonceLength);
  const key = { bytes: dataKey.Plaintext };
  const sealed = await seal(key, nonce, additionalData(binding), value.bytes);
  noteCrypto(ctx, 'encrypt', secret.ARN, value.bytes.length);
  const bytes = concat(nonce, new Uint8Array(sealed));
  return { kind: value.kind, bytes, keys: [wrapped(KmsKeyId, dataKey.CiphertextBlob)] };
}

function wrapped(KmsKeyId: string | undefined, blob: Bytes): WrappedKey {
  return KmsKeyId === undefined ? { blob } : { KmsKeyId, blob };
}

/** Decrypts the value of a version. */
export async function openValue(
  ctx: Context,
  secret: Pick<SecretRecord, 'ARN' | 'ownerGrant'>,
  { VersionId }: Pick<VersionRecord, 'VersionId'>,
  value: SealedValue,
): Promise<PlainValue> {
  const binding = bindingOf(secret, VersionId);
  const key = { bytes: await dataKeyOf(ctx, value, binding, secret.ownerGrant) };
  const nonce = value.bytes.subarray(0, nonceLength);
  const sealed = value.bytes.subarray(nonceLength);
  const bytes = await open(key, nonce, additionalData(binding), sealed);
  if (bytes === undefined) throw new Error(`the value of ${secret.ARN} is damaged`);
  noteCrypto(ctx, 'decrypt', secret.ARN, bytes.length);
  return { kind: value.kind, bytes };
}

/**
 * The data key of a value: a version that was encrypted anew for another KMS key opens by either.
 * Source: Secrets Manager User Guide, "Choosing a AWS KMS key".
 */
async function dataKeyOf(
  ctx: Context,
  { keys }: SealedValue,
  binding: Binding,
  grant?: string,
): Promise<Bytes> {
  let refused: AwsError | undefined;
  for (const { blob } of keys) {
    try {
      return await openDataKey(ctx, blob, binding, grant);
    } catch (error) {
      if (!(error instanceof AwsError) || !isRefusal(error)) throw error;
      refused ??= error;
    }
  }
  throw refused ?? kmsErrors.decryption();
}

const isRefusal = ({ code }: AwsError) =>
  code === 'AccessDeniedException' || code === 'DecryptionFailure';

/**
 * A version's value that opens by another KMS key too: its data key is encrypted under that one.
 * Where the caller may not use the key before, the value stays as it was.
 */
export async function reEncrypted(
  ctx: Context,
  secret: Pick<SecretRecord, 'ARN' | 'KmsKeyId'>,
  { VersionId }: Pick<VersionRecord, 'VersionId'>,
  value: SealedValue,
): Promise<SealedValue> {
  const { KmsKeyId } = secret;
  const binding = bindingOf(secret, VersionId);
  let key: Bytes;
  try {
    key = await dataKeyOf(ctx, value, binding);
  } catch (error) {
    if (!(error instanceof AwsError) || !isRefusal(error)) throw error;
    return value;
  }
  const blob = await encryptDataKey(ctx, KmsKeyId, key, binding);
  const before = value.keys.filter((each) => each.KmsKeyId !== KmsKeyId);
  return { ...value, keys: [wrapped(KmsKeyId, blob), ...before] };
}

/** Whether a version's value is this one; asks KMS for the key to compare. */
export async function hasValue(
  ctx: Context,
  secret: SecretRecord,
  version: VersionRecord,
  value: PlainValue,
): Promise<boolean> {
  if (version.value === undefined) return false;
  const there = await openValue(ctx, secret, version, version.value);
  return there.kind === value.kind && equalBytes(there.bytes, value.bytes);
}

/**
 * Throws InvalidRequestException where another account would need `aws/secretsmanager`, whose key
 * policy nobody can change.
 */
export function requireKeyOf(ctx: Context, { KmsKeyId, ARN }: SecretRecord): void {
  const { account } = ctx.caller;
  // A service that is at work for an account has none of its own.
  if (KmsKeyId !== undefined || account === '' || account === parseArn(ARN)?.account) return;
  throw kmsErrors.defaultKeyOfOther();
}

function noteCrypto(
  ctx: Context,
  action: 'encrypt' | 'decrypt',
  detail: string,
  bytes: number,
): void {
  ctx.step({
    kind: 'crypto',
    actor: { type: 'service', name: 'AWS Secrets Manager', region: ctx.region },
    ...{ action, algorithm: 'AES-256-GCM', detail },
    ...{ bytesIn: bytes, bytesOut: bytes, exposes: ['data key', 'plaintext'] as const },
  });
}
