import type {
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  ListLogGroupsRequest,
  ListLogGroupsResponse,
  LogGroup,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Context, Operation } from '../../operation';
import { appliedValue, logsResourceQuotas } from '../../quotas/index';
import { dropChunks } from './chunks';
import { dropDataKeys } from './data-keys';
import { groupExists, limitExceeded, naming, protectedFromDeletion } from './errors';
import { checkKey } from './kms-keys';
import { existing, findGroup, lookUp, type FoundGroup } from './lookup';
import { groupArn, ownGroup, readIdentifier } from './names';
import { page } from './paging';
import { everyGroupPermission, requestTagKeys, streamPermission } from './permissions';
import { cancelSweep } from './retention';
import { checkTags } from './tag-rules';
import {
  groupPoliciesTable,
  groupPrefix,
  groupsTable,
  metricFiltersTable,
  streamsTable,
  type LogGroupRecord,
} from './state';

/** Log groups on a page. Source: CloudWatch Logs API Reference, DescribeLogGroups, `limit`. */
const pageSize = 50;

export const CreateLogGroup: Operation<CreateLogGroupRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: ({ tags }, found) => {
    const create = streamPermission('CreateLogGroup', found);
    return [{ ...create, context: { ...create.context, ...requestTagKeys(tags) } }];
  },
  async handle(input, ctx, { reference, key, group }) {
    const { logGroupName = '', kmsKeyId, logGroupClass = 'STANDARD', tags = {} } = input;
    const { deletionProtectionEnabled = false } = input;
    if (/^aws\//i.test(logGroupName)) throw naming.reserved();
    if (group !== undefined) throw groupExists();
    checkTags(tags);
    checkCount(ctx);
    if (kmsKeyId !== undefined) await checkKey(ctx, kmsKeyId, groupArn(reference));
    const { account, region } = reference;
    const allTags = { ...ctx.systemTags, ...tags };
    const sealed = kmsKeyId === undefined ? {} : { kmsKeyId };
    ctx.put(groupsTable, key, {
      ...{ account, region, logGroupName, logGroupClass, deletionProtectionEnabled },
      ...{
        tags: allTags,
        creationTime: ctx.now,
        nextChunk: 0,
        storedBytes: 0,
        metricFilterCount: 0,
      },
      ...sealed,
      sealing: [{ since: ctx.now, ...sealed }],
    });
    return {};
  },
};

/** Checks that the account may have one more log group in this Region. */
function checkCount(ctx: Context): void {
  const { account } = ctx.caller;
  const limit = appliedValue(ctx, logsResourceQuotas.logGroups, account, ctx.region);
  if (ctx.size(groupsTable, groupPrefix(account, ctx.region)) >= limit) throw limitExceeded();
}

export const DeleteLogGroup: Operation<DeleteLogGroupRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: (_, found) => [streamPermission('DeleteLogGroup', found)],
  handle(_, ctx, found) {
    const group = existing(ctx, found);
    if (group.deletionProtectionEnabled) throw protectedFromDeletion();
    for (const [stream] of ctx.range(streamsTable, { prefix: `${found.key}:` })) {
      dropChunks(ctx, stream);
      ctx.delete(streamsTable, stream);
    }
    for (const [filter] of ctx.range(metricFiltersTable, { prefix: `${found.key}:` })) {
      ctx.delete(metricFiltersTable, filter);
    }
    ctx.delete(groupPoliciesTable, found.key);
    dropDataKeys(ctx, found.key);
    cancelSweep(ctx, group);
    ctx.delete(groupsTable, found.key);
    return {};
  },
};

export const DescribeLogGroups: Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> = {
  permissions: (_, _target, ctx) => [everyGroupPermission('DescribeLogGroups', ctx)],
  handle(input, ctx) {
    const { logGroupNamePrefix, logGroupNamePattern, logGroupClass, logGroupIdentifiers } = input;
    const { limit = pageSize, nextToken: token } = input;
    if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
      throw naming.prefixAndPattern();
    }
    const isOfClass = (group: LogGroupRecord) =>
      logGroupClass === undefined || group.logGroupClass === logGroupClass;
    if (logGroupIdentifiers !== undefined) {
      const groups = logGroupIdentifiers
        .map((identifier) => lookUp(ctx, readIdentifier(ctx, identifier)).group)
        .filter((group) => group !== undefined && isOfClass(group));
      return { logGroups: groups.map((group) => described(group!)) };
    }
    const pattern = logGroupNamePattern?.toLowerCase();
    const isWanted = (group: LogGroupRecord) =>
      isOfClass(group) &&
      (pattern === undefined || group.logGroupName.toLowerCase().includes(pattern));
    const prefix = groupPrefix(ctx.caller.account, ctx.region) + (logGroupNamePrefix ?? '');
    const { rows, ...more } = page(ctx, { table: groupsTable, prefix, limit, token }, isWanted);
    return { logGroups: rows.map(pattern === undefined ? described : found), ...more };
  },
};

/** A log group as DescribeLogGroups shows it. */
function described(group: LogGroupRecord): LogGroup {
  const { deletionProtectionEnabled, storedBytes } = group;
  return { ...found(group), storedBytes, deletionProtectionEnabled };
}

/** The same where it is searched for by a pattern, as recorded against AWS by LocalStack (2026). */
function found(group: LogGroupRecord): LogGroup {
  const { account, region, logGroupName, creationTime, retentionInDays, kmsKeyId } = group;
  const { metricFilterCount, logGroupClass } = group;
  const logGroupArn = groupArn({ account, region, name: logGroupName });
  return {
    ...{ logGroupName, creationTime, metricFilterCount, logGroupClass },
    ...(retentionInDays === undefined ? {} : { retentionInDays }),
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    ...{ arn: `${logGroupArn}:*`, logGroupArn },
  };
}

export const ListLogGroups: Operation<ListLogGroupsRequest, ListLogGroupsResponse> = {
  permissions: (_, _target, ctx) => [everyGroupPermission('ListLogGroups', ctx)],
  handle({ logGroupNamePattern, logGroupClass, limit = pageSize, nextToken: token }, ctx) {
    const name = logGroupNamePattern === undefined ? undefined : new RegExp(logGroupNamePattern);
    const isWanted = (group: LogGroupRecord) =>
      (logGroupClass === undefined || group.logGroupClass === logGroupClass) &&
      (name === undefined || name.test(group.logGroupName));
    const prefix = groupPrefix(ctx.caller.account, ctx.region);
    const { rows, ...more } = page(ctx, { table: groupsTable, prefix, limit, token }, isWanted);
    return {
      logGroups: rows.map(({ logGroupName, logGroupClass: of }) => ({
        logGroupName,
        logGroupArn: groupArn(ownGroup(ctx, logGroupName)),
        logGroupClass: of,
      })),
      ...more,
    };
  },
};
