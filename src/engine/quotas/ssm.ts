import type { Charge, Quota, RequestQuota } from './quota';

// Sources (read 2026-11): Systems Manager User Guide, "Choosing parameter tiers in Parameter Store"
// and "Managing Parameter Store throughput". AWS publishes no codes for these, and the throughput is
// raised by a setting of the service, not by Service Quotas.

const ofSsm = { serviceCode: 'ssm', code: null, adjustable: false } as const;

/** How many parameters an account may have in a Region, by tier. */
export const parameterQuotas = {
  Standard: { ...ofSsm, value: 10_000, name: 'Standard parameters' },
  Advanced: { ...ofSsm, value: 100_000, name: 'Advanced parameters' },
} as const satisfies Readonly<Record<string, Quota>>;

type Throughput = 'default' | 'higher';

function perSecond(value: number, throughput: Throughput, ...operations: string[]): Charges {
  const quota: RequestQuota = {
    ...{ ...ofSsm, value, perSecond: true },
    name: `Parameter Store ${throughput} throughput of ${operations.join(', ')}`,
  };
  return operations.map((operation) => [operation, [{ quota, count: 1 }]]);
}

type Charges = readonly (readonly [operation: string, charges: readonly Charge[]])[];

const reads = ['GetParameter', 'GetParameters', 'GetParametersByPath'] as const;
const deletions = ['DeleteParameter', 'DeleteParameters'] as const;
const others = [
  ...(['DescribeParameters', 'GetParameterHistory', 'LabelParameterVersion'] as const),
  ...(['UnlabelParameterVersion', 'PutParameter'] as const),
] as const;

const throughputs: Readonly<Record<Throughput, ReadonlyMap<string, readonly Charge[]>>> = {
  default: new Map([
    ...perSecond(40, 'default', ...reads),
    ...perSecond(3, 'default', ...deletions),
    ...perSecond(3, 'default', ...others),
  ]),
  // Higher throughput also parts the three operations that read values.
  higher: new Map([
    ...perSecond(10_000, 'higher', 'GetParameter'),
    ...perSecond(1000, 'higher', 'GetParameters'),
    ...perSecond(100, 'higher', 'GetParametersByPath'),
    ...perSecond(5, 'higher', ...deletions),
    ...perSecond(10, 'higher', ...others),
  ]),
};

const none: readonly Charge[] = [];

/** What a request to Parameter Store takes of which quota, by the account's throughput setting. */
export function parameterCharges(operation: string, isHigher: boolean): readonly Charge[] {
  return throughputs[isHigher ? 'higher' : 'default'].get(operation) ?? none;
}
