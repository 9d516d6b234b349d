import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../../src/engine/services/s3/checksums/checksum';
import { bucketsTable } from '../../../src/engine/services/s3/state';
import { refusal, refusalText } from '../world';
import {
  account,
  Bucket,
  encode,
  keyHeaders,
  otherAccount,
  s3World,
  seen,
  unblockSseC,
} from './world';

interface Copied {
  readonly CopyObjectResult: Record<string, unknown>;
  readonly VersionId?: string;
}

async function copyWorld() {
  const world = await s3World();
  const copy = (Key: string, CopySource: string, input: object = {}, options = {}) =>
    world.s3<Copied>('CopyObject', { Key, CopySource, ...input }, options);
  return { ...world, copy };
}

const enabled = { VersioningConfiguration: { Status: 'Enabled' } };
const noChange =
  "InvalidRequest: This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";

/** The headers of the source's key. */
const sourceKey = (headers: ReturnType<typeof keyHeaders>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [`CopySource${name}`, value]));

describe('CopyObject', () => {
  it('copies from a whole URL, too (recorded against AWS)', async () => {
    const { put, copy, read } = await copyWorld();
    await put('from', 'text');
    await copy('to', `https://s3.amazonaws.com/${Bucket}/from`);
    expect(await read('to')).toBe('text');
  });

  it('copies bytes, metadata and tags, and takes the same checksum (recorded against AWS)', async () => {
    const { put, copy, read, s3 } = await copyWorld();
    const ChecksumSHA1 = await checksumOf('SHA1', encode('text'));
    const { ETag } = await put('from', 'text', {
      ...{ ContentType: 'application/json', Metadata: { key: 'value' }, ChecksumSHA1 },
      ...{ Tagging: 'a=1', StorageClass: 'STANDARD_IA', WebsiteRedirectLocation: '/x' },
    });
    expect(await copy('to', `${Bucket}/from`)).toEqual({
      CopyObjectResult: {
        ...{ ETag, ChecksumSHA1, ChecksumType: 'FULL_OBJECT' },
        LastModified: expect.any(Date) as Date,
      },
      ServerSideEncryption: 'AES256',
    });
    expect(await read('to')).toBe('text');
    const head = await s3('HeadObject', { Key: 'to' });
    expect(head).toMatchObject({ ContentType: 'application/json', Metadata: { key: 'value' } });
    for (const lost of ['StorageClass', 'WebsiteRedirectLocation']) {
      expect(head).not.toHaveProperty(lost);
    }
    expect(head).toMatchObject({ TagCount: 1 });
  });

  it('takes what is said in place of metadata and tags (recorded against AWS)', async () => {
    const { put, copy, s3 } = await copyWorld();
    await put('from', 'text', { Metadata: { a: '1' }, ContentType: 'x/y', Tagging: 'a=1' });
    await copy('to', `${Bucket}/from`, {
      ...{ MetadataDirective: 'REPLACE', Metadata: { b: '2' }, TaggingDirective: 'REPLACE' },
      ...{ ChecksumAlgorithm: 'CRC32C' },
    });
    const head = await s3('HeadObject', { Key: 'to', ChecksumMode: 'ENABLED' });
    expect(head).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { b: '2' } });
    expect(head).toHaveProperty('ChecksumCRC32C');
    expect(head).not.toHaveProperty('TagCount');
    // Without the directive, neither counts.
    await copy('to', `${Bucket}/from`, { Metadata: { b: '2' }, Tagging: 'b=2' });
    const kept = await s3('HeadObject', { Key: 'to' });
    expect(kept).toMatchObject({ Metadata: { a: '1' }, TagCount: 1 });
    for (const subject of ['Metadata', 'Tagging']) {
      const input = { [`${subject}Directive`]: 'MERGE' };
      expect((await refusal(copy('to', `${Bucket}/from`, input))).code).toBe('InvalidArgument');
    }
  });

  it.each([
    ...([
      ['a b', 'a+b'],
      ['a b', 'a%20b'],
      ['a+b', 'a%2Bb'],
      ['a%2Fb', 'a%252Fb'],
      ['\u{1f511}', '%F0%9F%94%91'],
      ['dir/x', 'dir%2Fx'],
    ] as const),
  ])('finds %j by the source %s, with a slash before it or without', async (key, encoded) => {
    const { put, copy, read } = await copyWorld();
    await put(key, 'text');
    await copy('one', `${Bucket}/${encoded}`);
    await copy('two', `/${Bucket}%2F${encoded}`);
    expect([await read('one'), await read('two')]).toEqual(['text', 'text']);
  });

  it('makes one part of an object that came in several (recorded against AWS)', async () => {
    const { s3, copy } = await copyWorld();
    const parts = [new Uint8Array(5 * 2 ** 20 + 1).fill(97), encode('aaaaaaaaa')];
    const { UploadId } = await s3('CreateMultipartUpload', { Key: 'from' });
    const Parts: object[] = [];
    for (const [i, Body] of parts.entries()) {
      const input = { Key: 'from', UploadId, PartNumber: i + 1, Body };
      Parts.push({ PartNumber: i + 1, ETag: (await s3('UploadPart', input)).ETag });
    }
    await s3('CompleteMultipartUpload', { Key: 'from', UploadId, MultipartUpload: { Parts } });
    const whole = new Uint8Array(5 * 2 ** 20 + 10).fill(97);
    const { CopyObjectResult } = await copy('to', `${Bucket}/from`);
    expect(CopyObjectResult).toMatchObject({
      ETag: `"${createHash('md5').update(whole).digest('hex')}"`,
      ChecksumCRC64NVME: await checksumOf('CRC64NVME', whole),
    });
    expect(await s3('HeadObject', { Key: 'to', PartNumber: 1 })).not.toHaveProperty('PartsCount');
  });

  it('copies versions, and over itself an older one (recorded against AWS)', async () => {
    const { s3, put, copy, read } = await copyWorld();
    await put('a', 'null');
    await s3('PutBucketVersioning', enabled);
    const one = await put('a', 'one');
    const two = await put('a', 'two');
    const now = await copy('b', `${Bucket}/a`);
    expect(now).toMatchObject({ CopySourceVersionId: two.VersionId });
    expect(now.VersionId).toMatch(/^[\w.]{32}$/);
    expect(await copy('b', `${Bucket}/a?versionId=null`)).not.toHaveProperty('CopySourceVersionId');
    await copy('a', `${Bucket}/a?versionId=${one.VersionId}`);
    expect(await read('a')).toBe('one');
    const { VersionId } = await s3('DeleteObject', { Key: 'a' });
    expect((await refusal(copy('b', `${Bucket}/a`))).code).toBe('NoSuchKey');
    expect(await refusalText(copy('b', `${Bucket}/a?versionId=${VersionId as string}`))).toBe(
      'InvalidRequest: The source of a copy request may not specifically refer to a delete marker by version id.',
    );
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } });
    expect(await copy('c', `${Bucket}/b`)).toMatchObject({ VersionId: 'null' });
  });

  it('refuses a copy onto itself that changes nothing (recorded against AWS)', async () => {
    const { s3, put, copy } = await copyWorld();
    await put('a', 'text', { StorageClass: 'STANDARD_IA', Metadata: { a: '1' } });
    const itself = `${Bucket}/a`;
    for (const input of [{}, { Metadata: { a: '2' } }, { TaggingDirective: 'REPLACE' }]) {
      expect(await refusalText(copy('a', itself, input))).toBe(noChange);
    }
    for (const input of [
      ...[{ StorageClass: 'STANDARD' }, { ServerSideEncryption: 'AES256' }],
      ...[{ MetadataDirective: 'REPLACE' }, { WebsiteRedirectLocation: '/x' }],
    ]) {
      await copy('a', itself, input);
    }
    // Under another mode than the bucket's default, a copy changes the encryption by itself.
    await copy('a', itself, { ServerSideEncryption: 'aws:kms' });
    expect(await copy('a', itself)).toMatchObject({ ServerSideEncryption: 'AES256' });
    expect(await refusalText(copy('a', itself))).toBe(noChange);
    const byDefault = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
    await s3('PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules: [byDefault] } });
    await copy('a', itself);
  });

  it('is held to conditions on both sides (recorded against AWS)', async () => {
    const { put, copy } = await copyWorld();
    const { ETag } = await put('from', 'text');
    const other = (await put('other', 'other')).ETag;
    const source = `${Bucket}/from`;
    const [past, future] = [new Date(0), new Date(Date.UTC(2100, 0))];
    for (const [input, Condition] of [
      ...([
        [{ CopySourceIfMatch: other }, 'x-amz-copy-source-If-Match'],
        [{ CopySourceIfNoneMatch: ETag }, 'x-amz-copy-source-If-None-Match'],
        [{ CopySourceIfUnmodifiedSince: past }, 'x-amz-copy-source-If-Unmodified-Since'],
        [{ IfNoneMatch: '*' }, 'If-None-Match'],
        [{ IfMatch: ETag }, 'If-Match'],
      ] as const),
    ]) {
      expect(seen(await refusal(copy('other', source, input)))).toMatchObject({
        ...{ code: 'PreconditionFailed', statusCode: 412, Condition },
      });
    }
    expect((await refusal(copy('none', source, { IfMatch: ETag }))).code).toBe('NoSuchKey');
    for (const input of [
      ...[{ CopySourceIfMatch: ETag, CopySourceIfUnmodifiedSince: past }],
      ...[{ CopySourceIfNoneMatch: other }, { CopySourceIfModifiedSince: future }],
      ...[{ CopySourceIfModifiedSince: past }],
    ]) {
      await copy('to', source, input);
    }
  });

  it.each([
    ...([
      ['wrongformat', 'InvalidArgument: Invalid copy source object key'],
      ['reports/', 'InvalidArgument: Invalid copy source object key'],
      ['reports/%zz', 'InvalidArgument: Invalid copy source object key'],
      ['no-such/a', 'NoSuchBucket: The specified bucket does not exist'],
      ['reports/no-such', 'NoSuchKey: The specified key does not exist.'],
      [
        'arn:aws:s3:us-east-1:123456789012:accesspoint/ap/object/a',
        'NotImplemented: A header or query you provided implies functionality that is not implemented. (copy sources by access point)',
      ],
    ] as const),
  ])('has no source %s', async (source, text) => {
    const { copy } = await copyWorld();
    expect(await refusalText(copy('to', source))).toBe(text);
  });

  it('does not copy what is archived', async () => {
    const { put, copy } = await copyWorld();
    await put('a', 'text', { StorageClass: 'GLACIER' });
    expect((await refusal(copy('b', `${Bucket}/a`))).code).toBe('ObjectNotInActiveTierError');
  });
});

describe('the encryption of a copy', () => {
  it('is what the request says: a key of KMS, another, or none (re-encryption by copy)', async () => {
    const { put, copy, read, createKey, send, engine } = await copyWorld();
    await put('a', 'a secret');
    const [one, two] = [await createKey(), await createKey()];
    const underKms = (SSEKMSKeyId: string) => ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
    expect(await copy('a', `${Bucket}/a`, underKms(one.KeyId))).toMatchObject({
      ...{ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: one.Arn },
    });
    await copy('b', `${Bucket}/a`, underKms(two.KeyId));
    const { Events } = await send<{ Events: { EventName: string; CloudTrailEvent: string }[] }>(
      ...(['cloudtrail', 'LookupEvents', {}] as const),
    );
    const calls = Events.filter(({ CloudTrailEvent }) => CloudTrailEvent.includes('aws:s3:arn'));
    expect(calls.map(({ EventName }) => EventName).reverse()).toEqual([
      ...['GenerateDataKey', 'Decrypt', 'GenerateDataKey'],
    ]);
    expect(await read('b')).toBe('a secret');
    expect(await copy('c', `${Bucket}/b`)).toMatchObject({ ServerSideEncryption: 'AES256' });
    await send('kms', 'DisableKey', { KeyId: one.KeyId });
    expect((await refusal(copy('d', `${Bucket}/a`))).code).toBe('KMS.DisabledException');
    expect(engine.tables.size({ name: 's3.chunks' })).toBe(3);
  });

  it('takes kms:Decrypt on one side and kms:GenerateDataKey on the other', async () => {
    const { put, copy, createKey, user } = await copyWorld();
    const { KeyId } = await createKey();
    const kms = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId };
    await put('plain', 'text');
    await put('sealed', 'text', kms);
    const all = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    const credentials = await user('ann', all);
    expect((await refusal(copy('x', `${Bucket}/sealed`, {}, { credentials }))).message).toContain(
      'kms:Decrypt',
    );
    expect((await refusal(copy('x', `${Bucket}/plain`, kms, { credentials }))).message).toContain(
      'kms:GenerateDataKey',
    );
  });

  it('may be under a key of the customer, as may be the source (recorded against AWS)', async () => {
    const world = await copyWorld();
    const { put, copy, read } = world;
    await unblockSseC(world);
    const [own, other] = [keyHeaders(1), keyHeaders(2)];
    await put('a', 'text', own);
    const source = `${Bucket}/a`;
    expect((await refusal(copy('b', source))).message).toBe(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
    await copy('b', source, sourceKey(own));
    expect(await read('b')).toBe('text');
    const copied = await copy('c', source, { ...sourceKey(own), ...other });
    expect(copied).toMatchObject({ SSECustomerKeyMD5: other.SSECustomerKeyMD5 });
    expect(await read('c', other)).toBe('text');
    expect((await refusal(copy('c', source, sourceKey(other)))).code).toBe('AccessDenied');
  });
});

describe('a copy from elsewhere', () => {
  const west = { region: 'us-west-2' };

  it('comes from another Region, opened by the keys of that Region', async () => {
    const { s3, copy, read, createKey, send } = await copyWorld();
    const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' };
    await s3('CreateBucket', { Bucket: 'west', CreateBucketConfiguration });
    const { KeyId } = await createKey({}, west);
    for (const [Key, kms] of [
      ...([
        ['s3', {}],
        ['kms', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId }],
      ] as const),
    ]) {
      await s3('PutObject', { Bucket: 'west', Key, Body: encode(`of ${Key}`), ...kms }, west);
      await copy(Key, `west/${Key}`);
      expect(await read(Key)).toBe(`of ${Key}`);
    }
    await send('kms', 'DisableKey', { KeyId }, west);
    expect((await refusal(copy('kms', 'west/kms'))).code).toBe('KMS.DisabledException');
  });

  it('comes from another account, whose bucket must allow it', async () => {
    const { s3, copy, assume, read, engine } = await copyWorld();
    const theirs = { credentials: await assume(`arn:aws:iam::${otherAccount}:role/${role}`) };
    await s3('CreateBucket', { Bucket: 'theirs' }, theirs);
    await s3('PutObject', { Bucket: 'theirs', Key: 'a', Body: encode('text') }, theirs);
    expect((await refusal(copy('a', 'theirs/a'))).code).toBe('AccessDenied');
    allow(engine, 's3:GetObject');
    await copy('a', 'theirs/a');
    expect(await read('a')).toBe('text');
    expect((await refusal(copy('b', 'theirs/a', { Bucket: 'theirs' }))).code).toBe('AccessDenied');
    const ExpectedSourceBucketOwner = account;
    expect((await refusal(copy('a', 'theirs/a', { ExpectedSourceBucketOwner }))).code).toBe(
      'AccessDenied',
    );
  });
});

const role = 'OrganizationAccountAccessRole';

/** Lets the first account do something with the objects of the other's bucket. */
function allow(engine: Awaited<ReturnType<typeof copyWorld>>['engine'], Action: string): void {
  const Principal = { AWS: account };
  const Statement = [{ Effect: 'Allow', Principal, Action, Resource: 'arn:aws:s3:::theirs/*' }];
  const document = JSON.stringify({ Version: '2012-10-17', Statement });
  const bucket = engine.tables.get(bucketsTable, 'theirs')!;
  engine.write((tx) =>
    tx.put(bucketsTable, 'theirs', { ...bucket, policy: { name: 'bucket policy', document } }),
  );
}
