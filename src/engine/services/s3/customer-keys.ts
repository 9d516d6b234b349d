import { hmac } from '@noble/hashes/hmac.js';
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64, encodeBase64 } from '../../base64';
import type { Context } from '../../operation';
import { equalBytes } from '../kms/hsm/index';
import { customerKeys as errors, invalidEncryptionAlgorithm } from './encryption-errors';
import type { DataKey } from './key-store';
import type { KeptDataKey } from './state';

// Source of this file: Amazon S3 User Guide, "Using server-side encryption with customer-provided
// keys (SSE-C)": S3 keeps "a randomly salted HMAC value of the encryption key" and never the key.

/** What a request says of a key that its customer provides. */
export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKey?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
}

/** A key that came with a request: it exists until that is answered. */
export interface CustomerKey {
  readonly key: DataKey;
  readonly SSECustomerKeyMD5: string;
}

const algorithm = 'AES256';
const keyBytes = 32;
const saltBytes = 16;

/** The key that a request has to seal new bytes with, if any. Errors in the order recorded. */
export function sealingKey(
  ctx: Context,
  input: CustomerKeyInput & { readonly ServerSideEncryption?: string | undefined },
): CustomerKey | undefined {
  if (!isGiven(input)) return undefined;
  const { ServerSideEncryption, SSECustomerKeyMD5 } = input;
  if (ServerSideEncryption !== undefined) throw errors.withAnotherMode(ServerSideEncryption);
  const key = keyOf(ctx, input);
  if (SSECustomerKeyMD5 === undefined) throw errors.invalidKey();
  return key;
}

/** The key that a request has to open an object with, if any. */
export function openingKey(ctx: Context, input: CustomerKeyInput): CustomerKey | undefined {
  if (!isGiven(input)) return undefined;
  const key = keyOf(ctx, input, errors.wrongKey);
  if (input.SSECustomerKeyMD5 === undefined) throw errors.wrongKey();
  return key;
}

function isGiven(input: CustomerKeyInput): boolean {
  const { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 } = input;
  return (SSECustomerAlgorithm ?? SSECustomerKey ?? SSECustomerKeyMD5) !== undefined;
}

/** Recorded: what is no key at all is, for an object that is to be opened, the wrong one. */
function keyOf(
  ctx: Context,
  input: CustomerKeyInput,
  noKey: () => Error = errors.invalidKey,
): CustomerKey {
  const { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 } = input;
  if (!ctx.transport.secure) throw errors.overPlainHttp();
  if (SSECustomerAlgorithm === undefined) throw errors.algorithmRequired();
  if (SSECustomerAlgorithm !== algorithm) throw invalidEncryptionAlgorithm(SSECustomerAlgorithm);
  if (SSECustomerKey === undefined) throw errors.keyRequired();
  const bytes = decodeBase64(SSECustomerKey);
  if (bytes?.length !== keyBytes) throw noKey();
  const digest = encodeBase64(md5(bytes));
  if (SSECustomerKeyMD5 !== undefined && SSECustomerKeyMD5 !== digest) throw errors.wrongDigest();
  return { key: { bytes }, SSECustomerKeyMD5: digest };
}

/** What is kept of a customer's key: enough to know it again, not to find it. */
export function keptCheck(ctx: Context, { key }: CustomerKey): KeptDataKey {
  const salt = ctx.random.bytes(saltBytes);
  return { under: 'customer', salt, check: hmac(sha256, salt, key.bytes) };
}

/** Whether a key is the one of which this is kept. */
export function isSameKey(
  { salt, check }: Extract<KeptDataKey, { under: 'customer' }>,
  { key }: CustomerKey,
): boolean {
  return equalBytes(hmac(sha256, salt, key.bytes), check);
}

/** The members of an answer about an object under a customer's key. */
export function customerKeyAnswer({ SSECustomerKeyMD5 }: CustomerKey) {
  return { SSECustomerAlgorithm: algorithm, SSECustomerKeyMD5 };
}
