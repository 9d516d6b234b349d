import type { Context } from '../../operation';
import { deleteKey } from './deletion';
import { forgetGrant } from './grant-index';
import type { LifecycleEvent } from './key-lifecycle.machine';
import { rotatedKeyMaterial } from './key-material';
import { live, type LifecycleTimer } from './lifecycle';
import { moveOnDemand, rotate, rotateOnSchedule, type RotationTimer } from './rotating';
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

  onDemandRotation({ Arn, event }: RotationTimer, ctx: Context): void {
    const key = ctx.get(keysTable, Arn);
    if (key === undefined) return;
    rotate(ctx, moveOnDemand(ctx, key, event), rotatedKeyMaterial(ctx.random), 'ON_DEMAND');
  },
};
