import { describe, expect, it } from 'vitest';
import { bucketKeyLifetime } from '../../../src/engine/services/s3/bucket-keys';
import { trailTable } from '../../../src/engine/trail/index';
import { refusal } from '../world';
import { account, s3World } from './world';

const mode = { ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true };

async function world() {
  const made = await s3World();
  const { Arn } = await made.createKey();
  const input = { ...mode, SSEKMSKeyId: Arn };
  /** The calls to KMS that made or opened data keys, and their encryption contexts. */
  const kmsCalls = () =>
    made.engine.tables
      .range(trailTable)
      .map(([, event]) => event)
      .filter(({ eventName }) => ['GenerateDataKey', 'Decrypt'].includes(eventName));
  const names = () => kmsCalls().map(({ eventName }) => eventName);
  return { ...made, Arn, input, kmsCalls, names };
}

describe('a bucket key', () => {
  it('is fetched once for many objects, with the bucket as its context', async () => {
    const { put, read, input, kmsCalls, names, Arn } = await world();
    for (const Key of ['a', 'b', 'c']) {
      expect(await put(Key, Key, input)).toMatchObject({
        BucketKeyEnabled: true,
        SSEKMSKeyId: Arn,
      });
    }
    for (const Key of ['a', 'b', 'c']) expect(await read(Key)).toBe(Key);
    expect(names()).toEqual(['GenerateDataKey', 'Decrypt']);
    expect(kmsCalls()[0]!.requestParameters).toMatchObject({
      encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports' },
    });
  });

  it('gives every object a data key of its own', async () => {
    const { engine, put, input } = await world();
    await put('a', 'same text', input);
    await put('b', 'same text', input);
    const [a, b] = engine.tables
      .range<{ encryption: { dataKeys: readonly { wrapped: Uint8Array }[] } }>({
        name: 's3.objects',
      })
      .map(([, { encryption }]) => encryption.dataKeys[0]!);
    expect(a).toMatchObject({ under: 'bucket key' });
    expect(Buffer.compare(a!.wrapped, b!.wrapped)).not.toBe(0);
  });

  it('is forgotten when its time is over, and fetched again', async () => {
    const { engine, put, read, input, names } = await world();
    await put('a', 'text', input);
    await engine.advanceTo(engine.now + bucketKeyLifetime);
    expect(engine.tables.range({ name: 's3.bucket-keys' })).toEqual([]);
    await put('b', 'text', input);
    expect(await read('a')).toBe('text');
    expect(names()).toEqual(['GenerateDataKey', 'GenerateDataKey', 'Decrypt']);
  });

  it('is fetched for each requester', async () => {
    const { put, get, user, input, names } = await world();
    const credentials = await user('ann', { Effect: 'Allow', Action: ['s3:*'], Resource: '*' });
    await put('a', 'text', input);
    await get('a');
    expect((await refusal(get('a', {}, { credentials }))).message).toContain('kms:Decrypt');
    expect((await refusal(put('b', 'text', input, { credentials }))).message).toContain(
      'kms:GenerateDataKey',
    );
    expect(names()).toHaveLength(4);
  });

  it('lets its requester go on when the key policy would no more, until its time is over', async () => {
    const { engine, kms, put, read, get, input, Arn } = await world();
    await put('a', 'text', input);
    await read('a');
    await kms('DisableKey', { KeyId: Arn });
    await put('b', 'text', input);
    expect(await read('b')).toBe('text');
    await engine.advanceTo(engine.now + bucketKeyLifetime);
    expect((await refusal(get('a'))).code).toBe('KMS.DisabledException');
    expect((await refusal(put('c', 'text', input))).code).toBe('KMS.DisabledException');
  });

  it('that was fetched to write opens nothing', async () => {
    const { put, get, user, input } = await world();
    const credentials = await user(
      'ann',
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: '*' },
    );
    await put('a', 'text', input, { credentials });
    expect((await refusal(get('a', {}, { credentials }))).message).toContain('kms:Decrypt');
  });

  it('is one for all sessions of a role with the same scope', async () => {
    const { send, assume, put, input, names } = await world();
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }],
    };
    await send('iam', 'CreateRole', {
      ...{ RoleName: 'writer', AssumeRolePolicyDocument: JSON.stringify(trust) },
    });
    await send('iam', 'AttachRolePolicy', {
      ...{ RoleName: 'writer', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    });
    const role = `arn:aws:iam::${account}:role/writer`;
    for (const RoleSessionName of ['one', 'two']) {
      const credentials = await assume(role, { RoleSessionName });
      await put('a', 'text', input, { credentials });
    }
    expect(names()).toHaveLength(1);
    const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const credentials = await assume(role, { RoleSessionName: 'one', Policy });
    await put('a', 'text', input, { credentials });
    expect(names()).toHaveLength(2);
  });

  it('follows the bucket where the request does not say', async () => {
    const { s3, put, names } = await world();
    const Rules = [
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
    ];
    await s3('PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules } });
    await put('a', 'text');
    expect(await s3('HeadObject', { Key: 'a' })).toMatchObject({ BucketKeyEnabled: true });
    await put('b', 'text', { BucketKeyEnabled: false });
    expect(await s3('HeadObject', { Key: 'b' })).not.toHaveProperty('BucketKeyEnabled');
    expect(names()).toHaveLength(2);
  });
});
