import type { RotationType } from '@aws-sdk/client-kms';
import { findTimer } from '../../clock';
import { rememberingStep, type Transitioned } from '../../machines';
import type { Context } from '../../operation';
import { pendingMaterial, rotateImported } from './imported-materials';
import { rotatedKeyMaterial } from './key-material';
import { keepMaterial } from './materials';
import { regionOf, replicasOf } from './multi-region-set';
import {
  automaticRotation,
  onDemandRotation,
  type OnDemandContext,
  type ScheduleContext,
  type ScheduleEvent,
} from './rotation.machine';
import { keyEvent } from './service-events';
import { keysTable, type KeyRecord, type RotationSchedule } from './state';

/** What a rotation timer brings back: the key, and the machine's own delayed event. */
export interface RotationTimer {
  readonly Arn: string;
  readonly event: string;
}

const stepSchedule = rememberingStep(automaticRotation);
const stepOnDemand = rememberingStep(onDemandRotation);

interface Rotator {
  readonly machine: string;
  readonly timer: 'rotation' | 'onDemandRotation';
}

const scheduled: Rotator = { machine: automaticRotation.id, timer: 'rotation' };
const onDemand: Rotator = { machine: onDemandRotation.id, timer: 'onDemandRotation' };

/** Notes a step in the trace and keeps its delay; returns when the machine's own event is due. */
function follow(
  ctx: Context,
  { machine, timer }: Rotator,
  key: KeyRecord,
  from: string,
  event: string,
  { state, delays }: Transitioned,
): number | undefined {
  ctx.step({ kind: 'machine', machine, id: key.Arn, event, from, to: state });
  const id = `${key.Arn}|${timer}`;
  const raised = delays.find((delay) => delay.type === 'raise');
  if (raised?.type !== 'raise') {
    if (delays.length > 0) ctx.cancelTimer(id);
    return undefined;
  }
  const at = ctx.now + raised.delay;
  const payload: RotationTimer = { Arn: key.Arn, event: raised.event };
  const region = key.MultiRegion ? regionOf(key) : ctx.region;
  ctx.setTimer({ id, at, kind: timer, payload, region });
  return at;
}

/** Moves the schedule of automatic rotations; undefined when there is none any more. */
export function moveSchedule(
  ctx: Context,
  key: KeyRecord,
  event: ScheduleEvent,
): RotationSchedule | undefined {
  const { state: from = 'Off', NextRotationDate = ctx.now, ...context } = key.rotation ?? {};
  const stepped = stepSchedule({ value: from, context }, event);
  const due = follow(ctx, scheduled, key, from, event.type, stepped);
  if (stepped.state === 'Off') return undefined;
  const { RotationPeriodInDays } = stepped.record.context as ScheduleContext;
  return {
    state: stepped.state as RotationSchedule['state'],
    RotationPeriodInDays,
    NextRotationDate: due ?? NextRotationDate,
  };
}

/** The day of an automatic rotation has come. A key that cannot be used is not rotated. */
export function rotateOnSchedule(ctx: Context, key: KeyRecord, { event }: RotationTimer): void {
  if (key.KeyState === 'Enabled' || key.KeyState === 'Updating') {
    const rotation = moveSchedule(ctx, key, { type: event } as ScheduleEvent);
    rotate(ctx, key, 'AUTOMATIC', { rotation });
  } else {
    const rotation = moveSchedule(ctx, key, { type: 'MissRotation' });
    ctx.put(keysTable, key.Arn, { ...key, rotation });
  }
}

/** A key that can be used again: a rotation it missed is made up for at once. */
export function resumeRotation(ctx: Context, key: KeyRecord): void {
  if (key.rotation?.state !== 'Overdue') return;
  const rotation = moveSchedule(ctx, key, { type: 'EnableKey' });
  rotate(ctx, key, 'AUTOMATIC', { rotation });
}

/** Moves on-demand rotation and writes the key. */
export function moveOnDemand(ctx: Context, key: KeyRecord, event: string): KeyRecord {
  const {
    state: from,
    rotations,
    StartDate,
  } = key.onDemandRotation ?? {
    ...{ state: 'Idle', rotations: 0, StartDate: ctx.now },
  };
  const stepped = stepOnDemand({ value: from, context: { rotations } }, {
    type: event,
  } as { type: 'RotateKeyOnDemand' });
  follow(ctx, onDemand, key, from, event, stepped);
  const { state, record } = stepped;
  const begins = state === 'InProgress';
  const moved: KeyRecord = {
    ...key,
    onDemandRotation: {
      state: state as 'Idle' | 'InProgress' | 'Spent',
      rotations: (record.context as OnDemandContext).rotations,
      StartDate: begins ? ctx.now : StartDate,
    },
  };
  ctx.put(keysTable, key.Arn, moved);
  return moved;
}

/**
 * Gives the rotation of a set of related keys to its new primary: the dates stay. Returns both
 * records, to be written.
 */
export function handOverRotation(
  ctx: Context,
  from: KeyRecord,
  to: KeyRecord,
): readonly [from: KeyRecord, to: KeyRecord] {
  const { rotation, onDemandRotation, ...kept } = from;
  for (const { timer: kind } of [scheduled, onDemand]) {
    const timer = findTimer(ctx, `${from.Arn}|${kind}`);
    if (timer === undefined) continue;
    ctx.cancelTimer(timer.id);
    const payload: RotationTimer = { ...(timer.payload as RotationTimer), Arn: to.Arn };
    const region = regionOf(to);
    ctx.setTimer({ id: `${to.Arn}|${kind}`, at: timer.at, kind, payload, region });
  }
  return [
    kept,
    { ...to, rotation, ...(onDemandRotation === undefined ? {} : { onDemandRotation }) },
  ];
}

/** An on-demand rotation is done: with the imported material that waited for it, or with new. */
export function rotateOnDemand(ctx: Context, key: KeyRecord, { event }: RotationTimer): void {
  const moved = moveOnDemand(ctx, key, event);
  if (key.Origin !== 'EXTERNAL') rotate(ctx, moved, 'ON_DEMAND', {});
  else {
    const [id] = pendingMaterial(ctx, moved) ?? [];
    if (id === undefined) return;
    rotateImported(ctx, moved, id);
    tellRotation(ctx, moved, id, 'ON_DEMAND');
  }
}

/** Gives a key new material, which its replicas share, and writes it together with `changes`. */
function rotate(
  ctx: Context,
  key: KeyRecord,
  RotationType: RotationType,
  changes: Partial<KeyRecord>,
): void {
  const material = rotatedKeyMaterial(ctx.random);
  keepMaterial(ctx, key, material, RotationType);
  ctx.put(keysTable, key.Arn, { ...key, ...changes, material });
  for (const replica of replicasOf(ctx, key)) {
    ctx.put(keysTable, replica.Arn, { ...replica, material });
  }
  tellRotation(ctx, key, material.id, RotationType);
}

/** Source of the members: AWS KMS Developer Guide, "RotateKey". */
function tellRotation(
  ctx: Context,
  key: KeyRecord,
  currentKeyMaterialId: string,
  rotationType: RotationType,
): void {
  keyEvent(ctx, key, 'RotateKey', {
    ...{ rotationType, keyOrigin: key.Origin },
    previousKeyMaterialId: key.CurrentKeyMaterialId ?? key.material?.id,
    ...{ currentKeyMaterialId, keyId: key.KeyId },
  });
  if (replicasOf(ctx, key).length > 0) keyEvent(ctx, key, 'SynchronizeMultiRegionKey');
}

/** Forgets what was to be rotated of a key that is being deleted. */
export function forgetRotation(ctx: Context, key: KeyRecord): void {
  for (const { timer } of [scheduled, onDemand]) ctx.cancelTimer(`${key.Arn}|${timer}`);
}
