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
import { entityKey, iamArn, usersTable, type UserRecord } from './state';

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
  const user = ctx.get(usersTable, entityKey(ctx.caller.account, userName));
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
    {
      action: 'iam:CreateUser',
      resource: iamArn(ctx.caller.account, 'user', Path, UserName ?? ''),
    },
  ],
  handle({ UserName = '', Path = '/', Tags = [] }, ctx) {
    const { account } = ctx.caller;
    const key = entityKey(account, UserName);
    if (ctx.get(usersTable, key) !== undefined) throw userExists(UserName);
    const user: UserRecord = {
      UserName,
      UserId: entityId('AIDA', ctx.random),
      Arn: iamArn(account, 'user', Path, UserName),
      Path,
      account,
      CreateDate: ctx.now,
      inlinePolicies: [],
      attachedPolicies: [],
      groups: [],
      accessKeyIds: [],
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
    if (user.accessKeyIds.length > 0) throw deleteConflict('delete access keys');
    if (user.inlinePolicies.length > 0) throw deleteConflict('delete policies');
    ctx.delete(usersTable, entityKey(user.account, user.UserName));
  },
};
