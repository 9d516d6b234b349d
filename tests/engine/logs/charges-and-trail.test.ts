import { describe, expect, it } from 'vitest';
import { billOf, prices } from '../../../src/engine/prices/index';
import { eventStorage } from '../../../src/engine/services/logs/meters';
import { refusal } from '../world';
import { account, day, logsWorld } from './world';

const megabyte = 2 ** 20;
const gigabyte = 2 ** 30;

describe('the bill', () => {
  it('has what is ingested, by the class of the log group, and what is kept', async () => {
    const { create, put, logs, engine, wait } = logsWorld();
    await create('a');
    await create('b', { logGroupClass: 'INFREQUENT_ACCESS' });
    for (let i = 0; i < 4; i += 1) await put('a', ['x'.repeat(megabyte - 26)]);
    await put('b', ['x'.repeat(megabyte - 26)]);
    await logs('DeleteLogGroup', { logGroupName: 'b' });
    await wait(day);
    const source = { reader: engine.tables, now: engine.now, prices, meters: [eventStorage] };
    const lines = billOf(source, account).lines.filter(({ service }) => service === 'logs');
    expect(
      lines.map(({ usageType, unit, quantity, free }) => [usageType, unit, quantity, free]),
    ).toEqual([
      ['TimedStorage-ByteHrs', 'GB-Months', (4 * megabyte) / gigabyte / 30, 0],
      ['DataProcessing-Bytes', 'GB', (4 * megabyte) / gigabyte, (4 * megabyte) / gigabyte],
      ['DataProcessingIA-Bytes', 'GB', megabyte / gigabyte, 0],
    ]);
    expect(lines[2]?.amount).toBeCloseTo(0.25 / 1024, 10);
  });
});

describe('request quotas', () => {
  it('differ by operation and Region', async () => {
    const { logs } = logsWorld(null, undefined, { requestQuotas: 'enforced' });
    const describeGroups = () => logs('DescribeLogGroups', {});
    for (let i = 0; i < 10; i += 1) await describeGroups();
    expect(await refusal(describeGroups())).toMatchObject({
      ...{ code: 'ThrottlingException', message: 'Rate exceeded' },
    });
  });
});

describe('the audit trail', () => {
  it('has what changes and reads log groups, and nothing of what is written', async () => {
    const { create, put, get, send } = logsWorld();
    await create('a');
    await put('a', ['x']);
    await get('a');
    const { Events } = await send<{ Events: { EventName: string; Resources: unknown[] }[] }>(
      ...(['cloudtrail', 'LookupEvents'] as const),
      { LookupAttributes: [{ AttributeKey: 'EventSource', AttributeValue: 'logs.amazonaws.com' }] },
    );
    expect(Events.map(({ EventName }) => EventName).reverse()).toEqual([
      ...['CreateLogGroup', 'CreateLogStream', 'GetLogEvents'],
    ]);
  });
});
