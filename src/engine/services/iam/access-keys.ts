import type {
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  DeleteAccessKeyRequest,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  UpdateAccessKeyRequest,
} from '@aws-sdk/client-iam';
import type { Context } from '../../operation';
import { onEntity, put, users } from './entities';
import { limitExceeded, noSuchEntity } from './errors';
import { accessKeyId, secretAccessKey } from './ids';
import { page } from './paging';
import { iamQuotas } from './quotas';
import { accessKeysTable, lastUsesTable, type AccessKeyRecord, type UserRecord } from './state';

function findKey(ctx: Context, user: UserRecord, id: string): AccessKeyRecord {
  const key = ctx.get(accessKeysTable, id);
  if (key === undefined || !user.accessKeyIds.includes(id)) {
    throw noSuchEntity.accessKey(id);
  }
  return key;
}

export const CreateAccessKey = onEntity(
  users,
  'CreateAccessKey',
  (_: CreateAccessKeyRequest, ctx, user): CreateAccessKeyResponse => {
    if (user.accessKeyIds.length >= iamQuotas.accessKeysPerUser) {
      throw limitExceeded.quota('AccessKeysPerUser', iamQuotas.accessKeysPerUser);
    }
    const { Arn: userArn, UserName, account } = user;
    const key: AccessKeyRecord = {
      AccessKeyId: accessKeyId('AKIA', account, ctx.random),
      SecretAccessKey: secretAccessKey(ctx.random),
      ...{ userArn, UserName, account },
      Status: 'Active',
      CreateDate: ctx.now,
    };
    const { AccessKeyId, SecretAccessKey, Status } = key;
    ctx.put(accessKeysTable, AccessKeyId, key);
    put(users, { ...user, accessKeyIds: [...user.accessKeyIds, AccessKeyId] }, ctx);
    const CreateDate = new Date(ctx.now);
    return { AccessKey: { UserName, AccessKeyId, Status, SecretAccessKey, CreateDate } };
  },
);

export const ListAccessKeys = onEntity(
  users,
  'ListAccessKeys',
  (input: ListAccessKeysRequest, ctx, user): ListAccessKeysResponse => {
    const { items, ...rest } = page([...user.accessKeyIds].sort(), (id) => id, input);
    const AccessKeyMetadata = items.map((id) => {
      const { UserName, AccessKeyId, Status, CreateDate } = findKey(ctx, user, id);
      return { UserName, AccessKeyId, Status, CreateDate: new Date(CreateDate) };
    });
    return { AccessKeyMetadata, ...rest };
  },
);

export const UpdateAccessKey = onEntity(
  users,
  'UpdateAccessKey',
  ({ AccessKeyId = '', Status }: UpdateAccessKeyRequest, ctx, user) => {
    const key = findKey(ctx, user, AccessKeyId);
    const status = Status === 'Active' ? 'Active' : 'Inactive';
    ctx.put(accessKeysTable, AccessKeyId, { ...key, Status: status });
  },
);

export const DeleteAccessKey = onEntity(
  users,
  'DeleteAccessKey',
  ({ AccessKeyId = '' }: DeleteAccessKeyRequest, ctx, user) => {
    findKey(ctx, user, AccessKeyId);
    ctx.delete(accessKeysTable, AccessKeyId);
    ctx.delete(lastUsesTable, AccessKeyId);
    const others = user.accessKeyIds.filter((id) => id !== AccessKeyId);
    put(users, { ...user, accessKeyIds: others }, ctx);
  },
);
