import { describe, expect, it } from 'vitest';
import { requestQuotasTable, type RequestQuotaRecord } from '../../../src/engine/quotas/index';
import { cryptographic, dataKeyPairs, perOperationQuotas } from '../../../src/engine/quotas/kms';
import { kms } from '../../../src/engine/services/kms/index';
import { kmsCharges } from '../../../src/engine/services/kms/request-quotas';
import { start, utf8 } from '../world';
import { quotaWorld } from './world';

// AWS KMS Developer Guide, "Throttling AWS KMS requests".
const throttled =
  'ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

describe('a request quota of KMS', () => {
  it('lets through a second’s worth at one instant, and more as time passes', async () => {
    const { engine, kms, hammer } = quotaWorld();
    const create = () => kms('CreateKey');
    expect(await hammer(7, create)).toEqual({ answered: 5, refusal: throttled });
    await engine.advanceTo(start + 400);
    expect((await hammer(3, create)).answered).toBe(2);
    await engine.advanceTo(start + 60_000);
    expect((await hammer(7, create)).answered).toBe(5);
  });

  // "Each request quota is calculated independently."
  it('leaves other operations and Regions alone', async () => {
    const { kms, hammer } = quotaWorld();
    await hammer(6, () => kms('CreateKey'));
    expect((await hammer(3, () => kms('ListKeys'))).answered).toBe(3);
    expect((await hammer(3, () => kms('CreateKey', {}, { region: 'eu-west-1' }))).answered).toBe(3);
  });

  it('is shared by all principals of the account', async () => {
    const { kms, user, hammer } = quotaWorld();
    const credentials = await user('alice', { Effect: 'Allow', Action: '*', Resource: '*' });
    expect((await hammer(4, () => kms('CreateKey'))).answered).toBe(4);
    expect((await hammer(4, () => kms('CreateKey', {}, { credentials }))).answered).toBe(1);
  });

  it('does not count requests that policies refuse', async () => {
    const { kms, user, hammer } = quotaWorld();
    const credentials = await user('nobody');
    const { refusal } = await hammer(20, () => kms('CreateKey', {}, { credentials }));
    expect(refusal).toMatch(/^AccessDeniedException/);
    expect((await hammer(5, () => kms('CreateKey'))).answered).toBe(5);
  });

  it('counts requests that fail for other reasons, and they stay counted', async () => {
    const { kms, createKey, hammer } = quotaWorld();
    const { KeyId } = await createKey();
    await kms('ScheduleKeyDeletion', { KeyId });
    const { answered, refusal } = await hammer(6, () => kms('EnableKey', { KeyId }));
    expect([answered, refusal]).toEqual([0, expect.stringMatching(/^KMSInvalidState/)]);
    expect((await hammer(1, () => kms('EnableKey', { KeyId }))).refusal).toBe(throttled);
  });

  it('is lifted where the world says so', async () => {
    const { kms, hammer } = quotaWorld({ requestQuotas: 'lifted' });
    expect((await hammer(20, () => kms('CreateKey'))).answered).toBe(20);
  });

  it('is undone with the command that used it up, and goes its own way in a fork', async () => {
    const { engine, kms, hammer, admin } = quotaWorld();
    engine.checkpoint('five keys');
    await hammer(5, () => kms('CreateKey'));
    const fork = engine.fork();
    engine.undo();
    expect((await hammer(5, () => kms('CreateKey'))).answered).toBe(5);
    const request = { service: 'kms', operation: 'CreateKey', region: 'us-east-1', input: {} };
    await expect(fork.send({ ...request, credentials: admin })).rejects.toThrow(/Reduce the/);
  });
});

describe('the symmetric quota', () => {
  // "These shared quotas vary with the AWS Region": 100,000, 20,000 and 10,000 a second.
  it.each([
    ['us-east-1', 100_000],
    ['eu-central-1', 20_000],
    ['us-west-1', 10_000],
  ])('is the larger where more is used: %s', async (region, value) => {
    const { engine, kms, createKey } = quotaWorld();
    const { KeyId } = await createKey({}, { region });
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { region });
    await kms('GenerateRandom', { NumberOfBytes: 1 }, { region });
    const rows = engine.tables.range(requestQuotasTable, {
      prefix: `123456789012|${region}|kms/${cryptographic.symmetric.code}`,
    });
    expect(rows.map(([, { rate, thousandths }]) => [rate, thousandths / 1000])).toEqual([
      [value, value - 2],
    ]);
  });

  it('refuses the 10,001st request of an instant', async () => {
    const { engine, kms, createKey, hammer } = quotaWorld();
    const region = 'us-west-1';
    const { KeyId } = await createKey({}, { region });
    const encrypt = () => kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { region });
    await encrypt();
    const key = `123456789012|${region}|kms/${cryptographic.symmetric.code}`;
    const record = engine.tables.get(requestQuotasTable, key)!;
    expect(record.thousandths).toBe(9_999_000);
    // As if 9,997 requests had come in the same instant.
    engine.write((tx) => tx.put(requestQuotasTable, key, { ...record, thousandths: 3000 }));
    expect(await hammer(5, encrypt)).toEqual({ answered: 3, refusal: throttled });
  });
});

describe('the quotas of KMS', () => {
  const charged = (operation: string, input: object = {}, target?: unknown) =>
    kmsCharges(operation, input, target).map(({ quota, count, region }) => [
      quota.name,
      count,
      region,
    ]);
  const withKey = (KeySpec: string) => ({ key: { KeySpec } });

  it('cover every operation of the model', () => {
    const uncovered = Object.keys(kms.model.operations).filter(
      (operation) =>
        kmsCharges(
          operation,
          { KeyPairSpec: 'RSA_2048' },
          {
            ...withKey('SYMMETRIC_DEFAULT'),
            source: withKey('SYMMETRIC_DEFAULT'),
            destination: withKey('SYMMETRIC_DEFAULT'),
          },
        ).length === 0,
    );
    expect(uncovered).toEqual([]);
  });

  it('have codes of AWS’s form, each once', () => {
    const all = [cryptographic, dataKeyPairs, perOperationQuotas].flatMap((quotas) =>
      Object.values(quotas).map(({ code }) => code),
    );
    const codes = all.filter((code) => code !== null);
    expect(codes.filter((code) => !/^L-[0-9A-F]{8}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  // AWS KMS Developer Guide, "Shared quotas for cryptographic operations".
  it.each([
    ['SYMMETRIC_DEFAULT', 'Encrypt', cryptographic.symmetric],
    ['HMAC_256', 'GenerateMac', cryptographic.symmetric],
    ['RSA_4096', 'Sign', cryptographic.rsa],
    ['ECC_NIST_P256', 'DeriveSharedSecret', cryptographic.ecc],
    ['ECC_NIST_EDWARDS25519', 'Verify', cryptographic.ecc],
    ['ML_DSA_65', 'Sign', cryptographic.mlDsa],
  ])('go by the type of key: %s', (spec, operation, { name }) => {
    expect(charged(operation, {}, withKey(spec))).toEqual([[name, 1, undefined]]);
  });

  it('count ReEncrypt once for keys of one type, for each type otherwise', () => {
    const reEncrypt = (source: string, destination: string) =>
      charged('ReEncrypt', {}, { source: withKey(source), destination: withKey(destination) });
    expect(reEncrypt('SYMMETRIC_DEFAULT', 'SYMMETRIC_DEFAULT')).toHaveLength(1);
    expect(reEncrypt('RSA_2048', 'SYMMETRIC_DEFAULT')).toHaveLength(2);
  });

  // "A ReplicateKey operation counts as one ReplicateKey request in the primary key's Region and
  // two CreateKey requests in the replica's Region."
  it('count ReplicateKey and UpdatePrimaryRegion in both Regions', () => {
    expect(charged('ReplicateKey', { ReplicaRegion: 'eu-west-1' })).toEqual([
      ['ReplicateKey request rate', 1, undefined],
      ['CreateKey request rate', 2, 'eu-west-1'],
    ]);
    expect(charged('UpdatePrimaryRegion', { PrimaryRegion: 'eu-west-1' })).toEqual([
      ['UpdatePrimaryRegion request rate', 1, undefined],
      ['UpdatePrimaryRegion request rate', 1, 'eu-west-1'],
    ]);
  });

  it('are taken all or none', async () => {
    const { withinQuotas } = await import('../../../src/engine/quotas/index');
    const { Turn } = await import('../../../src/engine/turn');
    const { engine } = quotaWorld();
    const turn = new Turn(engine.tables, new Map());
    const span = { id: 1, parent: null } as Parameters<typeof withinQuotas>[1];
    const charges = kmsCharges('ReplicateKey', { ReplicaRegion: 'eu-west-1' }, undefined);
    const answers = [1, 2, 3].map(() => withinQuotas(turn, span, '1', 'us-east-1', charges));
    expect(answers).toEqual([true, true, false]);
    const left = (record: RequestQuotaRecord | undefined) => (record?.thousandths ?? 0) / 1000;
    const rows = engine.tables.range(requestQuotasTable, { prefix: '1|' });
    expect(rows.map(([, record]) => left(record)).sort()).toEqual([1, 3]);
  });
});

describe('request quotas of other services', () => {
  // CloudTrail API Reference: "limited to two per second, per account, per Region".
  it('let LookupEvents through twice a second', async () => {
    const { send, hammer } = quotaWorld();
    expect(await hammer(3, () => send('cloudtrail', 'LookupEvents'))).toEqual({
      answered: 2,
      refusal: 'ThrottlingException: Rate exceeded',
    });
  });

  it('have the code of the Query protocol in STS', async () => {
    const { send, hammer } = quotaWorld();
    expect(await hammer(601, () => send('sts', 'GetCallerIdentity'))).toEqual({
      answered: 600,
      refusal: 'Throttling: Rate exceeded',
    });
  });
});

describe('the trace', () => {
  it('tells of every admission, and of the mode where it changes', async () => {
    const { engine, kms, steps, hammer } = quotaWorld();
    await hammer(7, () => kms('CreateKey'));
    const quota = steps.filter((step) => step.kind === 'quota');
    expect(quota.map(({ admitted, remaining }) => [admitted, remaining])).toEqual([
      ...[4, 3, 2, 1, 0].map((remaining) => [true, remaining]),
      ...[0, 0].map((remaining) => [false, remaining]),
    ]);
    expect(quota[0]).toMatchObject({ code: 'L-32B67F4A', rate: 5, region: 'us-east-1' });
    const modes = () =>
      steps
        .filter((step) => step.kind === 'machine' && step.machine === 'requestQuota')
        .map((step) => 'event' in step && step.event);
    expect(modes()).toEqual(['THROTTLED']);
    await engine.advanceTo(start + 300);
    await hammer(2, () => kms('CreateKey'));
    expect(modes()).toEqual(['THROTTLED']);
    await engine.advanceTo(start + 10_000);
    await hammer(1, () => kms('CreateKey'));
    expect(modes()).toEqual(['THROTTLED', 'RECOVERED']);
  });

  it('has no write steps for the books', async () => {
    const { kms, steps } = quotaWorld();
    await kms('ListKeys');
    expect(steps.filter(({ kind }) => kind === 'write')).toEqual([]);
  });
});
