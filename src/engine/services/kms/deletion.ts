import type {
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { waitingPeriodOutOfBounds } from './errors';
import { deleteGrants } from './grant-index';
import { settlePending } from './imported-materials';
import { requireKeyState } from './key-state-table';
import { daysWithoutUsage, keyUsageTable } from './key-usage';
import { live } from './lifecycle';
import { limits } from './limits';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { forgetMaterials, sharesMaterials } from './materials';
import {
  isReplica,
  moveSet,
  multiRegionSet,
  othersPassing,
  primaryOf,
  regionOf,
  replicasOf,
} from './multi-region-set';
import { keyPermission } from './permissions';
import { forgetRotation } from './rotating';
import { keyEvent } from './service-events';
import {
  aliasesTable,
  importParametersTable,
  keyAliasesTable,
  keysTable,
  multiRegionId,
  multiRegionTable,
  type KeyRecord,
} from './state';

// The API model's bounds are wider.
const { waitingPeriod } = limits;
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
      'kms:TrailingDaysWithoutKeyUsage': String(daysWithoutUsage(ctx, found.key)),
    }),
  ],
  handle({ PendingWindowInDays = waitingPeriod.default }, ctx, { key }) {
    const { min, max } = waitingPeriod;
    if (PendingWindowInDays < min || PendingWindowInDays > max) {
      throw waitingPeriodOutOfBounds(min, max);
    }
    requireKeyState(key, 'ScheduleKeyDeletion');
    const hasReplicas = !isReplica(ctx, key) && replicasOf(ctx, key).length > 0;
    const event = { type: 'ScheduleKeyDeletion', PendingWindowInDays, hasReplicas } as const;
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
  deleteGrants(ctx, key.Arn);
  for (const [token] of ctx.range(importParametersTable, { prefix: `${key.Arn}|` })) {
    ctx.delete(importParametersTable, token);
  }
  forgetRotation(ctx, key);
  if (isReplica(ctx, key)) leaveSet(ctx, key);
  else endSet(ctx, key);
  ctx.delete(keyUsageTable, key.Arn);
  ctx.delete(keysTable, key.Arn);
  keyEvent(ctx, key, 'DeleteKey');
}

/** A replica goes; when it was the last, the waiting period of its primary key may begin. */
function leaveSet(ctx: Context, key: KeyRecord): void {
  if (!sharesMaterials(key)) forgetMaterials(ctx, key);
  const primary = primaryOf(ctx, key);
  const { ReplicaRegions: regions } = multiRegionSet(ctx, key);
  const ReplicaRegions = regions.filter((region) => region !== regionOf(key));
  const replicas = ReplicaRegions.length;
  const event = { type: 'DeleteKey', replicas, passing: othersPassing(ctx, key) } as const;
  moveSet(ctx, key, event, { ReplicaRegions });
  if (key.Origin === 'EXTERNAL') settlePending(ctx, primary);
  if (replicas === 0 && primary.KeyState === 'PendingReplicaDeletion') {
    awaitDeletion(ctx, live(ctx, primary, { type: 'LastReplicaDeleted' }) ?? primary);
  }
}

function endSet(ctx: Context, key: KeyRecord): void {
  forgetMaterials(ctx, key);
  if (key.MultiRegion) ctx.delete(multiRegionTable, multiRegionId(key));
}
