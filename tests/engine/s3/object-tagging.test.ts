import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { Bucket, s3World, seen } from './world';

const enabled = { VersioningConfiguration: { Status: 'Enabled' } };

async function taggingWorld() {
  const world = await s3World();
  const { s3 } = world;
  const tag = (Key: string, TagSet: readonly object[], input: object = {}, options = {}) =>
    s3('PutObjectTagging', { Key, Tagging: { TagSet }, ...input }, options);
  const tags = async (Key: string, input: object = {}) =>
    (await s3<{ TagSet: readonly object[] }>('GetObjectTagging', { Key, ...input })).TagSet;
  return { ...world, tag, tags };
}

const one = { Key: 'tag1', Value: 'one' };
const two = { Key: 'tag2', Value: '' };

describe('the tags of an object', () => {
  it('are put, replaced and deleted (recorded against AWS)', async () => {
    const { s3, put, tag, tags } = await taggingWorld();
    await put('a', 'text');
    expect(await s3('GetObjectTagging', { Key: 'a' })).toEqual({ TagSet: [] });
    expect(await tag('a', [one, two])).toEqual({});
    expect(await tags('a')).toEqual([one, two]);
    await tag('a', [two]);
    expect(await tags('a')).toEqual([two]);
    expect(await s3('HeadObject', { Key: 'a' })).toMatchObject({ TagCount: 1 });
    expect(await s3('DeleteObjectTagging', { Key: 'a' })).toEqual({});
    expect(await tags('a')).toEqual([]);
    await tag('a', []);
    await s3('PutObjectTagging', { Key: 'a', Tagging: {} });
  });

  it.each([
    ...([
      [
        'tag1=val1&tag2=tag+2&tag=',
        [
          ['tag1', 'val1'],
          ['tag2', 'tag 2'],
          ['tag', ''],
        ],
      ],
      [
        'query&again',
        [
          ['query', ''],
          ['again', ''],
        ],
      ],
      [
        'key1&&&key2',
        [
          ['key1', ''],
          ['key2', ''],
        ],
      ],
    ] as const),
  ])('may come with it: %s (recorded against AWS)', async (Tagging, pairs) => {
    const { put, tags } = await taggingWorld();
    await put('a', 'text', { Tagging });
    expect(await tags('a')).toEqual(pairs.map(([Key, Value]) => ({ Key, Value })));
  });

  it.each(['key1=val1&key1=val2', 'key1=val1,key2=val2', '=x', 'a=%zz'])(
    'do not come with it as %s',
    async (Tagging) => {
      const { put } = await taggingWorld();
      expect(seen(await refusal(put('a', 'text', { Tagging })))).toMatchObject({
        ...{ code: 'InvalidArgument', ArgumentName: 'x-amz-tagging', ArgumentValue: Tagging },
      });
    },
  );

  it('are those of one version (recorded against AWS)', async () => {
    const { s3, put, tag, tags } = await taggingWorld();
    await s3('PutBucketVersioning', enabled);
    const first = await put('a', 'one', { Tagging: 'test=v1' });
    const second = await put('a', 'two');
    expect(await tag('a', [one])).toEqual({ VersionId: second.VersionId });
    const { VersionId } = first;
    expect(await tags('a', { VersionId })).toEqual([{ Key: 'test', Value: 'v1' }]);
    expect(await tag('a', [two], { VersionId })).toEqual({ VersionId });
    expect(await s3('DeleteObjectTagging', { Key: 'a', VersionId })).toEqual({ VersionId });
    expect([await tags('a', { VersionId }), await tags('a')]).toEqual([[], [one]]);
    const marker = await s3('DeleteObject', { Key: 'a' });
    for (const input of [{}, { VersionId: marker.VersionId }]) {
      for (const [operation, Method] of [
        ...([
          ['GetObjectTagging', 'GET'],
          ['DeleteObjectTagging', 'DELETE'],
        ] as const),
        ...([['PutObjectTagging', 'PUT']] as const),
      ]) {
        const Tagging = operation.startsWith('Put') ? { Tagging: { TagSet: [] } } : {};
        const refused = s3(operation, { Key: 'a', ...input, ...Tagging });
        expect(seen(await refusal(refused))).toEqual({
          ...{ code: 'MethodNotAllowed', statusCode: 405, Method, ResourceType: 'DeleteMarker' },
          message: 'The specified method is not allowed against this resource.',
        });
      }
    }
  });

  it.each([
    ...([
      [[one, one], 'Cannot provide multiple Tags with the same key'],
      [[{ Key: 'Key1,Key2', Value: '' }], 'The TagKey you have provided is invalid'],
      [[{ Key: 'k'.repeat(129), Value: '' }], 'The TagKey you have provided is invalid'],
      [[{ Key: 'k', Value: 'a,b' }], 'The TagValue you have provided is invalid'],
      [[{ Key: 'k', Value: 'v'.repeat(257) }], 'The TagValue you have provided is invalid'],
      [[{ Key: 'aws:k', Value: '' }], 'Your TagKey cannot be prefixed with aws:'],
    ] as const),
  ])('cannot be %j (recorded against AWS)', async (TagSet, message) => {
    const { put, tag } = await taggingWorld();
    await put('a', 'text');
    expect(seen(await refusal(tag('a', TagSet)))).toMatchObject({
      ...{ code: 'InvalidTag', message, statusCode: 400, TagKey: TagSet[0].Key },
    });
  });

  it('are ten at most', async () => {
    const { put, tag } = await taggingWorld();
    await put('a', 'text');
    const many = Array.from({ length: 11 }, (_, i) => ({ Key: `k${i}`, Value: '' }));
    await tag('a', many.slice(1));
    expect(await refusalText(tag('a', many))).toBe(
      'BadRequest: Object tags cannot be greater than 10',
    );
  });

  it('are of an object that is there (recorded against AWS)', async () => {
    const { s3, tag } = await taggingWorld();
    const noKey = { code: 'NoSuchKey', message: 'The specified key does not exist.' };
    expect(seen(await refusal(s3('GetObjectTagging', { Key: 'no' })))).toMatchObject({
      ...{ ...noKey, Key: `${Bucket}/no` },
    });
    for (const refused of [s3('DeleteObjectTagging', { Key: 'no' }), tag('no', [])]) {
      expect(seen(await refusal(refused))).toMatchObject({ ...noKey, Key: 'no' });
    }
  });

  it('are conditions of policies, those there are and those to come', async () => {
    const { put, tag, read, user } = await taggingWorld();
    await put('open', 'text', { Tagging: 'secret=no' });
    await put('shut', 'text', { Tagging: 'secret=yes' });
    const when = (Action: string, key: string) => ({
      ...{ Effect: 'Allow', Action, Resource: '*' },
      Condition: { StringEquals: { [key]: 'no' } },
    });
    const credentials = await user(
      'ann',
      when('s3:GetObject', 's3:ExistingObjectTag/secret'),
      when('s3:PutObjectTagging', 's3:RequestObjectTag/secret'),
    );
    expect(await read('open', {}, { credentials })).toBe('text');
    expect((await refusal(read('shut', {}, { credentials }))).code).toBe('AccessDenied');
    await tag('shut', [{ Key: 'secret', Value: 'no' }], {}, { credentials });
    expect(await read('shut', {}, { credentials })).toBe('text');
    const { message } = await refusal(
      tag('shut', [{ Key: 'secret', Value: 'yes' }], {}, { credentials }),
    );
    expect(message).toContain('s3:PutObjectTagging');
  });
});

describe('access control lists, which buckets have not', () => {
  const none = 'AccessControlListNotSupported: The bucket does not allow ACLs';

  it('say that all is the owner\u2019s (recorded against AWS)', async () => {
    const { s3, put } = await taggingWorld();
    await put('a', 'text');
    const ID = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(await s3('GetObjectAcl', { Key: 'a' })).toEqual({
      ...{ Owner: { ID } },
      Grants: [{ Grantee: { ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
    });
    expect((await refusal(s3('GetObjectAcl', { Key: 'b' }))).code).toBe('NoSuchKey');
  });

  it('are not put', async () => {
    const { s3, put } = await taggingWorld();
    await put('a', 'text', { ACL: 'bucket-owner-full-control' });
    const GrantRead = 'uri="http://acs.amazonaws.com/groups/global/AllUsers"';
    for (const input of [{ ACL: 'public-read' }, { GrantRead }]) {
      expect(await refusalText(s3('PutObjectAcl', { Key: 'a', ...input }))).toBe(none);
      expect(await refusalText(put('a', 'text', input))).toBe(none);
      expect(await refusalText(s3('CreateMultipartUpload', { Key: 'a', ...input }))).toBe(none);
      const copied = s3('CopyObject', { Key: 'b', CopySource: `${Bucket}/a`, ...input });
      expect(await refusalText(copied)).toBe(none);
    }
    const both = { Key: 'a', ACL: 'private', GrantRead };
    expect((await refusal(s3('PutObjectAcl', both))).message).toBe(
      'Specifying both Canned ACLs and Header Grants is not allowed',
    );
    expect(seen(await refusal(s3('PutObjectAcl', { Key: 'a' })))).toMatchObject({
      ...{ code: 'MissingSecurityHeader', MissingHeaderName: 'x-amz-acl' },
    });
    expect(seen(await refusal(put('a', 'text', { ACL: 'fake-acl' })))).toMatchObject({
      ...{ code: 'InvalidArgument', ArgumentName: 'x-amz-acl', ArgumentValue: 'fake-acl' },
    });
  });
});

describe('what this model leaves out', () => {
  it.each([
    ...(['RestoreObject', 'SelectObjectContent', 'GetObjectTorrent', 'RenameObject'] as const),
  ])('%s is refused by name', async (operation) => {
    const { s3, put } = await taggingWorld();
    await put('a', 'text', { StorageClass: 'GLACIER' });
    const serialization = { InputSerialization: {}, OutputSerialization: {} };
    const select = { Expression: 'x', ExpressionType: 'SQL', ...serialization };
    const input = { Key: 'a', RenameSource: 'b', ...select };
    expect(seen(await refusal(s3(operation, input)))).toMatchObject({
      ...{ code: 'NotImplemented', statusCode: 501 },
    });
  });
});
