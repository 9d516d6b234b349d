import type { Random } from '../../random';
import type { Reader } from '../../tables';
import { blocksTable, type BlockRecord } from './state';

/** A block's length. Source: Amazon EBS User Guide, "EBS direct APIs". Zeroes at its end are not kept. */
export const blockSize = 512 * 1024;

const nonceLength = 12;
const keyLength = 32;

/** What a block is encrypted with once, and never again under the same key. */
export const newNonce = (random: Random) => random.bytes(nonceLength);

/** The key of a block's row; `owner` is a volume or snapshot id. */
export function blockKey(owner: string, index: number): string {
  return `${owner}|${String(index).padStart(8, '0')}`;
}

/** The blocks of a volume or snapshot that were ever written, in order, by their index. */
export function blocksOf(reader: Pick<Reader, 'range'>, owner: string) {
  const prefix = `${owner}|`;
  return reader
    .range(blocksTable, { prefix })
    .map(([key, block]) => [Number(key.slice(prefix.length)), block] as const);
}

// EBS encrypts with AES-256-XTS, which WebCrypto lacks. Here a block is AES-256-GCM under the first
// half of the data key, with the id it is bound to and its index as additional data, so that a block
// that was changed or moved does not decrypt.
async function cipher(dataKey: Uint8Array, boundTo: string, index: number, nonce: Uint8Array) {
  const bytes = Uint8Array.from(dataKey.subarray(0, keyLength));
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const additionalData = new TextEncoder().encode(`${boundTo}|${index}`);
  return { key, algorithm: { name: 'AES-GCM', iv: Uint8Array.from(nonce), additionalData } };
}

/** Encrypts a block's contents. */
export async function sealBlock(
  dataKey: Uint8Array,
  boundTo: string,
  index: number,
  contents: Uint8Array,
  nonce: Uint8Array,
): Promise<BlockRecord> {
  const { key, algorithm } = await cipher(dataKey, boundTo, index, nonce);
  const sealed = await crypto.subtle.encrypt(algorithm, key, Uint8Array.from(contents));
  const bytes = new Uint8Array(nonceLength + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), nonceLength);
  return { bytes, boundTo };
}

/** A block's contents; of one that is not encrypted, its bytes. Rejects where it was tampered with. */
export async function openBlock(
  dataKey: Uint8Array | undefined,
  index: number,
  { bytes, boundTo }: BlockRecord,
): Promise<Uint8Array> {
  if (boundTo === undefined) return bytes;
  if (dataKey === undefined) throw new Error(`block ${index} is encrypted`);
  const { key, algorithm } = await cipher(
    ...([dataKey, boundTo, index, bytes.subarray(0, nonceLength)] as const),
  );
  const sealed = Uint8Array.from(bytes.subarray(nonceLength));
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
}

/** All blocks of one volume or snapshot, decrypted and encrypted anew for another. */
export async function reEncryptBlocks(
  reader: Pick<Reader, 'range'>,
  from: { readonly owner: string; readonly dataKey: Uint8Array | undefined },
  to: { readonly boundTo: string; readonly dataKey: Uint8Array },
  random: Random,
): Promise<readonly (readonly [number, BlockRecord])[]> {
  const made: (readonly [number, BlockRecord])[] = [];
  for (const [index, block] of blocksOf(reader, from.owner)) {
    const contents = await openBlock(from.dataKey, index, block);
    made.push([index, await sealBlock(to.dataKey, to.boundTo, index, contents, newNonce(random))]);
  }
  return made;
}
