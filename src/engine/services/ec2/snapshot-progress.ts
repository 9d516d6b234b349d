import { durations } from './durations';
import { copyDuration } from './snapshot-copy.machine';
import { snapshotState, type SnapshotRecord } from './state';

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
