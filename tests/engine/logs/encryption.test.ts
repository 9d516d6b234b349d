import { describe, expect, it } from 'vitest';
import { chunksTable } from '../../../src/engine/services/logs/chunks';
import { sealedUnder } from '../../../src/engine/services/logs/sealed-under';
import { refusalText } from '../world';
import { account, arnOf, logsKeyPolicy, logsWorld, minute } from './world';

const notAllowed = (name: string) =>
  `AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn '${arnOf(name)}'`;

const decoder = new TextDecoder('latin1');

/** A world with a key whose policy lets CloudWatch Logs use it, and a log group. */
async function keyedWorld(more: object = {}) {
  const world = logsWorld();
  const { Arn: kmsKeyId, KeyId } = await world.createKey({ Policy: logsKeyPolicy(), ...more });
  return { ...world, kmsKeyId, KeyId };
}

/** The calls to KMS in the audit trail: what, and who asked. */
async function kmsCalls({ send }: ReturnType<typeof logsWorld>) {
  const { Events } = await send<{ Events: { CloudTrailEvent: string }[] }>(
    ...(['cloudtrail', 'LookupEvents'] as const),
    { LookupAttributes: [{ AttributeKey: 'EventSource', AttributeValue: 'kms.amazonaws.com' }] },
  );
  return Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as TrailEvent)
    .reverse()
    .map(({ eventName, userIdentity }) => `${eventName} ${userIdentity.type}`);
}

interface TrailEvent {
  readonly eventName: string;
  readonly userIdentity: { readonly type: string };
}

describe('events at rest', () => {
  it('are ciphertext, under the key of the service by default', async () => {
    const { create, put, messages, engine } = logsWorld();
    await create('a');
    await put('a', ['s3cret']);
    const rows = engine.tables.range(chunksTable);
    expect(rows).toHaveLength(1);
    expect(decoder.decode(rows[0]![1].sealed)).not.toContain('s3cret');
    expect(await messages('a')).toEqual(['s3cret']);
  });

  it('cannot take the place of others', async () => {
    const { create, put, messages, engine } = logsWorld();
    await create('a', {}, 's', 't');
    await put('a', ['s3cret'], { logStreamName: 't' });
    const [[key, row]] = engine.tables.range(chunksTable) as [[string, object]];
    engine.tables.apply({ table: chunksTable.name, key: key.replace(':t:', ':s:'), after: row });
    expect(await refusalText(messages('a'))).toMatch(/^InternalFailure/);
  });
});

describe('a log group with a KMS key', () => {
  it('has its data key made and opened in the name of the service', async () => {
    const world = await keyedWorld();
    const { create, put, messages, kmsKeyId, engine } = world;
    await create('a', { kmsKeyId });
    await put('a', ['one']);
    await put('a', ['two']);
    expect(await messages('a')).toEqual(['one', 'two']);
    expect(await kmsCalls(world)).toEqual([
      ...['CreateKey IAMUser', 'DescribeKey IAMUser', 'GenerateDataKey AWSService'],
      ...['GenerateDataKey AWSService', 'Decrypt AWSService', 'Decrypt IAMUser'],
    ]);
    expect([...sealedUnder(engine.tables, kmsKeyId)]).toEqual([
      { kind: 'log group', arn: arnOf('a'), bytes: 58 },
    ]);
  });

  it('is refused where the key policy does not let the service use the key', async () => {
    const { create, createKey, logs, kms } = logsWorld();
    const { Arn: kmsKeyId, KeyId } = await createKey();
    expect(await refusalText(create('a', { kmsKeyId }))).toBe(notAllowed('a'));
    await create('a');
    const associate = () => logs('AssociateKmsKey', { logGroupName: 'a', kmsKeyId });
    expect(await refusalText(associate())).toBe(notAllowed('a'));
    for (const policy of [
      logsKeyPolicy(arnOf('other')),
      logsKeyPolicy(undefined, { Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }),
      logsKeyPolicy(undefined, { Principal: { Service: 'logs.amazonaws.com' } }),
    ]) {
      await kms('PutKeyPolicy', { KeyId, Policy: policy });
      expect(await refusalText(associate())).toBe(notAllowed('a'));
    }
    await kms('PutKeyPolicy', { KeyId, Policy: logsKeyPolicy(arnOf('a')) });
    await associate();
    const missing = kmsKeyId.replace(/[^/]+$/, '11111111-2222-4333-8444-555555555555');
    expect(await refusalText(create('b', { kmsKeyId: missing }))).toBe(notAllowed('b'));
  });

  it('takes enabled symmetric keys by their ARNs alone', async () => {
    const { create, createKey, kms } = logsWorld();
    const rsa = await createKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const { Arn, KeyId } = await createKey({ Policy: logsKeyPolicy() });
    expect(await refusalText(create('a', { kmsKeyId: rsa.Arn }))).toMatch(
      /^InvalidParameterException/,
    );
    expect(await refusalText(create('a', { kmsKeyId: KeyId }))).toMatch(
      /^InvalidParameterException/,
    );
    await kms('DisableKey', { KeyId });
    expect(await refusalText(create('a', { kmsKeyId: Arn }))).toMatch(/^InvalidParameterException/);
  });

  it('needs a caller who may describe the key, and one who may decrypt to read', async () => {
    const world = await keyedWorld();
    const { user, logs, create, put, get, kmsKeyId } = world;
    const allowLogs = { Effect: 'Allow', Action: 'logs:*', Resource: '*' };
    const stranger = { credentials: await user('stranger', allowLogs) };
    const input = { logGroupName: 'a', kmsKeyId };
    expect(await refusalText(logs('CreateLogGroup', input, stranger))).toMatch(
      /^AccessDeniedException: .*kms:DescribeKey/,
    );
    await create('a', { kmsKeyId });
    await put('a', ['x']);
    const read = { logGroupName: 'a', logStreamName: 's' };
    expect(await refusalText(logs('GetLogEvents', read, stranger))).toMatch(
      /^AccessDeniedException: .*kms:Decrypt/,
    );
    const viaLogs = {
      ...{ Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:Decrypt'], Resource: '*' },
      Condition: { StringEquals: { 'kms:ViaService': 'logs.us-east-1.amazonaws.com' } },
    };
    const reader = { credentials: await user('reader', allowLogs, viaLogs) };
    expect(await logs('GetLogEvents', read, reader)).toMatchObject({ events: [{ message: 'x' }] });
    expect((await get('a')).events).toHaveLength(1);
  });
});

describe('a key that is changed', () => {
  it('shows at once and encrypts after five minutes, and old events stay under the old key', async () => {
    const { logs, create, put, messages, describeGroup, wait, kms, KeyId, kmsKeyId } =
      await keyedWorld();
    await create('a');
    await put('a', ['before']);
    await logs('AssociateKmsKey', { logGroupName: 'a', kmsKeyId });
    expect(await describeGroup('a')).toMatchObject({ kmsKeyId });
    await wait(5 * minute - 1);
    await put('a', ['too early']);
    await wait(1);
    await put('a', ['sealed']);
    await logs('DisassociateKmsKey', { logGroupName: 'a' });
    await put('a', ['sealed, too'], { timestamp: Date.UTC(2026, 10, 23, 12, 5, 1) });
    await wait(5 * minute);
    await put('a', ['after']);
    expect(await describeGroup('a')).not.toHaveProperty('kmsKeyId');
    expect(await messages('a')).toHaveLength(5);

    await kms('DisableKey', { KeyId });
    expect(await refusalText(messages('a'))).toBe(notAllowed('a'));
    const five = Date.UTC(2026, 10, 23, 12, 5);
    expect(await messages('a', { endTime: five })).toEqual(['before', 'too early']);
    expect(await messages('a', { startTime: five + 5 * minute })).toEqual(['after']);
    await kms('EnableKey', { KeyId });
    expect(await messages('a')).toHaveLength(5);
  });
});

describe('a key that is disabled, or whose policy changes', () => {
  it('stops reading at once, and writing when the data key at hand is given up', async () => {
    const { create, put, messages, wait, kms, KeyId, kmsKeyId } = await keyedWorld();
    await create('a', { kmsKeyId });
    await put('a', ['one']);
    await kms('DisableKey', { KeyId });
    expect(await refusalText(messages('a'))).toBe(notAllowed('a'));
    await put('a', ['two']);
    await wait(5 * minute);
    expect(await refusalText(put('a', ['three']))).toBe(notAllowed('a'));
    await kms('EnableKey', { KeyId });
    await put('a', ['four']);
    expect(await messages('a')).toEqual(['one', 'two', 'four']);

    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
          Principal: { AWS: `arn:aws:iam::${account}:root` },
        },
      ],
    });
    await kms('PutKeyPolicy', { KeyId, Policy });
    expect(await refusalText(messages('a'))).toBe(notAllowed('a'));
  });
});
