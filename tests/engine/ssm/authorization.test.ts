import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { account, arnOf, ssmWorld } from './world';

const allow = (Action: string | string[], Resource: string | string[] = '*', more = {}) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...more,
});
const deny = (Action: string | string[], Resource: string | string[] = '*', more = {}) => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});

async function treeFor(...statements: object[]) {
  const world = ssmWorld();
  for (const name of ['/a/open', '/a/b/secret']) await world.put(name, name);
  const credentials = await world.user('app', ...statements);
  const as = (operation: string, input: object) => world.ssm(operation, input, { credentials });
  return { ...world, as };
}

const reads: readonly (readonly [operation: string, input: object])[] = [
  ['GetParameter', { Name: '/a/open' }],
  ['GetParameters', { Names: ['/a/open'] }],
  ['GetParametersByPath', { Path: '/a' }],
  ['GetParameterHistory', { Name: '/a/open' }],
];

describe('what reads values', () => {
  it.each(reads)('%s needs the permission of its own name', async (operation, input) => {
    const { as } = await treeFor(allow(`ssm:${operation}`));
    await as(operation, input);
    for (const [other, itsInput] of reads) {
      if (other !== operation)
        expect((await refusal(as(other, itsInput))).code).toBe('AccessDeniedException');
    }
  });

  it('is denied by name, whether the parameter exists or not', async () => {
    const { as } = await treeFor(allow('ssm:GetParameter', arnOf('/a/open')));
    for (const path of ['/a/b/secret', '/a/nothing']) {
      expect(await refusalText(as('GetParameter', { Name: path }))).toBe(
        `AccessDeniedException: User: arn:aws:iam::${account}:user/app is not authorized to perform: ssm:GetParameter on resource: ${arnOf(path)} because no identity-based policy allows the ssm:GetParameter action`,
      );
    }
  });

  it('GetParameters returns all or nothing', async () => {
    const { as } = await treeFor(allow('ssm:GetParameters', arnOf('/a/open')));
    await as('GetParameters', { Names: ['/a/open'] });
    const both = as('GetParameters', { Names: ['/a/open', '/a/b/secret'] });
    expect((await refusal(both)).message).toContain(arnOf('/a/b/secret'));
  });

  it('GetParametersByPath asks about the path, not about what it returns', async () => {
    const { as } = await treeFor(
      allow('ssm:GetParametersByPath', arnOf('/a')),
      deny('ssm:GetParameter*', arnOf('/a/b/*')),
    );
    const all = await as('GetParametersByPath', { Path: '/a/', Recursive: true });
    expect(all).toMatchObject({ Parameters: [{ Name: '/a/open' }, { Name: '/a/b/secret' }] });
    for (const Path of ['/a/b', '/']) {
      expect((await refusal(as('GetParametersByPath', { Path }))).code).toBe(
        'AccessDeniedException',
      );
    }
    const secret = as('GetParameter', { Name: '/a/b/secret' });
    expect((await refusal(secret)).code).toBe('AccessDeniedException');
  });

  it('tells of a missing parameter only those who might read it', async () => {
    const { as } = await treeFor(allow('ssm:GetParameter'));
    expect(await refusalText(as('GetParameter', { Name: '/nothing' }))).toBe('ParameterNotFound: ');
  });
});

describe('DescribeParameters', () => {
  it('is allowed on everything or not at all', async () => {
    const { as } = await treeFor(allow('ssm:DescribeParameters', arnOf('/a/*')));
    expect(await refusalText(as('DescribeParameters', {}))).toBe(
      `AccessDeniedException: User: arn:aws:iam::${account}:user/app is not authorized to perform: ssm:DescribeParameters on resource: arn:aws:ssm:us-east-1:${account}:* because no identity-based policy allows the ssm:DescribeParameters action`,
    );
    const { as: asReader } = await treeFor(allow('ssm:DescribeParameters'));
    await asReader('DescribeParameters', {});
  });
});

describe('DeleteParameters', () => {
  it('is not DeleteParameter', async () => {
    const { as } = await treeFor(allow('ssm:DeleteParameters'));
    expect((await refusal(as('DeleteParameter', { Name: '/a/open' }))).code).toBe(
      'AccessDeniedException',
    );
    await as('DeleteParameters', { Names: ['/a/open'] });
  });
});

describe('condition keys', () => {
  const equals = (key: string, value: string) => ({
    Condition: { StringEquals: { [key]: value } },
  });
  const string = { Type: 'String', Value: 'v' };
  const policies = { Tier: 'Advanced', Policies: '[]' };
  const Tags = [{ Key: 'team', Value: 'blue' }];

  const cases: readonly (readonly [
    key: string,
    statement: object,
    allowed: readonly [string, object],
    refused: readonly [string, object],
  ])[] = [
    [
      'ssm:Overwrite',
      deny('ssm:PutParameter', '*', equals('ssm:Overwrite', 'true')),
      ['PutParameter', { Name: '/new', ...string }],
      ['PutParameter', { Name: '/a/open', ...string, Overwrite: true }],
    ],
    [
      'ssm:Policies',
      deny('ssm:PutParameter', '*', equals('ssm:Policies', 'true')),
      ['PutParameter', { Name: '/new', ...string }],
      ['PutParameter', { Name: '/new2', ...string, ...policies }],
    ],
    [
      'ssm:Recursive',
      deny('ssm:GetParametersByPath', '*', equals('ssm:Recursive', 'true')),
      ['GetParametersByPath', { Path: '/a' }],
      ['GetParametersByPath', { Path: '/a', Recursive: true }],
    ],
    [
      'aws:RequestTag',
      deny('ssm:PutParameter', '*', {
        Condition: { StringNotEquals: { 'aws:RequestTag/team': 'blue' } },
      }),
      ['PutParameter', { Name: '/new', ...string, Tags }],
      ['PutParameter', { Name: '/new2', ...string }],
    ],
    [
      'aws:TagKeys',
      deny('ssm:RemoveTagsFromResource', '*', {
        Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } },
      }),
      [
        'RemoveTagsFromResource',
        { ResourceType: 'Parameter', ResourceId: '/a/open', TagKeys: ['x'] },
      ],
      [
        'RemoveTagsFromResource',
        { ResourceType: 'Parameter', ResourceId: '/a/open', TagKeys: ['team'] },
      ],
    ],
    [
      'aws:ResourceTag',
      deny('ssm:GetParameter', '*', equals('aws:ResourceTag/team', 'red')),
      ['GetParameter', { Name: '/a/open' }],
      ['GetParameter', { Name: '/a/red' }],
    ],
  ];
  it.each(cases)('%s', async (_, statement, allowed, refused) => {
    const { as, put } = await treeFor(allow('ssm:*'), statement);
    await put('/a/red', 'v', { Tags: [{ Key: 'team', Value: 'red' }] });
    await as(...allowed);
    expect((await refusal(as(...refused))).code).toBe('AccessDeniedException');
  });

  it('tags of a new parameter need AddTagsToResource', async () => {
    const { as } = await treeFor(allow('ssm:PutParameter'));
    await as('PutParameter', { Name: '/new', ...string });
    const tagged = as('PutParameter', { Name: '/new2', ...string, Tags });
    expect((await refusal(tagged)).message).toContain('ssm:AddTagsToResource');
  });
});

describe('the audit trail', () => {
  it('shows what was written without its value', async () => {
    const { put, send } = ssmWorld();
    await put('/db/password', 's3cret', { Type: 'SecureString' });
    const { Events } = await send<{ Events: { CloudTrailEvent: string; EventName: string }[] }>(
      ...(['cloudtrail', 'LookupEvents'] as const),
    );
    const event = Events.find(({ EventName }) => EventName === 'PutParameter')!;
    expect(JSON.parse(event.CloudTrailEvent)).toMatchObject({
      requestParameters: { name: '/db/password', value: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      responseElements: { version: 1, tier: 'Standard' },
      resources: [{ ARN: arnOf('/db/password') }],
    });
    expect(JSON.stringify(Events)).not.toContain('s3cret');
  });
});
