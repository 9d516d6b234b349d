import type {
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  DeleteAccessKeyRequest,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  UpdateAccessKeyRequest,
} from '@aws-sdk/client-iam';
import type { Context, Operation } from '../../operation';
import { limitExceeded, noSuchAccessKey } from './errors';
import { entityId, secretAccessKey } from './ids';
import { page } from './paging';
import {
  accessKeysTable,
  entityKey,
  usersTable,
  type AccessKeyRecord,
  type UserRecord,
} from './state';
import { namedOrCalling } from './users';

/** Access keys a user may have. Source: IAM User Guide, "IAM and AWS STS quotas" (not adjustable). */
const accessKeysPerUser = 2;

const target = ({ UserName }: { UserName?: string | undefined }, ctx: Context) =>
  namedOrCalling(ctx, UserName);

const on = (action: string) => (_: unknown, user: UserRecord) => [
  { action: `iam:${action}`, resource: user.Arn },
];

function keysOf(ctx: Context, user: UserRecord): AccessKeyRecord[] {
  return user.accessKeyIds.flatMap((id) => ctx.get(accessKeysTable, id) ?? []);
}

function findKey(ctx: Context, user: UserRecord, accessKeyId: string): AccessKeyRecord {
  const key = ctx.get(accessKeysTable, accessKeyId);
  if (key === undefined || !user.accessKeyIds.includes(accessKeyId))
    throw noSuchAccessKey(accessKeyId);
  return key;
}

function putKeyIds(ctx: Context, user: UserRecord, accessKeyIds: readonly string[]): void {
  ctx.put(usersTable, entityKey(user.account, user.UserName), { ...user, accessKeyIds });
}

export const CreateAccessKey: Operation<
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  UserRecord
> = {
  target,
  permissions: on('CreateAccessKey'),
  handle(_, ctx, user) {
    if (keysOf(ctx, user).length >= accessKeysPerUser) {
      throw limitExceeded('AccessKeysPerUser', accessKeysPerUser);
    }
    const { Arn: userArn, UserName, account } = user;
    const key: AccessKeyRecord = {
      AccessKeyId: entityId('AKIA', ctx.random),
      SecretAccessKey: secretAccessKey(ctx.random),
      userArn,
      UserName,
      account,
      Status: 'Active',
      CreateDate: ctx.now,
    };
    ctx.put(accessKeysTable, key.AccessKeyId, key);
    putKeyIds(ctx, user, [...user.accessKeyIds, key.AccessKeyId]);
    const { AccessKeyId, SecretAccessKey, Status } = key;
    const CreateDate = new Date(ctx.now);
    return { AccessKey: { UserName, AccessKeyId, Status, SecretAccessKey, CreateDate } };
  },
};

export const ListAccessKeys: Operation<ListAccessKeysRequest, ListAccessKeysResponse, UserRecord> =
  {
    target,
    permissions: on('ListAccessKeys'),
    handle(input, ctx, user) {
      const { items, ...more } = page(keysOf(ctx, user), (key) => key.AccessKeyId, input);
      const AccessKeyMetadata = items.map(({ UserName, AccessKeyId, Status, CreateDate }) => ({
        ...{ UserName, AccessKeyId, Status, CreateDate: new Date(CreateDate) },
      }));
      return { AccessKeyMetadata, ...more };
    },
  };

export const UpdateAccessKey: Operation<UpdateAccessKeyRequest, void, UserRecord> = {
  target,
  permissions: on('UpdateAccessKey'),
  handle({ AccessKeyId = '', Status }, ctx, user) {
    const key = findKey(ctx, user, AccessKeyId);
    ctx.put(accessKeysTable, AccessKeyId, {
      ...key,
      Status: Status === 'Active' ? 'Active' : 'Inactive',
    });
  },
};

export const DeleteAccessKey: Operation<DeleteAccessKeyRequest, void, UserRecord> = {
  target,
  permissions: on('DeleteAccessKey'),
  handle({ AccessKeyId = '' }, ctx, user) {
    ctx.delete(accessKeysTable, findKey(ctx, user, AccessKeyId).AccessKeyId);
    const others = user.accessKeyIds.filter((id) => id !== AccessKeyId);
    putKeyIds(ctx, user, others);
  },
};
