import type {
  AliasListEntry,
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { alias as errors, limitExceeded, notFound } from './errors';
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

const characters = /^[a-zA-Z0-9:/_-]+$/;

// AWS checks names itself: its API model would allow more than CreateAlias takes.
function checkName(name: string): void {
  if (!name.startsWith('alias/') || name === 'alias/') throw errors.prefix();
  if (!characters.test(name)) throw errors.characters(name);
  if (name.startsWith('alias/aws/')) throw errors.reserved();
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
  target: ({ TargetKeyId = '' }, ctx) => findKeyByIdOrArn(ctx, TargetKeyId),
  permissions: ({ AliasName }, found, ctx) => [
    onAlias('kms:CreateAlias', AliasName, ctx),
    keyPermission('kms:CreateAlias', found, ctx),
  ],
  handle({ AliasName = '' }, ctx, { key }) {
    checkName(AliasName);
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
    const to = findKeyByIdOrArn(ctx, TargetKeyId);
    const alias = findAlias(ctx, AliasName);
    return { alias, to, from: findKeyByIdOrArn(ctx, alias.targetKeyArn) };
  },
  permissions: ({ AliasName }, { from, to }, ctx) => [
    onAlias('kms:UpdateAlias', AliasName, ctx),
    keyPermission('kms:UpdateAlias', from, ctx),
    keyPermission('kms:UpdateAlias', to, ctx),
  ],
  handle({ AliasName = '' }, ctx, { alias, from, to }) {
    checkName(AliasName);
    // Only the destination's state matters: an alias may leave a key that is to be deleted.
    requireKeyState(to.key, 'UpdateAlias');
    const { KeySpec, KeyUsage } = from.key;
    if (KeySpec !== to.key.KeySpec || KeyUsage !== to.key.KeyUsage) throw errors.otherType();
    if (from.key.Arn !== to.key.Arn) requireRoom(ctx, to.key);
    unlink(ctx, alias);
    link(ctx, { ...alias, targetKeyArn: to.key.Arn, LastUpdatedDate: ctx.now });
  },
};

export const DeleteAlias: Operation<DeleteAliasRequest, void, AliasRecord> = {
  target: ({ AliasName = '' }, ctx) => findAlias(ctx, AliasName),
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

/** Page size of ListAliases where the request names none. Source: AWS KMS API Reference. */
const defaultLimit = 50;

export const ListAliases: Operation<ListAliasesRequest, ListAliasesResponse> = {
  handle({ KeyId, Limit = defaultLimit, Marker }, ctx) {
    if (KeyId === undefined) {
      const prefix = aliasArn(ctx.region, ctx.caller.account, 'alias/');
      const { rows, ...more } = page(ctx, aliasesTable, prefix, Limit, Marker);
      return { Aliases: rows.map((row) => describe(ctx, row)), ...more };
    }
    const { key } = findKeyByIdOrArn(ctx, KeyId);
    const { rows, ...more } = page(ctx, keyAliasesTable, `${key.Arn}|`, Limit, Marker);
    const records = rows.flatMap(({ AliasArn }) => ctx.get(aliasesTable, AliasArn) ?? []);
    return { Aliases: records.map((row) => describe(ctx, row)), ...more };
  },
};

function describe(ctx: Context, record: AliasRecord): AliasListEntry {
  const { AliasName, AliasArn, targetKeyArn, CreationDate, LastUpdatedDate } = record;
  const TargetKeyId = ctx.get(keysTable, targetKeyArn)?.KeyId;
  return {
    ...{ AliasName, AliasArn },
    ...(TargetKeyId === undefined ? {} : { TargetKeyId }),
    CreationDate: new Date(CreationDate),
    LastUpdatedDate: new Date(LastUpdatedDate),
  };
}
