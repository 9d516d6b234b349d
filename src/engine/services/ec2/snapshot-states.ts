import type { SnapshotState } from '@aws-sdk/client-ec2';
import { durations } from './durations';
import { copyDuration } from './snapshot-copy.machine';
import type { SnapshotRecord } from './state';

/** AWS's state of a snapshot, by the machine that makes it. */
export function snapshotState({ creation, copy }: SnapshotRecord): SnapshotState {
  if (copy === undefined) return creation ?? 'completed';
  return copy.state === 'completed' || copy.state === 'error' ? copy.state : 'pending';
}

/** How far a snapshot is, in the form of AWS: `42%`. A failed one stays where it stood. */
export function snapshotProgress(snapshot: SnapshotRecord, now: number): string {
  const state = snapshotState(snapshot);
  if (state === 'completed') return '100%';
  const { StartTime, CompletionTime, copy, blocks } = snapshot;
  const whole = copy === undefined ? blocks * durations.createBlock : copyDuration(copy.context);
  const passed = (state === 'error' ? (CompletionTime ?? now) : now) - StartTime;
  const share = whole === 0 ? 0 : Math.floor((100 * passed) / whole);
  return `${Math.min(99, Math.max(0, share))}%`;
}
