import type {
  CreateUserRequest,
  CreateUserResponse,
  DeleteUserRequest,
  GetUserRequest,
  GetUserResponse,
  ListUsersRequest,
  ListUsersResponse,
  UpdateUserRequest,
  User,
} from '@aws-sdk/client-iam';
import type { Context, Operation } from '../../operation';
import { boundaryKeyOf, checkBoundary, describeBoundary } from './boundaries';
import {
  entityPermission,
  find,
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
import { forgetBoundary, noteUse, renameUses } from './policy-uses';
import { requireRoom } from './quotas';
import {
  accessKeysTable,
  entityKey,
  iamArn,
  membershipKey,
  membershipsTable,
  usersTable,
  type UserRecord,
} from './state';
import { describeTags, requestTagKeys, withTags } from './tags';

/** A user as lists and groups show it. */
export function summary({ Path, UserName, UserId, Arn, CreateDate }: UserRecord): User {
  return { Path, UserName, UserId, Arn, CreateDate: new Date(CreateDate) };
}

function describe(user: UserRecord): User {
  return { ...summary(user), ...describeBoundary(user), ...describeTags(user) };
}

export const CreateUser: Operation<CreateUserRequest, CreateUserResponse> = {
  permissions: ({ UserName = '', Path = '/', PermissionsBoundary, Tags }, _, { caller }) => [
    {
      action: 'iam:CreateUser',
      resource: iamArn(caller.account, 'user', Path, UserName),
      context: { ...boundaryKeyOf(PermissionsBoundary), ...requestTagKeys(Tags) },
    },
  ],
  handle({ UserName = '', Path = '/', PermissionsBoundary, Tags = [] }, ctx) {
    const { account } = ctx.caller;
    if (ctx.get(usersTable, entityKey(account, UserName)) !== undefined) {
      throw alreadyExists.entity('User', UserName);
    }
    if (PermissionsBoundary !== undefined) checkBoundary(ctx, PermissionsBoundary);
    requireRoom(ctx, usersTable, 'usersPerAccount');
    const user: UserRecord = {
      ...{ UserName, Path, account, CreateDate: ctx.now },
      Arn: iamArn(account, 'user', Path, UserName),
      UserId: entityId('AIDA', ctx.random),
      tags: withTags({}, Tags, 'User'),
      ...{ inlinePolicies: [], attachedPolicies: [], groups: [], accessKeyIds: [] },
      ...(PermissionsBoundary === undefined ? {} : { permissionsBoundary: PermissionsBoundary }),
    };
    put(users, user, ctx);
    if (PermissionsBoundary !== undefined) {
      noteUse(ctx, policyUser(users, user), PermissionsBoundary, 'PermissionsBoundary');
    }
    return { User: describe(user) };
  },
};

export const GetUser = onEntity(
  users,
  'GetUser',
  (_: GetUserRequest, __, user): GetUserResponse => ({ User: describe(user) }),
);

export const ListUsers: Operation<ListUsersRequest, ListUsersResponse> = {
  permissions: ({ PathPrefix = '/' }, _, { caller }) => [
    { action: 'iam:ListUsers', resource: iamArn(caller.account, 'user', PathPrefix, '') },
  ],
  handle(input, ctx) {
    const { PathPrefix = '/' } = input;
    const { items, ...rest } = pageOfTable(
      ctx,
      usersTable,
      `${ctx.caller.account}/`,
      input,
      ({ Path }) => Path.startsWith(PathPrefix),
    );
    return { Users: items.map(summary), ...rest };
  },
};

/** Renames or moves a user. The caller needs the permission for the old name and for the new. */
export const UpdateUser: Operation<UpdateUserRequest, void, Sought<UserRecord>> = {
  target: (input, ctx) => seek(users, input, ctx),
  permissions({ NewUserName, NewPath }, sought, { caller: { account } }) {
    const { name, record } = sought;
    const path = NewPath ?? record?.Path ?? '/';
    const resource = iamArn(account, 'user', path, NewUserName ?? name);
    const before = entityPermission(users, 'UpdateUser', sought);
    return resource === sought.arn ? [before] : [before, { action: before.action, resource }];
  },
  handle({ UserName = '', NewUserName, NewPath }, ctx) {
    const before = find(users, UserName, ctx);
    const { account } = before;
    const name = NewUserName ?? before.UserName;
    const Path = NewPath ?? before.Path;
    const from = entityKey(account, before.UserName);
    const to = entityKey(account, name);
    if (from !== to && ctx.get(usersTable, to) !== undefined) {
      throw alreadyExists.entity('User', name);
    }
    const Arn = iamArn(account, 'user', Path, name);
    const after: UserRecord = { ...before, UserName: name, Path, Arn };
    ctx.delete(usersTable, from);
    put(users, after, ctx);
    renameUses(ctx, policyUser(users, before), name, before);
    renameInGroups(ctx, before, name);
    for (const id of before.accessKeyIds) {
      const key = ctx.get(accessKeysTable, id);
      if (key) ctx.put(accessKeysTable, id, { ...key, UserName: name, userArn: Arn });
    }
  },
};

function renameInGroups(ctx: Context, user: UserRecord, name: string): void {
  for (const group of user.groups) {
    ctx.delete(membershipsTable, membershipKey(user.account, group, user.UserName));
    ctx.put(membershipsTable, membershipKey(user.account, group, name), { UserName: name });
  }
}

export const DeleteUser = onEntity(users, 'DeleteUser', (_: DeleteUserRequest, ctx, user) => {
  if (user.accessKeyIds.length > 0) throw deleteConflict.entity('delete access keys');
  if (user.attachedPolicies.length > 0) throw deleteConflict.entity('detach all policies');
  if (user.inlinePolicies.length > 0) throw deleteConflict.entity('delete policies');
  if (user.groups.length > 0) throw deleteConflict.entity('remove users from group');
  forgetBoundary(ctx, policyUser(users, user), user);
  ctx.delete(usersTable, entityKey(user.account, user.UserName));
});
