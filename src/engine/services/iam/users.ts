import type {
  CreateUserRequest,
  CreateUserResponse,
  DeleteUserRequest,
  GetUserRequest,
  GetUserResponse,
  ListUsersRequest,
  ListUsersResponse,
  User,
} from '@aws-sdk/client-iam';
import type { Context, Operation } from '../../operation';
import { deleteConflict, noSuchUser, userExists } from './errors';
import { entityId } from './ids';
import { page } from './paging';
import { accessKeysTable, userArn, userKey, usersTable, type UserRecord } from './state';

function describe(user: UserRecord): User {
  const { Path, UserName, UserId, Arn, CreateDate, tags } = user;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    ...{ Path, UserName, UserId, Arn, CreateDate: new Date(CreateDate) },
    ...(Tags.length === 0 ? {} : { Tags }),
  };
}

/** The user of this name in the caller's account; throws NoSuchEntity. */
export function findUser(ctx: Context, userName: string): UserRecord {
  const user = ctx.get(usersTable, userKey(ctx.caller.account, userName));
  if (user === undefined) throw noSuchUser(userName);
  return user;
}

/** The user a request names, or the caller itself where it names none. */
export function namedOrCalling(ctx: Context, userName: string | undefined): UserRecord {
  const { principal } = ctx.caller;
  return findUser(ctx, userName ?? (principal.type === 'User' ? principal.userName : ''));
}

export const CreateUser: Operation<CreateUserRequest, CreateUserResponse> = {
  permissions: ({ UserName, Path = '/' }, _, ctx) => [
    { action: 'iam:CreateUser', resource: userArn(ctx.caller.account, Path, UserName ?? '') },
  ],
  handle({ UserName = '', Path = '/', Tags = [] }, ctx) {
    const { account } = ctx.caller;
    const key = userKey(account, UserName);
    if (ctx.get(usersTable, key) !== undefined) throw userExists(UserName);
    const user: UserRecord = {
      UserName,
      UserId: entityId('AIDA', ctx.random),
      Arn: userArn(account, Path, UserName),
      Path,
      account,
      CreateDate: ctx.now,
      inlinePolicies: [],
      tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    };
    ctx.put(usersTable, key, user);
    return { User: describe(user) };
  },
};

export const GetUser: Operation<GetUserRequest, GetUserResponse, UserRecord> = {
  target: ({ UserName }, ctx) => namedOrCalling(ctx, UserName),
  permissions: (_, user) => [{ action: 'iam:GetUser', resource: user.Arn }],
  handle: (_, __, user) => ({ User: describe(user) }),
};

export const ListUsers: Operation<ListUsersRequest, ListUsersResponse> = {
  handle(input, ctx) {
    const rows = ctx.range(usersTable, { prefix: `${ctx.caller.account}/` });
    const users = rows.map(([, user]) => user);
    const { items, ...more } = page(
      users.filter(({ Path }) => Path.startsWith(input.PathPrefix ?? '/')),
      (user) => user.UserName,
      input,
    );
    return { Users: items.map(describe), ...more };
  },
};

export const DeleteUser: Operation<DeleteUserRequest, void, UserRecord> = {
  target: ({ UserName = '' }, ctx) => findUser(ctx, UserName),
  permissions: (_, user) => [{ action: 'iam:DeleteUser', resource: user.Arn }],
  handle(_, ctx, user) {
    const hasKeys = ctx.range(accessKeysTable).some(([, key]) => key.userArn === user.Arn);
    if (hasKeys) throw deleteConflict('delete access keys');
    if (user.inlinePolicies.length > 0) throw deleteConflict('delete policies');
    ctx.delete(usersTable, userKey(user.account, user.UserName));
  },
};
