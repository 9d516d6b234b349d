import type { ClockRecord, Timer } from '../../../engine/clock';
import type { WorldTables } from '../world-view';

// Tables as src/engine/clock.ts names them.
const clockTable = 'engine.clock';
const timerTable = 'engine.timers';

/** The world's time in ms since 1970; undefined while there is no world. */
export function worldTime(tables: WorldTables): number | undefined {
  const [record] = tables.get(clockTable)?.values() ?? [];
  return (record as ClockRecord | undefined)?.now;
}

/** How many things will happen by themselves. */
export function timersLeft(tables: WorldTables): number {
  return tables.get(timerTable)?.size ?? 0;
}

/** A time of the world as the page writes it: `2026-11-23 14:05 UTC`. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The same to the second: `2026-11-23 14:05:09 UTC`. */
export function exactTimeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** What a timer does, from the engine's names: `kms: rotation, rotation period`. */
export function timerText({ service, kind, payload }: Timer): string {
  const { event: type } = textsOf(payload);
  // A machine's own timers are called `xstate.after.<delay>.<machine and state>`.
  const event = /^xstate\.after\.([^.]+)/.exec(type ?? '')?.[1] ?? type;
  return `${service}: ${words(kind)}${event === undefined ? '' : `, ${words(event)}`}`;
}

function textsOf(payload: unknown): Record<string, string> {
  const members = typeof payload === 'object' && payload !== null ? Object.entries(payload) : [];
  return Object.fromEntries(members.filter(([, value]) => typeof value === 'string'));
}

function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_.]/g, ' ')
    .toLowerCase();
}

const hour = 3_600_000;
const day = 24 * hour;

/** How far the clock can be moved at once. */
export const moves: readonly { readonly name: string; readonly ms: number }[] = [
  { name: '1 hour', ms: hour },
  { name: '1 day', ms: day },
  { name: '7 days', ms: 7 * day },
  { name: '30 days', ms: 30 * day },
  { name: '1 year', ms: 365 * day },
];
