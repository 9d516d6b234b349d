import { describe, expect, it } from 'vitest';
import type { GetObjectAnswer } from '../../../src/engine/services/s3/get-object';
import { refusalText } from '../world';
import {
  destination,
  kmsRule,
  replicationWorld,
  rule,
  source,
  standardPermissions,
  viaS3,
} from './replication-world';
import { decode, keyHeaders } from './world';

const readAt = async (world: Awaited<ReturnType<typeof replicationWorld>>, input: object) => {
  const { Body } = (await world.atDestination('GetObject', input)) as unknown as GetObjectAnswer;
  return decode(await Body.bytes());
};

describe('an object is replicated', () => {
  it.each([['eu-west-1'], ['us-east-1']])('to a bucket in %s, as it is', async (region) => {
    const world = await replicationWorld({ region });
    const { rules, put, later, status, s3, atDestination } = world;
    await rules(rule());
    const more = { Metadata: { by: 'me' }, ContentType: 'text/plain', Tagging: 'k=v' };
    const { VersionId, ETag } = await put('a', 'text', more);
    expect(await status('a')).toBe('PENDING');
    expect(await refusalText(atDestination('HeadObject', { Key: 'a' }))).toContain('NoSuchKey');
    await later();
    expect(await status('a')).toBe('COMPLETED');
    const { LastModified } = await s3('HeadObject', { Key: 'a' });
    expect(await atDestination('HeadObject', { Key: 'a' })).toMatchObject({
      ...{ VersionId, ETag, LastModified, Metadata: { by: 'me' }, ContentType: 'text/plain' },
      ...{ ReplicationStatus: 'REPLICA', ServerSideEncryption: 'AES256', TagCount: 1 },
    });
    expect(await readAt(world, { Key: 'a', VersionId })).toBe('text');
  });

  it('where the rule asks for it: by prefix, by tags, by the highest priority', async () => {
    const { rules, put, later, status, atDestination } = await replicationWorld();
    const Filter = { And: { Prefix: 'tax/', Tags: [{ Key: 'k', Value: 'v' }] } };
    await rules(
      rule({ Filter, Destination: { StorageClass: 'STANDARD_IA' }, Priority: 2 }),
      rule({ ID: 'low', Filter: { Prefix: 'tax/t' }, Priority: 1 }),
      rule({ ID: 'off', Status: 'Disabled', Priority: 3 }),
    );
    await put('tax/tagged', '', { Tagging: 'k=v' });
    await put('tax/other', '', { Tagging: 'k=w' });
    await put('tax/t', '');
    await later();
    const StorageClass = 'STANDARD_IA';
    const replica = await atDestination('HeadObject', { Key: 'tax/tagged' });
    expect(replica).toMatchObject({ StorageClass });
    expect(await status('tax/other')).toBeUndefined();
    expect(await atDestination('HeadObject', { Key: 'tax/t' })).not.toHaveProperty('StorageClass');
  });

  it('only if it is new, and not once more from where it came to', async () => {
    const { rules, put, later, status, send, atDestination } = await replicationWorld();
    await put('before', 'text');
    await rules(rule());
    const third = { Bucket: 'third' };
    await send('s3', 'CreateBucket', third);
    const VersioningConfiguration = { Status: 'Enabled' };
    await send('s3', 'PutBucketVersioning', { ...third, VersioningConfiguration });
    const Rules = [{ ...rule(), Destination: { Bucket: 'arn:aws:s3:::third' } }];
    const Role = 'arn:aws:iam::123456789012:role/replication';
    await atDestination('PutBucketReplication', { ReplicationConfiguration: { Role, Rules } });
    await put('a', 'text');
    await later();
    await later();
    expect(await status('before')).toBeUndefined();
    expect(await status('a')).toBe('COMPLETED');
    expect(await send('s3', 'ListObjectsV2', third)).toMatchObject({ KeyCount: 0 });
  });

  it('in its order, version by version, with its delete marker where the rule says so', async () => {
    const { rules, put, later, s3, atDestination } = await replicationWorld();
    await rules(rule({ DeleteMarkerReplication: { Status: 'Enabled' } }));
    // Longer on its way than what comes after it.
    await put('a', 'x'.repeat(3 * 2 ** 20));
    await put('a', 'two');
    await s3('DeleteObject', { Key: 'a' });
    await later();
    await later();
    const ids = async (listing: Promise<Record<string, unknown>>) => {
      const { Versions, DeleteMarkers } = (await listing) as Record<
        string,
        { VersionId: string }[]
      >;
      return [...DeleteMarkers!, ...Versions!].map(({ VersionId }) => VersionId);
    };
    const before = await ids(s3('ListObjectVersions'));
    expect(before).toHaveLength(3);
    expect(await ids(atDestination('ListObjectVersions'))).toEqual(before);
  });

  it('with tags that change afterwards', async () => {
    const { rules, put, later, status, s3, atDestination } = await replicationWorld();
    await rules(rule());
    await put('a', 'text');
    await later();
    const TagSet = [{ Key: 'k', Value: 'v' }];
    await s3('PutObjectTagging', { Key: 'a', Tagging: { TagSet } });
    expect(await status('a')).toBe('PENDING');
    await later();
    expect(await status('a')).toBe('COMPLETED');
    expect(await atDestination('GetObjectTagging', { Key: 'a' })).toMatchObject({ TagSet });
  });

  it('whole, where it came in parts', async () => {
    const { rules, s3, later, atDestination } = await replicationWorld();
    await rules(rule());
    const { UploadId } = await s3('CreateMultipartUpload', { Key: 'a' });
    const sizes = [5 * 2 ** 20, 3];
    const Parts: object[] = [];
    for (const [i, size] of sizes.entries()) {
      const part = { Key: 'a', UploadId, PartNumber: i + 1, Body: new Uint8Array(size).fill(i) };
      const { ETag } = await s3('UploadPart', part);
      Parts.push({ PartNumber: i + 1, ETag });
    }
    const { ETag } = await s3('CompleteMultipartUpload', {
      ...{ Key: 'a', UploadId, MultipartUpload: { Parts } },
    });
    await later();
    const second = await atDestination('GetObject', { Key: 'a', PartNumber: 2 });
    expect(second).toMatchObject({ ETag, PartsCount: 2, ContentLength: 3 });
    expect([...(await (second as unknown as GetObjectAnswer).Body.bytes())]).toEqual([1, 1, 1]);
  });

  it('under the key that only its customer has, as it lies', async () => {
    const world = await replicationWorld();
    const { rules, put, later, s3, atDestination } = world;
    const Rules = [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }];
    const unblocked = { ServerSideEncryptionConfiguration: { Rules } };
    await s3('PutBucketEncryption', unblocked);
    await rules(rule());
    const key = keyHeaders(7);
    await put('a', 'text', key);
    await later();
    // What the destination blocks does not come there by replication either.
    expect(await s3('HeadObject', { Key: 'a', ...key })).toMatchObject({
      ReplicationStatus: 'FAILED',
    });
    await atDestination('PutBucketEncryption', unblocked);
    const { VersionId } = await put('a', 'again', key);
    await later();
    await s3('DeleteObject', { Key: 'a', VersionId });
    expect(await readAt(world, { Key: 'a', ...key })).toBe('again');
    expect(await refusalText(atDestination('GetObject', { Key: 'a', ...keyHeaders(8) }))).toContain(
      'AccessDenied',
    );
  });

  it('with its lock, or the one that its new bucket gives', async () => {
    const { rules, put, later, status, atDestination } = await replicationWorld({ lock: true });
    const DefaultRetention = { Mode: 'GOVERNANCE', Days: 1 };
    await atDestination('PutObjectLockConfiguration', {
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
    });
    await rules(rule());
    const ObjectLockRetainUntilDate = new Date('2030-01-01T00:00:00Z');
    const lock = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate };
    await put('locked', '', lock);
    await put('free', '');
    await later();
    expect(await status('locked')).toBe('COMPLETED');
    expect(await atDestination('HeadObject', { Key: 'locked' })).toMatchObject(lock);
    const free = await atDestination('HeadObject', { Key: 'free' });
    expect(free).toMatchObject({ ObjectLockMode: 'GOVERNANCE' });
  });
});

describe('an object under a KMS key', () => {
  const kms = { ServerSideEncryption: 'aws:kms' };

  it('is left alone where the rule does not select it', async () => {
    const { rules, put, later, status, atDestination } = await replicationWorld();
    await rules(rule());
    await put('a', 'text', kms);
    await later();
    expect(await status('a')).toBeUndefined();
    expect(await refusalText(atDestination('HeadObject', { Key: 'a' }))).toContain('NoSuchKey');
  });

  it.each([
    ['an object', {}, `arn:aws:s3:::${source}/a`, `arn:aws:s3:::${destination}/a`],
    [
      ...(['a bucket', { BucketKeyEnabled: true }] as const),
      ...([`arn:aws:s3:::${source}`, `arn:aws:s3:::${destination}`] as const),
    ],
  ])('comes under the key of the rule, by %s key', async (_, more, from, to) => {
    const world = await replicationWorld();
    const { rules, put, later, status, permit, keyIn, atDestination } = world;
    const mine = await keyIn('us-east-1');
    const theirs = await keyIn('eu-west-1');
    await rules(kmsRule(theirs.Arn));
    await permit(
      ...standardPermissions,
      viaS3('kms:Decrypt', 'us-east-1', from),
      // A bucket key is deciphered again, to verify it.
      viaS3(
        'BucketKeyEnabled' in more ? ['kms:Encrypt', 'kms:Decrypt'] : 'kms:Encrypt',
        'eu-west-1',
        to,
      ),
    );
    await put('a', 'text', { ...kms, SSEKMSKeyId: mine.Arn, ...more });
    const steps = await later();
    expect(await status('a')).toBe('COMPLETED');
    expect(await atDestination('HeadObject', { Key: 'a' })).toMatchObject({
      ...{ ...kms, SSEKMSKeyId: theirs.Arn, ...more },
    });
    expect(await readAt(world, { Key: 'a' })).toBe('text');
    const asked = steps.flatMap((step) =>
      step.kind === 'request' && step.service === 'kms' ? [`${step.operation} ${step.region}`] : [],
    );
    expect(asked.slice(0, 2)).toEqual(['Decrypt us-east-1', 'Encrypt eu-west-1']);
  });

  it('comes under both layers of DSSE-KMS', async () => {
    const world = await replicationWorld();
    const { rules, put, later, permit, keyIn, atDestination } = world;
    const theirs = await keyIn('eu-west-1');
    await rules(kmsRule(theirs.Arn));
    await permit(...standardPermissions, {
      ...{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:Encrypt'], Resource: '*' },
    });
    await put('a', 'text', { ServerSideEncryption: 'aws:kms:dsse' });
    await later();
    const ServerSideEncryption = 'aws:kms:dsse';
    expect(await atDestination('HeadObject', { Key: 'a' })).toMatchObject({ ServerSideEncryption });
    expect(await readAt(world, { Key: 'a' })).toBe('text');
  });

  it('fails for want of a permission, by a wrong key, by a disabled one; then it comes', async () => {
    const world = await replicationWorld();
    const { rules, put, later, status, permit, keyIn, kms: ask, s3 } = world;
    const mine = await keyIn('us-east-1');
    const theirs = await keyIn('eu-west-1');
    const decrypt = viaS3('kms:Decrypt', 'us-east-1', '*');
    const encrypt = viaS3('kms:Encrypt', 'eu-west-1', '*');
    const at = { region: 'eu-west-1' };
    const attempt = async () => {
      await put('a', 'text', { ...kms, SSEKMSKeyId: mine.Arn });
      const steps = await later();
      const last = steps.filter((step) => step.kind === 'machine').at(-1);
      return `${await status('a')} ${last?.event}`;
    };
    await rules(kmsRule(theirs.Arn));
    expect(await attempt()).toBe('FAILED Refused: SrcGetObjectNotPermitted');
    await permit(...standardPermissions, decrypt);
    expect(await attempt()).toBe('FAILED Refused: DstPutObjectNotPermitted');
    await permit(...standardPermissions, decrypt, encrypt);
    await rules(kmsRule(mine.Arn));
    expect(await attempt()).toBe('FAILED Refused: DstKmsKeyNotFound');
    await rules(kmsRule(theirs.Arn));
    await ask('DisableKey', { KeyId: theirs.KeyId }, at);
    expect(await attempt()).toBe('FAILED Refused: DstKmsKeyInvalidState');
    await ask('EnableKey', { KeyId: theirs.KeyId }, at);
    expect(await attempt()).toBe('COMPLETED Replicated');
    // Nothing is lost by what has failed.
    expect(await s3('ListObjectVersions')).toMatchObject({ Versions: [{}, {}, {}, {}, {}] });
  });
});

describe('what the role may not', () => {
  it.each([
    ['s3:GetReplicationConfiguration', 'SrcBucketReplicationConfigMissing'],
    ['s3:GetObjectVersionForReplication', 'SrcGetObjectNotPermitted'],
    ['s3:GetObjectVersionAcl', 'SrcGetAclNotPermitted'],
    ['s3:ReplicateObject', 'DstPutObjectNotPermitted'],
  ])('%s: the replication fails', async (Action, failure) => {
    const { rules, put, later, status, permit } = await replicationWorld();
    await rules(rule());
    await permit(...standardPermissions, { Effect: 'Deny', Action, Resource: '*' });
    await put('a', 'text');
    const steps = await later();
    expect(await status('a')).toBe('FAILED');
    expect(steps).toContainEqual(expect.objectContaining({ event: `Refused: ${failure}` }));
    expect(steps).toContainEqual(
      expect.objectContaining({
        kind: 'authorization',
        evaluation: expect.objectContaining({ allowed: false }) as unknown,
      }),
    );
  });

  it.each([
    ['s3:GetObjectRetention', 'SrcGetRetentionNotPermitted'],
    ['s3:GetObjectLegalHold', 'SrcGetLegalHoldNotPermitted'],
  ])('%s: what is locked is not replicated', async (Action, failure) => {
    const { rules, put, later, permit } = await replicationWorld({ lock: true });
    await rules(rule());
    await permit(...standardPermissions, { Effect: 'Deny', Action, Resource: '*' });
    await put('a', 'text', {
      ...{ ObjectLockMode: 'GOVERNANCE', ObjectLockLegalHoldStatus: 'ON' },
      ObjectLockRetainUntilDate: new Date('2030-01-01'),
    });
    expect(await later()).toContainEqual(expect.objectContaining({ event: `Refused: ${failure}` }));
  });

  it('read or write tags: the object comes without them', async () => {
    const { rules, put, later, permit, atDestination } = await replicationWorld();
    await rules(rule());
    for (const Action of ['s3:GetObjectVersionTagging', 's3:ReplicateTags']) {
      await permit(...standardPermissions, { Effect: 'Deny', Action, Resource: '*' });
      await put(Action, 'text', { Tagging: 'k=v' });
      await later();
      const tags = await atDestination('GetObjectTagging', { Key: Action });
      expect(tags).toMatchObject({ TagSet: [] });
    }
  });

  it('replicate: lifecycles leave the object alone, as they do not what was replicated', async () => {
    const { rules, put, later, permit, s3, engine, status } = await replicationWorld();
    await rules(rule());
    const Rules = [{ Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } }];
    await s3('PutBucketLifecycleConfiguration', { LifecycleConfiguration: { Rules } });
    await put('replicated', 'text');
    await later();
    await permit(...standardPermissions, {
      ...{ Effect: 'Deny', Action: 's3:ReplicateObject', Resource: '*' },
    });
    await put('failed', 'text');
    await later();
    await engine.advanceTo(engine.now + 5 * 86_400_000);
    expect(await status('failed')).toBe('FAILED');
    expect(await refusalText(s3('HeadObject', { Key: 'replicated' }))).toContain('NoSuchKey');
  });

  it('be assumed, and what its destination lost: the replication fails', async () => {
    const { rules, put, later, send, atDestination } = await replicationWorld();
    await rules(rule());
    await atDestination('PutBucketVersioning', {
      VersioningConfiguration: { Status: 'Suspended' },
    });
    await put('a', 'text');
    expect(await later()).toContainEqual(
      expect.objectContaining({ event: 'Refused: DstBucketUnversioned' }),
    );
    await atDestination('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    await send('iam', 'DeleteRolePolicy', { RoleName: 'replication', PolicyName: 'replication' });
    await send('iam', 'DeleteRole', { RoleName: 'replication' });
    await put('a', 'text');
    expect(await later()).toContainEqual(
      expect.objectContaining({ event: 'Refused: AssumeRoleNotPermitted' }),
    );
  });
});

describe('between accounts', () => {
  it('the bucket policy and the key policy of the other account let the role in', async () => {
    const world = await replicationWorld({ foreign: true });
    const { rules, put, later, status, permit, keyIn, atDestination, send, at } = world;
    const theirs = await keyIn('eu-west-1');
    const Principal = { AWS: 'arn:aws:iam::123456789012:root' };
    await rules(kmsRule(theirs.Arn));
    await permit(...standardPermissions, {
      ...{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:Encrypt'], Resource: '*' },
    });
    const sealed = { ServerSideEncryption: 'aws:kms' };
    await put('a', 'text', sealed);
    await later();
    expect(await status('a')).toBe('FAILED');
    const Statement = {
      ...{ Effect: 'Allow', Principal, Action: 's3:ReplicateObject' },
      Resource: `arn:aws:s3:::${destination}/*`,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await atDestination('PutBucketPolicy', { Policy });
    await put('a', 'text', sealed);
    await later();
    expect(await status('a')).toBe('FAILED');
    const root = { AWS: 'arn:aws:iam::210987654321:root' };
    const keyPolicy = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
        { Effect: 'Allow', Principal, Action: 'kms:Encrypt', Resource: '*' },
      ],
    };
    const change = { KeyId: theirs.KeyId, Policy: JSON.stringify(keyPolicy) };
    await send('kms', 'PutKeyPolicy', change, at);
    await put('a', 'text', sealed);
    await later();
    expect(await status('a')).toBe('COMPLETED');
    expect(await readAt(world, { Key: 'a' })).toBe('text');
  });
});
