import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeLayout } from '../../../src/diagrams/tree/layout';
import {
  idOf,
  indexOf,
  matching,
  nodeAt,
  pathOf,
  type Node,
  type PathIndex,
} from '../../../src/diagrams/tree/paths';
import { closed, opened, parentOf, targetOf, visibleRows } from '../../../src/diagrams/tree/rows';
import { parameterKey } from '../../../src/engine/services/ssm/names';
import { treeText } from '../../../src/diagrams/tree/text';

const store = '123456789012, us-east-1';
const of = (paths: readonly string[]) =>
  indexOf(paths.map((path) => parameterKey('123456789012', 'us-east-1', path)));
const all = (index: PathIndex) => visibleRows(index, () => true);
const names = (rows: readonly Node[]) => rows.map(({ name, depth }) => `${depth} ${name}`);
const noMarks = () => ({ texts: [], isSecret: false });

const segment = fc.constantFrom('a', 'b', 'a-b', 'a.b', 'aa', '0', 'Z');
const path = fc
  .array(segment, { minLength: 1, maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`);
/** All paths above one: `/a/` and `/` of `/a/b`. */
const levelsOf = (whole: string) =>
  Array.from(whole.matchAll(/\//g), ({ index }) => whole.slice(0, index + 1));
const someArePaths = fc.uniqueArray(path, { maxLength: 40 });

describe('the tree of parameters', () => {
  it('is one level a segment, its own parameters first; a name may be both', () => {
    const rows = all(of(['/app/db', '/app/db/user', '/app/db-old', '/x']));
    expect(names(rows)).toEqual([
      ...[`0 ${store}`, '1 x', '1 app', '2 db', '2 db-old', '2 db', '3 user'],
    ]);
    expect(rows.map(({ position, siblings }) => `${position}/${siblings}`)).toEqual([
      ...['1/1', '1/2', '2/2', '1/3', '2/3', '3/3', '1/1'],
    ]);
  });

  it('has every parameter once, below each part of its path, and nothing else', () => {
    fc.assert(
      fc.property(someArePaths, (paths) => {
        const rows = all(of(paths));
        const found = rows.flatMap(({ key }) => (key === undefined ? [] : [pathOf(key)]));
        expect([...found].sort()).toEqual([...paths].sort());
        const levels = new Set(paths.flatMap(levelsOf));
        expect(rows).toHaveLength(levels.size + paths.length);
        for (const [at, { depth, from, to }] of rows.entries()) {
          const parent = rows[parentOf(rows, at)];
          if (depth === 0) continue;
          expect(parent?.depth).toBe(depth - 1);
          expect(from >= (parent?.from ?? 0) && to <= (parent?.to ?? 0)).toBe(true);
        }
      }),
    );
  });

  it('finds a node again by its id', () => {
    const index = of(['/app/db', '/app/db/user', '/app/db-old']);
    for (const node of all(index)) expect(nodeAt(index, idOf(index, node))).toEqual(node);
    expect(nodeAt(index, '123456789012|us-east-1|/app/x/')).toBeUndefined();
  });

  it('closes what it opened', () => {
    fc.assert(
      fc.property(someArePaths, fc.nat(), (paths, seed) => {
        const index = of(paths);
        const rows = visibleRows(index, ({ depth }) => depth < 1);
        if (rows.length === 0) return;
        const at = seed % rows.length;
        expect(names(closed(opened(index, rows, at), at))).toEqual(names(closed(rows, at)));
      }),
    );
  });

  it('finds by any part of the path', () => {
    const index = of(['/app/db/user', '/app/web', '/DB', '/a+b']);
    const found = (text: string) => treeText(matching(index, text), noMarks);
    expect(found('db')).toEqual([`/DB, ${store}`, `/app/db/user, ${store}`]);
    expect(found('db/user')).toEqual([`/app/db/user, ${store}`]);
    expect(found('a+')).toEqual([`/a+b, ${store}`]);
  });

  it('is walked by keys as every tree', () => {
    const rows = all(of(['/a/b', '/c']));
    expect(targetOf('ArrowRight', rows, 2)).toBe(3);
    expect(targetOf('ArrowLeft', rows, 3)).toBe(2);
    expect(targetOf('ArrowRight', rows, 1)).toBeUndefined();
    expect(targetOf('End', rows, 0)).toBe(3);
    expect(targetOf('x', rows, 0)).toBeUndefined();
  });

  it('draws what shows, and no more', () => {
    const rows = all(of(Array.from({ length: 2000 }, (_, n) => `/app${n % 7}/parameter-${n}`)));
    const shapes = treeLayout(rows, { width: 390, height: 400, scrollTop: 9990 }, noMarks);
    expect(shapes.rows.length).toBeLessThan(18);
    expect(shapes.rows[0]?.y).toBeLessThanOrEqual(0);
    expect(shapes.rows.at(-1)?.y).toBeGreaterThan(400 - 28);
    expect(shapes.guides.length).toBeGreaterThan(0);
  });
});
