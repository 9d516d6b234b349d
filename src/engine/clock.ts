import { table, type Reader, type Transaction } from './tables';

/** The world's time in milliseconds since 1970, as a record like every other. */
export interface ClockRecord {
  readonly now: number;
}

export const clockTable = table<ClockRecord>('engine.clock');
const key = 'world';

/** Reads the world's time, in milliseconds since 1970. */
export function readClock(reader: Reader): number {
  return reader.get(clockTable, key)?.now ?? 0;
}

/** Sets the world's time; only the engine's `advanceTo` and a new world do. */
export function setClock(tx: Transaction, now: number): void {
  tx.put(clockTable, key, { now });
}

/**
 * A promise of the world: at `at`, the service's timer handler of this `kind` gets `payload`.
 * Being a record, it survives saving, undo and forks, however far in the future it lies.
 */
export interface Timer {
  readonly id: string;
  readonly at: number;
  readonly service: string;
  readonly region: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** A timer as a service sets it: its own, and in the Region at work unless it names another. */
export type NewTimer = Omit<Timer, 'service' | 'region'> & { readonly region?: string };

/** Timers in the order in which they fall due: by time, then by id. */
export const timerTable = table<Timer>('engine.timers');
const timerKeys = table<{ readonly key: string }>('engine.timer-keys');

const width = String(Number.MAX_SAFE_INTEGER).length;

function timerKey(timer: Timer): string {
  return `${String(timer.at).padStart(width, '0')}/${timer.id}`;
}

/** Sets a timer; one with the same id is replaced. `at` is a time in ms and must be an integer. */
export function setTimer(reader: Reader, tx: Transaction, timer: Timer): void {
  cancelTimer(reader, tx, timer.id);
  tx.put(timerTable, timerKey(timer), timer);
  tx.put(timerKeys, timer.id, { key: timerKey(timer) });
}

/** The timer of this id, if it is set. */
export function findTimer(reader: Reader, id: string): Timer | undefined {
  const entry = reader.get(timerKeys, id);
  return entry === undefined ? undefined : reader.get(timerTable, entry.key);
}

/** Removes a timer; does nothing when there is none of this id. */
export function cancelTimer(reader: Reader, tx: Transaction, id: string): void {
  const entry = reader.get(timerKeys, id);
  if (entry === undefined) return;
  tx.delete(timerTable, entry.key);
  tx.delete(timerKeys, id);
}

/** The timer that falls due first, at `until` or before. */
export function nextTimer(reader: Reader, until = Infinity): Timer | undefined {
  const first = reader.range(timerTable, { limit: 1 })[0]?.[1];
  return first !== undefined && first.at <= until ? first : undefined;
}
