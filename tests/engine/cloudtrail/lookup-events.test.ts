import { describe, expect, it } from 'vitest';
import { refusalText, start, utf8 } from '../world';
import { trailWorld } from './world';

const lookupBy = (AttributeKey: string, AttributeValue: string) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});

describe('LookupEvents', () => {
  it('tells the newest first', async () => {
    const { send, lookup } = trailWorld();
    await send('kms', 'ListKeys');
    await send('kms', 'ListAliases');
    await send('sts', 'GetCallerIdentity');
    const { Events } = await lookup();
    expect(Events.map(({ EventName }) => EventName)).toEqual([
      'GetCallerIdentity',
      'ListAliases',
      'ListKeys',
    ]);
  });

  it('finds by each attribute', async () => {
    const { kms, user, createKey, lookup } = trailWorld();
    const { Arn, KeyId } = await createKey();
    const credentials = await user('alice', { Effect: 'Allow', Action: '*', Resource: '*' });
    await kms('DescribeKey', { KeyId }, { credentials });
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
    const names = async (attribute: string, value: string) =>
      (await lookup(lookupBy(attribute, value))).Events.map(({ EventName }) => EventName).sort();
    const { Events } = await lookup(lookupBy('EventName', 'DescribeKey'));
    expect(Events).toHaveLength(1);
    expect(await names('EventId', Events[0]!.EventId)).toEqual(['DescribeKey']);
    expect(await names('Username', 'alice')).toEqual(['DescribeKey']);
    expect(await names('AccessKeyId', credentials.accessKeyId)).toEqual(['DescribeKey']);
    expect(await names('ResourceName', Arn)).toEqual(['CreateKey', 'DescribeKey', 'Encrypt']);
    expect(await names('ResourceName', KeyId)).toEqual(['CreateKey', 'DescribeKey', 'Encrypt']);
    expect(await names('ResourceType', 'AWS::KMS::Key')).toHaveLength(3);
    expect(await names('ResourceType', 'AWS::IAM::User')).toContain('CreateUser');
    expect(await names('EventSource', 'iam.amazonaws.com')).toHaveLength(3);
    expect(await names('ReadOnly', 'true')).not.toContain('CreateKey');
    expect(await names('ReadOnly', 'false')).toContain('CreateKey');
  });

  it('gives out pages', async () => {
    const { send, lookup } = trailWorld();
    for (let i = 0; i < 5; i += 1) await send('kms', 'ListKeys');
    const question = lookupBy('EventName', 'ListKeys');
    const ids: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await lookup({ ...question, MaxResults: 2, ...(NextToken && { NextToken }) });
      ids.push(...page.Events.map(({ EventId }) => EventId));
      ({ NextToken } = page);
      pages += 1;
    } while (NextToken !== undefined);
    expect(pages).toBe(3);
    expect(new Set(ids).size).toBe(5);
  });

  it('gives out 50 at most unless told otherwise', async () => {
    const { send, lookup } = trailWorld();
    for (let i = 0; i < 51; i += 1) await send('kms', 'ListKeys');
    expect((await lookup()).Events).toHaveLength(50);
  });

  it('keeps to the times asked for, and to 90 days', async () => {
    const { engine, send, lookup } = trailWorld();
    await send('kms', 'ListKeys');
    const day = 24 * 60 * 60 * 1000;
    await engine.advanceTo(start + 10 * day);
    await send('kms', 'ListAliases');
    const names = async (input: object) =>
      (await lookup(input)).Events.map(({ EventName }) => EventName);
    expect(await names({ EndTime: new Date(start + day) })).toEqual(['ListKeys']);
    expect(await names({ StartTime: new Date(start + day) })).toContain('ListAliases');
    expect(await names({ StartTime: new Date(start + day) })).not.toContain('ListKeys');
    await engine.advanceTo(start + 95 * day);
    expect(await names(lookupBy('EventName', 'ListKeys'))).toEqual([]);
    expect(await names(lookupBy('EventName', 'ListAliases'))).toHaveLength(1);
  });

  it('has no Insights events, since there is no trail to find any', async () => {
    const { send, lookup } = trailWorld();
    await send('kms', 'ListKeys');
    expect((await lookup({ EventCategory: 'insight' })).Events).toEqual([]);
  });
});

describe('a lookup that is refused', () => {
  it.each([
    [
      'two attributes',
      {
        LookupAttributes: [
          ...lookupBy('EventId', 'a').LookupAttributes,
          ...lookupBy('EventName', 'b').LookupAttributes,
        ],
      },
      'InvalidLookupAttributesException',
    ],
    [
      'times the wrong way round',
      { StartTime: new Date(start), EndTime: new Date(start - 1) },
      'InvalidTimeRangeException',
    ],
    ['a token of nobody', { NextToken: 'bm9uZQ==' }, 'InvalidNextTokenException'],
  ])('has %s', async (_, input, code) => {
    const { lookup } = trailWorld();
    expect(await refusalText(lookup(input))).toMatch(new RegExp(`^${code}: `));
  });

  it('has the token of another lookup', async () => {
    const { send, lookup } = trailWorld();
    for (let i = 0; i < 3; i += 1) await send('kms', 'ListKeys');
    const { NextToken } = await lookup({ MaxResults: 1 });
    const other = lookup({ ...lookupBy('EventName', 'ListKeys'), NextToken });
    expect(await refusalText(other)).toMatch(/^InvalidNextTokenException: /);
  });
});
