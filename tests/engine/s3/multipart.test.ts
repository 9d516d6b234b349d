import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../../src/engine/services/s3/checksums/checksum';
import { refusal, start } from '../world';
import { Bucket, encode, keyHeaders, s3World, seen, unblockSseC } from './world';

const mib = 1 << 20;
const noSuchUpload = {
  ...{ code: 'NoSuchUpload', statusCode: 404 },
  message:
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
};
const invalidPart = {
  ...{ code: 'InvalidPart', statusCode: 400 },
  message:
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
};

type Body = Uint8Array | { readonly size: number };

async function uploadWorld(input: object = {}, options = {}) {
  const world = await s3World();
  const { s3, engine } = world;
  const begin = (more: object = {}, as = options) =>
    s3<Record<string, string>>('CreateMultipartUpload', { Key: 'big', ...input, ...more }, as);
  const { UploadId } = await begin();
  const upload = (PartNumber: number, body: Body, more: object = {}) =>
    s3<Record<string, string>>('UploadPart', {
      ...{ Key: 'big', UploadId, PartNumber, Body: body, ...more },
    });
  const complete = (Parts: readonly object[] | undefined, more: object = {}) =>
    s3<Record<string, unknown>>('CompleteMultipartUpload', {
      ...{ Key: 'big', UploadId, ...(Parts && { MultipartUpload: { Parts } }), ...more },
    });
  const count = (name: string) => engine.tables.size({ name });
  return { ...world, begin, upload, complete, UploadId, count };
}

const bytes = (length: number, seed = 1) =>
  Uint8Array.from({ length }, (_, i) => (i * seed + (i >> 8)) & 255);
const md5 = (...pieces: Uint8Array[]) => {
  const hash = createHash('md5');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};

describe('a multipart upload', () => {
  it('becomes one object, and can be read by its parts', async () => {
    const world = await uploadWorld({ ContentType: 'text/plain', Metadata: { owner: 'ann' } });
    const { s3, upload, complete, get, count, UploadId } = world;
    const [first, second] = [bytes(5 * mib + 3), bytes(70_000, 7)];
    const two = await upload(2, second);
    const one = await upload(1, first);
    expect(one.ETag).toBe(`"${md5(first).toString('hex')}"`);
    const parts = [
      { PartNumber: 1, ETag: one.ETag },
      { PartNumber: 2, ETag: two.ETag },
    ];
    const ETag = `"${md5(md5(first), md5(second)).toString('hex')}-2"`;
    const all = new Uint8Array(first.length + second.length);
    all.set(first);
    all.set(second, first.length);
    const ChecksumCRC64NVME = await checksumOf('CRC64NVME', all);
    expect(await complete(parts, { MpuObjectSize: all.length })).toEqual({
      ...{ Bucket, Key: 'big', ETag, ServerSideEncryption: 'AES256' },
      ...{ Location: 'https://reports.s3.us-east-1.amazonaws.com/big' },
      ...{ ChecksumCRC64NVME, ChecksumType: 'FULL_OBJECT' },
    });
    const { Body, ...shown } = await get('big');
    expect(Buffer.compare(await Body.bytes(), all)).toBe(0);
    expect(shown).toMatchObject({ ETag, ContentType: 'text/plain', Metadata: { owner: 'ann' } });
    const part = await get('big', { PartNumber: 2 });
    expect(part).toMatchObject({
      ...{ PartsCount: 2, ContentLength: 70_000 },
      ContentRange: `bytes ${first.length}-${all.length - 1}/${all.length}`,
    });
    expect(Buffer.compare(await part.Body.bytes(), second)).toBe(0);
    expect(
      await s3('GetObjectAttributes', {
        ...{ Key: 'big', ObjectAttributes: ['Checksum', 'ObjectParts'] },
      }),
    ).toMatchObject({ Checksum: { ChecksumCRC64NVME }, ObjectParts: { TotalPartsCount: 2 } });
    expect([count('s3.uploads'), count('s3.parts')]).toEqual([0, 0]);
    // Once more, as clients do who lost the answer (moto's tests, verified against AWS).
    expect(await complete(parts, { IfNoneMatch: '*' })).toMatchObject({ ETag });
    await s3('DeleteObject', { Key: 'big' });
    expect(seen(await refusal(complete(parts)))).toEqual({ ...noSuchUpload, UploadId });
    expect(count('s3.chunks')).toBe(0);
  });

  it('takes a part again in the place of the first, and leaves out what is not named', async () => {
    const { upload, complete, read, count } = await uploadWorld();
    await upload(1, encode('first'));
    const again = await upload(1, encode('second'));
    await upload(3, encode('left out'));
    expect(count('s3.chunks')).toBe(2);
    await complete([{ PartNumber: 1, ETag: again.ETag }]);
    expect(await read('big')).toBe('second');
    expect(count('s3.chunks')).toBe(1);
  });

  it('leaves nothing behind when it is aborted, or its bucket deleted', async () => {
    for (const operation of ['AbortMultipartUpload', 'DeleteBucket']) {
      const { s3, upload, count, UploadId } = await uploadWorld();
      await upload(1, encode('text'));
      const input = operation === 'DeleteBucket' ? {} : { Key: 'big', UploadId };
      await s3(operation, input);
      expect(['uploads', 'parts', 'chunks'].map((name) => count(`s3.${name}`))).toEqual([0, 0, 0]);
    }
  });

  it('is of its own key (recorded against AWS)', async () => {
    const { s3, UploadId } = await uploadWorld();
    for (const [operation, input] of [
      ...([
        ['UploadPart', { PartNumber: 1 }],
        ['AbortMultipartUpload', {}],
      ] as const),
      ...([
        ['ListParts', {}],
        ['CompleteMultipartUpload', {}],
      ] as const),
    ]) {
      const other = s3(operation, { Key: 'other', UploadId, ...input });
      expect(seen(await refusal(other))).toEqual({ ...noSuchUpload, UploadId });
    }
  });

  it('numbers parts from 1 to 10,000, each of 5 GiB at most', async () => {
    const { upload, s3, UploadId } = await uploadWorld();
    for (const number of [0, -1, 10_001]) {
      expect(seen(await refusal(upload(number, encode('text'))))).toEqual({
        ...{ code: 'InvalidArgument', statusCode: 400, ArgumentName: 'partNumber' },
        message: 'Part number must be an integer between 1 and 10000, inclusive',
        ArgumentValue: String(number),
      });
    }
    const huge = { size: 5 * 2 ** 30 + 1, slice: () => new Blob() };
    expect(seen(await refusal(upload(1, huge)))).toMatchObject({
      ...{ code: 'EntityTooLarge', MaxSizeAllowed: '5368709120' },
    });
    expect(await s3('ListParts', { Key: 'big', UploadId })).not.toHaveProperty('Parts');
  });

  it('is not completed with parts that are not those that were uploaded (recorded)', async () => {
    const { upload, complete, UploadId } = await uploadWorld();
    const { ETag = '' } = await upload(1, encode('text'));
    await upload(2, encode('text'));
    const two = { PartNumber: 2, ETag };
    const tag = ETag.slice(1, -1);
    for (const Parts of [undefined, []]) {
      expect((await refusal(complete(Parts))).message).toBe('You must specify at least one part');
    }
    const wrong = [
      ...[
        { PartNumber: 3, ETag },
        { PartNumber: 1, ETag: '"d41d8cd98f00b204e9800998ecf8427e"' },
      ],
    ];
    for (const part of wrong) {
      expect(seen(await refusal(complete([part])))).toEqual({
        ...{ ...invalidPart, UploadId, PartNumber: String(part.PartNumber) },
        ETag: part.ETag.slice(1, -1),
      });
    }
    for (const Parts of [
      [two, { PartNumber: 1, ETag }],
      [two, two],
    ]) {
      expect(seen(await refusal(complete(Parts)))).toEqual({
        ...{ code: 'InvalidPartOrder', statusCode: 400, UploadId },
        message:
          'The list of parts was not in ascending order. Parts must be ordered by part number.',
      });
    }
    expect(seen(await refusal(complete([{ PartNumber: 1, ETag }, two])))).toEqual({
      ...{ code: 'EntityTooSmall', statusCode: 400, MinSizeAllowed: '5242880', ProposedSize: '4' },
      ...{ message: 'Your proposed upload is smaller than the minimum allowed size' },
      ...{ PartNumber: '1', ETag: tag },
    });
    expect((await refusal(complete([{ PartNumber: 1 }]))).code).toBe('MalformedXML');
    expect((await refusal(complete([two], { MpuObjectSize: 5 }))).message).toBe(
      "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
    );
    await complete([two], { MpuObjectSize: 4 });
  });
});

describe('the conditions of CompleteMultipartUpload (recorded against AWS)', () => {
  const conflict = (Condition: string) => ({
    ...{ code: 'ConditionalRequestConflict', statusCode: 409, Condition, Key: 'big' },
    message:
      'The conditional request cannot succeed due to a conflicting operation against this resource.',
  });

  it('are on what the key had when the upload began', async () => {
    const { s3, put, upload, complete } = await uploadWorld();
    const { ETag } = await upload(1, encode('text'));
    const parts = [{ PartNumber: 1, ETag }];
    const put1 = await put('big', 'during');
    expect(seen(await refusal(complete(parts, { IfNoneMatch: '*' })))).toMatchObject({
      ...{ code: 'PreconditionFailed', statusCode: 412, Condition: 'If-None-Match' },
    });
    expect(seen(await refusal(complete(parts, { IfMatch: put1.ETag })))).toEqual(
      conflict('If-Match'),
    );
    expect((await refusal(complete(parts, { IfMatch: ETag }))).code).toBe('PreconditionFailed');
    await s3('DeleteObject', { Key: 'big' });
    expect((await refusal(complete(parts, { IfMatch: put1.ETag }))).code).toBe('NoSuchKey');
    expect(seen(await refusal(complete(parts, { IfNoneMatch: '*' })))).toEqual(
      conflict('If-None-Match'),
    );
    await complete(parts);
  });

  it('let an upload pass that began after what they name', async () => {
    const { begin, put, s3 } = await uploadWorld();
    const before = await put('big', 'before');
    const { UploadId } = await begin();
    const part = { Key: 'big', UploadId, PartNumber: 1, Body: encode('text') };
    const { ETag } = await s3('UploadPart', part);
    await s3('CompleteMultipartUpload', {
      ...{ Key: 'big', UploadId, IfMatch: before.ETag },
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
    });
  });
});

describe('lists of multipart uploads', () => {
  interface Uploads {
    readonly Uploads?: readonly { readonly UploadId: string; readonly Key: string }[];
  }

  it('go by key, and by age where keys are the same (recorded against AWS)', async () => {
    const { s3, begin, UploadId } = await uploadWorld();
    const ids = [UploadId!];
    for (const Key of ['b', 'a', 'a', 'a']) ids.push((await begin({ Key })).UploadId!);
    const list = (input: object) => s3<Uploads>('ListMultipartUploads', input);
    const all = await list({});
    expect(all).toMatchObject({
      ...{ Bucket, KeyMarker: '', UploadIdMarker: '', MaxUploads: 1000, IsTruncated: false },
      ...{ NextKeyMarker: 'big', NextUploadIdMarker: ids[0] },
    });
    expect(all.Uploads!.map((upload) => upload.UploadId)).toEqual(
      [2, 3, 4, 1, 0].map((i) => ids[i]),
    );
    expect(all.Uploads![0]).toMatchObject({
      ...{ StorageClass: 'STANDARD', Initiator: { DisplayName: expect.any(String) as string } },
    });
    const one = { MaxUploads: 1 };
    expect(await list({ ...one, KeyMarker: 'a' })).toMatchObject({
      ...{ IsTruncated: true, NextKeyMarker: 'b', Uploads: [{ UploadId: ids[1] }] },
    });
    expect(await list({ ...one, UploadIdMarker: ids[1] })).toMatchObject({
      ...{ UploadIdMarker: '', Uploads: [{ UploadId: ids[2] }] },
    });
    const both = { ...one, KeyMarker: 'a', UploadIdMarker: ids[2] };
    expect(await list(both)).toMatchObject({ Uploads: [{ UploadId: ids[3] }] });
    expect(await list({ ...both, UploadIdMarker: ids[4] })).toMatchObject({
      ...{ IsTruncated: true, Uploads: [{ UploadId: ids[1] }] },
    });
    expect(await list({ ...one, KeyMarker: 'big' })).toMatchObject({
      ...{ IsTruncated: false, NextKeyMarker: '', NextUploadIdMarker: '' },
    });
    expect(seen(await refusal(list({ ...both, UploadIdMarker: ids[1] })))).toEqual({
      ...{ code: 'InvalidArgument', message: 'Invalid uploadId marker', statusCode: 400 },
      ...{ ArgumentName: 'upload-id-marker', ArgumentValue: ids[1] },
    });
  });

  it('tell times in whole seconds (recorded against AWS)', async () => {
    const { s3, engine, upload, UploadId } = await uploadWorld();
    await engine.advanceTo(start + 1234);
    await upload(1, encode('text'));
    const { Parts } = await s3<{ Parts: readonly { readonly LastModified: Date }[] }>(
      ...(['ListParts', { Key: 'big', UploadId }] as const),
    );
    expect(Parts[0]!.LastModified.getTime() % 1000).toBe(0);
  });

  it('roll keys up by a delimiter (recorded against AWS)', async () => {
    const { s3, begin } = await uploadWorld();
    for (const Key of ['f/a/1', 'f/a/2', 'f/x']) await begin({ Key });
    const input = { Prefix: 'f/', Delimiter: '/', MaxUploads: 1 };
    expect(await s3('ListMultipartUploads', input)).toMatchObject({
      ...{ CommonPrefixes: [{ Prefix: 'f/a/' }], IsTruncated: true, NextKeyMarker: '' },
    });
    for (const KeyMarker of ['f/a/', 'f/a/1']) {
      expect(await s3('ListMultipartUploads', { ...input, KeyMarker })).toMatchObject({
        ...{ Uploads: [{ Key: 'f/x' }], IsTruncated: false },
      });
    }
  });

  it('show the parts of one, page by page (recorded against AWS)', async () => {
    const { s3, upload, UploadId } = await uploadWorld({ ChecksumAlgorithm: 'CRC32' });
    const list = (input: object = {}) => s3('ListParts', { Key: 'big', UploadId, ...input });
    expect(await list()).toMatchObject({
      ...{ PartNumberMarker: '0', NextPartNumberMarker: '0', MaxParts: 1000, IsTruncated: false },
      ...{ ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE' },
    });
    const { ETag, ChecksumCRC32 } = await upload(1, encode('text'));
    await upload(12, encode('text'));
    expect(await list({ MaxParts: 1 })).toMatchObject({
      ...{ IsTruncated: true, NextPartNumberMarker: '1' },
      Parts: [{ PartNumber: 1, ETag, ChecksumCRC32, Size: 4 }],
    });
    for (const [name, value] of [
      ...([
        ['MaxParts', -42],
        ['PartNumberMarker', '-42'],
      ] as const),
    ]) {
      expect((await refusal(list({ [name]: value }))).message).toMatch(
        /^Argument (max-parts|part-number-marker) must be an integer between 0 and 2147483647$/,
      );
    }
    expect(await list({ MaxParts: '', PartNumberMarker: '' })).toMatchObject({ MaxParts: 1000 });
    expect(await list({ PartNumberMarker: '1' })).toMatchObject({
      ...{ IsTruncated: false, NextPartNumberMarker: '12', Parts: [{ PartNumber: 12 }] },
    });
  });
});

describe('multipart uploads under AWS KMS', () => {
  it('lie sealed under one data key, for which KMS is asked at each step', async () => {
    const { s3, engine, createKey, read, send } = await uploadWorld();
    const { KeyId, Arn } = await createKey();
    const input = { Key: 'kms', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId };
    const begun = await s3('CreateMultipartUpload', input);
    expect(begun).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    const { UploadId } = begun;
    const Body = encode('a secret in a part');
    const part = await s3('UploadPart', { Key: 'kms', UploadId, PartNumber: 1, Body });
    expect(part).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    expect(part.ETag).not.toBe(`"${md5(Body).toString('hex')}"`);
    const done = await s3('CompleteMultipartUpload', {
      ...{ Key: 'kms', UploadId },
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag }] },
    });
    expect(done).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    expect(done).not.toHaveProperty('ChecksumCRC64NVME');
    expect(await read('kms')).toBe('a secret in a part');
    const atRest = Buffer.concat(
      engine.tables
        .range<{ sealed: Uint8Array }>({ name: 's3.chunks' })
        .map(([, { sealed }]) => Buffer.from(sealed)),
    );
    expect(atRest.includes('secret')).toBe(false);
    const { Events } = await send<{ Events: { EventName: string; CloudTrailEvent: string }[] }>(
      ...(['cloudtrail', 'LookupEvents', {}] as const),
    );
    const calls = Events.filter(({ CloudTrailEvent }) =>
      CloudTrailEvent.includes('"aws:s3:arn":"arn:aws:s3:::reports/kms"'),
    ).map(({ EventName }) => EventName);
    expect(calls.reverse()).toEqual(['GenerateDataKey', 'Decrypt', 'Decrypt', 'Decrypt']);
    const head = await s3('HeadObject', { Key: 'kms', ChecksumMode: 'ENABLED' });
    expect(head).toHaveProperty('ChecksumCRC64NVME');
  });

  it('take kms:GenerateDataKey and kms:Decrypt', async () => {
    const { s3, createKey, user } = await uploadWorld();
    const { KeyId } = await createKey();
    const all = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    const may = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });
    const input = { Key: 'kms', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId };
    const none = { credentials: await user('none', all) };
    expect((await refusal(s3('CreateMultipartUpload', input, none))).message).toContain(
      'kms:GenerateDataKey',
    );
    const some = { credentials: await user('some', all, may('kms:GenerateDataKey')) };
    const { UploadId } = await s3('CreateMultipartUpload', input, some);
    const part = { Key: 'kms', UploadId, PartNumber: 1, Body: encode('text') };
    expect((await refusal(s3('UploadPart', part, some))).message).toContain('kms:Decrypt');
    const { ETag } = await s3('UploadPart', part);
    const done = { Key: 'kms', UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
    expect((await refusal(s3('CompleteMultipartUpload', done, some))).message).toContain(
      'kms:Decrypt',
    );
  });
});

describe('the permissions of multipart uploads', () => {
  it.each([
    ...([
      ['CreateMultipartUpload', {}, 's3:PutObject'],
      ['UploadPart', { PartNumber: 1 }, 's3:PutObject'],
      ['CompleteMultipartUpload', {}, 's3:PutObject'],
      ['AbortMultipartUpload', {}, 's3:AbortMultipartUpload'],
      ['ListParts', {}, 's3:ListMultipartUploadParts'],
      ['ListMultipartUploads', {}, 's3:ListBucketMultipartUploads'],
    ] as const),
  ])('%s takes one of its own', async (operation, input, action) => {
    const { s3, user, UploadId } = await uploadWorld();
    const credentials = await user('ann', { Effect: 'Allow', Action: 'kms:*', Resource: '*' });
    const named = { Key: 'big', ...(operation.startsWith('Create') ? {} : { UploadId }) };
    const { message } = await refusal(
      s3(operation, operation === 'ListMultipartUploads' ? {} : { ...named, ...input }, {
        credentials,
      }),
    );
    expect(message).toContain(`is not authorized to perform: ${action} on resource`);
  });
});

describe('multipart uploads under a key of the customer (recorded against AWS)', () => {
  it('take the same key with each part, and none to complete', async () => {
    const world = await uploadWorld();
    const { s3, read, upload } = world;
    await unblockSseC(world);
    const [own, other] = [keyHeaders(1), keyHeaders(2)];
    const begun = await s3('CreateMultipartUpload', { Key: 'c', ...own });
    const shown = { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: own.SSECustomerKeyMD5 };
    expect(begun).toMatchObject(shown);
    const named = { Key: 'c', UploadId: begun.UploadId };
    const part = (more: object) =>
      s3('UploadPart', { ...named, PartNumber: 1, Body: encode('text'), ...more });
    const missing =
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.';
    expect((await refusal(part({}))).message).toBe(missing);
    expect((await refusal(upload(1, encode('text'), own))).message).toBe(missing);
    expect((await refusal(part(other))).message).toBe(
      'The provided encryption parameters did not match the ones used originally.',
    );
    const { ETag, ...answer } = await part(own);
    expect(answer).toMatchObject(shown);
    const done = await s3('CompleteMultipartUpload', {
      ...{ ...named, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } },
    });
    expect(done).not.toHaveProperty('ChecksumCRC64NVME');
    expect(done).not.toHaveProperty('SSECustomerAlgorithm');
    expect(await read('c', own)).toBe('text');
    expect((await refusal(read('c', other))).statusCode).toBe(403);
  });
});
