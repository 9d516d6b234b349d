import type { HeldBytes } from '../../large-bytes';

// How an object lies at rest. A part is a run of bytes: all of an object, or one part of a multipart
// upload. It is cut into chunks of `chunkBytes`, the last one shorter (and empty where the part is),
// and each is sealed by itself with AES-256-GCM, once for every data key of the object: DSSE-KMS has
// two. A row holds one chunk, or up to `chunksTogether` that follow one another:
//
//   nonces   of each chunk 12 bytes a layer, the innermost layer first
//   sealed   of each chunk the ciphertext of the outermost layer, as long as what it seals, and its
//            16-byte tag
//
// and what each layer authenticates beside it says where the chunk belongs:
//
//   part id (16 bytes) | index of the chunk (4 bytes, big-endian) | 1 if it is the last, else 0
//
// so that no chunk can take another's place and no part can be cut short.

/** Bytes of plaintext in a chunk. */
export const chunkBytes = 1 << 20;

/** Bytes of a layer's nonce. */
export const nonceBytes = 12;
/** Bytes of a part's id. */
export const idBytes = 16;

/** Bytes of a layer's tag. */
const tagBytes = 16;

/** How many chunks lie in one row at most. */
export const chunksTogether = 8;

/** A chunk of a part, or some in a row, sealed. */
export interface ChunkRecord {
  readonly nonces: Uint8Array<ArrayBuffer>;
  /** Of a part of several chunks other than bytes where `keepLargePartsInBlobs` has it so. */
  readonly sealed: Uint8Array<ArrayBuffer> | HeldBytes | Blob;
}

/** A run of bytes at rest. */
export interface SealedPart {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** Of the plaintext. */
  readonly Size: number;
  /** The part that its chunks are bound to, where they were copied as they lay. */
  readonly boundTo?: string;
}

const indexDigits = 6;

/** The key of the row whose first chunk this is. */
export function chunkKey(part: string, index: number): string {
  return `${part}/${String(index).padStart(indexDigits, '0')}`;
}

/** In how many chunks a part of this size lies. */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / chunkBytes));
}

/** A chunk in its row. */
export interface PlacedChunk {
  /** The key of the row, and how many chunks come before this one in it. */
  readonly key: string;
  readonly place: number;
  readonly record: ChunkRecord;
  /** Where its ciphertext lies in `record.sealed`; the last one may end before. */
  readonly start: number;
  readonly end: number;
  /** Its own nonces. */
  readonly nonces: Uint8Array<ArrayBuffer>;
}

/** Finds a chunk, alone in its row or among others; `layers` is the number of data keys. */
export function findChunk(
  rows: (key: string) => ChunkRecord | undefined,
  part: string,
  index: number,
  layers: number,
): PlacedChunk | undefined {
  for (const first of [index, index - (index % chunksTogether)]) {
    const key = chunkKey(part, first);
    const record = rows(key);
    const place = index - first;
    const nonceLength = nonceBytes * layers;
    if (record === undefined || record.nonces.length < (place + 1) * nonceLength) continue;
    const whole = chunkBytes + tagBytes * layers;
    const nonces = record.nonces.subarray(place * nonceLength, (place + 1) * nonceLength);
    return { key, place, record, start: place * whole, end: (place + 1) * whole, nonces };
  }
  return undefined;
}
