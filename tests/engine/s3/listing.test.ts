import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tables } from '../../../src/engine/tables';
import { lines } from '../../../src/engine/services/s3/listing';
import { objectKey, objectsTable, type Version } from '../../../src/engine/services/s3/state';
import { refusal } from '../world';
import { s3World, seen } from './world';

interface Listed {
  readonly Contents?: readonly { readonly Key: string }[];
  readonly CommonPrefixes?: readonly { readonly Prefix: string }[];
  readonly IsTruncated: boolean;
  readonly NextMarker?: string;
  readonly NextContinuationToken?: string;
  readonly KeyCount?: number;
}

/** All that a page lists, keys and common prefixes, in one order. */
const linesOf = ({ Contents = [], CommonPrefixes = [] }: Listed) =>
  [...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix)].sort(byBytes);

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What a listing has according to the documentation, without any order of storage or paging. */
function model(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const found = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return at < 0 ? key : key.slice(0, at + delimiter.length);
    });
  return [...new Set(found)].sort(byBytes);
}

const letter = fc.constantFrom('a', 'b', '/', '%', ' ', '\u00e9', '\uff21', '\u{1f511}', '\0');
const text = (maxLength: number) =>
  fc.array(letter, { maxLength }).map((letters) => letters.join(''));
const arbitrary = fc.record({
  keys: fc.uniqueArray(
    text(6).filter((key) => key !== ''),
    { maxLength: 25 },
  ),
  prefix: text(2),
  delimiter: fc.constantFrom('', '/', '/', 'a', '\u{1f511}', 'b/', '\0'),
  MaxKeys: fc.integer({ min: 1, max: 5 }),
});

describe('listing a bucket, with any prefix, delimiter and page size', () => {
  it('shows page by page what a simple model says', async () => {
    const { s3, put } = await s3World();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ keys, prefix, delimiter, MaxKeys }) => {
        const Bucket = `bucket-${(count += 1)}`;
        await s3('CreateBucket', { Bucket });
        for (const key of keys) await put(key, '', { Bucket });
        const input = { Bucket, Prefix: prefix, Delimiter: delimiter, MaxKeys };
        const expected = model(keys, prefix, delimiter);

        const second: string[] = [];
        for (let ContinuationToken: string | undefined; ;) {
          const token = ContinuationToken === undefined ? {} : { ContinuationToken };
          const page = await s3<Listed>('ListObjectsV2', { ...input, ...token });
          expect(page.KeyCount).toBe(linesOf(page).length);
          second.push(...linesOf(page));
          ContinuationToken = page.NextContinuationToken;
          expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
          if (ContinuationToken === undefined) break;
        }
        expect(second).toEqual(expected);

        const first: string[] = [];
        for (let Marker = ''; ; Marker = first.at(-1)!) {
          const page = await s3<Listed>('ListObjects', { ...input, Marker });
          first.push(...linesOf(page));
          if (!page.IsTruncated) break;
          expect(page.NextMarker).toBe(delimiter === '' ? undefined : first.at(-1));
        }
        expect(first).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a page of a bucket', () => {
  it('shows each object with its size, its tag and its time', async () => {
    const { s3, put } = await s3World();
    const { ETag } = await put('a/b', 'text');
    const content = {
      ...{ Key: 'a/b', Size: 4, ETag, StorageClass: 'STANDARD' },
      ...{ ChecksumAlgorithm: ['CRC64NVME'], ChecksumType: 'FULL_OBJECT' },
    };
    const LastModified = expect.any(Date) as Date;
    const Owner = { ID: expect.stringMatching(/^[0-9a-f]{64}$/) as string };
    expect(await s3('ListObjectsV2')).toEqual({
      ...{ Name: 'reports', Prefix: '', MaxKeys: 1000, KeyCount: 1, IsTruncated: false },
      Contents: [{ ...content, LastModified }],
    });
    expect(await s3('ListObjectsV2', { FetchOwner: true })).toMatchObject({
      Contents: [{ ...content, Owner }],
    });
    expect(await s3('ListObjects')).toEqual({
      ...{ Name: 'reports', Prefix: '', Marker: '', MaxKeys: 1000, IsTruncated: false },
      Contents: [{ ...content, LastModified, Owner }],
    });
  });

  it('does not show what is deleted', async () => {
    const { s3, put } = await s3World();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    await put('a/gone', 'text');
    await put('a/there', 'text');
    await s3('DeleteObject', { Key: 'a/gone' });
    expect(linesOf(await s3<Listed>('ListObjectsV2'))).toEqual(['a/there']);
    await s3('DeleteObject', { Key: 'a/there' });
    expect(linesOf(await s3<Listed>('ListObjectsV2', { Delimiter: '/' }))).toEqual([]);
  });

  it('begins after a marker, and skips the common prefix that has it (recorded against AWS)', async () => {
    const { s3, put } = await s3World();
    for (const key of ['f/a/1', 'f/a/2', 'f/x', 'f/y']) await put(key, 'text');
    const input = { Prefix: 'f/', Delimiter: '/', MaxKeys: 1 };
    expect(await s3('ListObjects', { ...input, Marker: 'f/a/1' })).toMatchObject({
      ...{ Marker: 'f/a/1', NextMarker: 'f/x', IsTruncated: true, Contents: [{ Key: 'f/x' }] },
    });
    const later = await s3('ListObjectsV2', { StartAfter: 'f/x', MaxKeys: 1 });
    expect(later).toMatchObject({
      StartAfter: 'f/x',
      IsTruncated: false,
      Contents: [{ Key: 'f/y' }],
    });
  });

  it('goes by its token where a key to start after is given too (recorded against AWS)', async () => {
    const { s3, put } = await s3World();
    for (const key of ['a', 'b', 'c']) await put(key, 'text');
    const first = await s3('ListObjectsV2', { MaxKeys: 1 });
    const ContinuationToken = first.NextContinuationToken as string;
    const next = await s3('ListObjectsV2', { ContinuationToken, StartAfter: 'b' });
    expect(next).not.toHaveProperty('StartAfter');
    expect(next).toMatchObject({ ContinuationToken, Contents: [{ Key: 'b' }, { Key: 'c' }] });
  });

  it('has no lines where none are wanted, and 1,000 at most', async () => {
    const { s3, put } = await s3World();
    await put('a', 'text');
    expect(await s3('ListObjectsV2', { MaxKeys: 0 })).toMatchObject({
      ...{ MaxKeys: 0, KeyCount: 0, IsTruncated: false },
    });
    expect(await s3('ListObjectsV2', { MaxKeys: 5000 })).toMatchObject({ MaxKeys: 1000 });
  });

  it('is encoded for XML where that is wanted (recorded against AWS)', async () => {
    const { s3, put } = await s3World();
    for (const key of ['date=2026-01-01/', 'test key/', 'test%123', 'test@key/', '\u{1f511}']) {
      await put(key, 'text');
    }
    const page = await s3<Listed>('ListObjectsV2', { EncodingType: 'url' });
    expect(page).toMatchObject({ EncodingType: 'url' });
    expect(linesOf(page)).toEqual([
      ...['%F0%9F%94%91', 'date%3D2026-01-01/', 'test%25123', 'test%40key/', 'test+key/'],
    ]);
    const input = {
      EncodingType: 'url',
      StartAfter: 'date=2026-01-01/',
      Prefix: 't',
      Delimiter: '@',
    };
    expect(await s3('ListObjectsV2', input)).toMatchObject({
      ...{ StartAfter: 'date%3D2026-01-01/', Prefix: 't', Delimiter: '%40' },
      CommonPrefixes: [{ Prefix: 'test%40' }],
    });
  });

  it.each([
    ...([
      [{ EncodingType: 'value' }, 'Invalid Encoding Method specified in Request', 'encoding-type'],
      [{ EncodingType: '' }, 'Invalid Encoding Method specified in Request', 'encoding-type'],
      [{ MaxKeys: -1 }, 'Argument maxKeys must be an integer between 0 and 2147483647', 'maxKeys'],
      [
        { ContinuationToken: '' },
        'The continuation token provided is incorrect',
        'continuation-token',
      ],
      [
        { ContinuationToken: '?' },
        'The continuation token provided is incorrect',
        'continuation-token',
      ],
    ] as const),
  ])('is not to be had with %o', async (input, message, ArgumentName) => {
    const { s3 } = await s3World();
    expect(seen(await refusal(s3('ListObjectsV2', input)))).toMatchObject({
      ...{ code: 'InvalidArgument', message, statusCode: 400, ArgumentName },
    });
  });

  it('takes s3:ListBucket, which may be for a prefix alone', async () => {
    const { s3, put, user } = await s3World();
    await put('home/ann/a', 'text');
    const credentials = await user('ann', {
      ...{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::reports' },
      Condition: { StringEquals: { 's3:prefix': 'home/ann/' } },
    });
    const page = await s3<Listed>('ListObjectsV2', { Prefix: 'home/ann/' }, { credentials });
    expect(linesOf(page)).toEqual(['home/ann/a']);
    expect((await refusal(s3('ListObjects', {}, { credentials }))).message).toContain(
      'is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::reports"',
    );
  });
});

describe('a listing of very many keys', () => {
  it('looks up no more rows than it shows, and a common prefix once', () => {
    const tables = new Tables();
    const row = (Key: string) => ({ Key, kind: 'object' }) as Version;
    for (let i = 0; i < 3000; i += 1) {
      const key = `${i < 2900 ? 'huge/' : ''}${i}`;
      tables.apply({ table: objectsTable.name, key: objectKey('b', key), after: row(key) });
    }
    let rows = 0;
    const reader = {
      range: ((table, range) => {
        const found = tables.range(table, range);
        rows += found.length;
        return found;
      }) as Tables['range'],
    };
    const selection = { prefix: '', delimiter: '/' };
    expect([...lines(reader, objectsTable, 'b', selection)]).toHaveLength(101);
    expect(rows).toBeLessThan(250);
  });
});
