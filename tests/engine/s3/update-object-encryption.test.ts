import { describe, expect, it } from 'vitest';
import { blastRadius } from '../../../src/engine/blast-radius';
import { trailTable } from '../../../src/engine/trail/index';
import { refusal, refusalText } from '../world';
import { otherAccount, s3World } from './world';

async function world() {
  const made = await s3World();
  const { Arn } = await made.createKey();
  const update = (Key: string, KMSKeyArn: string | undefined, more: object = {}) =>
    made.s3('UpdateObjectEncryption', {
      Key,
      ObjectEncryption: { SSEKMS: { ...(KMSKeyArn && { KMSKeyArn }), ...more } },
    });
  const kmsCalls = () =>
    made.engine.tables
      .range(trailTable)
      .map(([, { eventSource, eventName }]) => `${eventSource} ${eventName}`)
      .filter((name) => /^kms.* (Encrypt|Decrypt|ReEncrypt|GenerateDataKey)$/.test(name))
      .map((name) => name.split(' ')[1]);
  return { ...made, Arn, update, kmsCalls };
}

describe('UpdateObjectEncryption', () => {
  it('puts an object under a KMS key and leaves all else of it alone', async () => {
    const { engine, s3, put, read, update, kmsCalls, Arn } = await world();
    await put('a', 'text', { Metadata: { owner: 'ann' } });
    const chunks = engine.tables.range({ name: 's3.chunks' });
    const before = await s3('HeadObject', { Key: 'a' });
    await engine.advanceTo(engine.now + 60_000);
    expect(await update('a', Arn)).toEqual({});
    expect(await s3('HeadObject', { Key: 'a' })).toEqual({
      ...{ ...before, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn },
    });
    expect(engine.tables.range({ name: 's3.chunks' })).toEqual(chunks);
    expect(await read('a')).toBe('text');
    expect(kmsCalls()).toEqual(['Encrypt', 'Decrypt']);
  });

  it('moves an object from key to key inside KMS', async () => {
    const { put, read, update, kmsCalls, createKey, kms, Arn } = await world();
    const { Arn: next } = await createKey();
    await put('a', 'text', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    await update('a', next);
    await kms('DisableKey', { KeyId: Arn });
    expect(await read('a')).toBe('text');
    expect(kmsCalls()).toEqual(['GenerateDataKey', 'ReEncrypt', 'Decrypt']);
  });

  it('puts objects under a bucket key and takes them from it', async () => {
    const { s3, put, read, update, Arn } = await world();
    await put('a', 'text');
    await update('a', Arn, { BucketKeyEnabled: true });
    expect(await s3('HeadObject', { Key: 'a' })).toMatchObject({ BucketKeyEnabled: true });
    expect(await read('a')).toBe('text');
    await update('a', Arn);
    expect(await s3('HeadObject', { Key: 'a' })).not.toHaveProperty('BucketKeyEnabled');
    expect(await read('a')).toBe('text');
  });

  it('is for one version where it is named', async () => {
    const { s3, put, read, Arn } = await world();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await put('a', 'one');
    await put('a', 'two');
    const ObjectEncryption = { SSEKMS: { KMSKeyArn: Arn } };
    await s3('UpdateObjectEncryption', { Key: 'a', VersionId, ObjectEncryption });
    const modeOf = async (input: object) =>
      (await s3('HeadObject', { Key: 'a', ...input })).ServerSideEncryption;
    expect([await modeOf({}), await modeOf({ VersionId })]).toEqual(['AES256', 'aws:kms']);
    expect(await read('a', { VersionId })).toBe('one');
  });

  it('needs permissions of both services', async () => {
    const { s3, put, user, Arn } = await world();
    await put('a', 'text');
    const credentials = await user('ann', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const input = { Key: 'a', ObjectEncryption: { SSEKMS: { KMSKeyArn: Arn } } };
    const update = s3('UpdateObjectEncryption', input, { credentials });
    expect((await refusal(update)).message).toContain('kms:Encrypt');
    const writer = await user('bob', { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' });
    const denied = s3('UpdateObjectEncryption', input, { credentials: writer });
    expect((await refusal(denied)).message).toContain('s3:UpdateObjectEncryption');
  });

  it.each([
    ['no KMS key', undefined, 'InvalidRequest', 'require an AWS KMS key Amazon Resource Name'],
    [
      'a key id',
      '1234abcd-12ab-34cd-56ef-1234567890ab',
      'InvalidRequest',
      'require a valid AWS KMS key',
    ],
    ['an alias', 'arn:aws:kms:us-east-1:123456789012:alias/a', 'InvalidRequest', 'require a valid'],
    [
      'a key of another account',
      `arn:aws:kms:us-east-1:${otherAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      'AccessDenied',
      'must be owned by the same account as the bucket',
    ],
  ])('is refused with %s', async (_, arn, code, text) => {
    const { put, update } = await world();
    await put('a', 'text');
    const error = await refusal(update('a', arn));
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
  });

  it('does not lead away from DSSE-KMS, nor to anything but SSE-KMS', async () => {
    const { s3, put, update, Arn } = await world();
    await put('a', 'text', { ServerSideEncryption: 'aws:kms:dsse' });
    expect(await refusalText(update('a', Arn))).toBe(
      "InvalidRequest: The UpdateObjectEncryption operation doesn't support source objects with the encryption type DSSE-KMS or SSE-C. Only source objects encrypted with SSE-S3 or SSE-KMS are supported.",
    );
    const other = s3('UpdateObjectEncryption', { Key: 'a', ObjectEncryption: {} });
    expect((await refusal(other)).message).toContain('require a valid new encryption type');
    expect((await refusal(update('b', Arn))).code).toBe('NoSuchKey');
  });
});

describe('the blast radius of a KMS key', () => {
  it('is every object version that only it opens', async () => {
    const { engine, s3, put, Arn, update } = await world();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    const under = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn };
    const old = await put('a', 'older', under);
    const now = await put('a', 'newer text', { ...under, BucketKeyEnabled: true });
    await put('b', 'text');
    const lost = () => blastRadius(engine.services, engine.tables, Arn);
    const a = { service: 's3', kind: 'object version', arn: 'arn:aws:s3:::reports/a' };
    expect(lost()).toMatchObject([
      { ...a, version: now.VersionId, bytes: 10 },
      { ...a, version: old.VersionId, bytes: 5 },
    ]);
    await update('b', Arn);
    expect(lost()).toHaveLength(3);
  });

  it('is real: once the key is deleted, its objects are lost', async () => {
    const { engine, kms, put, get, Arn } = await world();
    await put('a', 'text', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    await kms('ScheduleKeyDeletion', { KeyId: Arn, PendingWindowInDays: 7 });
    await engine.advanceTo(engine.now + 8 * 86_400_000);
    expect((await refusal(get('a'))).code).toBe('AccessDenied');
    expect(blastRadius(engine.services, engine.tables, Arn)).toHaveLength(1);
  });

  it('is refused for what Object Lock protects, as long as it does', async () => {
    const { send, engine, Arn } = await world();
    const inLocked = (operation: string, input: object = {}) =>
      send('s3', operation, { Bucket: 'records', ...input });
    await inLocked('CreateBucket', { ObjectLockEnabledForBucket: true });
    const ObjectLockRetainUntilDate = new Date(engine.now + 86_400_000);
    const retained = { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate };
    await inLocked('PutObject', { Key: 'retained', ...retained });
    await inLocked('PutObject', { Key: 'held', ObjectLockLegalHoldStatus: 'ON' });
    const update = (Key: string) =>
      inLocked('UpdateObjectEncryption', {
        ...{ Key, ObjectEncryption: { SSEKMS: { KMSKeyArn: Arn } } },
      });
    for (const Key of ['retained', 'held']) {
      const { code, message } = await refusal(update(Key));
      expect(code).toBe('AccessDenied');
      expect(message).toContain('because that object is protected by S3 Object Lock');
    }
    await inLocked('PutObjectLegalHold', { Key: 'held', LegalHold: { Status: 'OFF' } });
    await engine.advanceTo(engine.now + 86_400_000);
    expect([await update('held'), await update('retained')]).toEqual([{}, {}]);
  });
});
