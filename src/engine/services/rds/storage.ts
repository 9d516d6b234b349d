import type { Random } from '../../random';
import type { Context } from '../../operation';
import { storageTable, type StorageRecord } from './state';

const nonceLength = 12;

// RDS encrypts its volumes by EBS, with AES-256-XTS, which WebCrypto lacks. Here the contents of a
// database are one piece, encrypted with AES-256-GCM and bound to the database's id.
async function cipher(dataKey: Uint8Array, boundTo: string, nonce: Uint8Array) {
  const bytes = Uint8Array.from(dataKey);
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const additionalData = new TextEncoder().encode(boundTo);
  return { key, algorithm: { name: 'AES-GCM', iv: Uint8Array.from(nonce), additionalData } };
}

/** A database's contents as they are stored: encrypted where there is a data key. */
export async function seal(
  contents: Uint8Array,
  dataKey: Uint8Array | undefined,
  dbId: string,
  random: Random,
): Promise<StorageRecord> {
  if (dataKey === undefined) return { bytes: contents };
  const nonce = random.bytes(nonceLength);
  const { key, algorithm } = await cipher(dataKey, dbId, nonce);
  const sealed = await crypto.subtle.encrypt(algorithm, key, Uint8Array.from(contents));
  const bytes = new Uint8Array(nonceLength + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), nonceLength);
  return { bytes, boundTo: dbId };
}

/** The contents again. Rejects where they were tampered with, or the key is another. */
export async function open(
  { bytes, boundTo }: StorageRecord,
  dataKey: Uint8Array | undefined,
): Promise<Uint8Array> {
  if (boundTo === undefined) return bytes;
  if (dataKey === undefined) throw new Error(`the storage of ${boundTo} is encrypted`);
  const { key, algorithm } = await cipher(dataKey, boundTo, bytes.subarray(0, nonceLength));
  const sealed = Uint8Array.from(bytes.subarray(nonceLength));
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
}

/** What is stored of a DB instance or snapshot, by its ARN. */
export function stored(ctx: Pick<Context, 'get'>, arn: string): StorageRecord {
  const storage = ctx.get(storageTable, arn);
  if (storage === undefined) throw new Error(`${arn} has no storage`);
  return storage;
}
