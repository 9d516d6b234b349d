import type { Marks } from './layout';
import { pathOf, storeOf, type Node, type PathIndex } from './paths';

/** How many parameters lie below a level, in words. */
export function countText({ from, to }: Node): string {
  const count = to - from;
  return `${count.toLocaleString('en')} ${count === 1 ? 'parameter' : 'parameters'}`;
}

/** Every parameter in a line of its own, in the order of the tree; `limit` at most. */
export function treeText(
  index: PathIndex,
  marksOf: (key: string) => Marks,
  limit = Infinity,
): string[] {
  const shown = index.slice(0, limit);
  return shown.map((key) => [pathOf(key), storeOf(key), ...marksOf(key).texts].join(', '));
}
