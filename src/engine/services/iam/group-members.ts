import type {
  AddUserToGroupRequest,
  GetGroupRequest,
  GetGroupResponse,
  ListGroupsForUserRequest,
  ListGroupsForUserResponse,
  RemoveUserFromGroupRequest,
} from '@aws-sdk/client-iam';
import { find, groups, onEntity, put, users } from './entities';
import { limitExceeded, noSuchEntity } from './errors';
import { describeGroup, membershipPrefix } from './groups';
import { page, pageOfTable } from './paging';
import { iamQuotas } from './quotas';
import { membershipKey, membershipsTable } from './state';
import { summary } from './users';

export const GetGroup = onEntity(
  groups,
  'GetGroup',
  (input: GetGroupRequest, ctx, group): GetGroupResponse => {
    const prefix = membershipPrefix(group.account, group.GroupName);
    const { items, ...rest } = pageOfTable(ctx, membershipsTable, prefix, input);
    const members = items.map(({ UserName }) => find(users, UserName, ctx));
    return { Group: describeGroup(group), Users: members.map(summary), ...rest };
  },
);

export const ListGroupsForUser = onEntity(
  users,
  'ListGroupsForUser',
  (input: ListGroupsForUserRequest, ctx, user): ListGroupsForUserResponse => {
    const { items, ...rest } = page(user.groups, (name) => name, input);
    return { Groups: items.map((name) => describeGroup(find(groups, name, ctx))), ...rest };
  },
);

export const AddUserToGroup = onEntity(
  groups,
  'AddUserToGroup',
  ({ UserName = '' }: AddUserToGroupRequest, ctx, { account, GroupName }) => {
    const user = find(users, UserName, ctx);
    if (user.groups.includes(GroupName)) return;
    if (user.groups.length >= iamQuotas.groupsPerUser) {
      throw limitExceeded.quota('GroupsPerUser', iamQuotas.groupsPerUser);
    }
    put(users, { ...user, groups: [...user.groups, GroupName].sort() }, ctx);
    const key = membershipKey(account, GroupName, user.UserName);
    ctx.put(membershipsTable, key, { UserName: user.UserName });
  },
);

export const RemoveUserFromGroup = onEntity(
  groups,
  'RemoveUserFromGroup',
  ({ UserName = '' }: RemoveUserFromGroupRequest, ctx, { account, GroupName }) => {
    const user = find(users, UserName, ctx);
    if (!user.groups.includes(GroupName)) throw noSuchEntity.named('user', UserName);
    const others = user.groups.filter((name) => name !== GroupName);
    put(users, { ...user, groups: others }, ctx);
    ctx.delete(membershipsTable, membershipKey(account, GroupName, user.UserName));
  },
);
