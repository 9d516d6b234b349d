import { startMachine, stepMachine, type Delay, type Transitioned } from '../../machines';
import type { Context } from '../../operation';
import {
  dbSnapshotCopy,
  type CopyContext,
  type CopyEvent,
  type CopyState,
} from '../ec2/snapshot-copy.machine';
import { dbInstance, type InstanceEvent, type InstanceState } from './instance.machine';
import { arnOfInstance, type InstanceRecord } from './state';

/** What a timer brings back: the ARN of what it is about, and its machine's own delayed event. */
export interface RdsTimer {
  readonly arn: string;
  readonly event: string;
}

type Kind = 'instance' | 'copy';

function keep(ctx: Context, kind: Kind, arn: string, delays: readonly Delay[]): void {
  const id = `${arn}|${kind}`;
  for (const delay of delays) {
    if (delay.type === 'cancel') ctx.cancelTimer(id);
    else {
      const payload: RdsTimer = { arn, event: delay.event };
      ctx.setTimer({ id, at: ctx.now + delay.delay, kind, payload });
    }
  }
}

function taken(
  ctx: Context,
  kind: Kind,
  machine: string,
  id: string,
  [event, from]: readonly [string, string],
  moved: Transitioned,
): void {
  ctx.step({ kind: 'machine', machine, id, event, from, to: moved.state });
  keep(ctx, kind, id, moved.delays);
}

/** Where a new DB instance stands. */
export function beginInstance(ctx: Context, arn: string): InstanceState {
  const born = startMachine(dbInstance).record;
  const moved = stepMachine(dbInstance, born, { type: 'CreateDBInstance' });
  taken(ctx, 'instance', dbInstance.id, arn, ['CreateDBInstance', 'New'], moved);
  return moved.state as InstanceState;
}

/** Moves a DB instance by an event; its new state, or `Deleted`. Nothing is written but its timer. */
export function moveInstance(
  ctx: Context,
  instance: InstanceRecord,
  event: InstanceEvent['type'] | (string & {}),
): { readonly state: InstanceState | 'Deleted'; readonly changed: boolean } {
  const before = { value: instance.state, context: {} };
  const moved = stepMachine(dbInstance, before, { type: event } as InstanceEvent);
  const arn = arnOfInstance(instance);
  taken(ctx, 'instance', dbInstance.id, arn, [event, instance.state], moved);
  return { state: moved.state as InstanceState | 'Deleted', changed: moved.changed };
}

/** Where a new copy stands. */
export function beginCopy(ctx: Context, arn: string, context: CopyContext): CopyState {
  const born = startMachine(dbSnapshotCopy).record;
  const moved = stepMachine(dbSnapshotCopy, born, { type: 'CopySnapshot', ...context });
  taken(ctx, 'copy', dbSnapshotCopy.id, arn, ['CopySnapshot', 'New'], moved);
  return moved.state as CopyState;
}

/** Moves a copy by an event; its new state. Nothing is written but its timer. */
export function moveCopy(
  ctx: Context,
  arn: string,
  copy: { readonly state: CopyState; readonly context: CopyContext },
  event: CopyEvent['type'] | (string & {}),
): CopyState {
  const before = { value: copy.state, context: copy.context };
  const moved = stepMachine(dbSnapshotCopy, before, { type: event } as CopyEvent);
  taken(ctx, 'copy', dbSnapshotCopy.id, arn, [event, copy.state], moved);
  return moved.state as CopyState;
}
