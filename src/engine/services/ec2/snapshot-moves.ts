import { startMachine, stepMachine, type Delay, type Transitioned } from '../../machines';
import type { Context } from '../../operation';
import {
  snapshotCopy,
  type CopyContext,
  type CopyEvent,
  type CopyState,
} from './snapshot-copy.machine';
import {
  snapshotCreation,
  type CreationEvent,
  type CreationState,
} from './snapshot-creation.machine';
import { rowKey, snapshotsTable, type SnapshotRecord } from './state';

/** What a snapshot's timer brings back: which one, and its machine's own delayed event. */
export interface SnapshotTimer {
  readonly SnapshotId: string;
  readonly event: string;
}

type Kind = 'creation' | 'copy';

// A snapshot is made by one machine that is in one state at a time, so it has one timer.
function keepDelays(ctx: Context, kind: Kind, SnapshotId: string, delays: readonly Delay[]): void {
  const id = `${SnapshotId}|${kind}`;
  for (const delay of delays) {
    if (delay.type === 'cancel') ctx.cancelTimer(id);
    else {
      const payload: SnapshotTimer = { SnapshotId, event: delay.event };
      ctx.setTimer({ id, at: ctx.now + delay.delay, kind, payload });
    }
  }
}

function report(
  ctx: Context,
  machine: string,
  id: string,
  event: string,
  from: string,
  { state: to }: Transitioned,
): void {
  ctx.step({ kind: 'machine', machine, id, event, from, to });
}

/** Starts the making of a snapshot and writes it. */
export function beginCreation(ctx: Context, snapshot: SnapshotRecord): SnapshotRecord {
  const { SnapshotId, region, blocks } = snapshot;
  const born = startMachine(snapshotCreation).record;
  const moved = stepMachine(snapshotCreation, born, { type: 'CreateSnapshot', blocks });
  report(ctx, snapshotCreation.id, SnapshotId, 'CreateSnapshot', 'New', moved);
  keepDelays(ctx, 'creation', SnapshotId, moved.delays);
  const begun = { ...snapshot, creation: moved.state as CreationState };
  ctx.put(snapshotsTable, rowKey(region, SnapshotId), begun);
  return begun;
}

/** Ends a snapshot that the EBS direct APIs began and nobody completed. */
export function giveUpCreation(ctx: Context, snapshot: SnapshotRecord): void {
  const born = startMachine(snapshotCreation).record;
  const moved = stepMachine(snapshotCreation, born, { type: 'Timeout' });
  report(ctx, snapshotCreation.id, snapshot.SnapshotId, 'Timeout', 'New', moved);
  const given: { -readonly [Part in keyof SnapshotRecord]: SnapshotRecord[Part] } = {
    ...{ ...snapshot, creation: moved.state as CreationState, CompletionTime: ctx.now, blocks: 0 },
  };
  delete given.isBeingWritten;
  ctx.put(snapshotsTable, rowKey(snapshot.region, snapshot.SnapshotId), given);
}

/** The timer of a snapshot in the making: its blocks are written. */
export function creation({ SnapshotId, event }: SnapshotTimer, ctx: Context): void {
  const key = rowKey(ctx.region, SnapshotId);
  const snapshot = ctx.get(snapshotsTable, key);
  if (snapshot?.creation === undefined) return;
  const before = { value: snapshot.creation, context: { blocks: snapshot.blocks } };
  const moved = stepMachine(snapshotCreation, before, { type: event } as unknown as CreationEvent);
  report(ctx, snapshotCreation.id, SnapshotId, event, snapshot.creation, moved);
  const state = moved.state as CreationState;
  ctx.put(snapshotsTable, key, { ...snapshot, creation: state, CompletionTime: ctx.now });
}

/** Where a new copy stands. Nothing is written but its timer. */
export function beginCopy(ctx: Context, SnapshotId: string, context: CopyContext): CopyState {
  const born = startMachine(snapshotCopy).record;
  const moved = stepMachine(snapshotCopy, born, { type: 'CopySnapshot', ...context });
  report(ctx, snapshotCopy.id, SnapshotId, 'CopySnapshot', 'New', moved);
  keepDelays(ctx, 'copy', SnapshotId, moved.delays);
  return moved.state as CopyState;
}

/** Moves a copy by an event; the snapshot with its new state, not written yet. */
export function moveCopy(
  ctx: Context,
  snapshot: SnapshotRecord,
  event: CopyEvent['type'] | (string & {}),
): SnapshotRecord {
  const { SnapshotId, copy } = snapshot;
  if (copy === undefined) return snapshot;
  const before = { value: copy.state, context: copy.context };
  const moved = stepMachine(snapshotCopy, before, { type: event } as CopyEvent);
  report(ctx, snapshotCopy.id, SnapshotId, event, copy.state, moved);
  keepDelays(ctx, 'copy', SnapshotId, moved.delays);
  return { ...snapshot, copy: { ...copy, state: moved.state as CopyState } };
}
