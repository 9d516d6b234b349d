import { describe, expect, it } from 'vitest';
import { billOf, prices } from '../../../src/engine/prices/index';
import { storeKey, storesTable } from '../../../src/engine/services/ssm/state';
import { refusal, refusalText, start } from '../world';
import { account, ssmWorld } from './world';

const about =
  'For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';
const tier = '/ssm/parameter-store/default-parameter-tier';
const throughput = '/ssm/parameter-store/high-throughput-enabled';

type World = ReturnType<typeof ssmWorld>;

/** A world whose account has as many parameters of a tier as it may, by the counts alone. */
function fullWorld(counts: { Standard: number; Advanced: number }) {
  const world = ssmWorld();
  world.engine.write((tx) => tx.put(storesTable, storeKey(account, 'us-east-1'), counts));
  return world;
}

describe('tiers', () => {
  const sizes: readonly (readonly [Tier: string, limit: number, refused: string])[] = [
    [
      'Standard',
      4096,
      `ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. ${about}`,
    ],
    [
      'Advanced',
      8192,
      'ValidationException: Advanced-tier parameters support a maximum parameter value of 8192 characters.',
    ],
  ];
  it.each(sizes)('%s takes values of %d bytes', async (Tier, limit, refused) => {
    for (const Type of ['String', 'SecureString']) {
      const { put } = ssmWorld();
      await put('fits', 'x'.repeat(limit), { Tier, Type });
      expect(await refusalText(put('large', 'x'.repeat(limit + 1), { Tier, Type }))).toBe(refused);
      // Two bytes each.
      expect((await refusal(put('wide', 'ü'.repeat(limit / 2 + 1), { Tier, Type }))).code).toBe(
        'ValidationException',
      );
    }
  });

  it('go up and never down', async () => {
    const { put, update } = ssmWorld();
    await put('x');
    expect(await update('x', 'y', { Tier: 'Advanced' })).toMatchObject({ Tier: 'Advanced' });
    // Without a tier, or with an intelligent one, the parameter keeps its own.
    expect(await update('x', 'z')).toMatchObject({ Tier: 'Advanced' });
    expect(await update('x', 'z', { Tier: 'Intelligent-Tiering' })).toMatchObject({
      Tier: 'Advanced',
    });
    expect(await refusalText(update('x', 'z', { Tier: 'Standard' }))).toMatch(
      /^ValidationException: This parameter uses the advanced-parameter tier\. You can't downgrade/,
    );
  });

  it('hold 10,000 and 100,000 parameters', async () => {
    const { put, update } = fullWorld({ Standard: 9999, Advanced: 99_999 });
    const Tier = 'Advanced';
    await put('standard');
    await put('advanced', 'value', { Tier });
    expect(await refusalText(put('more'))).toBe(
      'ParameterLimitExceeded: You have reached the maximum number of standard parameters for this AWS account and Region (10000). To add more parameters, either delete existing parameters or upgrade to the advanced-parameter tier (charges apply).',
    );
    expect((await refusal(put('more', 'value', { Tier }))).code).toBe('ParameterLimitExceeded');
    // New versions are no new parameters.
    await update('standard', 'other');
    await update('advanced', 'other');
  });

  it('count what is deleted and what changes its tier', async () => {
    const { put, update, ssm } = fullWorld({ Standard: 9998, Advanced: 0 });
    await put('a');
    await put('b');
    await ssm('DeleteParameter', { Name: 'a' });
    await put('c');
    await update('b', 'x', { Tier: 'Advanced' });
    await put('d');
    expect((await refusal(put('e'))).code).toBe('ParameterLimitExceeded');
  });

  const intelligent: readonly (readonly [
    why: string,
    tier: string,
    value: string,
    more: object,
  ])[] = [
    ['nothing special', 'Standard', 'x', {}],
    ['4,097 bytes', 'Advanced', 'x'.repeat(4097), {}],
    ['a data type', 'Advanced', '{}', { DataType: 'json' }],
  ];
  it.each(intelligent)('Intelligent-Tiering for %s is %s', async (_, Tier, value, more) => {
    const { put } = ssmWorld();
    expect(await put('x', value, { Tier: 'Intelligent-Tiering', ...more })).toMatchObject({ Tier });
  });

  it('Intelligent-Tiering goes on where standard parameters are at their limit', async () => {
    const { put } = fullWorld({ Standard: 10_000, Advanced: 0 });
    expect(await put('x', 'value', { Tier: 'Intelligent-Tiering' })).toMatchObject({
      Tier: 'Advanced',
    });
  });
});

describe('service settings', () => {
  it('are read, changed and reset, by name or ARN', async () => {
    const { ssm } = ssmWorld();
    const ARN = `arn:aws:ssm:us-east-1:${account}:servicesetting${tier}`;
    expect(await ssm('GetServiceSetting', { SettingId: tier })).toEqual({
      ServiceSetting: {
        ...{ SettingId: tier, SettingValue: 'Standard', ARN },
        ...{ LastModifiedUser: 'System', Status: 'Default' },
      },
    });
    await ssm('UpdateServiceSetting', { SettingId: ARN, SettingValue: 'Advanced' });
    expect(await ssm('GetServiceSetting', { SettingId: ARN })).toMatchObject({
      ServiceSetting: {
        ...{ SettingValue: 'Advanced', Status: 'Customized', LastModifiedDate: new Date(start) },
      },
    });
    expect(await ssm('ResetServiceSetting', { SettingId: tier })).toMatchObject({
      ServiceSetting: { SettingValue: 'Standard', Status: 'Default' },
    });
  });

  it('decide about new parameters alone', async () => {
    const { ssm, put, update } = ssmWorld();
    await put('old');
    await ssm('UpdateServiceSetting', { SettingId: tier, SettingValue: 'Advanced' });
    expect(await put('new')).toMatchObject({ Tier: 'Advanced' });
    expect(await put('cheap', 'value', { Tier: 'Standard' })).toMatchObject({ Tier: 'Standard' });
    expect(await update('old', 'other')).toMatchObject({ Tier: 'Standard' });
  });

  it.each([
    ['GetServiceSetting', { SettingId: '/ssm/opsinsights/opscenter' }, 'ServiceSettingNotFound'],
    ['ResetServiceSetting', { SettingId: 'x' }, 'ServiceSettingNotFound'],
    ['UpdateServiceSetting', { SettingId: tier, SettingValue: 'Cheap' }, 'ValidationException'],
  ])('%s refuses %j', async (operation, input, code) => {
    expect((await refusal(ssmWorld().ssm(operation, input))).code).toBe(code);
  });
});

describe('throughput', () => {
  const limited = () => ssmWorld(null, undefined, { requestQuotas: 'enforced' });

  /** How many requests of one instant are let through. */
  async function admitted(requests: (() => Promise<unknown>)[]): Promise<number> {
    let count = 0;
    for (const request of requests) {
      try {
        await request();
        count += 1;
      } catch (error) {
        expect(String(error)).toBe('AwsError: Rate exceeded');
        expect((error as { code: string }).code).toBe('ThrottlingException');
        return count;
      }
    }
    return count;
  }

  const many = (count: number, ...requests: (() => Promise<unknown>)[]) =>
    Array.from({ length: count }, (_, n) => requests[n % requests.length]!);

  async function higher({ ssm }: World) {
    await ssm('UpdateServiceSetting', { SettingId: throughput, SettingValue: 'true' });
  }

  const reads = ({ ssm }: World) => [
    () => ssm('GetParameters', { Names: ['x'] }),
    () => ssm('GetParametersByPath', { Path: '/' }),
  ];

  it('is 40 a second for the three reads together', async () => {
    const world = limited();
    expect(await admitted(many(100, ...reads(world)))).toBe(40);
    await world.engine.advanceTo(start + 1000);
    expect(await admitted(many(100, ...reads(world)))).toBe(40);
  });

  it('is more, and for each read its own, where it is paid for', async () => {
    const world = limited();
    await higher(world);
    const [byName, byPath] = reads(world);
    expect(await admitted(many(200, byPath!))).toBe(100);
    expect(await admitted(many(200, byName!))).toBe(200);
    await world.ssm('ResetServiceSetting', { SettingId: throughput });
    expect(await admitted(many(100, byPath!))).toBe(40);
  });

  it('is 3 a second for writes and descriptions, 10 where it is paid for', async () => {
    const world = limited();
    const others = [() => world.update('x', 'v', { Type: 'String' }), () => world.describe('x')];
    expect(await admitted(many(20, ...others))).toBe(3);
    await higher(world);
    expect(await admitted(many(20, ...others))).toBe(10);
  });

  it('is 3 a second for deletions, 5 where it is paid for', async () => {
    const world = limited();
    const deletion = () => world.ssm('DeleteParameters', { Names: ['x'] });
    expect(await admitted(many(20, deletion))).toBe(3);
    await higher(world);
    expect(await admitted(many(20, deletion))).toBe(5);
  });
});

describe('prices', () => {
  const bill = ({ engine }: World) =>
    billOf(
      {
        ...{ reader: engine.tables, now: engine.now, prices },
        meters: engine.services.flatMap(({ storage }) => storage ?? []),
      },
      account,
    ).lines.filter(({ service }) => service === 'ssm');

  it('standard parameters at default throughput cost nothing', async () => {
    const world = ssmWorld();
    await world.put('x');
    await world.get('x');
    expect(bill(world)).toEqual([]);
  });

  it('advanced parameters cost by the month and by each parameter of a request', async () => {
    const world = ssmWorld();
    const Tier = 'Advanced';
    for (const name of ['/p/a', '/p/b']) await world.put(name, 'v', { Tier });
    await world.put('/p/c');
    await world.ssm('GetParameters', { Names: ['/p/a', '/p/b', '/p/c'] });
    await world.ssm('GetParametersByPath', { Path: '/p' });
    await world.get('/p/c');
    await world.engine.advanceTo(start + 24 * 60 * 60 * 1000);
    const [kept, used] = bill(world);
    expect(kept).toMatchObject({ usageType: 'PS-Advanced-Param-Tier1', quantity: 2 / 30 });
    expect(used).toMatchObject({ usageType: 'PS-Param-Processed-Tier2', quantity: 6 });
    expect(used?.amount).toBeCloseTo(6 * (0.05 / 10_000), 12);
  });

  it('at higher throughput every parameter of a request is charged for', async () => {
    const world = ssmWorld();
    await world.put('x');
    await world.ssm('UpdateServiceSetting', { SettingId: throughput, SettingValue: 'true' });
    await world.get('x');
    await world.ssm('GetParameters', { Names: ['x', 'nothing'] });
    expect(bill(world)).toMatchObject([{ quantity: 2 }]);
  });
});
