import { Graph, layout } from '@dagrejs/dagre';
import { curveBasis, line } from 'd3';
import { fit } from '../sequence/measure';
import {
  collapsed,
  fateOf,
  type Deed,
  type Fate,
  type LineageGraph,
  type LineageNode,
} from './graph';

/** A node with its place. */
export interface Box {
  readonly node: LineageNode;
  readonly fate: Fate;
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly detail: string;
}

/** A line from what is needed to what needs it. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly path: string;
  readonly fate: Fate;
}

/** All shapes of a lineage, in px. */
export interface LineageShapes {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** A box, and the type in it, in px. */
export const box = { width: 200, height: 44, title: 12, detail: 11, padding: 10 } as const;

const margin = 12;

/** Lays a lineage out in layers from left to right, by what needs what, and marks what a deed ends. */
export function lineageLayout(whole: LineageGraph, deed: Deed): LineageShapes {
  const graph = collapsed(whole);
  const fates = new Map(graph.nodes.map((node) => [node.id, fateOf(node, deed)]));
  const dagre = new Graph({ multigraph: false });
  dagre.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 64, marginx: margin, marginy: margin });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) dagre.setNode(id, { width: box.width, height: box.height });
  for (const { from, to } of graph.edges) dagre.setEdge(from, to, {});
  layout(dagre);
  // The cross of what is lost stands at the right.
  const room = box.width - 2 * box.padding - 12;
  const boxes = graph.nodes.map((node): Box => {
    const { x = 0, y = 0 } = dagre.node(node.id) as { x?: number; y?: number };
    return {
      ...{ node, fate: fates.get(node.id) ?? 'kept' },
      ...{ x: x - box.width / 2, y: y - box.height / 2 },
      title: fit(node.title, room, box.title, 'mono'),
      detail: fit(node.detail, room, box.detail, 'ui'),
    };
  });
  const curve = line<{ x: number; y: number }>()
    .x(({ x }) => Math.round(x))
    .y(({ y }) => Math.round(y))
    .curve(curveBasis);
  const lines = graph.edges.map(({ from, to, label }): Line => {
    const { points = [] } = dagre.edge(from, to) as { points?: { x: number; y: number }[] };
    return { from, to, label, path: curve(points) ?? '', fate: fates.get(to) ?? 'kept' };
  });
  const right = Math.max(0, ...boxes.map(({ x }) => x + box.width));
  const bottom = Math.max(0, ...boxes.map(({ y }) => y + box.height));
  return { width: right + margin, height: bottom + margin, boxes, lines };
}
