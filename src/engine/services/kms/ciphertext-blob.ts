import { toHex } from '../../random';
import type { KeyMaterial, KeyRecord } from './state';

/** One stretch of a ciphertext blob. A length of null means: all that is left before the tag. */
export interface BlobField {
  readonly name: string;
  readonly length: number | null;
  readonly meaning: string;
}

/**
 * The blob's layout, this model's own: AWS does not document its. Like AWS's it names the key
 * material that made it, is bound to the encryption context, and is useless without KMS. The first
 * bytes are those AWS's blobs begin with, so that base64 of one starts `AQICAH`.
 */
export const blobFields = [
  { name: 'marker', length: 5, meaning: 'Says that this is a KMS ciphertext.' },
  { name: 'flags', length: 1, meaning: '1 for a multi-Region key, otherwise 0.' },
  { name: 'account', length: 6, meaning: 'The account that owns the KMS key.' },
  { name: 'keyId', length: 16, meaning: 'The key ID of the KMS key: its UUID as bytes.' },
  {
    name: 'keyMaterialId',
    length: 32,
    meaning: 'Which key material encrypted this: a rotated key still finds the old one.',
  },
  { name: 'iv', length: 12, meaning: 'The nonce of AES-GCM: new and random for every encryption.' },
  { name: 'ciphertext', length: null, meaning: 'The plaintext under AES-256 in counter mode.' },
  {
    name: 'tag',
    length: 16,
    meaning:
      'The authentication tag over the ciphertext, the fields before the nonce and the encryption context: one changed bit and KMS refuses.',
  },
] as const satisfies readonly BlobField[];

const marker = [0x01, 0x02, 0x02, 0x00, 0x78];
const at = { flags: 5, account: 6, keyId: 12, keyMaterialId: 28, iv: 60, ciphertext: 72 } as const;
const tagLength = 16;

/** Bytes of the fields that are authenticated but not encrypted. */
export const headerLength = at.iv;
/** Bytes that a blob has beyond its plaintext. */
export const blobOverhead = at.ciphertext + tagLength;

/** What a blob says in the clear, and its encrypted parts. */
export interface CiphertextBlob {
  readonly header: Uint8Array<ArrayBuffer>;
  readonly account: string;
  readonly keyId: string;
  readonly keyMaterialId: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  /** Ciphertext and tag, as WebCrypto takes them. */
  readonly sealed: Uint8Array<ArrayBuffer>;
}

// Headers differ only by key material, so each is built once.
const headers = new WeakMap<object, Uint8Array<ArrayBuffer>>();

/** The header of every blob that this material of the key makes. */
export function blobHeader(key: KeyRecord, material: KeyMaterial): Uint8Array<ArrayBuffer> {
  let header = headers.get(material);
  if (header === undefined) {
    header = new Uint8Array(headerLength);
    header.set(marker);
    header[at.flags] = key.MultiRegion ? 1 : 0;
    header.set(fromHex(Number(key.AWSAccountId).toString(16).padStart(12, '0')), at.account);
    header.set(fromHex(key.KeyId.replace(/^mrk-|-/g, '')), at.keyId);
    header.set(fromHex(material.id), at.keyMaterialId);
    headers.set(material, header);
  }
  return header;
}

/** Joins header, nonce and what AES-GCM returned into one blob. */
export function formatBlob(
  header: Uint8Array,
  iv: Uint8Array,
  sealed: ArrayBuffer | Uint8Array,
): Uint8Array {
  const blob = new Uint8Array(at.ciphertext + sealed.byteLength);
  blob.set(header);
  blob.set(iv, at.iv);
  blob.set(sealed instanceof Uint8Array ? sealed : new Uint8Array(sealed), at.ciphertext);
  return blob;
}

/** Takes a blob apart; undefined when it cannot be one. */
export function parseBlob(bytes: Uint8Array): CiphertextBlob | undefined {
  if (bytes.length <= blobOverhead) return undefined;
  if (!marker.every((byte, i) => bytes[i] === byte)) return undefined;
  const flags = bytes[at.flags];
  if (flags !== 0 && flags !== 1) return undefined;
  const id = toHex(bytes.subarray(at.keyId, at.keyMaterialId));
  const account = parseInt(toHex(bytes.subarray(at.account, at.keyId)), 16);
  return {
    header: bytes.slice(0, headerLength),
    account: String(account).padStart(12, '0'),
    keyId: flags === 1 ? `mrk-${id}` : uuid(id),
    keyMaterialId: toHex(bytes.subarray(at.keyMaterialId, at.iv)),
    iv: bytes.slice(at.iv, at.ciphertext),
    sealed: bytes.slice(at.ciphertext),
  };
}

function uuid(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
