import type { LogGroupClass, MetricFilter, ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import { table } from '../../tables';

/** Under which KMS key new events go from a time on; under the service's own where it is absent. */
export interface Sealing {
  /** Time in ms. */
  readonly since: number;
  readonly kmsKeyId?: string;
}

/** A log group. Times in ms. */
export interface LogGroupRecord {
  readonly account: string;
  readonly region: string;
  readonly logGroupName: string;
  readonly creationTime: number;
  readonly logGroupClass: LogGroupClass;
  readonly deletionProtectionEnabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly retentionInDays?: number;
  /** The key as DescribeLogGroups shows it: at once, though it takes effect later. */
  readonly kmsKeyId?: string;
  /** What has been, is and will be in effect, in the order of time; the first is over or in effect. */
  readonly sealing: readonly Sealing[];
  /** The data key under the service's own key, once there is one. */
  readonly ownDataKey?: string;
  /** The number of the next chunk: chunks of all streams are numbered in the order they came. */
  readonly nextChunk: number;
  /** Bytes of the events that are kept, as PutLogEvents counts them. */
  readonly storedBytes: number;
  readonly metricFilterCount: number;
  /** When expired events are deleted next. */
  readonly sweepAt?: number;
}

/** A log stream. Times in ms. */
export interface LogStreamRecord {
  readonly logStreamName: string;
  readonly creationTime: number;
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
  readonly lastIngestionTime?: number;
}

/** Log groups by `account|Region|name`. */
export const groupsTable = table<LogGroupRecord>('logs.groups');

/** Log streams by `key of the group:name`; no name of either has a colon. */
export const streamsTable = table<LogStreamRecord>('logs.streams');

/** Metric filters by `key of the group:name`; no name has a colon. */
export const metricFiltersTable = table<Readonly<MetricFilter>>('logs.metric-filters');

/** Resource policies by `account|Region|name`. */
export const resourcePoliciesTable = table<Readonly<ResourcePolicy>>('logs.resource-policies');

/** Resource policies of single log groups, by the key of the group. */
export const groupPoliciesTable = table<Readonly<ResourcePolicy>>('logs.group-policies');

/** What the keys of all log groups of an account in a Region begin with. */
export function groupPrefix(account: string, region: string): string {
  return `${account}|${region}|`;
}

/** The key of a log group. */
export function groupKey(account: string, region: string, name: string): string {
  return `${groupPrefix(account, region)}${name}`;
}

/** The key of a log group's record. */
export function keyOf({ account, region, logGroupName }: LogGroupRecord): string {
  return groupKey(account, region, logGroupName);
}

/** The key of a log stream, or what those with a prefix begin with. */
export function streamKey(group: string, name: string): string {
  return `${group}:${name}`;
}

/** The key of a metric filter, or what those with a prefix begin with. */
export function filterKey(group: string, name: string): string {
  return `${group}:${name}`;
}

/** A log group without one of what it need not have. */
export function without(
  group: LogGroupRecord,
  name: 'kmsKeyId' | 'retentionInDays' | 'sweepAt',
): LogGroupRecord {
  const rest: { -readonly [K in keyof LogGroupRecord]: LogGroupRecord[K] } = { ...group };
  delete rest[name];
  return rest;
}
