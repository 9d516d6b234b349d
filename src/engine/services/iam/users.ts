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
import type { Operation } from '../../operation';
import { boundaryKeyOf, checkBoundary, describeBoundary } from './boundaries';
import { onEntity, policyUser, put, users, type Sought } from './entities';
import { alreadyExists, deleteConflict } from './errors';
import { entityId } from './ids';
import { listPermission, pageOfEntities } from './listing';
import { forgetBoundary, noteUse } from './policy-uses';
import { requireRoom } from './quotas';
import { renameOperation } from './renaming';
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
  permissions: (input, _, ctx) => [listPermission(users, input, ctx)],
  handle(input, ctx) {
    const { items, ...rest } = pageOfEntities(users, input, ctx);
    return { Users: items.map(summary), ...rest };
  },
};

export const UpdateUser: Operation<UpdateUserRequest, void, Sought<UserRecord>> = renameOperation(
  users,
  (ctx, { account, UserName, groups, accessKeyIds }, after) => {
    for (const group of groups) {
      ctx.delete(membershipsTable, membershipKey(account, group, UserName));
      const key = membershipKey(account, group, after.UserName);
      ctx.put(membershipsTable, key, { UserName: after.UserName });
    }
    for (const id of accessKeyIds) {
      const key = ctx.get(accessKeysTable, id);
      if (key === undefined) continue;
      ctx.put(accessKeysTable, id, { ...key, UserName: after.UserName, userArn: after.Arn });
    }
  },
);

export const DeleteUser = onEntity(users, 'DeleteUser', (_: DeleteUserRequest, ctx, user) => {
  if (user.accessKeyIds.length > 0) throw deleteConflict.entity('delete access keys');
  if (user.attachedPolicies.length > 0) throw deleteConflict.entity('detach all policies');
  if (user.inlinePolicies.length > 0) throw deleteConflict.entity('delete policies');
  if (user.groups.length > 0) throw deleteConflict.entity('remove users from group');
  forgetBoundary(ctx, policyUser(users, user), user);
  ctx.delete(usersTable, entityKey(user.account, user.UserName));
});
