/** A parameter by where it stands: its account and Region, and its path with the leading slash. */
export interface Entry {
  /** Names its record. */
  readonly key: string;
  readonly store: string;
  readonly path: string;
}

/** All paths in an order in which whatever lies below one comes right after it. */
export interface PathIndex {
  /** Store and path as one text, slashes replaced by what sorts before everything else. */
  readonly sorted: readonly string[];
  readonly entries: readonly Entry[];
}

/** A part of a path: a folder, a parameter, or both. */
export interface Node {
  /** Which entries lie at and below it: from `from` up to `to`. */
  readonly from: number;
  readonly to: number;
  /** How long the sortable text up to it is. */
  readonly end: number;
  /** 0 for a store. */
  readonly depth: number;
  readonly name: string;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** The parameter of this very path. */
  readonly entry: Entry | undefined;
  readonly isFolder: boolean;
}

// Sorts before every character that a name may have, so that `/a/b/c` comes before `/a/b-x`.
const separator = '\0';

/** Puts parameters in order. A look at any part of the tree then costs only what is looked at. */
export function indexOf(entries: readonly Entry[]): PathIndex {
  const rows = entries.map((entry) => ({ entry, text: sortable(entry) }));
  rows.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return { sorted: rows.map(({ text }) => text), entries: rows.map(({ entry }) => entry) };
}

function sortable({ store, path }: Entry): string {
  return store + path.replaceAll('/', separator);
}

/** The parameters whose path contains a text, in the same order. */
export function matching({ sorted, entries }: PathIndex, text: string): PathIndex {
  const wanted = text.toLowerCase();
  const found = { sorted: [] as string[], entries: [] as Entry[] };
  for (const [at, entry] of entries.entries()) {
    if (!entry.path.toLowerCase().includes(wanted)) continue;
    found.sorted.push(sorted[at] ?? '');
    found.entries.push(entry);
  }
  return found;
}

/** The stores: the tree's first level. */
export function rootsOf(index: PathIndex): Node[] {
  return below(index, { from: 0, to: index.sorted.length, start: 0, depth: 0 });
}

/** What lies directly below a part of a path. */
export function childrenOf(index: PathIndex, { entry, from, to, end, depth }: Node): Node[] {
  const first = entry === undefined ? from : from + 1;
  return below(index, { from: first, to, start: end + 1, depth: depth + 1 });
}

/** A name for a node that stays the same while parameters come and go. */
export function idOf({ sorted }: PathIndex, { from, end }: Node): string {
  return (sorted[from] ?? '').slice(0, end);
}

/** The node of an id; undefined where there is none any more. */
export function nodeAt(index: PathIndex, id: string): Node | undefined {
  let nodes = rootsOf(index);
  let node: Node | undefined;
  for (const name of id.split(separator)) {
    node = nodes.find((one) => one.name === name);
    if (node === undefined) return undefined;
    nodes = childrenOf(index, node);
  }
  return node;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Where the names of this level begin in the sortable text. */
  readonly start: number;
  readonly depth: number;
}

function below({ sorted, entries }: PathIndex, { from, to, start, depth }: Stretch): Node[] {
  const found: Omit<Node, 'siblings'>[] = [];
  for (let at = from; at < to;) {
    const text = sorted[at] ?? '';
    const slash = text.indexOf(separator, start);
    const end = slash === -1 ? text.length : slash;
    const after = endOf(sorted, text.slice(0, end), at, to);
    const entry = text.length === end ? entries[at] : undefined;
    const isFolder = after - at > (entry === undefined ? 0 : 1);
    const position = found.length + 1;
    found.push({
      from: at,
      to: after,
      end,
      depth,
      name: text.slice(start, end),
      position,
      entry,
      isFolder,
    });
    at = after;
  }
  return found.map((node) => ({ ...node, siblings: found.length }));
}

/** Where the stretch ends that begins at `at` and has all that is at or below `prefix`. */
function endOf(sorted: readonly string[], prefix: string, at: number, limit: number): number {
  const isInside = (index: number) => {
    const text = sorted[index] ?? '';
    if (!text.startsWith(prefix)) return false;
    return text.length === prefix.length || text[prefix.length] === separator;
  };
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
