import { childrenOf, idOf, rootsOf, type Node, type PathIndex } from './paths';

/** The nodes that show, from top to bottom: roots, and what is below those that are open. */
export function visibleRows(index: PathIndex, isOpen: (node: Node) => boolean): Node[] {
  const rows: Node[] = [];
  const add = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      rows.push(node);
      if (node.key === undefined && isOpen(node)) add(childrenOf(index, node));
    }
  };
  add(rootsOf(index));
  return rows;
}

/** Whether the node at a place shows what is below it. */
export function isOpenAt(rows: readonly Node[], at: number): boolean {
  return (rows[at + 1]?.depth ?? 0) > (rows[at]?.depth ?? 0);
}

/** Rows with the node at a place opened: what was open below it is closed. */
export function opened(index: PathIndex, rows: readonly Node[], at: number): readonly Node[] {
  const node = rows[at];
  if (node === undefined || node.key !== undefined || isOpenAt(rows, at)) return rows;
  return [...rows.slice(0, at + 1), ...childrenOf(index, node), ...rows.slice(at + 1)];
}

/** Rows with the node at a place closed. */
export function closed(rows: readonly Node[], at: number): readonly Node[] {
  return [...rows.slice(0, at + 1), ...rows.slice(endOfSubtree(rows, at))];
}

function endOfSubtree(rows: readonly Node[], at: number): number {
  const { depth } = rows[at] ?? { depth: 0 };
  let end = at + 1;
  while (end < rows.length && (rows[end]?.depth ?? 0) > depth) end += 1;
  return end;
}

/** The place of the node that the one at a place lies in; the same place for a root. */
export function parentOf(rows: readonly Node[], at: number): number {
  const { depth } = rows[at] ?? { depth: 0 };
  for (let above = at - 1; above >= 0; above -= 1) {
    if ((rows[above]?.depth ?? 0) < depth) return above;
  }
  return at;
}

/** The ids of the nodes that are open, for when the rows are made anew. */
export function openIds(index: PathIndex, rows: readonly Node[]): Set<string> {
  const ids = new Set<string>();
  for (const [at, node] of rows.entries()) if (isOpenAt(rows, at)) ids.add(idOf(index, node));
  return ids;
}

/** Where a key leads from the node at a place, as in every tree; undefined where nowhere. */
export function targetOf(key: string, rows: readonly Node[], at: number): number | undefined {
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return Math.min(at + 10, last);
    case 'PageUp':
      return Math.max(at - 10, 0);
    case 'ArrowRight':
      return isOpenAt(rows, at) ? at + 1 : undefined;
    case 'ArrowLeft':
      return isOpenAt(rows, at) ? undefined : parentOf(rows, at);
    default:
      return undefined;
  }
}
