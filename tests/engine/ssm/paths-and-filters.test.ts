import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { ssmWorld } from './world';

const pathRules =
  'ValidationException: The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.';

interface Listed {
  readonly Parameters: readonly { readonly Name: string; readonly Value: string }[];
  readonly NextToken?: string;
}

async function tree() {
  const world = ssmWorld();
  const { put, ssm, createKey, kms } = world;
  const { KeyId: TargetKeyId } = await createKey();
  await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId });
  await put('root');
  await put('/dev/a', '1', { Tags: [{ Key: 'team', Value: 'blue' }] });
  await put('/dev/b', '1,2', { Type: 'StringList', Tags: [{ Key: 'team', Value: 'green' }] });
  await put('/dev/db/host', 'h', { Tier: 'Advanced' });
  await put('/dev/db/password', 's', { Type: 'SecureString', KeyId: 'alias/app' });
  await put('/dev/db-old/host', 'h', { DataType: 'integer', Value: '1' });
  await put('/prod/a', '1');
  const names = async (operation: string, input: object) =>
    (await ssm<Listed>(operation, input)).Parameters.map(({ Name }) => Name);
  const describeBy = (...ParameterFilters: object[]) =>
    names('DescribeParameters', { ParameterFilters });
  return { ...world, names, describeBy };
}

describe('GetParametersByPath', () => {
  const listings: readonly (readonly [path: string, recursive: boolean, found: string[]])[] = [
    ['/', false, ['root']],
    ['/dev', false, ['/dev/a', '/dev/b']],
    ['/dev/', true, ['/dev/a', '/dev/b', '/dev/db-old/host', '/dev/db/host', '/dev/db/password']],
    ['/dev/db', true, ['/dev/db/host', '/dev/db/password']],
    ['/de', true, []],
    ['/dev/a', true, []],
  ];
  it.each(listings)('%s, recursive: %s', async (Path, Recursive, found) => {
    const { names } = await tree();
    expect(await names('GetParametersByPath', { Path, Recursive })).toEqual(found);
  });

  it('filters by type, key and label', async () => {
    const { names, ssm, update } = await tree();
    const all = { Path: '/', Recursive: true };
    const by = (Key: string, Values: string[], more: object = {}) =>
      names('GetParametersByPath', { ...all, ParameterFilters: [{ Key, Values, ...more }] });
    expect(await by('Type', ['StringList', 'SecureString'])).toEqual([
      '/dev/b',
      '/dev/db/password',
    ]);
    expect(await by('Type', ['SecureS'], { Option: 'BeginsWith' })).toEqual(['/dev/db/password']);
    expect(await by('KeyId', ['alias/app'])).toEqual(['/dev/db/password']);
    await ssm('LabelParameterVersion', { Name: '/prod/a', Labels: ['live'] });
    await update('/prod/a', '2');
    expect(
      await ssm('GetParametersByPath', {
        ...all,
        ParameterFilters: [{ Key: 'Label', Values: ['live'] }],
      }),
    ).toMatchObject({ Parameters: [{ Name: '/prod/a', Value: '1', Version: 1 }] });
  });

  it('returns ten at most, and goes on by its token', async () => {
    const { put, ssm } = ssmWorld();
    for (let n = 10; n < 33; n += 1) await put(`/p/${n}`, String(n));
    const values: string[] = [];
    let NextToken: string | undefined;
    do {
      const page: Listed = await ssm('GetParametersByPath', { Path: '/p', NextToken });
      expect(page.Parameters.length).toBeLessThanOrEqual(10);
      values.push(...page.Parameters.map(({ Value }) => Value));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(values).toEqual(Array.from({ length: 23 }, (_, n) => String(n + 10)));
  });

  it.each(['dev', '//', '/###', '/a//b'])('refuses the path %s', async (Path) => {
    expect(await refusalText(ssmWorld().ssm('GetParametersByPath', { Path }))).toBe(pathRules);
  });

  it.each(['Name', 'Path', 'Tier', 'tag:team', 'DataType'])(
    'does not filter by %s',
    async (Key) => {
      const ParameterFilters = [{ Key, Values: ['/x'] }];
      const refused = ssmWorld().ssm('GetParametersByPath', { Path: '/', ParameterFilters });
      expect(await refusalText(refused)).toBe(
        `InvalidFilterKey: The following filter key is not valid: ${Key}. Valid filter keys include: [Type, KeyId].`,
      );
    },
  );
});

describe('DescribeParameters', () => {
  const filtered: readonly (readonly [filter: object, found: string[]])[] = [
    [{ Key: 'Name', Values: ['root'] }, ['root']],
    [{ Key: 'Name', Values: ['/root', 'nothing'] }, ['root']],
    [
      { Key: 'Name', Option: 'BeginsWith', Values: ['/dev/db'] },
      ['/dev/db-old/host', '/dev/db/host', '/dev/db/password'],
    ],
    [{ Key: 'Name', Option: 'Contains', Values: ['oo', 'word'] }, ['root', '/dev/db/password']],
    [{ Key: 'Path', Values: ['/dev', '/prod'] }, ['/dev/a', '/dev/b', '/prod/a']],
    [
      { Key: 'Path', Option: 'Recursive', Values: ['/dev/db'] },
      ['/dev/db/host', '/dev/db/password'],
    ],
    [{ Key: 'Type', Values: ['StringList'] }, ['/dev/b']],
    [{ Key: 'KeyId', Option: 'BeginsWith', Values: ['alias/'] }, ['/dev/db/password']],
    [{ Key: 'Tier', Values: ['Advanced'] }, ['/dev/db/host']],
    [{ Key: 'DataType', Values: ['integer'] }, ['/dev/db-old/host']],
    [{ Key: 'tag:team' }, ['/dev/a', '/dev/b']],
    [{ Key: 'tag:team', Values: ['green', 'red'] }, ['/dev/b']],
    [{ Key: 'tag:team', Option: 'BeginsWith', Values: ['bl'] }, ['/dev/a']],
  ];
  it.each(filtered)('finds by %j', async (filter, found) => {
    const { describeBy } = await tree();
    expect(await describeBy(filter)).toEqual(found);
  });

  it('finds what passes every filter', async () => {
    const { describeBy } = await tree();
    const path = { Key: 'Path', Option: 'Recursive', Values: ['/dev'] };
    expect(await describeBy(path, { Key: 'Tier', Values: ['Advanced'] })).toEqual(['/dev/db/host']);
    expect(await describeBy(path, { Key: 'Name', Values: ['/prod/a'] })).toEqual([]);
  });

  it('still takes Filters: names that begin with a value', async () => {
    const { names } = await tree();
    const by = (Key: string, ...Values: string[]) =>
      names('DescribeParameters', { Filters: [{ Key, Values }] });
    expect(await by('Name', '/dev/db')).toHaveLength(3);
    expect(await by('Type', 'SecureString')).toEqual(['/dev/db/password']);
    expect(await by('KeyId', 'alias/app')).toEqual(['/dev/db/password']);
  });

  const wrong: readonly (readonly [filters: object[], refused: string])[] = [
    [
      [{ Key: 'Label', Values: ['x'] }],
      'InvalidFilterKey: The following filter key is not valid: Label. Valid filter keys include: [Path, Name, Type, KeyId, Tier].',
    ],
    [
      [{ Key: 'Name' }],
      'InvalidFilterValue: The following filter values are missing : null for filter key Name.',
    ],
    [
      [
        { Key: 'Name', Values: ['a'] },
        { Key: 'Name', Values: ['b'] },
      ],
      'InvalidFilterKey: The following filter is duplicated in the request: Name. A request can contain only one occurrence of a specific filter.',
    ],
    [
      [{ Key: 'Path', Values: ['/aws', '/x'] }],
      'ValidationException: Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.',
    ],
    [[{ Key: 'Path', Values: ['x'] }], pathRules],
    [
      [{ Key: 'Path', Option: 'Equals', Values: ['/x'] }],
      'InvalidFilterOption: The following filter option is not valid: Equals. Valid options include: [Recursive, OneLevel].',
    ],
    [
      [{ Key: 'Type', Option: 'Contains', Values: ['String'] }],
      'InvalidFilterOption: The following filter option is not valid: Contains. Valid options include: [BeginsWith, Equals].',
    ],
    [
      [{ Key: 'Tier', Values: ['Basic'] }],
      'InvalidFilterValue: The following filter value is not valid: Basic. Valid values include: [Standard, Advanced, Intelligent-Tiering].',
    ],
    [
      [{ Key: 'Owner', Values: ['x'] }],
      "ValidationException: 1 validation error detected: Value 'Owner' at 'parameterFilters.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType",
    ],
  ];
  it.each(wrong)('refuses %j', async (ParameterFilters, refused) => {
    expect(await refusalText(ssmWorld().ssm('DescribeParameters', { ParameterFilters }))).toBe(
      refused,
    );
  });

  it('takes one kind of filter, and tokens it gave out', async () => {
    const { ssm } = ssmWorld();
    const filters = [{ Key: 'Name', Values: ['x'] }];
    const both = ssm('DescribeParameters', { Filters: filters, ParameterFilters: filters });
    expect(await refusalText(both)).toBe(
      'ValidationException: You can use either Filters or ParameterFilters in a single request.',
    );
    for (const NextToken of ['x', '', 'YWZ0ZXI=']) {
      expect(await refusalText(ssm('DescribeParameters', { NextToken }))).toMatch(
        /^InvalidNextToken/,
      );
    }
  });

  it('shows nothing of other Regions and accounts', async () => {
    const { put, ssm } = ssmWorld();
    await put('x');
    const elsewhere = { region: 'eu-west-1' };
    expect(await ssm('DescribeParameters', {}, elsewhere)).toEqual({ Parameters: [] });
    expect(await ssm('DescribeParameters', { Shared: true })).toEqual({ Parameters: [] });
  });
});
