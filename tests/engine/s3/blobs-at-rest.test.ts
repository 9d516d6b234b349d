import { afterEach, describe, expect, it } from 'vitest';
import { keepLargePartsInBlobs } from '../../../src/engine/services/s3/chunk-store';
import type { ChunkRecord } from '../../../src/engine/services/s3/chunks';
import { refusal } from '../world';
import { s3World } from './world';

const mib = 1 << 20;
const bytes = Uint8Array.from({ length: 19 * mib + 5 }, (_, i) => (i * 31) >> 7);

/** A world whose engine keeps large parts in Blobs, as in a page. */
async function blobWorld() {
  keepLargePartsInBlobs();
  const world = await s3World();
  const chunks = () =>
    world.engine.tables.range<ChunkRecord>({ name: 's3.chunks' }).map(([, chunk]) => chunk);
  return { ...world, chunks };
}

afterEach(() => keepLargePartsInBlobs(false));

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

describe('large parts in Blobs', () => {
  it.each(['AES256', 'aws:kms', 'aws:kms:dsse'])('come back whole under %s', async (mode) => {
    const { s3, get, chunks } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes, ServerSideEncryption: mode });
    const sealed = chunks().map((chunk) => chunk.sealed);
    expect(sealed).toHaveLength(20);
    expect(sealed.every((chunk) => chunk instanceof Blob)).toBe(true);
    const { Body } = await get('a');
    expect(same(await Body.bytes(), bytes)).toBe(true);
    // A content may be read again.
    expect(same(await Body.bytes(), bytes)).toBe(true);
  });

  it('are read from wherever a range begins', async () => {
    const { s3, get } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes });
    const [from, to] = [7 * mib + 3, 17 * mib];
    const { Body } = await get('a', { Range: `bytes=${from}-${to}` });
    expect(same(await Body.bytes(), bytes.subarray(from, to + 1))).toBe(true);
  });

  it('show that a byte was changed', async () => {
    const { engine, s3, get, chunks } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes });
    const [key] = engine.tables.range<ChunkRecord>({ name: 's3.chunks' })[9]!;
    const { nonces, sealed } = chunks()[9]!;
    const changed = new Uint8Array(await (sealed as Blob).arrayBuffer());
    changed[0]! ^= 1;
    const after = { nonces, sealed: new Blob([changed]) };
    engine.write((tx) => tx.put({ name: 's3.chunks' }, key, after));
    const { Body } = await get('a');
    const seen: number[] = [];
    const reading = (async () => {
      for await (const piece of Body) seen.push(piece.length);
    })();
    await expect(reading).rejects.toThrow(/chunk 9 of part .* is damaged/);
    expect(seen).toEqual(Array.from({ length: 9 }, () => mib));
  });

  it('of one chunk are kept as bytes', async () => {
    const { s3, chunks } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes.subarray(0, mib) });
    expect(chunks()[0]!.sealed).toBeInstanceOf(Uint8Array);
  });

  it('of a body for which there is no memory leave nothing behind', async () => {
    const { engine, s3, put, read, chunks } = await blobWorld();
    await put('a', 'before');
    let left = 3;
    const Body = {
      size: bytes.length,
      slice: (from: number, to: number) => ({
        arrayBuffer: () =>
          (left -= 1) > 0
            ? Promise.resolve(bytes.slice(from, to).buffer)
            : Promise.reject(new RangeError('Array buffer allocation failed')),
      }),
    };
    const refused = await refusal(s3('PutObject', { Key: 'a', Body }));
    expect(refused).toMatchObject({ code: 'InsufficientMemory', statusCode: 507 });
    expect(chunks()).toHaveLength(1);
    expect(await read('a')).toBe('before');
    expect(engine.tables.size({ name: 's3.objects' })).toBe(1);
  });
});
