import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { Bucket, encode, s3World, seen } from './world';

const unknownVersion = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';
const enabled = { VersioningConfiguration: { Status: 'Enabled' } };
const suspended = { VersioningConfiguration: { Status: 'Suspended' } };

describe('an object', () => {
  it('is got as it was put', async () => {
    const { s3, put, get, read } = await s3World();
    const given = {
      Metadata: { owner: 'ann' },
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
    };
    const ETag = `"${createHash('md5').update('some text').digest('hex')}"`;
    expect(await put('a/b.txt', 'some text', given)).toMatchObject({
      ...{ ETag, ServerSideEncryption: 'AES256' },
    });
    const { Body, ...shown } = await get('a/b.txt');
    expect(Body.held).toEqual(encode('some text'));
    expect(shown).toMatchObject({ ...given, ContentLength: 9, ETag, AcceptRanges: 'bytes' });
    expect(await s3('HeadObject', { Key: 'a/b.txt' })).toEqual(shown);
    expect(await read('a/b.txt')).toBe('some text');
  });

  it('may be empty, and has a content type in any case', async () => {
    const { s3, get } = await s3World();
    await s3('PutObject', { Key: 'empty' });
    const { Body, ...shown } = await get('empty');
    expect(shown).toMatchObject({ ContentLength: 0, ContentType: 'binary/octet-stream' });
    expect(await Body.bytes()).toEqual(new Uint8Array(0));
  });

  it('gives its content piece by piece, and takes it so', async () => {
    const { s3, get } = await s3World();
    const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => i % 251);
    await s3('PutObject', { Key: 'large', Body: new Blob([bytes]) });
    const { Body } = await get('large');
    expect(Body.held).toBeUndefined();
    const lengths: number[] = [];
    for await (const piece of Body) lengths.push(piece.length);
    expect(lengths).toEqual([1 << 20, 1 << 20, 2_500_000 - (2 << 20)]);
    expect(Buffer.compare(await Body.bytes(), bytes)).toBe(0);
  });

  it('is not there until it is put, and no longer once it is deleted', async () => {
    const { s3, put, get } = await s3World();
    expect(seen(await refusal(get('a')))).toEqual({
      ...{ code: 'NoSuchKey', message: 'The specified key does not exist.' },
      ...{ statusCode: 404, Key: 'a' },
    });
    await put('a', 'text');
    expect(await s3('DeleteObject', { Key: 'a' })).toEqual({});
    expect((await refusal(get('a'))).code).toBe('NoSuchKey');
    expect(await s3('DeleteObject', { Key: 'a' })).toEqual({});
  });

  it('leaves nothing behind when it is deleted or replaced', async () => {
    const { engine, s3, put } = await s3World();
    const chunks = () => engine.tables.range({ name: 's3.chunks' }).length;
    await put('a', 'one');
    await put('a', 'two');
    expect(chunks()).toBe(1);
    await s3('DeleteObject', { Key: 'a' });
    expect(chunks()).toBe(0);
  });

  it('has a key of 1,024 bytes at most', async () => {
    const { put } = await s3World();
    await put('x'.repeat(1024), 'text');
    expect(seen(await refusal(put('\u00e9'.repeat(513), 'text')))).toMatchObject({
      ...{ code: 'KeyTooLongError', Size: '1026', MaxSizeAllowed: '1024' },
    });
  });

  it('of no versioned bucket has the version null (recorded against AWS)', async () => {
    const { put, read, get } = await s3World();
    await put('a', 'text');
    expect(await read('a', { VersionId: 'null' })).toBe('text');
    expect(seen(await refusal(get('a', { VersionId: unknownVersion })))).toEqual({
      ...{ code: 'InvalidArgument', message: 'Invalid version id specified', statusCode: 400 },
      ...{ ArgumentName: 'versionId', ArgumentValue: unknownVersion },
    });
  });
});

describe('in a versioned bucket', () => {
  it('every version stays, and deleting puts a marker over them', async () => {
    const { s3, put, read, get } = await s3World();
    await s3('PutBucketVersioning', enabled);
    const one = await put('a', 'one');
    const two = await put('a', 'two');
    expect(one.VersionId).toMatch(/^[A-Za-z0-9._]{32}$/);
    expect(await read('a')).toBe('two');
    expect(await read('a', { VersionId: one.VersionId })).toBe('one');
    const marker = await s3<{ VersionId: string }>('DeleteObject', { Key: 'a' });
    expect(marker).toMatchObject({ DeleteMarker: true });
    expect((await refusal(get('a'))).code).toBe('NoSuchKey');
    expect(seen(await refusal(get('a', { VersionId: marker.VersionId })))).toMatchObject({
      ...{ code: 'MethodNotAllowed', statusCode: 405, Method: 'GET', ResourceType: 'DeleteMarker' },
    });
    const { VersionId } = marker;
    expect(await s3('DeleteObject', { Key: 'a', VersionId })).toEqual({
      ...{ DeleteMarker: true, VersionId },
    });
    expect(await read('a')).toBe('two');
    await s3('DeleteObject', { Key: 'a', VersionId: two.VersionId });
    expect(await read('a')).toBe('one');
  });

  it('a version that is gone is not there, and one that never was is none (recorded against AWS)', async () => {
    const { s3, put, get } = await s3World();
    await s3('PutBucketVersioning', enabled);
    const { VersionId = '' } = await put('a', 'one');
    await s3('DeleteObject', { Key: 'a', VersionId });
    expect(seen(await refusal(get('a', { VersionId })))).toMatchObject({
      ...{ code: 'NoSuchVersion', statusCode: 404, Key: 'a', VersionId },
    });
    expect(await s3('DeleteObject', { Key: 'a', VersionId })).toEqual({ VersionId });
    for (const none of ['x', unknownVersion, `${VersionId.slice(0, -4)}ABCD`]) {
      const refused = [
        get('a', { VersionId: none }),
        s3('DeleteObject', { Key: 'a', VersionId: none }),
      ];
      for (const error of await Promise.all(refused.map(refusal))) {
        expect(seen(error)).toMatchObject({ code: 'InvalidArgument', ArgumentValue: none });
      }
    }
  });

  it('the version null makes way for the next one, the others never do', async () => {
    const { s3, put, get, read, engine } = await s3World();
    await put('a', 'before');
    await s3('PutBucketVersioning', enabled);
    const kept = await put('a', 'kept');
    await s3('PutBucketVersioning', suspended);
    await put('a', 'after');
    expect(await get('a')).toMatchObject({ VersionId: 'null' });
    expect(await read('a', { VersionId: 'null' })).toBe('after');
    expect(await read('a', { VersionId: kept.VersionId })).toBe('kept');
    expect(await s3('DeleteObject', { Key: 'a' })).toEqual({
      ...{ DeleteMarker: true, VersionId: 'null' },
    });
    expect(engine.tables.range({ name: 's3.chunks' })).toHaveLength(1);
    expect((await refusal(s3('DeleteBucket'))).message).toBe(
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    );
  });
});

describe('who may not', () => {
  const may = (action: string, resource: string) => ({
    ...{ Effect: 'Allow', Action: action, Resource: resource },
  });

  it('is told why, in the words of S3', async () => {
    const { put, user } = await s3World();
    const credentials = await user('ann');
    expect(await refusalText(put('a', 'text', {}, { credentials }))).toBe(
      'AccessDenied: User: arn:aws:iam::123456789012:user/ann is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::reports/a" because no identity-based policy allows the s3:PutObject action',
    );
  });

  it('list a bucket does not learn what is not in it', async () => {
    const { get, user, put } = await s3World();
    const credentials = await user('ann', may('s3:GetObject', `arn:aws:s3:::${Bucket}/*`));
    await put('there', 'text');
    await get('there', {}, { credentials });
    expect(await refusalText(get('not-there', {}, { credentials }))).toBe(
      'AccessDenied: User: arn:aws:iam::123456789012:user/ann is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::reports" because no identity-based policy allows the s3:ListBucket action',
    );
  });

  it('read versions needs a permission of its own', async () => {
    const { get, user, put } = await s3World();
    const credentials = await user('ann', may('s3:GetObject', `arn:aws:s3:::${Bucket}/*`));
    await put('a', 'text');
    const { message } = await refusal(get('a', { VersionId: 'null' }, { credentials }));
    expect(message).toContain('s3:GetObjectVersion');
  });
});
