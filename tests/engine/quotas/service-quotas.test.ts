import { describe, expect, it } from 'vitest';
import type { WorldOptions } from '../../../src/engine/world';
import { refusalText, start } from '../world';
import { quotaWorld } from './world';

interface Quota {
  QuotaCode: string;
  QuotaName: string;
  Value: number;
  QuotaArn: string;
}
interface Change {
  Id: string;
  Status: string;
  CaseId?: string;
  QuotaName: string;
}

const day = 24 * 60 * 60 * 1000;
const createKeyRate = { ServiceCode: 'kms', QuotaCode: 'L-32B67F4A' };

function world(options: Partial<WorldOptions> = {}) {
  const made = quotaWorld(options);
  const call = <Output>(operation: string, input: object = {}, options?: { region?: string }) =>
    made.send<Output>('service-quotas', operation, input, options);
  const raise = async (DesiredValue: number, more: object = {}) => {
    const input = { ...createKeyRate, DesiredValue, ...more };
    return (await call<{ RequestedQuota: Change }>('RequestServiceQuotaIncrease', input))
      .RequestedQuota;
  };
  const status = async (RequestId: string) =>
    (await call<{ RequestedQuota: Change }>('GetRequestedServiceQuotaChange', { RequestId }))
      .RequestedQuota;
  const value = async (region = 'us-east-1') =>
    (await call<{ Quota: Quota }>('GetServiceQuota', createKeyRate, { region })).Quota.Value;
  return { ...made, call, raise, status, value };
}

describe('lists of quotas', () => {
  // The shape: Service Quotas User Guide, "Requesting a quota increase"; values: AWS General
  // Reference, "AWS Key Management Service endpoints and quotas".
  it('have AWS’s names, codes and values', async () => {
    const { call } = world();
    const { Quotas } = await call<{ Quotas: Quota[] }>('ListServiceQuotas', { ServiceCode: 'kms' });
    expect(Quotas.find(({ QuotaCode }) => QuotaCode === 'L-2AC98190')).toEqual({
      ServiceCode: 'kms',
      ServiceName: 'AWS Key Management Service (AWS KMS)',
      QuotaArn: 'arn:aws:servicequotas:us-east-1:123456789012:kms/L-2AC98190',
      QuotaCode: 'L-2AC98190',
      QuotaName: 'Cryptographic operations (RSA) request rate',
      Value: 1000,
      Unit: 'None',
      Adjustable: true,
      GlobalQuota: false,
      Period: { PeriodValue: 1, PeriodUnit: 'SECOND' },
      QuotaAppliedAtLevel: 'ACCOUNT',
      Description: expect.stringMatching(
        /^Maximum requests for cryptographic operations/,
      ) as string,
    });
    const named = Quotas.map(({ QuotaName }) => QuotaName);
    expect(named).toContain('Aliases per CMK');
    expect(named.filter((name) => !name)).toEqual([]);
  });

  it('come in pages', async () => {
    const { call } = world();
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page: { Quotas: Quota[]; NextToken?: string } = await call(
        'ListAWSDefaultServiceQuotas',
        { ServiceCode: 'kms', MaxResults: 30, ...(NextToken && { NextToken }) },
      );
      names.push(...page.Quotas.map(({ QuotaName }) => QuotaName));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(names.length).toBeGreaterThan(50);
    expect(new Set(names).size).toBe(names.length);
  });

  it('have no account in the ARN of AWS’s defaults', async () => {
    const { call } = world();
    const { Quota } = await call<{ Quota: Quota }>('GetAWSDefaultServiceQuota', createKeyRate);
    expect(Quota.QuotaArn).toBe('arn:aws:servicequotas:us-east-1::kms/L-32B67F4A');
  });

  // Terraform AWS provider, data source servicequotas_service: "Global quotas ... can only be
  // accessed in us-east-1 ... the specified service does not exist."
  it('show global quotas in US East (N. Virginia) alone', async () => {
    const { call } = world();
    const list = (region: string) =>
      call<{ Quotas: Quota[] }>('ListServiceQuotas', { ServiceCode: 'iam' }, { region });
    expect((await list('us-east-1')).Quotas.length).toBeGreaterThan(5);
    expect(await refusalText(list('eu-west-1'))).toBe(
      'NoSuchResourceException: The request failed because the specified service does not exist.',
    );
    const { Services } = await call<{ Services: { ServiceCode: string }[] }>(
      'ListServices',
      {},
      { region: 'eu-west-1' },
    );
    expect(Services.map(({ ServiceCode }) => ServiceCode)).toEqual(['kms', 'lambda', 'logs']);
  });
});

describe('a request for a higher quota', () => {
  it('is decided on in time, and raises the limit in force', async () => {
    const { engine, kms, raise, status, value, hammer } = world();
    const { Id, Status } = await raise(20);
    expect([Status, await value()]).toEqual(['PENDING', 5]);
    await engine.advanceTo(start + day / 24);
    expect(await status(Id)).toMatchObject({
      Status: 'CASE_OPENED',
      CaseId: expect.stringMatching(/^\d{15}$/) as string,
    });
    expect((await hammer(21, () => kms('CreateKey'))).answered).toBe(5);
    await engine.advanceTo(start + 2 * day);
    expect((await status(Id)).Status).toBe('APPROVED');
    expect([await value(), await value('eu-west-1')]).toEqual([20, 5]);
    expect((await hammer(25, () => kms('CreateKey'))).answered).toBe(20);
  });

  it('raises the limit of a quota that was never used', async () => {
    const { engine, kms, raise, hammer } = world();
    await raise(8);
    await engine.advanceTo(start + 2 * day);
    expect((await hammer(20, () => kms('CreateKey'))).answered).toBe(8);
  });

  it('raises what an account may have, in KMS and in IAM', async () => {
    const { engine, kms, send, createKey, call } = world({ requestQuotas: 'lifted' });
    const raiseTo = (ServiceCode: string, QuotaCode: string, DesiredValue: number) =>
      call('RequestServiceQuotaIncrease', { ServiceCode, QuotaCode, DesiredValue });
    const { KeyId: TargetKeyId } = await createKey();
    const alias = (i: number) => kms('CreateAlias', { AliasName: `alias/a${i}`, TargetKeyId });
    for (let i = 0; i < 50; i += 1) await alias(i);
    expect(await refusalText(alias(50))).toMatch(/^LimitExceededException: /);
    await raiseTo('kms', 'L-340F62FB', 51);
    await raiseTo('iam', 'L-4019AD8B', 11);
    await engine.advanceTo(start + 2 * day);
    await alias(50);
    expect(await refusalText(alias(51))).toMatch(/^LimitExceededException: /);
    const { SummaryMap } = await send<{ SummaryMap: Record<string, number> }>(
      'iam',
      'GetAccountSummary',
    );
    expect(SummaryMap.AttachedPoliciesPerUserQuota).toBe(11);
  });

  it('shows in the trail and in the quota’s modes', async () => {
    const { engine, send, raise, steps } = world();
    await raise(8);
    await engine.advanceTo(start + 2 * day);
    const events = steps.flatMap((step) =>
      step.kind === 'machine' && step.machine === 'requestQuota' ? [step.event] : [],
    );
    expect(events).toEqual(['INCREASE_REQUESTED', 'INCREASE_APPROVED']);
    const { Events } = await send<{ Events: { EventName: string; CloudTrailEvent: string }[] }>(
      'cloudtrail',
      'LookupEvents',
    );
    // Service Quotas User Guide, "Logging Service Quotas API calls using AWS CloudTrail".
    expect(JSON.parse(Events[0]!.CloudTrailEvent)).toMatchObject({
      eventName: 'UpdateServiceQuotaIncreaseRequestStatus',
      eventType: 'AwsServiceEvent',
      userIdentity: { accountId: '123456789012', invokedBy: 'servicequotas.amazonaws.com' },
      serviceEventDetails: { newQuotaValue: '8.0', quotaName: 'CreateKey request rate' },
    });
  });

  // Service Quotas API Reference, RequestServiceQuotaIncrease: SupportCaseAllowed.
  it('is not approved where no case may be opened', async () => {
    const { engine, raise, status, value } = world();
    const { Id } = await raise(20, { SupportCaseAllowed: false });
    await engine.advanceTo(start + day);
    expect([(await status(Id)).Status, await value()]).toEqual(['NOT_APPROVED', 5]);
  });

  // IAM User Guide, "IAM and AWS STS quotas": at most 500 groups.
  it('is denied above what AWS grants at all', async () => {
    const { engine, call, status } = world();
    const { RequestedQuota } = await call<{ RequestedQuota: Change }>(
      'RequestServiceQuotaIncrease',
      { ServiceCode: 'iam', QuotaCode: 'L-F4A5425F', DesiredValue: 501 },
    );
    await engine.advanceTo(start + 2 * day);
    expect((await status(RequestedQuota.Id)).Status).toBe('DENIED');
  });

  it('stays in the history, newest first', async () => {
    const { engine, call, raise } = world();
    await raise(8);
    await engine.advanceTo(start + 2 * day);
    await raise(9);
    const history = async (operation: string, input: object = {}) =>
      (await call<{ RequestedQuotas: Change[] }>(operation, input)).RequestedQuotas.map(
        ({ Status }) => Status,
      );
    const all = 'ListRequestedServiceQuotaChangeHistory';
    expect(await history(all)).toEqual(['PENDING', 'APPROVED']);
    expect(await history(all, { Status: 'APPROVED' })).toEqual(['APPROVED']);
    expect(await history(all, { ServiceCode: 'iam' })).toEqual([]);
    expect(await history(`${all}ByQuota`, createKeyRate)).toEqual(['PENDING', 'APPROVED']);
    const other = { ServiceCode: 'kms', QuotaCode: 'L-340F62FB' };
    expect(await history(`${all}ByQuota`, other)).toEqual([]);
  });
});

describe('what Service Quotas refuses', () => {
  const noSuch = 'NoSuchResourceException: The request failed because the specified';
  it.each([
    [
      'a service it does not know',
      'GetServiceQuota',
      { ServiceCode: 'nope', QuotaCode: 'L-1' },
      `${noSuch} service does not exist.`,
    ],
    [
      'a quota it does not know',
      'GetServiceQuota',
      { ServiceCode: 'kms', QuotaCode: 'L-1' },
      `${noSuch} quota does not exist.`,
    ],
    [
      'a request nobody made',
      'GetRequestedServiceQuotaChange',
      { RequestId: 'abc' },
      `${noSuch} quota increase request does not exist.`,
    ],
    [
      'a token nobody gave out',
      'ListServices',
      { NextToken: 'AAAA' },
      'InvalidPaginationTokenException: Invalid input was provided.',
    ],
    // Cloud Custodian pull request 8939.
    [
      'a value that is no increase',
      'RequestServiceQuotaIncrease',
      { ...createKeyRate, DesiredValue: 5 },
      'IllegalArgumentException: You must provide a quota value greater than the current quota value',
    ],
    [
      'a value for one resource',
      'RequestServiceQuotaIncrease',
      { ...createKeyRate, DesiredValue: 9, ContextId: 'arn:aws:kms:x' },
      'IllegalArgumentException: The quota applies to the account, not to a resource.',
    ],
  ])('is %s', async (_, operation, input, text) => {
    const { call } = world();
    expect(await refusalText(call(operation, input))).toBe(text);
  });

  // Terraform AWS provider, issue 19657.
  it('is a second request while the first is open', async () => {
    const { raise } = world();
    await raise(8);
    expect(await refusalText(raise(9))).toBe(
      'ResourceAlreadyExistsException: Only one open service quota increase request is allowed per quota.',
    );
  });

  // AWS General Reference, "Service Quotas endpoints and quotas": 20 active requests.
  it('is more than twenty open requests', async () => {
    const { engine, call } = world();
    const { Quotas } = await call<{ Quotas: Quota[] }>('ListServiceQuotas', { ServiceCode: 'kms' });
    const requests = Quotas.slice(0, 21).map(({ QuotaCode, Value }) => async () => {
      await engine.advanceTo(engine.now + 1000);
      const input = { ServiceCode: 'kms', QuotaCode, DesiredValue: Value + 1 };
      return call('RequestServiceQuotaIncrease', input);
    });
    for (const request of requests.slice(0, 20)) await request();
    expect(await refusalText(requests[20]!())).toMatch(/^QuotaExceededException: /);
  });

  it('is too many requests of its own', async () => {
    const { call, hammer } = world();
    expect(await hammer(6, () => call('GetServiceQuota', createKeyRate))).toEqual({
      answered: 5,
      refusal: 'TooManyRequestsException: Rate exceeded',
    });
  });
});
