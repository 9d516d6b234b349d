import { afterEach, describe, expect, it } from 'vitest';
import { HeldBytes, withBlobs } from '../../../src/engine/large-bytes';
import { keepLargePartsInBlobs } from '../../../src/engine/services/s3/chunk-store';
import type { ChunkRecord } from '../../../src/engine/services/s3/chunks';
import { refusal } from '../world';
import { s3World } from './world';

const mib = 1 << 20;
const bytes = Uint8Array.from({ length: 19 * mib + 5 }, (_, i) => (i * 31) >> 7);

const table = { name: 's3.chunks' };

/** A world whose engine keeps large parts in Blobs, as in a page. */
async function blobWorld() {
  keepLargePartsInBlobs();
  const world = await s3World();
  const rows = () => world.engine.tables.range<ChunkRecord>(table);
  /** Puts others in the place of rows, as a world has them that was stored and opened again. */
  const replace = (with_: (row: ChunkRecord, key: string) => Record<string, ChunkRecord>) =>
    world.engine.write((tx) => {
      for (const [key, row] of rows()) {
        tx.delete(table, key);
        for (const [at, after] of Object.entries(with_(row, key))) tx.put(table, at, after);
      }
    });
  const reopen = () => replace((row, key) => ({ [key]: withBlobs(row) }));
  return { ...world, rows, replace, reopen };
}

afterEach(() => keepLargePartsInBlobs(false));

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** A row's sealed bytes, however they are kept. */
async function bytesOf(row: ChunkRecord): Promise<Uint8Array<ArrayBuffer>> {
  const { sealed } = withBlobs(row);
  return new Uint8Array(await (sealed as Blob).arrayBuffer());
}

describe('large parts in Blobs', () => {
  it.each(['AES256', 'aws:kms', 'aws:kms:dsse'])('come back whole under %s', async (mode) => {
    const { s3, get, rows, reopen } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes, ServerSideEncryption: mode });
    const sealed = rows().map(([, row]) => row.sealed);
    expect(sealed).toHaveLength(Math.ceil(20 / 8));
    expect(sealed.every((chunk) => chunk instanceof HeldBytes)).toBe(true);
    expect(same(await (await get('a')).Body.bytes(), bytes)).toBe(true);
    reopen();
    const { Body } = await get('a');
    expect(same(await Body.bytes(), bytes)).toBe(true);
    // A content may be read again.
    expect(same(await Body.bytes(), bytes)).toBe(true);
  });

  it('are read from wherever a range begins', async () => {
    const { s3, get, reopen } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes });
    for (const again of [() => undefined, reopen]) {
      again();
      for (const [from, to] of [
        [7 * mib + 3, 17 * mib],
        [9 * mib, 9 * mib + 5],
        [18 * mib - 1, bytes.length - 1],
      ] as const) {
        const { Body } = await get('a', { Range: `bytes=${from}-${to}` });
        expect(same(await Body.bytes(), bytes.subarray(from, to + 1))).toBe(true);
      }
    }
  });

  it('are read where each chunk lies in a row of its own', async () => {
    const { s3, get, rows, replace } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes });
    const sealed = await Promise.all(rows().map(([, row]) => bytesOf(row)));
    let at = 0;
    replace(({ nonces }, key) => {
      const [part, first] = key.split('/') as [string, string];
      const all = sealed[at++]!;
      const whole = mib + 16;
      return Object.fromEntries(
        Array.from({ length: nonces.length / 12 }, (_, i) => [
          `${part}/${String(Number(first) + i).padStart(6, '0')}`,
          {
            nonces: nonces.slice(12 * i, 12 * (i + 1)),
            sealed: new Blob([all.slice(whole * i, whole * (i + 1))]),
          },
        ]),
      );
    });
    expect(rows()).toHaveLength(20);
    expect(same(await (await get('a')).Body.bytes(), bytes)).toBe(true);
    const { Body } = await get('a', { Range: `bytes=${11 * mib}-${12 * mib}` });
    expect(same(await Body.bytes(), bytes.subarray(11 * mib, 12 * mib + 1))).toBe(true);
  });

  it('show that a byte was changed', async () => {
    const { engine, s3, get, rows } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes });
    const [key, row] = rows()[1]!;
    const { nonces } = row;
    const changed = await bytesOf(row);
    changed[mib + 16]! ^= 1;
    engine.write((tx) => tx.put(table, key, { nonces, sealed: new Blob([changed]) }));
    const { Body } = await get('a');
    const seen: number[] = [];
    const reading = (async () => {
      for await (const piece of Body) seen.push(piece.length);
    })();
    await expect(reading).rejects.toThrow(/chunk 9 of part .* is damaged/);
    expect(seen).toEqual(Array.from({ length: 9 }, () => mib));
  });

  it('of one chunk are kept as bytes', async () => {
    const { s3, rows } = await blobWorld();
    await s3('PutObject', { Key: 'a', Body: bytes.subarray(0, mib) });
    expect(rows()[0]![1].sealed).toBeInstanceOf(Uint8Array);
  });

  it('of a body for which there is no memory leave nothing behind', async () => {
    const { engine, s3, put, read, rows } = await blobWorld();
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
    expect(rows()).toHaveLength(1);
    expect(await read('a')).toBe('before');
    expect(engine.tables.size({ name: 's3.objects' })).toBe(1);
  });
});
