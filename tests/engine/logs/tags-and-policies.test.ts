import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { account, arnOf, logsWorld } from './world';

describe('tags of log groups', () => {
  it('are the same by both families of operations', async () => {
    const { logs, create } = logsWorld();
    await create('a', { tags: { env: 'test' } });
    const resourceArn = arnOf('a');
    await logs('TagResource', { resourceArn, tags: { one: '1', two: '2' } });
    await logs('TagLogGroup', { logGroupName: 'a', tags: { two: 'zwei' } });
    const tags = { env: 'test', one: '1', two: 'zwei' };
    expect(await logs('ListTagsForResource', { resourceArn })).toEqual({ tags });
    expect(await logs('ListTagsLogGroup', { logGroupName: 'a' })).toEqual({ tags });
    await logs('UntagResource', { resourceArn, tagKeys: ['one'] });
    await logs('UntagLogGroup', { logGroupName: 'a', tags: ['env'] });
    expect(await logs('ListTagsLogGroup', { logGroupName: 'a' })).toEqual({
      tags: { two: 'zwei' },
    });
  });

  it('are limited', async () => {
    const { logs, create } = logsWorld();
    await create('a', { tags: { own: '1' } });
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, '']));
    expect(await refusalText(logs('TagLogGroup', { logGroupName: 'a', tags: many }))).toMatch(
      /^TooManyTagsException/,
    );
    const reserved = { logGroupName: 'a', tags: { 'aws:x': '1' } };
    expect(await refusalText(logs('TagLogGroup', reserved))).toMatch(/^InvalidParameterException/);
  });

  it('decide who may use the log group', async () => {
    const { logs, create, put, user } = logsWorld();
    await create('a', { tags: { team: 'blue' } });
    await put('a', ['x']);
    const allowed = (team: string) =>
      user(team, {
        ...{ Effect: 'Allow', Action: 'logs:GetLogEvents', Resource: '*' },
        Condition: { StringEquals: { 'aws:ResourceTag/team': team } },
      });
    const read = { logGroupName: 'a', logStreamName: 's' };
    await logs('GetLogEvents', read, { credentials: await allowed('blue') });
    const red = logs('GetLogEvents', read, { credentials: await allowed('red') });
    expect(await refusalText(red)).toContain(
      `logs:GetLogEvents on resource: ${arnOf('a')}:log-stream:s because`,
    );
  });
});

describe('resource policies', () => {
  const policyDocument = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const route53 = policyDocument({
    ...{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
    Principal: { Service: 'route53.amazonaws.com' },
  });

  it('are put, replaced, described and deleted', async () => {
    const { logs, engine } = logsWorld();
    for (let i = 0; i < 10; i += 1) {
      await logs('PutResourcePolicy', { policyName: `p${i}`, policyDocument: route53 });
    }
    const eleventh = { policyName: 'p10', policyDocument: route53 };
    expect(await refusalText(logs('PutResourcePolicy', eleventh))).toBe(
      'LimitExceededException: Resource limit exceeded.',
    );
    const again = { policyName: 'p1', policyDocument: route53 };
    expect(await logs('PutResourcePolicy', again)).toEqual({
      resourcePolicy: { ...again, lastUpdatedTime: engine.now, policyScope: 'ACCOUNT' },
    });
    const { resourcePolicies } = await logs<{ resourcePolicies: object[] }>(
      'DescribeResourcePolicies',
    );
    expect(resourcePolicies).toHaveLength(10);
    await logs('DeleteResourcePolicy', { policyName: 'p1' });
    expect(await refusalText(logs('DeleteResourcePolicy', { policyName: 'p1' }))).toBe(
      'ResourceNotFoundException: Policy with name [p1] does not exist.',
    );
  });

  // Recorded against AWS by LocalStack: PutResourcePolicy answers the text as it came.
  it('are described as AWS writes them', async () => {
    const { logs } = logsWorld();
    const policyDocument =
      '{"Statement":[{"Action":["logs:*"],"Effect":"Allow","Principal":{"Service": ["route53.amazonaws.com"]},' +
      '"Resource":["a","b"],"Condition":{"StringEquals":{"aws:SourceAccount":["1"]}},"Sid":"One"}]}';
    expect(await logs('PutResourcePolicy', { policyName: 'p', policyDocument })).toMatchObject({
      resourcePolicy: { policyDocument },
    });
    const { resourcePolicies } = await logs<{ resourcePolicies: { policyDocument: string }[] }>(
      'DescribeResourcePolicies',
    );
    expect(resourcePolicies[0]!.policyDocument).toBe(
      '{"Version":"2008-10-17","Statement":[{"Sid":"One","Effect":"Allow",' +
        '"Principal":{"Service":"route53.amazonaws.com"},"Action":"logs:*","Resource":["a","b"],' +
        '"Condition":{"StringEquals":{"aws:SourceAccount":"1"}}}]}',
    );
  });

  it('are documents, and are obeyed', async () => {
    const { logs, create, put } = logsWorld();
    const malformed = { policyName: 'p', policyDocument: '{"Statement":1}' };
    expect(await refusalText(logs('PutResourcePolicy', malformed))).toMatch(
      /^InvalidParameterException/,
    );
    await create('a');
    const deny = policyDocument({
      ...{ Effect: 'Deny', Action: 'logs:PutLogEvents' },
      ...{ Resource: `${arnOf('a')}:*`, Principal: { AWS: account } },
    });
    await logs('PutResourcePolicy', { policyName: 'p', policyDocument: deny });
    expect(await refusalText(put('a', ['x']))).toContain(
      'with an explicit deny in a resource-based policy',
    );
  });
});

describe('the resource policy of one log group', () => {
  const deny = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Deny', Action: 'logs:PutLogEvents' },
        ...{ Resource: `${arnOf('a')}:*`, Principal: { AWS: account } },
      },
    ],
  });
  const resourceArn = arnOf('a');

  it('is put and deleted by its revision, described by its scope, and obeyed', async () => {
    const { logs, create, put } = logsWorld();
    await create('a');
    const policy = { policyName: 'p', policyDocument: deny, resourceArn };
    const { revisionId } = await logs<{ revisionId: string }>('PutResourcePolicy', policy);
    expect(await refusalText(put('a', ['x']))).toContain(
      'explicit deny in a resource-based policy',
    );
    const conflict =
      'OperationAbortedException: Multiple concurrent requests to update the same resource were in conflict.';
    expect(await refusalText(logs('PutResourcePolicy', policy))).toBe(conflict);
    const changed = await logs<{ revisionId: string }>('PutResourcePolicy', {
      ...{ ...policy, expectedRevisionId: revisionId },
    });
    expect(changed.revisionId).not.toBe(revisionId);
    expect(await logs('DescribeResourcePolicies')).toEqual({ resourcePolicies: [] });
    const { revisionId: expectedRevisionId } = changed;
    const described = { policyName: 'p', policyScope: 'RESOURCE', resourceArn };
    for (const input of [{ policyScope: 'RESOURCE' }, { resourceArn }]) {
      expect(await logs('DescribeResourcePolicies', input)).toMatchObject({
        resourcePolicies: [{ ...described, revisionId: expectedRevisionId }],
      });
    }
    expect(await refusalText(logs('DeleteResourcePolicy', { resourceArn }))).toBe(conflict);
    await logs('DeleteResourcePolicy', { resourceArn, expectedRevisionId });
    await put('a', ['x']);
  });

  it('goes with its log group, which must be there', async () => {
    const { logs, create } = logsWorld();
    const policy = { policyDocument: deny, resourceArn };
    expect(await refusalText(logs('PutResourcePolicy', policy))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    await create('a');
    await logs('PutResourcePolicy', policy);
    await logs('DeleteLogGroup', { logGroupName: 'a' });
    await create('a');
    expect(await logs('DescribeResourcePolicies', { resourceArn })).toEqual({
      resourcePolicies: [],
    });
  });
});

describe('what the model leaves out', () => {
  it('is refused by name', async () => {
    const { logs, create } = logsWorld();
    await create('a', { deletionProtectionEnabled: true });
    const live = logs('StartLiveTail', { logGroupIdentifiers: [arnOf('a')] });
    expect(await refusalText(live)).toBe('NotImplemented: This model leaves this out: Live Tail.');
    await logs('PutLogGroupDeletionProtection', {
      ...{ logGroupIdentifier: 'a', deletionProtectionEnabled: false },
    });
    await logs('DeleteLogGroup', { logGroupName: 'a' });
  });
});
