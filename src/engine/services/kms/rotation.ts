import type {
  DisableKeyRotationRequest,
  EnableKeyRotationRequest,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
  RotateKeyOnDemandRequest,
  RotateKeyOnDemandResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { invalidOrigin, rotation as errors } from './errors';
import { pendingMaterial } from './imported-materials';
import { requireKeyState } from './key-state-table';
import { limits } from './limits';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { primaryOf, requireNoReplica } from './multi-region-set';
import { keyPermission } from './permissions';
import { moveOnDemand, moveSchedule } from './rotating';
import { onDemandRotationLimit } from './rotation.machine';
import { keysTable, type KeyRecord } from './state';

/** An automatic rotation so near keeps an on-demand one from starting. Source: RotateKeyOnDemand. */
const nearRotation = 20 * 60 * 1000;

const target = ({ KeyId = '' }: { KeyId: string | undefined }, ctx: Context) =>
  findKeyByIdOrArn(ctx, KeyId);

/** Throws UnsupportedOperationException for keys whose material never changes. */
function requireSymmetric(key: KeyRecord): void {
  if (key.KeySpec !== 'SYMMETRIC_DEFAULT') throw errors.unsupported();
}

function requireAutomatic(ctx: Context, key: KeyRecord): void {
  requireSymmetric(key);
  if (key.Origin === 'EXTERNAL') throw invalidOrigin(key);
  requireNoReplica(ctx, key);
}

/** Throws KMSInvalidStateException unless there is new material that every Region has. */
function requirePendingMaterial(ctx: Context, key: KeyRecord): void {
  const [, pending] = pendingMaterial(ctx, key) ?? [];
  if (pending?.imported?.state !== 'PENDING_ROTATION') throw errors.noPendingMaterial(key.Arn);
}

export const EnableKeyRotation: Operation<EnableKeyRotationRequest, void, FoundKey> = {
  target,
  permissions: ({ RotationPeriodInDays = limits.rotationPeriod }, found, ctx) => [
    keyPermission('kms:EnableKeyRotation', found, ctx, {
      'kms:RotationPeriodInDays': String(RotationPeriodInDays),
    }),
  ],
  handle({ RotationPeriodInDays = limits.rotationPeriod }, ctx, { key }) {
    requireKeyState(key, 'EnableKeyRotation');
    requireAutomatic(ctx, key);
    const rotation = moveSchedule(ctx, key, { type: 'EnableKeyRotation', RotationPeriodInDays });
    ctx.put(keysTable, key.Arn, { ...key, rotation });
  },
};

export const DisableKeyRotation: Operation<DisableKeyRotationRequest, void, FoundKey> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:DisableKeyRotation', found, ctx)],
  handle(_, ctx, { key }) {
    requireKeyState(key, 'DisableKeyRotation');
    requireAutomatic(ctx, key);
    const rotation = moveSchedule(ctx, key, { type: 'DisableKeyRotation' });
    ctx.put(keysTable, key.Arn, { ...key, rotation });
  },
};

export const GetKeyRotationStatus: Operation<
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
  FoundKey
> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:GetKeyRotationStatus', found, ctx)],
  handle(_, ctx, { key }) {
    requireKeyState(key, 'GetKeyRotationStatus');
    requireSymmetric(key);
    const { rotation, onDemandRotation } = primaryOf(ctx, key);
    // While a key is pending deletion its status is false, and comes back when that is cancelled.
    const schedule = /^Pending/.test(key.KeyState) ? undefined : rotation;
    return {
      KeyId: key.Arn,
      KeyRotationEnabled: schedule !== undefined,
      ...(schedule === undefined
        ? {}
        : {
            RotationPeriodInDays: schedule.RotationPeriodInDays,
            NextRotationDate: new Date(schedule.NextRotationDate),
          }),
      ...(onDemandRotation?.state === 'InProgress'
        ? { OnDemandRotationStartDate: new Date(onDemandRotation.StartDate) }
        : {}),
    };
  },
};

export const RotateKeyOnDemand: Operation<
  RotateKeyOnDemandRequest,
  RotateKeyOnDemandResponse,
  FoundKey
> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:RotateKeyOnDemand', found, ctx)],
  handle(_, ctx, { key }) {
    requireKeyState(key, 'RotateKeyOnDemand');
    requireSymmetric(key);
    requireNoReplica(ctx, key);
    if (key.Origin === 'EXTERNAL') requirePendingMaterial(ctx, key);
    const { rotation, onDemandRotation } = key;
    if (onDemandRotation?.state === 'InProgress') throw errors.conflict();
    const next = rotation?.state === 'Scheduled' ? rotation.NextRotationDate : Infinity;
    if (next - ctx.now <= nearRotation) throw errors.conflict();
    if ((onDemandRotation?.rotations ?? 0) >= onDemandRotationLimit) {
      throw errors.limitReached(key.Arn);
    }
    moveOnDemand(ctx, key, 'RotateKeyOnDemand');
    return { KeyId: key.Arn };
  },
};
