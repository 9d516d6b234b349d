import type { Quota, RequestQuota } from './quota';

// Source: CloudWatch Logs User Guide, "CloudWatch Logs quotas" (read 2026-11, every value; the page of
// 2026-04 still has 5 for ListTagsForResource). Operations that the page does not list have no quota
// here.

const ofLogs = { serviceCode: 'logs', adjustable: false, code: null } as const;

type Rate = readonly [operation: string, value: number, more?: Partial<RequestQuota>];

/** A quota that can be raised, by its code in Service Quotas. */
const raised = (code: string): Partial<RequestQuota> => ({ code, adjustable: true });

const slowerReads = ['ap-northeast-3', 'ap-southeast-3', 'ca-west-1', 'eu-central-1'] as const;

const inEach = (regions: readonly string[], value: number) =>
  Object.fromEntries(regions.map((region) => [region, value]));

const rates: readonly Rate[] = [
  ['AssociateKmsKey', 5],
  ['CreateLogGroup', 10, raised('L-D2832119')],
  ['CreateLogStream', 50, raised('L-76507CEF')],
  ['DeleteLogGroup', 10, raised('L-07A912D5')],
  ['DeleteLogStream', 15, raised('L-C029A21C')],
  ['DeleteMetricFilter', 5],
  ['DeleteRetentionPolicy', 5],
  ['DescribeLogGroups', 10, raised('L-4284EEDE')],
  ['DescribeLogStreams', 25, raised('L-3F243AD0')],
  ['DescribeMetricFilters', 5],
  [
    'FilterLogEvents',
    10,
    { valueIn: { 'us-east-1': 25, ...inEach([...slowerReads, 'il-central-1'], 5) } },
  ],
  [
    'GetLogEvents',
    25,
    {
      valueIn: {
        ...inEach([...slowerReads, 'us-west-2', 'eu-west-1', 'il-central-1'], 10),
        'eu-west-3': 30,
      },
    },
  ],
  ['ListTagsForResource', 30],
  ['ListTagsLogGroup', 5],
  ['PutLogEvents', 5000, raised('L-7E1FAE88')],
  ['PutMetricFilter', 5],
  ['PutRetentionPolicy', 5],
  ['TagLogGroup', 5],
  ['TagResource', 5],
  ['TestMetricFilter', 5],
  ['UntagLogGroup', 5],
  ['UntagResource', 5],
];

/** How often an account may send each request to CloudWatch Logs in a Region. */
export const logsRates: readonly (readonly [operations: readonly string[], quota: RequestQuota])[] =
  rates.map(([operation, value, more]) => [
    [operation],
    {
      ...{ ...ofLogs, value, perSecond: true },
      name: `${operation} throttle limit in transactions per second`,
      ...more,
    },
  ]);

/** How much an account may have of what in a Region. */
export const logsResourceQuotas = {
  logGroups: {
    ...{ serviceCode: 'logs', code: 'L-C7B9AAAB', adjustable: true, value: 1_000_000 },
    name: 'Log groups',
  },
  resourcePolicies: { ...ofLogs, value: 10, name: 'Resource policies' },
  metricFilters: { ...ofLogs, value: 100, name: 'Metrics filters per log group' },
} as const satisfies Readonly<Record<string, Quota>>;

/** Every quota of CloudWatch Logs. */
export const logsQuotas: readonly Quota[] = [
  ...Object.values(logsResourceQuotas),
  ...logsRates.map(([, quota]) => quota),
];
