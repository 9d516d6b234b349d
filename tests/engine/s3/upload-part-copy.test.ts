import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { refusal } from '../world';
import { Bucket, keyHeaders, s3World, seen, unblockSseC } from './world';

const text = '0123456789';
const tagOf = (part: string) => `"${createHash('md5').update(part).digest('hex')}"`;
const malformed =
  'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';

interface Copied {
  readonly CopyPartResult: { readonly ETag: string };
}

async function copyingWorld(input: object = {}) {
  const world = await s3World();
  const { s3, put } = world;
  await put('from', text);
  const { UploadId } = await s3('CreateMultipartUpload', { Key: 'to', ...input });
  const named = { Key: 'to', UploadId };
  const copy = (CopySourceRange?: string, more: object = {}, options = {}) =>
    s3<Copied>(
      'UploadPartCopy',
      {
        ...{ ...named, PartNumber: 1, CopySource: `${Bucket}/from` },
        ...(CopySourceRange === undefined ? {} : { CopySourceRange }),
        ...more,
      },
      options,
    );
  const complete = (ETag: string) =>
    s3('CompleteMultipartUpload', {
      ...{ ...named, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } },
    });
  return { ...world, copy, complete, named };
}

describe('UploadPartCopy', () => {
  it.each([
    ...([
      ['bytes=0-8', '012345678'],
      ['bytes=1-1', '1'],
      [undefined, text],
    ] as const),
  ])('%s copies %s (recorded against AWS)', async (range, part) => {
    const { copy, complete, read } = await copyingWorld();
    const { CopyPartResult, ...answer } = await copy(range);
    expect(CopyPartResult).toEqual({
      ...{ ETag: tagOf(part), LastModified: expect.any(Date) as Date },
    });
    expect(answer).toEqual({ ServerSideEncryption: 'AES256' });
    await complete(CopyPartResult.ETag);
    expect(await read('to')).toBe(part);
  });

  it.each(['0-8', 'bytes=1-0', 'bytes=-1-', 'bytes=0-1,3-4', 'bytes=-', 'bytes=-2', 'bytes=1-'])(
    'has no range %s (recorded against AWS)',
    async (range) => {
      const { copy } = await copyingWorld();
      expect(seen(await refusal(copy(range)))).toEqual({
        ...{ code: 'InvalidArgument', message: malformed, statusCode: 400 },
        ...{ ArgumentName: 'x-amz-copy-source-range', ArgumentValue: range },
      });
    },
  );

  it('keeps within its source (recorded against AWS)', async () => {
    const { copy } = await copyingWorld();
    expect((await refusal(copy('bytes=0-100'))).message).toBe(
      'Range specified is not valid for source object of size: 10',
    );
    expect((await refusal(copy('bytes=100-200'))).message).toBe(
      'The specified copy range is invalid for the source object size',
    );
  });

  it('reads across the chunks and parts of its source', async () => {
    const { s3, copy, complete, get } = await copyingWorld();
    const source = Uint8Array.from({ length: (3 << 20) + 7 }, (_, i) => (i * 7 + (i >> 9)) & 255);
    await s3('PutObject', { Key: 'from', Body: source });
    const [first, last] = [(1 << 20) - 3, (3 << 20) + 2];
    const { CopyPartResult } = await copy(`bytes=${first}-${last}`);
    await complete(CopyPartResult.ETag);
    const { Body } = await get('to');
    expect(Buffer.compare(await Body.bytes(), source.subarray(first, last + 1))).toBe(0);
  });

  it('shows the checksum that its upload began with (recorded against AWS)', async () => {
    const { copy } = await copyingWorld({ ChecksumAlgorithm: 'CRC32C' });
    const { CopyPartResult } = await copy();
    expect(CopyPartResult).toMatchObject({ ChecksumCRC32C: 'KAwGng==' });
  });

  it('names the version that it copied', async () => {
    const { s3, put, copy } = await copyingWorld();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await put('from', 'new');
    expect(await copy()).toMatchObject({ CopySourceVersionId: VersionId });
    expect(await copy(undefined, { CopySource: `${Bucket}/from?versionId=null` })).toMatchObject({
      CopyPartResult: { ETag: tagOf(text) },
    });
  });

  it('is held to conditions on its source (recorded against AWS)', async () => {
    const { copy } = await copyingWorld();
    const past = new Date(0);
    for (const [input, Condition] of [
      ...([
        [{ CopySourceIfMatch: 'x' }, 'x-amz-copy-source-If-Match'],
        [{ CopySourceIfNoneMatch: tagOf(text) }, 'x-amz-copy-source-If-None-Match'],
        [{ CopySourceIfUnmodifiedSince: past }, 'x-amz-copy-source-If-Unmodified-Since'],
        [
          { CopySourceIfNoneMatch: 'x', CopySourceIfUnmodifiedSince: past },
          'x-amz-copy-source-If-Unmodified-Since',
        ],
      ] as const),
    ]) {
      expect(seen(await refusal(copy(undefined, input)))).toMatchObject({
        ...{ code: 'PreconditionFailed', statusCode: 412, Condition },
      });
    }
    await copy(undefined, { CopySourceIfMatch: tagOf(text), CopySourceIfUnmodifiedSince: past });
  });

  it('copies from one key of the customer to another', async () => {
    const world = await copyingWorld();
    const { s3, put, read } = world;
    await unblockSseC(world);
    const [own, other] = [keyHeaders(1), keyHeaders(2)];
    await put('c', text, own);
    const { UploadId } = await s3('CreateMultipartUpload', { Key: 'd', ...other });
    const { CopyPartResult } = await s3<Copied>('UploadPartCopy', {
      ...{ Key: 'd', UploadId, PartNumber: 1, CopySource: `${Bucket}/c`, ...other },
      CopySourceSSECustomerAlgorithm: own.SSECustomerAlgorithm,
      CopySourceSSECustomerKey: own.SSECustomerKey,
      CopySourceSSECustomerKeyMD5: own.SSECustomerKeyMD5,
    });
    await s3('CompleteMultipartUpload', {
      ...{ Key: 'd', UploadId },
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: CopyPartResult.ETag }] },
    });
    expect(await read('d', other)).toBe(text);
  });

  it('takes permissions on both sides', async () => {
    const { copy, user } = await copyingWorld();
    const may = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });
    for (const [own, other] of [
      ...([
        ['s3:PutObject', 's3:GetObject'],
        ['s3:GetObject', 's3:PutObject'],
      ] as const),
    ]) {
      const credentials = await user(own.slice(3), may(own));
      const { message } = await refusal(copy(undefined, {}, { credentials }));
      expect(message).toContain(`is not authorized to perform: ${other} on resource`);
    }
  });

  it('is of an upload in progress, and of a part that may be', async () => {
    const { copy } = await copyingWorld();
    expect((await refusal(copy(undefined, { UploadId: 'x' }))).code).toBe('NoSuchUpload');
    expect((await refusal(copy(undefined, { PartNumber: 0 }))).code).toBe('InvalidArgument');
  });
});
