import type { SavedWorld } from '../../../engine/saved-world';
import type { Update } from '../../../engine/tables';
import type { WorldTables } from '../world-view';

/** A record that two worlds do not have alike. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly what: 'added' | 'removed' | 'changed';
  readonly before: object | undefined;
  readonly after: object | undefined;
}

/** A saved world as tables. */
export function tablesOf(saved: SavedWorld): WorldTables {
  const tables = new Map<string, Map<string, object>>();
  for (const [name, key, row] of saved.rows) {
    let table = tables.get(name);
    if (table === undefined) tables.set(name, (table = new Map()));
    table.set(key, row);
  }
  return tables;
}

/** The records that differ from one world to the other, table by table; `alike` compares two. */
export function differences(
  before: WorldTables,
  after: WorldTables,
  alike: (a: object, b: object) => boolean = same,
): readonly Difference[] {
  const found: Difference[] = [];
  for (const table of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(table), after.get(table)];
    const inTable: Difference[] = [];
    for (const [key, row] of now ?? []) {
      const was = old?.get(key);
      if (was === undefined) inTable.push({ table, key, what: 'added', before: was, after: row });
      else if (!alike(was, row)) {
        inTable.push({ table, key, what: 'changed', before: was, after: row });
      }
    }
    for (const [key, row] of old ?? []) {
      if (now?.has(key) === true) continue;
      inTable.push({ table, key, what: 'removed', before: row, after: undefined });
    }
    found.push(...inTable.sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  return found;
}

/**
 * What makes one world the other. Rows that are not the same object count as different: of bytes that
 * lie in Blobs nobody can say at once whether they are alike.
 */
export function changesTo(before: WorldTables, after: WorldTables): readonly Update[] {
  return differences(before, after, Object.is).map(({ table, key, after: row }) => ({
    ...{ table, key, after: row },
  }));
}

/** What time and every request leave behind, in a world in which nothing else has changed. */
const leftBehind: ReadonlySet<string> = new Set([
  ...['engine.clock', 'engine.random', 'engine.timers', 'engine.timer-keys'],
  ...['iam.last-uses', 'kms.key-usage', 'kms.key-aliases', 'ssm.events'],
  ...['cloudtrail.events', 'prices.kept', 'prices.usage', 'quotas.requests'],
  ...['workstation.secrets', 'workstation.session', 'workstation.variables'],
]);

/** Whether a difference is of something that somebody made: not of the clock, the trail, the bill. */
export function isOfThings({ table }: Difference): boolean {
  return !leftBehind.has(table);
}

/** A member that differs between two states of a record. */
export interface ChangedMember {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The members that a change of a record is about. */
export function changedMembers({ before, after }: Difference): readonly ChangedMember[] {
  const [old, now] = [before, after] as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])]
    .map((name) => ({ name, before: old?.[name], after: now?.[name] }))
    .filter((member) => !same(member.before, member.after));
}

/** Equality of records: plain data, and bytes. Of Blobs, which nobody can read at once, their size. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Blob || b instanceof Blob) {
    return a instanceof Blob && b instanceof Blob && a.size === b.size;
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]));
}
