import type { Context } from '../../operation';
import { deleteKey } from './deletion';
import { forgetGrant } from './grant-index';
import type { ImportedEvent } from './imported-material.machine';
import { loseMaterial, type ExpiryTimer } from './imported-materials';
import type { LifecycleEvent } from './key-lifecycle.machine';
import { live, type LifecycleTimer } from './lifecycle';
import { rotateOnDemand, rotateOnSchedule, type RotationTimer } from './rotating';
import { keyEvent } from './service-events';
import { keysTable } from './state';

/** What KMS does when a timer of its own falls due, by the timer's kind. */
export const timers = {
  forgetGrant,
  lifecycle({ Arn, event }: LifecycleTimer, ctx: Context): void {
    const key = ctx.get(keysTable, Arn);
    if (key === undefined) return;
    const lived = live(ctx, key, { type: event } as LifecycleEvent);
    if (lived === undefined) deleteKey(ctx, key);
    else if (lived !== key) ctx.put(keysTable, Arn, lived);
  },

  rotation(timer: RotationTimer, ctx: Context): void {
    const key = ctx.get(keysTable, timer.Arn);
    if (key !== undefined) rotateOnSchedule(ctx, key, timer);
  },

  onDemandRotation(timer: RotationTimer, ctx: Context): void {
    const key = ctx.get(keysTable, timer.Arn);
    if (key !== undefined) rotateOnDemand(ctx, key, timer);
  },

  expiry({ Arn, KeyMaterialId: keyMaterialId, event }: ExpiryTimer, ctx: Context): void {
    const key = ctx.get(keysTable, Arn);
    if (key === undefined) return;
    loseMaterial(ctx, key, keyMaterialId, { type: event } as ImportedEvent);
    keyEvent(ctx, key, 'DeleteExpiredKeyMaterial', { keyId: key.KeyId, keyMaterialId });
  },
};
