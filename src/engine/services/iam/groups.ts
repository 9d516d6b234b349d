import type {
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  Group,
  ListGroupsRequest,
  ListGroupsResponse,
  UpdateGroupRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../operation';
import { find, groups, onEntity, put, users, type Sought } from './entities';
import { alreadyExists, deleteConflict } from './errors';
import { entityId } from './ids';
import { listPermission, pageOfEntities } from './listing';
import { requireRoom } from './quotas';
import { renameOperation } from './renaming';
import {
  entityKey,
  groupsTable,
  iamArn,
  membershipKey,
  membershipsTable,
  type GroupRecord,
} from './state';

/** A group as every answer shows it. */
export function describeGroup({ Path, GroupName, GroupId, Arn, CreateDate }: GroupRecord): Group {
  return { Path, GroupName, GroupId, Arn, CreateDate: new Date(CreateDate) };
}

/** Whose rows of the memberships table are a group's. */
export function membershipPrefix(account: string, groupName: string): string {
  return membershipKey(account, groupName, '');
}

export const CreateGroup: Operation<CreateGroupRequest, CreateGroupResponse> = {
  permissions: ({ GroupName = '', Path = '/' }, _, { caller }) => [
    { action: 'iam:CreateGroup', resource: iamArn(caller.account, 'group', Path, GroupName) },
  ],
  handle({ GroupName = '', Path = '/' }, ctx) {
    const { account } = ctx.caller;
    if (ctx.get(groupsTable, entityKey(account, GroupName)) !== undefined) {
      throw alreadyExists.entity('Group', GroupName);
    }
    requireRoom(ctx, groupsTable, 'groupsPerAccount');
    const group: GroupRecord = {
      ...{ GroupName, Path, account, CreateDate: ctx.now },
      Arn: iamArn(account, 'group', Path, GroupName),
      GroupId: entityId('AGPA', ctx.random),
      ...{ inlinePolicies: [], attachedPolicies: [] },
    };
    put(groups, group, ctx);
    return { Group: describeGroup(group) };
  },
};

export const ListGroups: Operation<ListGroupsRequest, ListGroupsResponse> = {
  permissions: (input, _, ctx) => [listPermission(groups, input, ctx)],
  handle(input, ctx) {
    const { items, ...rest } = pageOfEntities(groups, input, ctx);
    return { Groups: items.map(describeGroup), ...rest };
  },
};

export const UpdateGroup: Operation<
  UpdateGroupRequest,
  void,
  Sought<GroupRecord>
> = renameOperation(groups, (ctx, { account, GroupName }, after) => {
  const prefix = membershipPrefix(account, GroupName);
  for (const [key, membership] of ctx.range(membershipsTable, { prefix })) {
    const user = find(users, membership.UserName, ctx);
    ctx.delete(membershipsTable, key);
    ctx.put(membershipsTable, membershipKey(account, after.GroupName, user.UserName), membership);
    const others = user.groups.filter((group) => group !== GroupName);
    put(users, { ...user, groups: [...others, after.GroupName].sort() }, ctx);
  }
});

export const DeleteGroup = onEntity(groups, 'DeleteGroup', (_: DeleteGroupRequest, ctx, group) => {
  const { account, GroupName } = group;
  const prefix = membershipPrefix(account, GroupName);
  if (ctx.range(membershipsTable, { prefix, limit: 1 }).length > 0) {
    throw deleteConflict.entity('remove users from group');
  }
  if (group.attachedPolicies.length > 0) throw deleteConflict.entity('detach all policies');
  if (group.inlinePolicies.length > 0) throw deleteConflict.entity('delete policies');
  ctx.delete(groupsTable, entityKey(account, GroupName));
});
