import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  TagResourceRequest,
  UntagLogGroupRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Context, Operation } from '../../operation';
import { existing, findGroup, lookUp, type FoundGroup } from './lookup';
import { readIdentifier } from './names';
import { groupPermission, requestTagKeys, streamPermission } from './permissions';
import { groupsTable } from './state';
import { checkKeys, checkTags } from './tag-rules';

// Tags of log groups, by two families of operations: the older one names log groups, and asks for
// permissions on them as other operations do.

type Tags = Readonly<Record<string, string>>;

function tag(ctx: Context, found: FoundGroup, tags: Tags): object {
  const group = existing(ctx, found);
  checkTags(tags, group.tags);
  ctx.put(groupsTable, found.key, { ...group, tags: { ...group.tags, ...tags } });
  return {};
}

function untag(ctx: Context, found: FoundGroup, keys: readonly string[]): object {
  const group = existing(ctx, found);
  checkKeys(keys);
  const kept = Object.entries(group.tags).filter(([key]) => !keys.includes(key));
  ctx.put(groupsTable, found.key, { ...group, tags: Object.fromEntries(kept) });
  return {};
}

const byArn = ({ resourceArn = '' }: { resourceArn: string | undefined }, ctx: Context) =>
  lookUp(ctx, readIdentifier(ctx, resourceArn));

const byName = ({ logGroupName = '' }: { logGroupName: string | undefined }, ctx: Context) =>
  findGroup(ctx, logGroupName);

export const TagResource: Operation<TagResourceRequest, object, FoundGroup> = {
  target: byArn,
  permissions: ({ tags }, found) => [groupPermission('TagResource', found, requestTagKeys(tags))],
  handle: ({ tags = {} }, ctx, found) => tag(ctx, found, tags),
};

export const UntagResource: Operation<UntagResourceRequest, object, FoundGroup> = {
  target: byArn,
  permissions: ({ tagKeys = [] }, found) => [
    groupPermission('UntagResource', found, { 'aws:TagKeys': tagKeys }),
  ],
  handle: ({ tagKeys = [] }, ctx, found) => untag(ctx, found, tagKeys),
};

export const ListTagsForResource: Operation<
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  FoundGroup
> = {
  target: byArn,
  permissions: (_, found) => [groupPermission('ListTagsForResource', found)],
  handle: (_, ctx, found) => ({ tags: existing(ctx, found).tags }),
};

export const TagLogGroup: Operation<TagLogGroupRequest, object, FoundGroup> = {
  target: byName,
  permissions: (_, found) => [streamPermission('TagLogGroup', found)],
  handle: ({ tags = {} }, ctx, found) => tag(ctx, found, tags),
};

export const UntagLogGroup: Operation<UntagLogGroupRequest, object, FoundGroup> = {
  target: byName,
  permissions: (_, found) => [streamPermission('UntagLogGroup', found)],
  handle: ({ tags = [] }, ctx, found) => untag(ctx, found, tags),
};

export const ListTagsLogGroup: Operation<
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  FoundGroup
> = {
  target: byName,
  permissions: (_, found) => [streamPermission('ListTagsLogGroup', found)],
  handle: (_, ctx, found) => ({ tags: existing(ctx, found).tags }),
};
