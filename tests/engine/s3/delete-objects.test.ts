import { describe, expect, it } from 'vitest';
import { refusal } from '../world';
import { s3World, seen } from './world';

const unknownVersion = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';

interface Answer {
  readonly Deleted?: readonly Record<string, unknown>[];
  readonly Errors?: readonly Record<string, unknown>[];
}

async function deletingWorld() {
  const world = await s3World();
  const remove = (Objects: readonly object[], more: object = {}, options = {}) =>
    world.s3<Answer>('DeleteObjects', { Delete: { Objects, ...more } }, options);
  return { ...world, remove };
}

describe('DeleteObjects', () => {
  it('deletes what is there and what is not (recorded against AWS)', async () => {
    const { put, remove, get } = await deletingWorld();
    await put('a', 'text');
    expect(await remove([{ Key: 'a' }, { Key: 'not-there' }])).toEqual({
      Deleted: [{ Key: 'a' }, { Key: 'not-there' }],
    });
    expect((await refusal(get('a'))).code).toBe('NoSuchKey');
  });

  it('says nothing of what it deletes where it is to be quiet (recorded against AWS)', async () => {
    const { put, remove } = await deletingWorld();
    await put('a', 'text');
    expect(await remove([{ Key: 'a' }], { Quiet: true })).toEqual({});
  });

  it('puts markers over objects, and deletes versions for good (recorded against AWS)', async () => {
    const { s3, put, remove } = await deletingWorld();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await put('a', 'text');
    const { Deleted = [] } = await remove([{ Key: 'a' }]);
    const marker = Deleted[0]!.DeleteMarkerVersionId;
    expect(Deleted).toEqual([{ Key: 'a', DeleteMarker: true, DeleteMarkerVersionId: marker }]);
    expect(await remove([{ Key: 'a', VersionId: marker }])).toEqual({
      Deleted: [
        { ...{ Key: 'a', VersionId: marker }, DeleteMarker: true, DeleteMarkerVersionId: marker },
      ],
    });
    const again = [{ Key: 'a', VersionId: marker }];
    expect(await remove(again)).toEqual({ Deleted: again });
    expect(await remove([{ Key: 'a', VersionId: unknownVersion }])).toEqual({
      Errors: [
        {
          ...{ Key: 'a', VersionId: unknownVersion, Code: 'NoSuchVersion' },
          Message: 'The specified version does not exist.',
        },
      ],
    });
    expect(await remove([{ Key: 'a', VersionId }])).toEqual({ Deleted: [{ Key: 'a', VersionId }] });
  });

  it('refuses each object by itself to who may not', async () => {
    const { put, remove, user, read } = await deletingWorld();
    await put('mine/a', 'text');
    await put('theirs/a', 'text');
    const credentials = await user('ann', {
      ...{ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::reports/mine/*' },
    });
    const objects = [
      ...[{ Key: 'mine/a' }, { Key: 'theirs/a' }, { Key: 'mine/a', VersionId: 'null' }],
    ];
    const { Deleted, Errors } = await remove(objects, {}, { credentials });
    expect(Deleted).toEqual([{ Key: 'mine/a' }]);
    expect(Errors).toMatchObject([
      { Key: 'theirs/a', Code: 'AccessDenied' },
      { Key: 'mine/a', VersionId: 'null', Code: 'AccessDenied' },
    ]);
    expect(Errors!.map(({ Message }) => Message)).toEqual([
      expect.stringContaining('not authorized to perform: s3:DeleteObject on resource'),
      expect.stringContaining('not authorized to perform: s3:DeleteObjectVersion on resource'),
    ]);
    expect(await read('theirs/a')).toBe('text');
  });

  it('takes from 1 to 1,000 objects', async () => {
    const { remove } = await deletingWorld();
    const many = Array.from({ length: 1001 }, (_, i) => ({ Key: `k${i}` }));
    for (const objects of [[], many]) {
      expect(seen(await refusal(remove(objects)))).toMatchObject({
        ...{ code: 'MalformedXML', statusCode: 400 },
      });
    }
    expect((await remove(many.slice(1))).Deleted).toHaveLength(1000);
  });

  it('is of a bucket that exists (recorded against AWS)', async () => {
    const { s3 } = await deletingWorld();
    const input = { Bucket: 'no-such', Delete: { Objects: [{ Key: 'a' }] } };
    expect((await refusal(s3('DeleteObjects', input))).code).toBe('NoSuchBucket');
  });
});

describe('GetObjectAttributes', () => {
  it('says what it is asked of an object (recorded against AWS)', async () => {
    const { s3, put } = await deletingWorld();
    const { ETag } = await put('a', 'text');
    const LastModified = expect.any(Date) as Date;
    const attributes = (ObjectAttributes: string[], more: object = {}) =>
      s3('GetObjectAttributes', { Key: 'a', ObjectAttributes, ...more });
    expect(await attributes(['ETag', 'ObjectSize', 'StorageClass'])).toEqual({
      ...{ LastModified, ETag: ETag!.slice(1, -1), ObjectSize: 4, StorageClass: 'STANDARD' },
    });
    expect(await attributes(['ObjectSize'], { VersionId: 'null' })).toEqual({
      ...{ LastModified, ObjectSize: 4 },
    });
    expect((await refusal(attributes(['Size']))).code).toBe('InvalidArgument');
    expect((await refusal(attributes(['ETag'], { Key: 'b' }))).code).toBe('NoSuchKey');
  });

  it('takes two permissions', async () => {
    const { s3, put, user } = await deletingWorld();
    await put('a', 'text');
    const credentials = await user('ann', {
      ...{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    });
    const input = { Key: 'a', ObjectAttributes: ['ETag'] };
    const { message } = await refusal(s3('GetObjectAttributes', input, { credentials }));
    expect(message).toContain('s3:GetObjectAttributes');
  });
});
