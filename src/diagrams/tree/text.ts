import type { Marks } from './layout';
import type { Entry, Node, PathIndex } from './paths';

/** How many parameters lie at and below a node, in words. */
export function countText(node: Node): string {
  const count = node.to - node.from;
  return `${count.toLocaleString('en')} ${count === 1 ? 'parameter' : 'parameters'}`;
}

/** A node in words: what it is called, and what is said of it. */
export function nodeText({ name, entry, isFolder }: Node, { texts }: Marks): string {
  const kind =
    entry !== undefined && isFolder ? 'parameter and path' : isFolder ? 'path' : 'parameter';
  return [`${name}, ${kind}`, ...texts].join(', ');
}

/** Every parameter in a line of its own, in the order of the tree; `limit` at most. */
export function treeText(
  { entries }: PathIndex,
  marksOf: (entry: Entry) => Marks,
  limit = Infinity,
): string[] {
  const shown = entries.slice(0, limit);
  return shown.map((entry) => [entry.path, entry.store, ...marksOf(entry).texts].join(', '));
}
