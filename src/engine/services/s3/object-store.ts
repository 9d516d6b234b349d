import { toHex } from '../../random';
import type { Context } from '../../operation';
import type { Reader } from '../../tables';
import { Content, readSource, sizeOf, type Piece, type Source } from './body';
import { ChunkReader, ChunkWriter, chunksTable } from './chunk-store';
import {
  chunkBytes,
  chunkCount,
  chunkKey,
  findChunk,
  idBytes,
  nonceBytes,
  type ChunkRecord,
  type SealedPart,
} from './chunks';
import { open, seal, type Bytes, type DataKey } from './key-store';

/** How many chunks are being sealed at a time: WebCrypto does that on other threads. */
const sealedAtOnce = 2;

function additionalData(id: Bytes, index: number, isLast: boolean): Bytes {
  const bytes = new Uint8Array(idBytes + 5);
  bytes.set(id);
  new DataView(bytes.buffer).setUint32(idBytes, index);
  bytes[idBytes + 4] = isLast ? 1 : 0;
  return bytes;
}

function idOf(part: string): Bytes {
  return Uint8Array.from({ length: idBytes }, (_, i) => parseInt(part.slice(2 * i, 2 * i + 2), 16));
}

/**
 * Puts bytes to rest under data keys, the innermost layer's first. `follow` sees each chunk in the
 * clear while it is being sealed: checksums are taken on the way.
 */
export async function sealPart(
  ctx: Context,
  source: Source | undefined,
  dataKeys: readonly DataKey[],
  follow?: (chunk: Uint8Array) => void,
): Promise<SealedPart> {
  const Size = sizeOf(source);
  const count = chunkCount(Size);
  const rawId = ctx.random.bytes(idBytes);
  const id = toHex(rawId);
  const writer = new ChunkWriter(ctx, id, count);
  const pending: { readonly nonces: Bytes; readonly sealed: Promise<Bytes> }[] = [];
  const writeFirst = async () => {
    const { nonces, sealed } = pending.shift()!;
    writer.add(nonces, await sealed);
  };
  for (let index = 0; index < count; index += 1) {
    const start = index * chunkBytes;
    const chunk = await readSource(source, start, Math.min(Size, start + chunkBytes));
    const nonces = ctx.random.bytes(nonceBytes * dataKeys.length);
    const data = additionalData(rawId, index, index === count - 1);
    const sealed = sealChunk(chunk, nonces, data, dataKeys);
    // Where another chunk has failed, nobody waits for this one any more.
    sealed.catch(() => undefined);
    pending.push({ nonces, sealed });
    follow?.(chunk);
    if (pending.length >= sealedAtOnce) await writeFirst();
  }
  while (pending.length > 0) await writeFirst();
  return { id, Size };
}

async function sealChunk(
  chunk: Uint8Array,
  nonces: Bytes,
  data: Bytes,
  dataKeys: readonly DataKey[],
): Promise<Bytes> {
  let sealed: ArrayBuffer | Uint8Array = chunk;
  for (const [layer, key] of dataKeys.entries()) {
    sealed = await seal(key, nonceOf(nonces, layer), data, asBytes(sealed));
  }
  return asBytes(sealed);
}

function nonceOf(nonces: Bytes, layer: number): Bytes {
  return nonces.subarray(layer * nonceBytes, (layer + 1) * nonceBytes);
}

function asBytes(bytes: ArrayBuffer | Uint8Array): Bytes {
  return (bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)) as Bytes;
}

/** A chunk's plaintext. Fails where the chunk, its place or a key is another. */
async function openChunk(
  id: Bytes,
  index: number,
  isLast: boolean,
  nonces: Bytes,
  sealed: Bytes,
  dataKeys: readonly DataKey[],
): Promise<Bytes> {
  const data = additionalData(id, index, isLast);
  let bytes = sealed;
  for (let layer = dataKeys.length - 1; layer >= 0; layer -= 1) {
    const opened = await open(dataKeys[layer]!, nonceOf(nonces, layer), data, bytes);
    if (opened === undefined) throw new Error(`chunk ${index} of part ${toHex(id)} is damaged`);
    bytes = opened;
  }
  return bytes;
}

/**
 * The bytes from `start` up to `end` of parts in a row. Only chunks that hold some of them are
 * opened, and each only when it is read; a single one is read at once.
 */
export async function openParts(
  reader: Pick<Reader, 'get'>,
  parts: readonly SealedPart[],
  dataKeys: readonly DataKey[],
  start: number,
  end: number,
): Promise<Content> {
  const rows = (key: string) => reader.get(chunksTable, key);
  const chunkReader = new ChunkReader();
  const pieces: Piece[] = [];
  let at = 0;
  for (const { id, Size, boundTo = id } of parts) {
    const from = Math.max(0, start - at);
    const to = Math.min(Size, end - at);
    at += Size;
    if (from >= to && Size > 0) continue;
    const rawId = idOf(boundTo);
    const last = chunkCount(Size) - 1;
    const stop = Math.max(from + 1, to);
    for (let index = Math.floor(from / chunkBytes); index * chunkBytes < stop; index += 1) {
      const chunk = findChunk(rows, id, index, dataKeys.length);
      if (chunk === undefined) throw new Error(`chunk ${index} of part ${id} is missing`);
      const base = index * chunkBytes;
      const read = chunkReader.add(chunk);
      pieces.push(async () => {
        const sealed = await read();
        const bytes = await openChunk(rawId, index, index === last, chunk.nonces, sealed, dataKeys);
        return bytes.subarray(Math.max(0, from - base), to - base);
      });
    }
  }
  const held = pieces.length === 1 ? await pieces[0]!() : undefined;
  return new Content(end - start, pieces, held);
}

/**
 * Copies a part as it lies, for which no key is needed: replicas of objects under keys that only
 * their customers have. What its chunks are bound to stays the part that was sealed.
 */
export function copyPart(ctx: Context, { id, Size, boundTo = id }: SealedPart): SealedPart {
  const copy = toHex(ctx.random.bytes(idBytes));
  for (const [index, row] of rowsOf(ctx, id, Size)) {
    ctx.put(chunksTable, chunkKey(copy, index), row);
  }
  return { id: copy, Size, boundTo };
}

/** Removes parts from their place of rest. */
export function dropParts(
  ctx: Pick<Context, 'get' | 'delete'>,
  parts: readonly SealedPart[],
): void {
  for (const { id, Size } of parts) {
    for (const [index] of rowsOf(ctx, id, Size)) ctx.delete(chunksTable, chunkKey(id, index));
  }
}

/** The rows of a part, by the index of the first chunk in each. */
function* rowsOf(
  reader: Pick<Reader, 'get'>,
  part: string,
  size: number,
): Generator<readonly [number, ChunkRecord]> {
  for (let index = 0; index < chunkCount(size); index += 1) {
    const row = reader.get(chunksTable, chunkKey(part, index));
    if (row !== undefined) yield [index, row];
  }
}
