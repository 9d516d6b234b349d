import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { arnOf, logsWorld, start } from './world';

describe('log groups', () => {
  it('are described in the order of their names, with ARNs', async () => {
    const { logs, create } = logsWorld();
    await create('/app/b');
    await create('/app/a', { tags: { env: 'test' } });
    await create('other');
    expect(await logs('DescribeLogGroups', { logGroupNamePrefix: '/app' })).toEqual({
      logGroups: ['/app/a', '/app/b'].map((logGroupName) => ({
        ...{ logGroupName, creationTime: start, metricFilterCount: 0, storedBytes: 0 },
        ...{ logGroupClass: 'STANDARD', deletionProtectionEnabled: false },
        ...{ arn: `${arnOf(logGroupName)}:*`, logGroupArn: arnOf(logGroupName) },
      })),
    });
  });

  it('are listed page by page', async () => {
    const { logs, create } = logsWorld();
    for (const name of ['a', 'b', 'c']) await create(name);
    const first = await logs<{ nextToken: string; logGroups: object[] }>('DescribeLogGroups', {
      limit: 2,
    });
    expect(first.logGroups).toHaveLength(2);
    const { nextToken } = first;
    const second = await logs('DescribeLogGroups', { limit: 2, nextToken });
    expect(second).toMatchObject({ logGroups: [{ logGroupName: 'c' }] });
    expect(second).not.toHaveProperty('nextToken');
  });

  it('are found by a part of their name, whatever its case', async () => {
    const { logs, create } = logsWorld();
    await create('/aws/lambda/Orders');
    const found = await logs('DescribeLogGroups', { logGroupNamePattern: 'orders' });
    expect(found).toMatchObject({ logGroups: [{ logGroupName: '/aws/lambda/Orders' }] });
    const both = { logGroupNamePattern: 'a', logGroupNamePrefix: 'a' };
    expect(await refusalText(logs('DescribeLogGroups', both))).toBe(
      'InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
    expect(await logs('ListLogGroups', { logGroupNamePattern: '^/aws/lam' })).toMatchObject({
      logGroups: [{ logGroupArn: arnOf('/aws/lambda/Orders') }],
    });
  });

  it('refuse names that exist or are reserved', async () => {
    const { logs, create } = logsWorld();
    await create('a');
    expect(await refusalText(logs('CreateLogGroup', { logGroupName: 'a' }))).toBe(
      'ResourceAlreadyExistsException: The specified log group already exists',
    );
    expect(await refusalText(logs('CreateLogGroup', { logGroupName: 'aws/x' }))).toMatch(
      /^InvalidParameterException/,
    );
    expect(await refusalText(logs('CreateLogGroup', { logGroupName: 'a'.repeat(513) }))).toBe(
      'InvalidParameterException: Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
    );
  });

  it('go with all that is in them', async () => {
    const { logs, create, put, messages } = logsWorld();
    await create('a');
    await put('a', ['old']);
    await logs('DeleteLogGroup', { logGroupName: 'a' });
    expect(await refusalText(put('a', ['x']))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    await create('a');
    expect(await messages('a')).toEqual([]);
  });

  it('stay while they are protected from deletion', async () => {
    const { logs, create } = logsWorld();
    await create('a', { deletionProtectionEnabled: true });
    expect(await refusalText(logs('DeleteLogGroup', { logGroupName: 'a' }))).toMatch(
      /^ValidationException: .*deletion protection/,
    );
  });
});

describe('log streams', () => {
  it('are described by name, or by their last event', async () => {
    const { logs, create, put } = logsWorld();
    await create('a', {}, 'x', 'y', 'z');
    await put('a', ['late'], { logStreamName: 'x' });
    await put('a', ['early'], { logStreamName: 'z', timestamp: start - 1000 });
    const names = async (more: object) => {
      const { logStreams } = await logs<{ logStreams: { logStreamName: string }[] }>(
        'DescribeLogStreams',
        { logGroupName: 'a', ...more },
      );
      return logStreams.map(({ logStreamName }) => logStreamName);
    };
    expect(await names({})).toEqual(['x', 'y', 'z']);
    expect(await names({ descending: true })).toEqual(['z', 'y', 'x']);
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toEqual(['x', 'z', 'y']);
    expect(await names({ logStreamNamePrefix: 'y' })).toEqual(['y']);
    const { logStreams } = await logs<{ logStreams: object[] }>('DescribeLogStreams', {
      logGroupIdentifier: arnOf('a'),
    });
    expect(logStreams[0]).toMatchObject({
      ...{ arn: `${arnOf('a')}:log-stream:x`, creationTime: start, storedBytes: 0 },
      ...{ firstEventTimestamp: start, lastEventTimestamp: start, lastIngestionTime: start },
    });
    expect(logStreams[1]).toEqual({
      ...{ arn: `${arnOf('a')}:log-stream:y`, creationTime: start, storedBytes: 0 },
      logStreamName: 'y',
    });
  });

  it('are turned over page by page in any order', async () => {
    const { logs, create } = logsWorld();
    await create('a', {}, 'x', 'y', 'z');
    const input = { logGroupName: 'a', limit: 2, descending: true };
    const { nextToken } = await logs<{ nextToken: string }>('DescribeLogStreams', input);
    expect(await logs('DescribeLogStreams', { ...input, nextToken })).toMatchObject({
      logStreams: [{ logStreamName: 'x' }],
    });
  });

  it('refuse what exists already, and what does not', async () => {
    const { logs, create, put } = logsWorld();
    await create('a');
    const again = { logGroupName: 'a', logStreamName: 's' };
    expect(await refusalText(logs('CreateLogStream', again))).toBe(
      'ResourceAlreadyExistsException: The specified log stream already exists',
    );
    expect(await refusalText(put('a', ['x'], { logStreamName: 'none' }))).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    );
    const both = { logGroupName: 'a', logGroupIdentifier: 'a' };
    expect(await refusalText(logs('DescribeLogStreams', both))).toBe(
      'ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    );
  });

  it('take their bytes with them', async () => {
    const { logs, create, put, describeGroup } = logsWorld();
    await create('a', {}, 's', 't');
    await put('a', ['12345']);
    await put('a', ['1'], { logStreamName: 't' });
    expect(await describeGroup('a')).toMatchObject({ storedBytes: 31 + 27 });
    await logs('DeleteLogStream', { logGroupName: 'a', logStreamName: 's' });
    expect(await describeGroup('a')).toMatchObject({ storedBytes: 27 });
  });
});
