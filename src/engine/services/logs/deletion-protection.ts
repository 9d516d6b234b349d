import type { PutLogGroupDeletionProtectionRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../operation';
import { existing, lookUp, type FoundGroup } from './lookup';
import { readIdentifier } from './names';
import { streamPermission } from './permissions';
import { groupsTable } from './state';

export const PutLogGroupDeletionProtection: Operation<
  PutLogGroupDeletionProtectionRequest,
  object,
  FoundGroup
> = {
  target: ({ logGroupIdentifier = '' }, ctx) =>
    lookUp(ctx, readIdentifier(ctx, logGroupIdentifier)),
  permissions: (_, found) => [streamPermission('PutLogGroupDeletionProtection', found)],
  handle({ deletionProtectionEnabled = false }, ctx, found) {
    ctx.put(groupsTable, found.key, { ...existing(ctx, found), deletionProtectionEnabled });
    return {};
  },
};
