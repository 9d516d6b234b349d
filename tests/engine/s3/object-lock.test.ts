import { describe, expect, it } from 'vitest';
import { refusal, refusalText, start } from '../world';
import { Bucket, encode, s3World, seen } from './world';

const day = 86_400_000;
const later = (days: number) => new Date(start + days * day);
const governed = (days: number) => ({
  ...{ ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: later(days) },
});
const locked = 'locked';
const protectedText = 'AccessDenied: Access Denied because object protected by object lock.';
const malformed =
  'MalformedXML: The XML you provided was not well-formed or did not validate against our published schema';

async function lockWorld() {
  const world = await s3World();
  const { s3, put } = world;
  await s3('CreateBucket', { Bucket: locked, ObjectLockEnabledForBucket: true });
  const inLocked = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    options = {},
  ) => s3<Output>(operation, { Bucket: locked, ...input }, options);
  const store = (Key: string, input: object = {}) => put(Key, 'text', { Bucket: locked, ...input });
  const retain = (Mode: string, days: number, input: object = {}, options = {}) =>
    inLocked(
      'PutObjectRetention',
      { Key: 'a', Retention: { Mode, RetainUntilDate: later(days) }, ...input },
      options,
    );
  const remove = (VersionId: string | undefined, input: object = {}, options = {}) =>
    inLocked('DeleteObject', { Key: 'a', VersionId, ...input }, options);
  const wait = (days: number) => world.engine.advanceTo(world.engine.now + days * day);
  return { ...world, inLocked, store, retain, remove, wait };
}

const configuration = (Rule?: object) => ({
  ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(Rule && { Rule }) },
});

describe('a bucket with Object Lock', () => {
  it('has versioning, which stays (recorded against AWS)', async () => {
    const { inLocked } = await lockWorld();
    expect(await inLocked('GetBucketVersioning')).toEqual({ Status: 'Enabled' });
    expect(await inLocked('GetObjectLockConfiguration')).toEqual(configuration());
    const put = (Status: string) =>
      inLocked('PutBucketVersioning', { VersioningConfiguration: { Status } });
    expect(await refusalText(put('Suspended'))).toBe(
      'InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    );
    await put('Enabled');
  });

  it('may become one later, once it has versioning (recorded against AWS)', async () => {
    const { s3 } = await s3World();
    expect(seen(await refusal(s3('GetObjectLockConfiguration')))).toEqual({
      ...{ code: 'ObjectLockConfigurationNotFoundError', statusCode: 404, BucketName: Bucket },
      message: 'Object Lock configuration does not exist for this bucket',
    });
    expect(seen(await refusal(s3('PutObjectLockConfiguration', configuration())))).toEqual({
      ...{ code: 'InvalidBucketState', statusCode: 409 },
      message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    });
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    await s3('PutObjectLockConfiguration', configuration());
    expect(await s3('GetObjectLockConfiguration')).toEqual(configuration());
  });

  it('is not configured by nothing', async () => {
    const { s3 } = await s3World();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    expect(await refusalText(s3('PutObjectLockConfiguration', {}))).toBe(
      'MissingRequestBodyError: Request Body is empty',
    );
  });

  it.each([
    { ObjectLockConfiguration: {} },
    configuration({}),
    configuration({ DefaultRetention: {} }),
    configuration({ DefaultRetention: { Mode: 'GOVERNANCE' } }),
    configuration({ DefaultRetention: { Mode: 'BAD', Days: 1 } }),
    configuration({ DefaultRetention: { Mode: 'GOVERNANCE', Days: 1, Years: 1 } }),
  ])('is not configured by %j', async (input) => {
    const { inLocked } = await lockWorld();
    expect(await refusalText(inLocked('PutObjectLockConfiguration', input))).toBe(malformed);
  });

  it.each([
    [{ Days: 0 }, 'Days'],
    [{ Years: -1 }, 'Years'],
    [{ Days: 36_501 }, 'Days'],
    [{ Years: 101 }, 'Years'],
  ])('has no default retention of %j', async (period, ArgumentName) => {
    const { inLocked } = await lockWorld();
    const input = configuration({ DefaultRetention: { Mode: 'GOVERNANCE', ...period } });
    expect(seen(await refusal(inLocked('PutObjectLockConfiguration', input)))).toMatchObject({
      ...{ code: 'InvalidArgument', ArgumentName },
    });
  });

  it('takes more than the permission to create buckets', async () => {
    const { s3, user } = await s3World();
    const credentials = await user('maker', {
      ...{ Effect: 'Allow', Action: 's3:CreateBucket', Resource: '*' },
    });
    await s3('CreateBucket', { Bucket: 'plain-one' }, { credentials });
    const input = { Bucket: 'locked-one', ObjectLockEnabledForBucket: true };
    expect(await refusalText(s3('CreateBucket', input, { credentials }))).toContain(
      's3:PutBucketObjectLockConfiguration',
    );
  });
});

describe('default retention', () => {
  it.each([
    ['Days', 1, 1],
    ['Years', 2, 730],
  ])('of %s: %i retains what is written', async (unit, period, days) => {
    const { inLocked, store, s3 } = await lockWorld();
    const DefaultRetention = { Mode: 'GOVERNANCE', [unit]: period };
    await inLocked('PutObjectLockConfiguration', configuration({ DefaultRetention }));
    await store('a');
    const { UploadId } = await inLocked('CreateMultipartUpload', { Key: 'parts' });
    const part = await inLocked('UploadPart', {
      ...{ Key: 'parts', UploadId, PartNumber: 1, Body: encode('x') },
    });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await inLocked('CompleteMultipartUpload', { Key: 'parts', UploadId, MultipartUpload });
    await s3('CopyObject', { Bucket: locked, Key: 'copy', CopySource: `${locked}/a` });
    for (const Key of ['a', 'parts', 'copy']) {
      expect(await inLocked('HeadObject', { Key })).toMatchObject(governed(days));
    }
    await store('b', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: later(9) });
    expect(await inLocked('HeadObject', { Key: 'b' })).toMatchObject({
      ...{ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: later(9) },
    });
  });
});

describe('a retained version', () => {
  it('is deleted once its time is over, by the clock of the world', async () => {
    const { store, retain, remove, wait } = await lockWorld();
    const { VersionId } = await store('a');
    await retain('COMPLIANCE', 2);
    expect(await refusalText(remove(VersionId))).toBe(protectedText);
    expect(await remove(undefined)).toMatchObject({ DeleteMarker: true });
    const bypass = { BypassGovernanceRetention: true };
    expect(await refusalText(remove(VersionId, bypass))).toBe(protectedText);
    await wait(2);
    expect(await remove(VersionId)).toEqual({ VersionId });
  });

  it('in governance mode goes with a bypass, and with the permission to', async () => {
    const { user, store, retain, remove, inLocked } = await lockWorld();
    const first = await store('a');
    await retain('GOVERNANCE', 2);
    const second = await store('a', governed(2));
    const credentials = await user('deleter', {
      ...{ Effect: 'Allow', Action: 's3:Delete*', Resource: '*' },
    });
    expect(await refusalText(remove(first.VersionId, {}, { credentials }))).toBe(protectedText);
    const bypass = { BypassGovernanceRetention: true };
    const denied = /is not authorized to perform: s3:BypassGovernanceRetention/;
    expect(await refusalText(remove(first.VersionId, bypass, { credentials }))).toMatch(denied);
    const Objects = [first, second].map(({ VersionId }) => ({ Key: 'a', VersionId }));
    const all = { Delete: { Objects } };
    const without = await inLocked<{ Errors: object[] }>('DeleteObjects', all);
    expect(without.Errors).toMatchObject([{ Code: 'AccessDenied' }, { Code: 'AccessDenied' }]);
    const refused = await inLocked<{ Errors: { Message: string }[] }>(
      ...(['DeleteObjects', { ...all, ...bypass }, { credentials }] as const),
    );
    expect(refused.Errors.map(({ Message }) => denied.test(Message))).toEqual([true, true]);
    await remove(first.VersionId, bypass);
    expect(await inLocked('DeleteObjects', { ...all, ...bypass })).toMatchObject({
      Deleted: Objects,
    });
  });

  it.each([
    ['GOVERNANCE', 'GOVERNANCE', 3, {}, undefined],
    ['GOVERNANCE', 'GOVERNANCE', 1, {}, protectedText],
    ['GOVERNANCE', 'GOVERNANCE', 1, { BypassGovernanceRetention: true }, undefined],
    ['GOVERNANCE', 'COMPLIANCE', 3, {}, undefined],
    ['COMPLIANCE', 'COMPLIANCE', 3, {}, undefined],
    ['COMPLIANCE', 'COMPLIANCE', 1, { BypassGovernanceRetention: true }, protectedText],
    ['COMPLIANCE', 'GOVERNANCE', 3, { BypassGovernanceRetention: true }, protectedText],
  ])(
    'for 2 days in %s, and then in %s for %i days %j: %s',
    async (mode, next, days, more, text) => {
      const { store, retain } = await lockWorld();
      await store('a');
      await retain(mode, 2);
      const changed = retain(next, days, more);
      if (text === undefined) await changed;
      else expect(await refusalText(changed)).toBe(text);
    },
  );

  it('is set free by who may bypass governance (recorded against AWS)', async () => {
    const { store, inLocked } = await lockWorld();
    await store('a', governed(2));
    const none = { Key: 'a', Retention: {} };
    expect(await refusalText(inLocked('PutObjectRetention', none))).toBe(protectedText);
    await inLocked('PutObjectRetention', { ...none, BypassGovernanceRetention: true });
    expect(seen(await refusal(inLocked('GetObjectRetention', { Key: 'a' })))).toEqual({
      ...{ code: 'NoSuchObjectLockConfiguration', statusCode: 404 },
      message: 'The specified object does not have a ObjectLock configuration',
    });
  });

  it('tells of its lock who may know (S3 API Reference, GetObject)', async () => {
    const { s3, store, user, inLocked } = await lockWorld();
    await store('a', { ...governed(2), ObjectLockLegalHoldStatus: 'ON' });
    const credentials = await user('reader', {
      ...{ Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectLegalHold'], Resource: '*' },
    });
    const head = await s3('HeadObject', { Bucket: locked, Key: 'a' }, { credentials });
    expect(head).toMatchObject({ ObjectLockLegalHoldStatus: 'ON' });
    expect(head).not.toHaveProperty('ObjectLockMode');
    expect(await inLocked('GetObject', { Key: 'a' })).toMatchObject(governed(2));
    const { Retention } = await inLocked('GetObjectRetention', { Key: 'a' });
    expect(Retention).toEqual({ Mode: 'GOVERNANCE', RetainUntilDate: later(2) });
  });

  it('does not pass its lock on to copies (recorded against AWS)', async () => {
    const { store, inLocked } = await lockWorld();
    await store('a', { ...governed(2), ObjectLockLegalHoldStatus: 'ON' });
    await inLocked('CopyObject', { Key: 'b', CopySource: `${locked}/a` });
    const copy = await inLocked('HeadObject', { Key: 'b' });
    expect(Object.keys(copy).filter((name) => name.startsWith('ObjectLock'))).toEqual([]);
  });

  it('is retained no longer than a policy lets it be', async () => {
    const { store, retain, inLocked, user } = await lockWorld();
    await store('a');
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Deny', Principal: '*', Action: 's3:PutObjectRetention' },
        Resource: `arn:aws:s3:::${locked}/*`,
        Condition: { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '10' } },
      },
    });
    await inLocked('PutBucketPolicy', { Policy });
    const all = await user('all', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await retain('GOVERNANCE', 10, {}, { credentials: all });
    const tooLong = retain('GOVERNANCE', 11, {}, { credentials: all });
    expect((await refusal(tooLong)).code).toBe('AccessDenied');
  });
});

describe('a legal hold', () => {
  it('keeps a version until it is lifted, whoever asks (recorded against AWS)', async () => {
    const { store, remove, inLocked } = await lockWorld();
    const { VersionId } = await store('a');
    const hold = (Status: string) =>
      inLocked('PutObjectLegalHold', { Key: 'a', LegalHold: { Status } });
    expect((await refusal(inLocked('GetObjectLegalHold', { Key: 'a' }))).code).toBe(
      'NoSuchObjectLockConfiguration',
    );
    await hold('ON');
    const bypass = { BypassGovernanceRetention: true };
    expect(await refusalText(remove(VersionId, bypass))).toBe(protectedText);
    expect(await inLocked('GetObjectLegalHold', { Key: 'a' })).toEqual({
      LegalHold: { Status: 'ON' },
    });
    await hold('OFF');
    expect(await inLocked('HeadObject', { Key: 'a' })).toMatchObject({
      ObjectLockLegalHoldStatus: 'OFF',
    });
    expect(await remove(VersionId)).toEqual({ VersionId });
  });

  it.each([{}, { LegalHold: {} }, { LegalHold: { Status: 'MAYBE' } }])(
    'is not %j (recorded against AWS: the first of them)',
    async (input) => {
      const { store, inLocked } = await lockWorld();
      await store('a');
      expect(await refusalText(inLocked('PutObjectLegalHold', { Key: 'a', ...input }))).toBe(
        malformed,
      );
    },
  );
});

describe('the lock of a new object', () => {
  const both =
    'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied';

  it.each([
    [{ ObjectLockMode: 'GOVERNANCE' }, both, 'x-amz-object-lock-retain-until-date'],
    [{ ObjectLockRetainUntilDate: later(1) }, both, 'x-amz-object-lock-mode'],
    [
      { ...governed(1), ObjectLockMode: 'BAD-VALUE' },
      ...(['Unknown wormMode directive.', 'x-amz-object-lock-mode'] as const),
    ],
    [
      governed(-1),
      'The retain until date must be in the future!',
      'x-amz-object-lock-retain-until-date',
    ],
    [
      { ObjectLockLegalHoldStatus: 'MAYBE' },
      ...(['Unknown legal hold status.', 'x-amz-object-lock-legal-hold'] as const),
    ],
  ])('is refused where it is %j', async (input, message, ArgumentName) => {
    const { store, inLocked } = await lockWorld();
    for (const refused of [
      store('a', input),
      inLocked('CreateMultipartUpload', { Key: 'a', ...input }),
    ]) {
      expect(seen(await refusal(refused))).toMatchObject({
        ...{ code: 'InvalidArgument', message, ArgumentName },
      });
    }
  });

  it('comes with its upload', async () => {
    const { inLocked } = await lockWorld();
    const Key = 'parts';
    const lock = { ...governed(3), ObjectLockLegalHoldStatus: 'ON' };
    const { UploadId } = await inLocked('CreateMultipartUpload', { Key, ...lock });
    const part = { Key, UploadId, PartNumber: 1, Body: encode('x') };
    const { ETag } = await inLocked('UploadPart', part);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await inLocked('CompleteMultipartUpload', { Key, UploadId, MultipartUpload });
    expect(await inLocked('HeadObject', { Key })).toMatchObject(lock);
  });

  it('takes permissions of its own', async () => {
    const { s3, user } = await lockWorld();
    const credentials = await user('writer', {
      ...{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
    });
    const put = (input: object) =>
      s3('PutObject', { Bucket: locked, Key: 'a', ...input }, { credentials });
    await put({});
    expect(await refusalText(put(governed(1)))).toContain('s3:PutObjectRetention');
    expect(await refusalText(put({ ObjectLockLegalHoldStatus: 'ON' }))).toContain(
      's3:PutObjectLegalHold',
    );
  });
});

describe('a bucket without Object Lock', () => {
  it.each([
    ['PutObjectRetention', { Retention: { Mode: 'GOVERNANCE', RetainUntilDate: later(1) } }],
    ['GetObjectRetention', {}],
    ['PutObjectLegalHold', { LegalHold: { Status: 'ON' } }],
    ['GetObjectLegalHold', {}],
  ])('refuses %s (recorded against AWS)', async (operation, input) => {
    const { s3, put } = await s3World();
    await put('a', 'text');
    expect(await refusalText(s3(operation, { Key: 'a', ...input }))).toBe(
      'InvalidRequest: Bucket is missing Object Lock Configuration',
    );
  });

  it('hears first that a request has no legal hold (recorded against AWS)', async () => {
    const { s3, put } = await s3World();
    await put('a', 'text');
    expect(await refusalText(s3('PutObjectLegalHold', { Key: 'a' }))).toBe(malformed);
  });

  it('writes nothing with a lock, and has none to bypass', async () => {
    const { s3, put } = await s3World();
    expect(await refusalText(put('a', 'text', governed(1)))).toBe(
      'InvalidRequest: Bucket is missing ObjectLockConfiguration',
    );
    const text =
      'InvalidArgument: x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.';
    for (const BypassGovernanceRetention of [true, false]) {
      const bypass = { BypassGovernanceRetention };
      const Delete = { Objects: [{ Key: 'a' }] };
      expect(await refusalText(s3('DeleteObject', { Key: 'a', ...bypass }))).toBe(text);
      expect(await refusalText(s3('DeleteObjects', { Delete, ...bypass }))).toBe(text);
    }
  });
});

it('is said by PutObjectRetention what is wrong with it (recorded against AWS)', async () => {
  const { store, inLocked, remove, retain } = await lockWorld();
  await store('a');
  const put = (Retention: object) => inLocked('PutObjectRetention', { Key: 'a', Retention });
  expect(await refusalText(put({ Mode: 'GOVERNANCE' }))).toBe(malformed);
  expect(await refusalText(put({ RetainUntilDate: later(1) }))).toBe(malformed);
  expect(await refusalText(put({ Mode: 'BAD-VALUE', RetainUntilDate: later(1) }))).toBe(malformed);
  expect(await refusalText(inLocked('PutObjectRetention', { Key: 'a' }))).toBe(malformed);
  const RetainUntilDate = new Date('2020-01-01T00:00:00Z');
  expect(seen(await refusal(put({ Mode: 'GOVERNANCE', RetainUntilDate })))).toMatchObject({
    ...{ code: 'InvalidArgument', message: 'The retain until date must be in the future!' },
    ...{ ArgumentName: 'RetainUntilDate', ArgumentValue: 'Tue Dec 31 16:00:00 PST 2019' },
  });
  expect((await refusal(retain('GOVERNANCE', 1, { Key: 'nothing' }))).code).toBe('NoSuchKey');
  const { VersionId } = await remove(undefined);
  expect(seen(await refusal(retain('GOVERNANCE', 1, { VersionId })))).toMatchObject({
    ...{ code: 'MethodNotAllowed', Method: 'PUT', ResourceType: 'DeleteMarker' },
  });
});
