import type {
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { waitingPeriodOutOfBounds } from './errors';
import { effectiveGrantsTable, grantsTable } from './grant-state';
import { deleteGrants } from './grant-index';
import { requireKeyState } from './key-state-table';
import { live } from './lifecycle';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { forgetMaterials } from './materials';
import { keyPermission } from './permissions';
import { aliasesTable, keyAliasesTable, keysTable, type KeyRecord } from './state';

/** Days. Source: AWS KMS API Reference, ScheduleKeyDeletion; the API model's bounds are wider. */
const waitingPeriod = { min: 7, max: 30, default: 30 } as const;
const day = 24 * 60 * 60 * 1000;

export const ScheduleKeyDeletion: Operation<
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
  FoundKey
> = {
  target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
  permissions: ({ PendingWindowInDays = waitingPeriod.default }, found, ctx) => [
    keyPermission('kms:ScheduleKeyDeletion', found, ctx, {
      'kms:ScheduleKeyDeletionPendingWindowInDays': String(PendingWindowInDays),
    }),
  ],
  handle({ PendingWindowInDays = waitingPeriod.default }, ctx, { key }) {
    const { min, max } = waitingPeriod;
    if (PendingWindowInDays < min || PendingWindowInDays > max) {
      throw waitingPeriodOutOfBounds(min, max);
    }
    requireKeyState(key, 'ScheduleKeyDeletion');
    const event = { type: 'ScheduleKeyDeletion', PendingWindowInDays, hasReplicas: false } as const;
    const { KeyState, DeletionDate } = awaitDeletion(ctx, live(ctx, key, event) ?? key);
    return {
      KeyId: key.Arn,
      ...(DeletionDate === undefined ? {} : { DeletionDate: new Date(DeletionDate) }),
      KeyState,
      PendingWindowInDays,
    };
  },
};

/** Writes a key whose deletion was scheduled; one that is PendingDeletion now knows its last day. */
function awaitDeletion(ctx: Context, key: KeyRecord): KeyRecord {
  const window = key.lifecycle?.PendingWindowInDays;
  const written =
    key.KeyState === 'PendingDeletion' && window !== undefined
      ? { ...key, DeletionDate: ctx.now + window * day }
      : key;
  ctx.put(keysTable, key.Arn, written);
  return written;
}

export const CancelKeyDeletion: Operation<
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  FoundKey
> = {
  target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
  permissions: (_, found, ctx) => [keyPermission('kms:CancelKeyDeletion', found, ctx)],
  handle(_, ctx, { key }) {
    requireKeyState(key, 'CancelKeyDeletion');
    const awaitsImport = key.material === undefined;
    const kept = live(ctx, key, { type: 'CancelKeyDeletion', awaitsImport }) ?? key;
    ctx.put(keysTable, key.Arn, { ...kept, DeletionDate: undefined });
    return { KeyId: key.Arn };
  },
};

/** The end of a key: nothing that belongs to it stays. */
export function deleteKey(ctx: Context, key: KeyRecord): void {
  for (const [entry, { AliasArn }] of ctx.range(keyAliasesTable, { prefix: `${key.Arn}|` })) {
    ctx.delete(aliasesTable, AliasArn);
    ctx.delete(keyAliasesTable, entry);
  }
  for (const grants of [grantsTable, effectiveGrantsTable]) {
    for (const [entry] of ctx.range<object>(grants, { prefix: `${key.Arn}|` })) {
      ctx.delete(grants, entry);
    }
  }
  deleteGrants(ctx, key.Arn);
  forgetMaterials(ctx, key);
  ctx.delete(keysTable, key.Arn);
}
