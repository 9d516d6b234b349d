import { describe, expect, it } from 'vitest';
import { refusal, refusalText, start } from '../world';
import { Bucket, s3World, seen } from './world';

const precondition = 'At least one of the pre-conditions you specified did not hold';

describe('a range', () => {
  // Recorded against AWS (LocalStack, test_get_object_range).
  it.each([
    ['bytes=0-8', '012345678', 'bytes 0-8/10'],
    ['bytes=1-1', '1', 'bytes 1-1/10'],
    ['bytes=1-0', '0123456789', undefined],
    ['bytes=1-', '123456789', 'bytes 1-9/10'],
    ['bytes=-1-', '0123456789', undefined],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=-15', '0123456789', 'bytes 0-9/10'],
    ['bytes=0-100', '0123456789', 'bytes 0-9/10'],
    ['bytes=0--1', '0123456789', undefined],
    ['bytes=0-1,3-4,7-9', '0123456789', undefined],
    ['0-1', '0123456789', undefined],
    ['bytes=-', '0123456789', undefined],
  ])('%s is %s', async (Range, text, ContentRange) => {
    const { put, get, read, s3 } = await s3World();
    await put('a', '0123456789');
    expect(await read('a', { Range })).toBe(text);
    const shown = { ContentLength: text.length, ContentRange };
    expect(await get('a', { Range })).toMatchObject({ ContentLength: text.length });
    const head = await s3('HeadObject', { Key: 'a', Range });
    expect({ ContentLength: head.ContentLength, ContentRange: head.ContentRange }).toEqual(shown);
  });

  it.each(['bytes=-0', 'bytes=100-200', 'bytes=10-'])('%s is refused', async (Range) => {
    const { put, get } = await s3World();
    await put('a', '0123456789');
    expect(seen(await refusal(get('a', { Range })))).toEqual({
      ...{ code: 'InvalidRange', message: 'The requested range is not satisfiable' },
      ...{ statusCode: 416, RangeRequested: Range, ActualObjectSize: '10' },
    });
  });

  it('opens no chunk that it does not need', async () => {
    const { engine, s3, get } = await s3World();
    const size = 3 * (1 << 20);
    const bytes = Uint8Array.from({ length: size }, (_, i) => i % 253);
    await s3('PutObject', { Key: 'a', Body: bytes });
    const [first] = engine.tables.range<object>({ name: 's3.chunks' })[0]!;
    engine.write((tx) => tx.delete({ name: 's3.chunks' }, first));
    const from = (1 << 20) + 5;
    const to = (2 << 20) + 5;
    const { Body } = await get('a', { Range: `bytes=${from}-${to}` });
    expect(Buffer.compare(await Body.bytes(), bytes.subarray(from, to + 1))).toBe(0);
  });

  it('that is all of an object shows its checksum (recorded against AWS)', async () => {
    const { put, get } = await s3World();
    await put('a', '0123456789');
    const ChecksumMode = 'ENABLED';
    const all = await get('a', { Range: 'bytes=0-100', ChecksumMode });
    expect(all).toHaveProperty('ChecksumCRC64NVME');
    const some = await get('a', { Range: 'bytes=0-8', ChecksumMode });
    expect(some).not.toHaveProperty('ChecksumCRC64NVME');
  });

  it('is not asked for together with a part', async () => {
    const { put, get } = await s3World();
    await put('a', 'text');
    expect(await get('a', { PartNumber: 1 })).toMatchObject({ ContentRange: 'bytes 0-3/4' });
    expect((await refusal(get('a', { PartNumber: 1, Range: 'bytes=0-1' }))).message).toBe(
      'Cannot specify both Range header and partNumber query parameter',
    );
    expect(seen(await refusal(get('a', { PartNumber: 10 })))).toMatchObject({
      ...{ code: 'InvalidPartNumber', statusCode: 416 },
      ...{ PartNumberRequested: '10', ActualPartCount: '1' },
    });
  });
});

describe('a conditional read (recorded against AWS)', () => {
  const before = new Date(start - 60_000);
  const after = new Date(start + 60_000);
  const at = new Date(start);

  const conditions = (ETag: string) => [
    [{ IfMatch: ETag }, 'read'],
    [{ IfMatch: '"x"' }, '412 If-Match'],
    [{ IfNoneMatch: '"x"' }, 'read'],
    [{ IfNoneMatch: ETag }, '304'],
    [{ IfNoneMatch: ETag.replaceAll('"', '') }, '304'],
    [{ IfUnmodifiedSince: before }, '412 If-Unmodified-Since'],
    [{ IfUnmodifiedSince: at }, 'read'],
    [{ IfModifiedSince: before }, 'read'],
    [{ IfModifiedSince: at }, '304'],
    [{ IfModifiedSince: after }, 'read'],
    [{ IfMatch: ETag, IfUnmodifiedSince: before }, 'read'],
    [{ IfNoneMatch: '"x"', IfModifiedSince: at }, 'read'],
  ];

  it('is answered by tags before times, and never by a time to come', async () => {
    const { s3, put } = await s3World();
    const { ETag = '' } = await put('a', 'data');
    for (const operation of ['GetObject', 'HeadObject']) {
      for (const [condition, expected] of conditions(ETag)) {
        const answer = await s3(operation, { Key: 'a', ...(condition as object) }).then(
          () => 'read',
          (error: { statusCode: number; details: { Condition?: string } }) =>
            [error.statusCode, error.details.Condition].filter(Boolean).join(' '),
        );
        expect([condition, answer]).toEqual([condition, expected]);
      }
    }
  });
});

describe('a conditional write (recorded against AWS)', () => {
  it('is made where nothing is there', async () => {
    const { s3, put } = await s3World();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    await put('a', 'one', { IfNoneMatch: '*' });
    expect(seen(await refusal(put('a', 'two', { IfNoneMatch: '*' })))).toEqual({
      ...{ code: 'PreconditionFailed', message: precondition, statusCode: 412 },
      Condition: 'If-None-Match',
    });
    await s3('DeleteObject', { Key: 'a' });
    await put('a', 'two', { IfNoneMatch: '*' });
  });

  it('is made over what is known', async () => {
    const { s3, put } = await s3World();
    const { ETag } = await put('a', 'one');
    expect(await refusal(put('a', 'two', { IfMatch: '"x"' }))).toMatchObject({
      ...{ code: 'PreconditionFailed', details: { Condition: 'If-Match' } },
    });
    await put('a', 'two', { IfMatch: ETag });
    await s3('DeleteObject', { Key: 'a' });
    expect((await refusal(put('a', 'two', { IfMatch: ETag }))).code).toBe('NoSuchKey');
  });

  it.each([
    [
      { IfMatch: '*' },
      'If-Match',
      "We don't accept the provided value of If-Match header for this API",
    ],
    [
      { IfNoneMatch: '"x"' },
      'If-None-Match',
      "We don't accept the provided value of If-None-Match header for this API",
    ],
    [
      { IfMatch: '"x"', IfNoneMatch: '*' },
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    ],
  ])('%o is not implemented', async (input, Header, additionalMessage) => {
    const { put } = await s3World();
    expect(seen(await refusal(put('a', 'text', input)))).toEqual({
      code: 'NotImplemented',
      message: 'A header you provided implies functionality that is not implemented',
      statusCode: 501,
      ...{ Header, additionalMessage },
    });
  });

  it('needs to be allowed to read what it knows', async () => {
    const { put, user } = await s3World();
    const statement = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
    const credentials = await user('ann', statement);
    const { ETag } = await put('a', 'one', {}, { credentials });
    const { message } = await refusal(put('a', 'two', { IfMatch: ETag }, { credentials }));
    expect(message).toContain('s3:GetObject');
  });
});

describe('a conditional deletion (recorded against AWS)', () => {
  it('is made of what is known', async () => {
    const { s3, put } = await s3World();
    const { ETag } = await put('a', 'one');
    expect(seen(await refusal(s3('DeleteObject', { Key: 'a', IfMatch: '"x"' })))).toMatchObject({
      ...{ code: 'PreconditionFailed', Condition: 'If-Match' },
    });
    await s3('DeleteObject', { Key: 'a', IfMatch: ETag });
    for (const [input, Header] of [
      [{ IfMatchLastModifiedTime: new Date(start) }, 'x-amz-if-match-last-modified-time'],
      [{ IfMatchSize: 4 }, 'x-amz-if-match-size'],
    ] as const) {
      expect(seen(await refusal(s3('DeleteObject', { Key: 'a', ...input })))).toMatchObject({
        ...{ code: 'NotImplemented', Header },
      });
    }
  });
});

describe('what is said of an object', () => {
  it('is kept: headers, metadata in lower case, class, tags', async () => {
    const { s3, put } = await s3World();
    const headers = {
      ...{ ContentType: 'text/plain', CacheControl: 'no-store', ContentLanguage: 'de' },
      ...{ ContentDisposition: 'inline', ContentEncoding: 'gzip', WebsiteRedirectLocation: '/b' },
    };
    const more = { StorageClass: 'STANDARD_IA', Tagging: 'team=blue&cost%20centre=7' };
    await put('a', 'text', { ...headers, ...more, Metadata: { Owner: 'Ann' } });
    expect(await s3('HeadObject', { Key: 'a' })).toMatchObject({
      ...{ ...headers, Metadata: { owner: 'Ann' }, StorageClass: 'STANDARD_IA', TagCount: 2 },
    });
  });

  it('may be answered otherwise', async () => {
    const { put, get } = await s3World();
    await put('a', 'text', { ContentType: 'text/plain' });
    expect(await get('a', { ResponseContentType: 'text/html' })).toMatchObject({
      ContentType: 'text/html',
    });
  });

  it.each([
    [
      { StorageClass: 'OUTPOSTS' },
      { code: 'InvalidStorageClass', StorageClassRequested: 'OUTPOSTS' },
    ],
    [
      { Metadata: { a: 'x'.repeat(2048) } },
      { code: 'MetadataTooLarge', Size: '2049', MaxSizeAllowed: '2048' },
    ],
    [
      { Tagging: 'key1=val1&key1=val2' },
      {
        code: 'InvalidArgument',
        ArgumentName: 'x-amz-tagging',
        ArgumentValue: 'key1=val1&key1=val2',
      },
    ],
    [
      { Tagging: 'key1=val1,key2=val2' },
      { code: 'InvalidArgument', ArgumentName: 'x-amz-tagging' },
    ],
    [
      { Tagging: Array.from({ length: 11 }, (_, i) => `k${i}=v`).join('&') },
      { code: 'BadRequest', message: 'Object tags cannot be greater than 10' },
    ],
  ])('%o is refused', async (input, expected) => {
    const { put } = await s3World();
    expect(seen(await refusal(put('a', 'text', input)))).toMatchObject(expected);
  });

  it('an archived object is not read (recorded against AWS)', async () => {
    const { s3, put, get } = await s3World();
    await put('a', 'text', { StorageClass: 'GLACIER' });
    expect(seen(await refusal(get('a')))).toEqual({
      code: 'InvalidObjectState',
      message: "The operation is not valid for the object's storage class",
      ...{ statusCode: 403, StorageClass: 'GLACIER' },
    });
    expect(await s3('HeadObject', { Key: 'a' })).toMatchObject({ StorageClass: 'GLACIER' });
  });

  it('tags are for policies to judge by', async () => {
    const { put, get, user } = await s3World();
    const resource = { Effect: 'Allow', Resource: `arn:aws:s3:::${Bucket}/*` };
    const blue = (key: string) => ({ StringEquals: { [key]: 'blue' } });
    const credentials = await user(
      'ann',
      { ...resource, Action: 's3:PutObject' },
      {
        ...{ ...resource, Action: 's3:PutObjectTagging' },
        Condition: blue('s3:RequestObjectTag/team'),
      },
      { ...resource, Action: 's3:GetObject', Condition: blue('s3:ExistingObjectTag/team') },
    );
    const as = { credentials };
    await put('blue', 'text', { Tagging: 'team=blue' }, as);
    await put('none', 'text', {}, as);
    expect(await refusalText(put('red', 'text', { Tagging: 'team=red' }, as))).toContain(
      's3:PutObjectTagging',
    );
    // Who may not know the tags is not told how many there are.
    expect(await get('blue', {}, as)).not.toHaveProperty('TagCount');
    expect((await refusal(get('none', {}, as))).code).toBe('AccessDenied');
  });
});
