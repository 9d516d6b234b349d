import { describe, expect, it } from 'vitest';
import { eventsTable } from '../../../src/engine/services/ssm/state';
import { refusal, refusalText, start } from '../world';
import { arnOf, ssmWorld } from './world';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

const at = (time: number) => new Date(time).toISOString();
const expiration = (time: number) => ({
  ...{ Type: 'Expiration', Version: '1.0', Attributes: { Timestamp: at(time) } },
});
const before = (Before: string, Unit = 'Days') => ({
  ...{ Type: 'ExpirationNotification', Version: '1.0', Attributes: { Before, Unit } },
});
const noChange = (After: string, Unit = 'Days') => ({
  ...{ Type: 'NoChangeNotification', Version: '1.0', Attributes: { After, Unit } },
});

const withPolicies = (...policies: object[]) => ({
  ...{ Tier: 'Advanced', Policies: JSON.stringify(policies) },
});

type World = ReturnType<typeof ssmWorld>;

/** What policies have told so far: type, and days since the world began. */
function told({ engine }: World) {
  return engine.tables
    .range(eventsTable)
    .map(([, event]) => event)
    .filter((event) => event['detail-type'] === 'Parameter Store Policy Action')
    .map(({ detail, time }) => [detail['policy-type'], (Date.parse(time) - start) / day]);
}

const statuses = async ({ describe: describeParameter }: World, name: string) =>
  (await describeParameter(name))?.Policies.map(({ PolicyStatus }) => PolicyStatus);

describe('parameter policies: validation', () => {
  const wrong: readonly (readonly [what: string, policies: string, refused: string])[] = [
    ['no JSON', 'x', 'ValidationException: Invalid policies input: x.'],
    ['no array', '{}', 'ValidationException: Invalid policies input: {}.'],
    [
      'an unknown type',
      JSON.stringify([{ ...expiration(start), Type: 'Expire' }]),
      'InvalidPolicyTypeException: Policy type Expire is not supported.',
    ],
    [
      'an unknown version',
      JSON.stringify([{ ...expiration(start), Version: '2.0' }]),
      'InvalidPolicyAttributeException: Unsupported policy version.',
    ],
    [
      'no attributes',
      '[{"Type":"Expiration","Version":"1.0"}]',
      'InvalidPolicyAttributeException: Mandatory policy attribute Attributes is missing.',
    ],
    [
      'no time',
      '[{"Type":"Expiration","Version":"1.0","Attributes":{}}]',
      'InvalidPolicyAttributeException: A valid Expiration policy must have an attribute of Timestamp.',
    ],
    [
      'a time in words',
      '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"Friday"}}]',
      'InvalidPolicyAttributeException: Invalid timestamp format',
    ],
    [
      'two expirations',
      JSON.stringify([expiration(start), expiration(start)]),
      'IncompatiblePolicyException: There can be only one expiration policy',
    ],
    [
      'a notification of no expiration',
      JSON.stringify([before('1')]),
      'IncompatiblePolicyException: Expiration notification policies are missing expiration policy',
    ],
    [
      'a unit',
      JSON.stringify([noChange('1', 'Weeks')]),
      'InvalidPolicyAttributeException: Supported time units: DAYS HOURS',
    ],
    [
      'no amount',
      '[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"Unit":"Days"}}]',
      'InvalidPolicyAttributeException: Mandatory policy attribute After is missing.',
    ],
    [
      'an amount of nothing',
      JSON.stringify([noChange('0')]),
      'InvalidPolicyAttributeException: Attribute After must be a positive integer.',
    ],
    [
      'eleven of them',
      JSON.stringify(Array.from({ length: 11 }, () => noChange('1'))),
      'PoliciesLimitExceededException: Number of policies attached to a parameter cannot exceed 10',
    ],
  ];
  it.each(wrong)('refuses %s', async (_, Policies, refused) => {
    const { put } = ssmWorld();
    expect(await refusalText(put('x', 'value', { Tier: 'Advanced', Policies }))).toBe(refused);
  });

  it('needs the advanced tier', async () => {
    const { put } = ssmWorld();
    const { Policies } = withPolicies(expiration(start + day));
    expect(await refusalText(put('x', 'value', { Policies }))).toBe(
      "ValidationException: You can't assign parameter policies to a standard-parameter tier.",
    );
    expect(await put('y', 'value', { Policies, Tier: 'Intelligent-Tiering' })).toMatchObject({
      Tier: 'Advanced',
    });
  });
});

describe('parameter policies: behaviour', () => {
  it('tell before an expiration, and delete the parameter when it comes', async () => {
    const world = ssmWorld();
    const policies = [expiration(start + 30 * day), before('15'), before('6', 'Hours')];
    await world.put('/key', 'value', withPolicies(...policies));
    expect((await world.describe('/key'))!.Policies).toEqual(
      policies.map((policy) => ({
        ...{ PolicyText: JSON.stringify(policy), PolicyType: policy.Type, PolicyStatus: 'Pending' },
      })),
    );
    await world.engine.advanceTo(start + 20 * day);
    expect(told(world)).toEqual([['ExpirationNotification', 15]]);
    expect(await statuses(world, '/key')).toEqual(['Pending', 'Finished', 'Pending']);
    await world.engine.advanceTo(start + 31 * day);
    expect(told(world).slice(1)).toEqual([
      ['ExpirationNotification', 29.75],
      ['Expiration', 30],
    ]);
    expect((await refusal(world.get('/key'))).code).toBe('ParameterNotFound');
    const events = world.engine.tables.range(eventsTable).map(([, event]) => event);
    expect(events.at(-1)).toMatchObject({
      ...{ source: 'aws.ssm', 'detail-type': 'Parameter Store Change', region: 'us-east-1' },
      resources: [arnOf('/key')],
      detail: { operation: 'Delete', name: '/key', type: 'String' },
    });
  });

  it('an update does not move an expiration', async () => {
    const world = ssmWorld();
    await world.put('x', '1', withPolicies(expiration(start + 10 * day)));
    await world.engine.advanceTo(start + 5 * day);
    await world.update('x', '2');
    expect(await statuses(world, 'x')).toEqual(['Pending']);
    await world.engine.advanceTo(start + 10 * day);
    expect((await refusal(world.get('x'))).code).toBe('ParameterNotFound');
  });

  it('the wait for a change begins anew with every change', async () => {
    const world = ssmWorld();
    await world.put('x', '1', withPolicies(noChange('20')));
    await world.engine.advanceTo(start + 19 * day);
    await world.update('x', '2');
    await world.engine.advanceTo(start + 38 * day);
    expect(told(world)).toEqual([]);
    await world.engine.advanceTo(start + 40 * day);
    expect(told(world)).toEqual([['NoChangeNotification', 39]]);
    expect(await statuses(world, 'x')).toEqual(['Finished']);
    await world.update('x', '3');
    expect(await statuses(world, 'x')).toEqual(['Pending']);
    await world.engine.advanceTo(start + 60 * day);
    expect(told(world).at(-1)).toEqual(['NoChangeNotification', 60]);
  });

  it('stay until others come, or [{}]', async () => {
    const world = ssmWorld();
    await world.put('x', '1', withPolicies(expiration(start + 2 * day)));
    await world.update('x', '2', { Policies: JSON.stringify([expiration(start + 4 * day)]) });
    await world.engine.advanceTo(start + 3 * day);
    expect(await world.get('x')).toMatchObject({ Value: '2' });
    await world.update('x', '3', { Policies: '[{}]' });
    expect((await world.describe('x'))!.Policies).toEqual([]);
    await world.engine.advanceTo(start + 5 * day);
    expect(await world.get('x')).toMatchObject({ Value: '3' });
    expect(told(world)).toEqual([]);
  });

  it('end with their parameter', async () => {
    const world = ssmWorld();
    await world.put('x', '1', withPolicies(noChange('1')));
    await world.ssm('DeleteParameter', { Name: 'x' });
    await world.put('x', '1');
    await world.engine.advanceTo(start + 2 * day);
    expect(told(world)).toEqual([]);
  });

  it('take a time with an offset, and one that is past at once', async () => {
    const world = ssmWorld();
    const Timestamp = '2026-11-24T01:00:00+02:00';
    const offset = { Type: 'Expiration', Version: '1.0', Attributes: { Timestamp } };
    await world.put('x', '1', withPolicies(offset));
    await world.put('y', '1', withPolicies(expiration(start - day)));
    await world.engine.advanceTo(start);
    expect((await refusal(world.get('y'))).code).toBe('ParameterNotFound');
    await world.engine.advanceTo(start + 11 * hour - 1);
    expect(await world.get('x')).toMatchObject({ Value: '1' });
    await world.engine.advanceTo(start + 11 * hour);
    expect((await refusal(world.get('x'))).code).toBe('ParameterNotFound');
  });

  it('can be undone, and survive a fork', async () => {
    const world = ssmWorld();
    await world.put('x', '1', withPolicies(expiration(start + day)));
    const fork = world.engine.fork();
    await fork.advanceTo(start + 2 * day);
    expect(await world.get('x')).toMatchObject({ Value: '1' });
  });
});
