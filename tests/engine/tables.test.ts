import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invert, table, Tables, Transaction, type Change } from '../../src/engine/tables';

interface Item {
  readonly n: number;
}

const items = table<Item>('items');

const writes = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'b/c', 'd'), fc.option(fc.integer(), { nil: undefined })),
);

function write(tables: Tables, list: (readonly [string, number | undefined])[]): Change[] {
  const tx = new Transaction(tables);
  for (const [key, n] of list) {
    if (n === undefined) tx.delete(items, key);
    else tx.put(items, key, { n });
  }
  return tx.changes;
}

describe('tables', () => {
  it('walks keys in order, by prefix, after a key, up to a limit', () => {
    const tables = new Tables();
    for (const key of ['b/2', 'a', 'b/1', 'c', 'b/3']) write(tables, [[key, 1]]);
    const keys = (range?: object) => tables.range(items, range).map(([key]) => key);
    expect(keys()).toEqual(['a', 'b/1', 'b/2', 'b/3', 'c']);
    expect(keys({ prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/3']);
    expect(keys({ prefix: 'b/', after: 'b/1' })).toEqual(['b/2', 'b/3']);
    expect(keys({ prefix: 'b/', after: 'b/1', limit: 1 })).toEqual(['b/2']);
    expect(keys({ after: 'zzz' })).toEqual([]);
    expect(['', 'b/', 'b', 'c', 'd'].map((prefix) => tables.size(items, prefix))).toEqual([
      ...[5, 3, 3, 1, 0],
    ]);
  });

  it('a rollback leaves the tables as they were', () => {
    fc.assert(
      fc.property(writes, writes, (before, attempt) => {
        const tables = new Tables();
        write(tables, before);
        const expected = [...tables.entries()];
        const tx = new Transaction(tables);
        for (const [key, n] of attempt) {
          if (n === undefined) tx.delete(items, key);
          else tx.put(items, key, { n });
        }
        tx.rollback();
        expect([...tables.entries()]).toEqual(expected);
      }),
    );
  });

  it('inverted changes lead back, inverted twice they lead there again', () => {
    fc.assert(
      fc.property(writes, writes, (before, after) => {
        const tables = new Tables();
        write(tables, before);
        const old = [...tables.entries()];
        const changes = write(tables, after);
        const now = [...tables.entries()];
        for (const change of invert(changes)) tables.apply(change);
        expect([...tables.entries()]).toEqual(old);
        for (const change of invert(invert(changes))) tables.apply(change);
        expect([...tables.entries()]).toEqual(now);
      }),
    );
  });

  it('a fork and its origin do not see each other’s writes', () => {
    fc.assert(
      fc.property(writes, writes, writes, (before, here, there) => {
        const tables = new Tables();
        write(tables, before);
        const fork = tables.fork();
        const alone = new Tables();
        write(alone, before);
        write(tables, here);
        write(fork, there);
        write(alone, there);
        expect([...fork.entries()]).toEqual([...alone.entries()]);
      }),
    );
  });
});
