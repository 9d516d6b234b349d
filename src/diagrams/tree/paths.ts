/**
 * The keys of parameters in order: `account|Region|/path/ leaf`, as the world's table has them. A
 * space before the last name makes a path's own parameters come before those further down.
 */
export type PathIndex = readonly string[];

/** A level of a path, or the parameter at its end. */
export interface Node {
  /** Which keys lie below it: from `from` up to `to`; of a parameter its own. */
  readonly from: number;
  readonly to: number;
  /** How much of their keys they have in common with it. */
  readonly end: number;
  /** 0 for an account's Region. */
  readonly depth: number;
  readonly name: string;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** The parameter's key; absent for a level. */
  readonly key: string | undefined;
}

/**
 * Puts keys in order. A look at any part of the tree then costs only what is looked at. A world's
 * table has them in order but for the newest: those alone are sorted.
 */
export function indexOf(keys: Iterable<string>): PathIndex {
  const all = [...keys];
  let end = 1;
  while (end < all.length && all[end - 1]! < all[end]!) end += 1;
  if (end >= all.length) return all;
  return merged(all, all.splice(end).sort());
}

/** Two lists in order as one. */
function merged(a: readonly string[], b: readonly string[]): string[] {
  const both: string[] = [];
  let i = 0;
  for (const key of b) {
    while (i < a.length && a[i]! < key) both.push(a[i++]!);
    both.push(key);
  }
  while (i < a.length) both.push(a[i++]!);
  return both;
}

/** All paths of an index in one text, a line each, and where its lines begin. */
interface Haystack {
  readonly text: string;
  readonly starts: Uint32Array;
}

// A search goes through one long text much faster than through many short ones, and there is one
// for every letter that is typed.
const haystacks = new WeakMap<PathIndex, Haystack>();

function haystackOf(index: PathIndex): Haystack {
  let haystack = haystacks.get(index);
  if (haystack === undefined) haystacks.set(index, (haystack = makeHaystack(index)));
  return haystack;
}

function makeHaystack(index: PathIndex): Haystack {
  const text = index.join('\n').replaceAll('/ ', '/').toLowerCase();
  const starts = new Uint32Array(index.length + 1);
  for (let line = 0, at = 0; line < index.length; line += 1) {
    starts[line] = at;
    at = text.indexOf('\n', at) + 1;
  }
  starts[index.length] = text.length + 1;
  return { text, starts };
}

/** The parameters whose account, Region or path contains a text, in the same order. */
export function matching(index: PathIndex, text: string): PathIndex {
  const { text: hay, starts } = haystackOf(index);
  const needle = text.toLowerCase();
  const found: string[] = [];
  let line = 0;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, starts[line])) {
    while (starts[line + 1]! <= at) line += 1;
    found.push(index[line]!);
    line += 1;
    if (line >= index.length) break;
  }
  return found;
}

/** The path of a parameter's key: `/path/leaf`. */
export function pathOf(key: string): string {
  return key.slice(key.indexOf('/')).replace(' ', '');
}

/** The account and Region of a key. */
export function storeOf(key: string): string {
  const [account = '', region = ''] = key.split('|', 2);
  return `${account}, ${region}`;
}

/** The accounts' Regions: the tree's first level. */
export function rootsOf(index: PathIndex): Node[] {
  return below(index, { from: 0, to: index.length, end: 0, depth: -1, key: undefined });
}

/** What lies directly below a level. */
export function childrenOf(index: PathIndex, node: Node): Node[] {
  return node.key === undefined ? below(index, node) : [];
}

/** A name for a node that stays the same while parameters come and go. */
export function idOf(index: PathIndex, { from, end }: Node): string {
  return (index[from] ?? '').slice(0, end);
}

/** The node of an id; undefined where there is none any more. */
export function nodeAt(index: PathIndex, id: string): Node | undefined {
  let nodes = rootsOf(index);
  for (;;) {
    const node = nodes.find((one) => {
      const own = idOf(index, one);
      return one.key === undefined ? id.startsWith(own) : id === own;
    });
    if (node === undefined || node.end === id.length) return node;
    nodes = childrenOf(index, node);
  }
}

type Stretch = Pick<Node, 'from' | 'to' | 'end' | 'depth' | 'key'>;

function below(index: PathIndex, { from, to, end: start, depth }: Stretch): Node[] {
  const found: Omit<Node, 'siblings'>[] = [];
  for (let at = from; at < to;) {
    const text = index[at] ?? '';
    const node = { from: at, depth: depth + 1, position: found.length + 1 };
    if (text[start] === ' ') {
      found.push({ ...node, to: at + 1, end: text.length, name: text.slice(start + 1), key: text });
      at += 1;
      continue;
    }
    const end = text.indexOf('/', start) + 1;
    const after = endOf(index, text.slice(0, end), at, to);
    const name = depth === -1 ? storeOf(text) : text.slice(start, end - 1);
    found.push({ ...node, to: after, end, name, key: undefined });
    at = after;
  }
  return found.map((node) => ({ ...node, siblings: found.length }));
}

/** Where the stretch ends that begins at `at` and whose keys begin with `prefix`. */
function endOf(index: PathIndex, prefix: string, at: number, limit: number): number {
  const isInside = (place: number) => index[place]?.startsWith(prefix) === true;
  let inside = at;
  let step = 1;
  while (inside + step < limit && isInside(inside + step)) {
    inside += step;
    step *= 2;
  }
  let outside = Math.min(limit, inside + step);
  while (outside - inside > 1) {
    const middle = (inside + outside) >>> 1;
    if (isInside(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}
