import { describe, expect, it } from 'vitest';
import {
  changedMembers,
  changesTo,
  differences,
  isOfThings,
} from '../../../src/ui/lab/save-points/compare';

const world = (rows: Record<string, Record<string, object>>) =>
  new Map(
    Object.entries(rows).map(([table, records]) => [table, new Map(Object.entries(records))]),
  );

const key = { KeyState: 'Enabled', policy: { document: '{}' } };
const before = world({ 'kms.keys': { a: key, b: key }, 'engine.clock': { world: { now: 1 } } });
const after = world({
  ...{ 'engine.clock': { world: { now: 2 } } },
  'kms.keys': { a: { KeyState: 'Disabled', policy: { document: '{}' } }, c: key },
});

describe('two worlds, compared', () => {
  it('differ in records, table by table, and a changed record in some of its members', () => {
    const found = differences(before, after);
    expect(found.map(({ table, key: name, what }) => `${table} ${name} ${what}`)).toEqual([
      ...['engine.clock world changed', 'kms.keys a changed', 'kms.keys b removed'],
      'kms.keys c added',
    ]);
    expect(changedMembers(found[1]!)).toEqual([
      { name: 'KeyState', before: 'Enabled', after: 'Disabled' },
    ]);
    expect(found.map(isOfThings)).toEqual([false, true, true, true]);
  });

  it('do not differ where records are written anew and say the same, large bytes by their size', () => {
    const bytes = (...content: number[]) => ({ bytes: new Uint8Array(content) });
    const blob = (text: string) => ({ bytes: new Blob([text]) });
    const rows = (last: object) => world({ t: { a: { ...key }, b: bytes(1, 2), c: last } });
    expect(differences(rows(blob('ab')), rows(blob('cd')))).toEqual([]);
    expect(differences(rows(blob('ab')), rows(blob('abc')))).toHaveLength(1);
    expect(differences(rows(bytes(1)), rows(bytes(2)))).toHaveLength(1);
  });

  it('become one by the rows that are not the very same', () => {
    const changes = changesTo(before, after);
    expect(changes.map(({ key: name }) => name)).toEqual(['world', 'a', 'b', 'c']);
    expect(changes[2]).toEqual({ table: 'kms.keys', key: 'b', after: undefined });
    expect(changesTo(before, before)).toEqual([]);
  });
});
