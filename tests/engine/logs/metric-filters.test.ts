import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { logsWorld, start } from './world';

const metricTransformations = [
  { metricName: 'errors', metricNamespace: 'App', metricValue: '1', defaultValue: 0 },
];

/** A world with log groups and a short way to put metric filters on them. */
async function filterWorld() {
  const world = logsWorld();
  const { create, logs } = world;
  await create('a');
  await create('b');
  const put = (logGroupName: string, filterName: string, more: object = {}) =>
    logs('PutMetricFilter', {
      ...{ logGroupName, filterName, filterPattern: 'ERROR', metricTransformations, ...more },
    });
  const names = async (more: object = {}) => {
    const { metricFilters } = await logs<{ metricFilters: { filterName: string }[] }>(
      'DescribeMetricFilters',
      more,
    );
    return metricFilters.map(({ filterName }) => filterName);
  };
  return { ...world, putFilter: put, names };
}

describe('metric filters', () => {
  it('are described by group, prefix and metric, page by page', async () => {
    const { logs, putFilter, names, describeGroup } = await filterWorld();
    await putFilter('b', 'two');
    await putFilter('a', 'one', {
      metricTransformations: [{ ...metricTransformations[0], metricName: 'other' }],
    });
    expect(await logs('DescribeMetricFilters', { logGroupName: 'b' })).toEqual({
      metricFilters: [
        {
          ...{ filterName: 'two', filterPattern: 'ERROR', logGroupName: 'b' },
          ...{ metricTransformations, creationTime: start, applyOnTransformedLogs: false },
        },
      ],
    });
    expect(await names()).toEqual(['one', 'two']);
    expect(await names({ filterNamePrefix: 't' })).toEqual(['two']);
    expect(await names({ metricName: 'errors', metricNamespace: 'App' })).toEqual(['two']);
    const { nextToken } = await logs<{ nextToken: string }>('DescribeMetricFilters', { limit: 1 });
    expect(await names({ nextToken })).toEqual(['two']);
    expect(await describeGroup('b')).toMatchObject({ metricFilterCount: 1 });
    await logs('DeleteMetricFilter', { logGroupName: 'b', filterName: 'two' });
    expect(await names()).toEqual(['one']);
    expect(await describeGroup('b')).toMatchObject({ metricFilterCount: 0 });
    await logs('DeleteLogGroup', { logGroupName: 'a' });
    expect(await names()).toEqual([]);
  });

  // Recorded against AWS by LocalStack; the model forbids it.
  it('take colons in the namespaces of metrics', async () => {
    const { putFilter, names } = await filterWorld();
    const metric = { ...metricTransformations[0], metricNamespace: 'A.B-c_d/1#2:metricNamespace' };
    await putFilter('a', 'one', { metricTransformations: [metric] });
    const { metricName, metricNamespace } = metric;
    expect(await names({ metricName, metricNamespace })).toEqual(['one']);
  });

  it('refuse what is wrong', async () => {
    const { logs, putFilter, names } = await filterWorld();
    expect(await refusalText(putFilter('a', 'x', { filterPattern: '{ $.a }' }))).toBe(
      'InvalidParameterException: Invalid filter pattern',
    );
    const [one] = metricTransformations;
    const withDimensions = { metricTransformations: [{ ...one, dimensions: { a: '$.a' } }] };
    expect(await refusalText(putFilter('a', 'x', withDimensions))).toBe(
      'InvalidParameterException: The specified filter pattern does not support dimensions',
    );
    const json = { filterPattern: '{ $.a = 1 }', ...withDimensions };
    expect(await refusalText(putFilter('a', 'x', json))).toContain('mutually exclusive');
    expect(await refusalText(putFilter('none', 'x'))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    const unknown = logs('DeleteMetricFilter', { logGroupName: 'a', filterName: 'x' });
    expect(await refusalText(unknown)).toBe(
      'ResourceNotFoundException: The specified metric filter does not exist.',
    );
    expect(await refusalText(names({ metricName: 'x' }))).toMatch(/^InvalidParameterException/);
    const transformed = { applyOnTransformedLogs: true };
    expect(await refusalText(putFilter('a', 'x', transformed))).toMatch(/^NotImplemented/);
  });

  it('are tested on messages', async () => {
    const { logs } = await filterWorld();
    const filterPattern = '[ip, user, ..., size > 100]';
    const logEventMessages = ['1.2.3.4 me "GET /" 99', '1.2.3.4 you "GET /" 101'];
    expect(await logs('TestMetricFilter', { filterPattern, logEventMessages })).toEqual({
      matches: [
        {
          ...{ eventNumber: 2, eventMessage: logEventMessages[1] },
          extractedValues: { $ip: '1.2.3.4', $user: 'you', $size: '101' },
        },
      ],
    });
  });
});
