import {
  fateOf,
  fateWords,
  type Deed,
  type Fate,
  type LineageGraph,
  type LineageNode,
} from './graph';

/** What is done to the key, in words. */
export function deedText(deed: Deed): string {
  switch (deed.type) {
    case 'disable':
      return "Disabled, the key does no cryptography until it is enabled again. Nothing is lost: what it opens can be read again then. A volume that is attached already goes on working, as the data key is in the host's memory.";
    case 'delete':
      return 'Once the waiting period of 7 to 30 days is over, the key and its material are gone. What only it opens can never be read again. Until then it is as if it were disabled, and the deletion can be cancelled.';
    case 'delete material':
      return 'Without this imported material nothing under it can be read. The same material can be imported again, if somebody has kept a copy; else this is as final as a deletion, without a waiting period.';
  }
}

/** A node in words, with what becomes of it. */
export function nodeText(node: LineageNode, fate: Fate): string {
  const count = node.count > 1 ? `, ${node.count.toLocaleString('en')} of them` : '';
  return `${node.title}, ${node.detail}${count}: ${fateWords[fate]}.`;
}

/** How many things have each fate, of those that hold data. */
export function tally(graph: LineageGraph, deed: Deed): Readonly<Record<Fate, number>> {
  const counts = { kept: 0, blocked: 0, lost: 0 };
  for (const node of graph.nodes) {
    if (node.kind === 'dependant') counts[fateOf(node, deed)] += node.count;
  }
  return counts;
}

/** The lineage in sentences: the deed, then every node of the whole graph. */
export function lineageText(graph: LineageGraph, deed: Deed, limit = Infinity): string[] {
  const nodes = graph.nodes.slice(0, limit);
  return [deedText(deed), ...nodes.map((node) => nodeText(node, fateOf(node, deed)))];
}
