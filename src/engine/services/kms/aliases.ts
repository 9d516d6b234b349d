import type {
  AliasListEntry,
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { predefinedAliases } from './aws-managed-keys';
import { alias as errors, limitExceeded, notFound, unseen } from './errors';
import { takesEncryptionContext } from './grant-facts';
import { requireKeyState } from './key-state-table';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { page } from './paging';
import { keyPermission } from './permissions';
import { quotaOf } from './resource-quotas';
import {
  aliasArn,
  aliasesTable,
  keyAliasesTable,
  keysTable,
  type AliasRecord,
  type KeyRecord,
} from './state';

/**
 * Checks the name of an alias to be. The API model also allows colons, for alias ARNs. Source: AWS
 * KMS API Reference, CreateAlias.
 */
function checkName(name: string): void {
  if (!name.startsWith('alias/') || name === 'alias/') throw errors.prefix();
  if (name.includes(':')) throw errors.characters(name);
  checkReserved(name);
}

function checkReserved(name: string): void {
  if (name.startsWith('alias/aws/')) throw errors.reserved();
}

/** The key an alias is to stand for. */
function findTarget(ctx: Context, keyId: string): FoundKey {
  if (/^(?:alias\/|arn:.*:alias\/)/.test(keyId)) throw errors.ofAlias();
  return findKeyByIdOrArn(ctx, keyId);
}

function link(ctx: Context, record: AliasRecord): void {
  ctx.put(aliasesTable, record.AliasArn, record);
  const entry = `${record.targetKeyArn}|${record.AliasName}`;
  ctx.put(keyAliasesTable, entry, { AliasArn: record.AliasArn });
}

function unlink(ctx: Context, record: AliasRecord): void {
  ctx.delete(aliasesTable, record.AliasArn);
  ctx.delete(keyAliasesTable, `${record.targetKeyArn}|${record.AliasName}`);
}

function requireRoom(ctx: Context, key: KeyRecord): void {
  const limit = quotaOf(ctx, 'aliasesPerKey', key);
  const count = ctx.range(keyAliasesTable, { prefix: `${key.Arn}|`, limit }).length;
  if (count >= limit) throw limitExceeded('aliases per KMS key', limit);
}

/** Alias operations need the permission on the alias, by IAM, and on each key, by its policy. */
function onAlias(action: string, name: string | undefined, ctx: Context) {
  return { action, resource: aliasArn(ctx.region, ctx.caller.account, name ?? '') };
}

export const CreateAlias: Operation<CreateAliasRequest, void, FoundKey> = {
  target({ AliasName = '', TargetKeyId = '' }, ctx) {
    checkName(AliasName);
    return findTarget(ctx, TargetKeyId);
  },
  permissions: ({ AliasName }, found, ctx) => [
    onAlias('kms:CreateAlias', AliasName, ctx),
    keyPermission('kms:CreateAlias', found, ctx),
  ],
  handle({ AliasName = '' }, ctx, { key }) {
    requireKeyState(key, 'CreateAlias');
    const AliasArn = aliasArn(ctx.region, ctx.caller.account, AliasName);
    if (ctx.get(aliasesTable, AliasArn) !== undefined) throw errors.exists(AliasArn);
    requireRoom(ctx, key);
    const times = { CreationDate: ctx.now, LastUpdatedDate: ctx.now };
    link(ctx, { AliasName, AliasArn, targetKeyArn: key.Arn, ...times });
  },
};

interface UpdateTarget {
  readonly alias: AliasRecord;
  readonly from: FoundKey;
  readonly to: FoundKey;
}

export const UpdateAlias: Operation<UpdateAliasRequest, void, UpdateTarget> = {
  target({ AliasName = '', TargetKeyId = '' }, ctx) {
    checkName(AliasName);
    const to = findTarget(ctx, TargetKeyId);
    const alias = findAlias(ctx, AliasName);
    return { alias, to, from: findKeyByIdOrArn(ctx, alias.targetKeyArn) };
  },
  permissions: ({ AliasName }, { from, to }, ctx) => [
    onAlias('kms:UpdateAlias', AliasName, ctx),
    keyPermission('kms:UpdateAlias', from, ctx),
    keyPermission('kms:UpdateAlias', to, ctx),
  ],
  handle(_, ctx, { alias, from, to }) {
    // Only the destination's state matters: an alias may leave a key that is to be deleted.
    requireKeyState(to.key, 'UpdateAlias');
    if (!isSameType(from.key, to.key)) throw errors.otherType();
    if (from.key.Arn !== to.key.Arn) requireRoom(ctx, to.key);
    unlink(ctx, alias);
    link(ctx, { ...alias, targetKeyArn: to.key.Arn, LastUpdatedDate: ctx.now });
  },
};

/** Both symmetric, both asymmetric or both HMAC keys, and of the same usage, which tells HMAC keys. */
function isSameType(one: KeyRecord, other: KeyRecord): boolean {
  return (
    one.KeyUsage === other.KeyUsage && takesEncryptionContext(one) === takesEncryptionContext(other)
  );
}

export const DeleteAlias: Operation<DeleteAliasRequest, void, AliasRecord> = {
  target({ AliasName = '' }, ctx) {
    if (!AliasName.startsWith('alias/')) throw errors.invalidIdentifier();
    checkReserved(AliasName);
    return findAlias(ctx, AliasName);
  },
  permissions: ({ AliasName }, alias, ctx) => [
    onAlias('kms:DeleteAlias', AliasName, ctx),
    keyPermission('kms:DeleteAlias', findKeyByIdOrArn(ctx, alias.targetKeyArn), ctx),
  ],
  handle: (_, ctx, alias) => unlink(ctx, alias),
};

function findAlias(ctx: Context, name: string): AliasRecord {
  const arn = aliasArn(ctx.region, ctx.caller.account, name);
  const alias = ctx.get(aliasesTable, arn);
  if (alias === undefined) throw notFound.alias(arn);
  return alias;
}

/** Page sizes of ListAliases. Source: AWS KMS API Reference. */
const limits = { default: 50, max: 100 } as const;

export const ListAliases: Operation<ListAliasesRequest, ListAliasesResponse> = {
  handle({ KeyId, Limit = limits.default, Marker }, ctx) {
    const limit = Math.min(Limit, limits.max);
    if (KeyId === undefined) {
      const prefix = aliasArn(ctx.region, ctx.caller.account, 'alias/');
      const unused = unusedAliases(ctx);
      const { rows, ...more } = page<ListedAlias>(ctx, aliasesTable, prefix, limit, Marker, unused);
      return { Aliases: rows.map((row) => describe(ctx, row)), ...more };
    }
    const { key } = findKeyByIdOrArn(ctx, KeyId);
    if (key.AWSAccountId !== ctx.caller.account) {
      throw unseen(ctx.caller.arn, 'kms:ListAliases', 'this resource');
    }
    const { rows, ...more } = page(ctx, keyAliasesTable, `${key.Arn}|`, limit, Marker);
    const records = rows.flatMap(({ AliasArn }) => ctx.get(aliasesTable, AliasArn) ?? []);
    return { Aliases: records.map((row) => describe(ctx, row)), ...more };
  },
};

/** An alias to be listed; one that has no key yet has nothing but its name. */
type ListedAlias = Pick<AliasRecord, 'AliasName' | 'AliasArn'> & Partial<AliasRecord>;

/**
 * Predefined aliases that AWS has not associated with a key yet. Source: AWS KMS API Reference,
 * ListAliases, and the example in AWS KMS Developer Guide, "Find the alias name and alias ARN".
 */
function unusedAliases(ctx: Context): (readonly [string, ListedAlias])[] {
  return predefinedAliases.flatMap((AliasName) => {
    const AliasArn = aliasArn(ctx.region, ctx.caller.account, AliasName);
    const isUsed = ctx.get(aliasesTable, AliasArn) !== undefined;
    return isUsed ? [] : [[AliasArn, { AliasName, AliasArn }] as const];
  });
}

function describe(ctx: Context, alias: ListedAlias): AliasListEntry {
  const { AliasName, AliasArn, targetKeyArn, CreationDate = 0, LastUpdatedDate = 0 } = alias;
  if (targetKeyArn === undefined) return { AliasName, AliasArn };
  const TargetKeyId = ctx.get(keysTable, targetKeyArn)?.KeyId;
  return {
    ...{ AliasName, AliasArn },
    ...(TargetKeyId === undefined ? {} : { TargetKeyId }),
    CreationDate: new Date(CreationDate),
    LastUpdatedDate: new Date(LastUpdatedDate),
  };
}
