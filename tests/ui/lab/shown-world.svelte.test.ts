import { describe, expect, it } from 'vitest';
import { ShownWorld } from '../../../src/ui/lab/shown-world.svelte';
import { worldReader } from '../../../src/ui/lab/world-reader';
import { WorldMirror } from '../../../src/worker/world-mirror';

const after = (table: string, key: string, row?: object) => ({ table, key, after: row });

/** A mirror with a key and a clock, as it is shown. */
function world() {
  const mirror = new WorldMirror();
  const shown = new ShownWorld();
  mirror.apply([after('kms.keys', 'b', { n: 1 }), after('engine.clock', 'now', { now: 1 })]);
  shown.show(mirror.tables);
  const change = (table: string, key: string, row?: object) => {
    mirror.apply([after(table, key, row)]);
    shown.show(mirror.tables, [table]);
  };
  return { mirror, shown, change };
}

/** How often something is computed that reads the world. */
function follow(read: () => unknown) {
  const seen: unknown[] = [];
  const stop = $effect.root(() => {
    $effect.pre(() => void seen.push(read()));
  });
  return { seen, stop };
}

const settled = () => Promise.resolve();

describe('the world as it is shown', () => {
  it('lets what reads one table stand while another changes', async () => {
    const { shown, change } = world();
    const { seen, stop } = follow(() => [...(shown.get('kms.keys')?.keys() ?? [])].join());
    change('engine.clock', 'now', { now: 2 });
    await settled();
    expect(seen).toEqual(['b']);
    change('kms.keys', 'a', { n: 2 });
    await settled();
    expect(seen).toEqual(['b', 'b,a']);
    stop();
  });

  it('has another table after each change, so that what is computed from it follows', () => {
    const { shown, change } = world();
    const before = shown.get('kms.keys');
    change('engine.clock', 'now', { now: 2 });
    expect(shown.get('kms.keys')).toBe(before);
    change('kms.keys', 'b', { n: 3 });
    expect(shown.get('kms.keys')).not.toBe(before);
  });

  it('tells who asked for a table that was not there when it comes, and when it goes', async () => {
    const { mirror, shown, change } = world();
    const { seen, stop } = follow(() => shown.get('kms.aliases')?.size);
    change('engine.clock', 'now', { now: 2 });
    await settled();
    expect(seen).toEqual([undefined]);
    change('kms.aliases', 'alias/a', {});
    await settled();
    mirror.replace({ format: 0, rows: [] });
    shown.show(mirror.tables);
    await settled();
    expect(seen).toEqual([undefined, 1, undefined]);
    stop();
  });

  it('follows all tables where all are read', async () => {
    const { shown, change } = world();
    const { seen, stop } = follow(() => [...shown].map(([name, { size }]) => `${name} ${size}`));
    change('kms.keys', 'c', {});
    await settled();
    expect(seen.at(-1)).toEqual(['kms.keys 2', 'engine.clock 1']);
    stop();
  });

  it('reads a table in order, whatever comes and goes', () => {
    const { shown, change } = world();
    const keys = () => {
      const all = worldReader(shown).range({ name: 'kms.keys' }, { after: '' });
      return all.map(([key]) => key).join('');
    };
    expect(keys()).toBe('b');
    change('kms.keys', 'd', {});
    change('kms.keys', 'a', {});
    expect(keys()).toBe('abd');
    change('kms.keys', 'e', {});
    change('kms.keys', 'b');
    change('kms.keys', 'd', { n: 2 });
    expect(keys()).toBe('ade');
  });
});
