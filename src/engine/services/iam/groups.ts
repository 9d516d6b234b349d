import type {
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  Group,
  ListGroupsRequest,
  ListGroupsResponse,
  UpdateGroupRequest,
} from '@aws-sdk/client-iam';
import type { Context, Operation } from '../../operation';
import {
  entityPermission,
  find,
  groups,
  onEntity,
  policyUser,
  put,
  seek,
  users,
  type Sought,
} from './entities';
import { alreadyExists, deleteConflict } from './errors';
import { entityId } from './ids';
import { pageOfTable } from './paging';
import { renameUses } from './policy-uses';
import { requireRoom } from './quotas';
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
  permissions: ({ PathPrefix = '/' }, _, { caller }) => [
    { action: 'iam:ListGroups', resource: iamArn(caller.account, 'group', PathPrefix, '') },
  ],
  handle(input, ctx) {
    const { PathPrefix = '/' } = input;
    const { items, ...rest } = pageOfTable(
      ctx,
      groupsTable,
      `${ctx.caller.account}/`,
      input,
      ({ Path }) => Path.startsWith(PathPrefix),
    );
    return { Groups: items.map(describeGroup), ...rest };
  },
};

/** Renames or moves a group. The caller needs the permission for the old name and for the new. */
export const UpdateGroup: Operation<UpdateGroupRequest, void, Sought<GroupRecord>> = {
  target: (input, ctx) => seek(groups, input, ctx),
  permissions({ NewGroupName, NewPath }, sought, { caller: { account } }) {
    const path = NewPath ?? sought.record?.Path ?? '/';
    const resource = iamArn(account, 'group', path, NewGroupName ?? sought.name);
    const before = entityPermission(groups, 'UpdateGroup', sought);
    return resource === sought.arn ? [before] : [before, { action: before.action, resource }];
  },
  handle({ GroupName = '', NewGroupName, NewPath }, ctx) {
    const before = find(groups, GroupName, ctx);
    const { account } = before;
    const name = NewGroupName ?? before.GroupName;
    const Path = NewPath ?? before.Path;
    const from = entityKey(account, before.GroupName);
    const to = entityKey(account, name);
    if (from !== to && ctx.get(groupsTable, to) !== undefined) {
      throw alreadyExists.entity('Group', name);
    }
    const Arn = iamArn(account, 'group', Path, name);
    ctx.delete(groupsTable, from);
    put(groups, { ...before, GroupName: name, Path, Arn }, ctx);
    renameUses(ctx, policyUser(groups, before), name, before);
    if (name !== before.GroupName) renameForMembers(ctx, before, name);
  },
};

function renameForMembers(ctx: Context, { account, GroupName }: GroupRecord, name: string): void {
  const prefix = membershipPrefix(account, GroupName);
  for (const [key, membership] of ctx.range(membershipsTable, { prefix })) {
    const user = find(users, membership.UserName, ctx);
    ctx.delete(membershipsTable, key);
    ctx.put(membershipsTable, membershipKey(account, name, user.UserName), membership);
    const others = user.groups.filter((group) => group !== GroupName);
    put(users, { ...user, groups: [...others, name].sort() }, ctx);
  }
}

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
