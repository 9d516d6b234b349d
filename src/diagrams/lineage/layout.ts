import { Graph, layout } from '@dagrejs/dagre';
import { curveBumpX, line } from 'd3';
import { fit } from '../sequence/measure';
import { resourceSubject, type Subject } from '../subjects';
import {
  collapsed,
  fateOf,
  type Deed,
  type Fate,
  type LineageGraph,
  type LineageNode,
} from './graph';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node with its place. */
export interface Box {
  readonly node: LineageNode;
  /** The resources that it is. */
  readonly subject: Subject;
  readonly fate: Fate;
  readonly x: number;
  readonly y: number;
  readonly width: number;
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
export const box = {
  width: 200,
  narrow: 152,
  height: 44,
  title: 12,
  detail: 11,
  padding: 10,
} as const;

const margin = 12;

/** Below this width boxes and the gaps between them are smaller. */
const roomy = 640;

/**
 * Lays a lineage out in layers from left to right, by what needs what, and marks what a deed ends.
 * `width` is what the page has; the drawing may be wider.
 */
export function lineageLayout(whole: LineageGraph, deed: Deed, width = roomy): LineageShapes {
  const graph = collapsed(whole);
  const fates = new Map(graph.nodes.map((node) => [node.id, fateOf(node, deed)]));
  const isRoomy = width >= roomy;
  const boxWidth = isRoomy ? box.width : box.narrow;
  const dagre = new Graph({ multigraph: false });
  const gaps = { nodesep: 12, ranksep: isRoomy ? 56 : 28 };
  dagre.setGraph({ rankdir: 'LR', ...gaps, marginx: margin, marginy: margin });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) dagre.setNode(id, { width: boxWidth, height: box.height });
  for (const { from, to } of graph.edges) dagre.setEdge(from, to, {});
  layout(dagre);
  const centreOf = (id: string): Point => {
    const { x = 0, y = 0 } = dagre.node(id) as Partial<Point>;
    return { x, y };
  };
  // The cross of what is lost stands at the right.
  const room = boxWidth - 2 * box.padding - 12;
  const boxes = graph.nodes.map((node): Box => {
    const { x, y } = centreOf(node.id);
    return {
      subject: resourceSubject(...arnsOf(node)),
      ...{ node, fate: fates.get(node.id) ?? 'kept' },
      ...{ x: x - boxWidth / 2, y: y - box.height / 2, width: boxWidth },
      title: fit(node.title, room, box.title, 'mono'),
      detail: fit(node.detail, room, box.detail, 'ui'),
    };
  });
  const curve = line<Point>()
    .x(({ x }) => Math.round(x))
    .y(({ y }) => Math.round(y))
    .curve(curveBumpX);
  const lines = graph.edges.map(({ from, to, label }): Line => {
    const { points = [] } = dagre.edge(from, to) as { readonly points?: readonly Point[] };
    const [start, end] = [centreOf(from), centreOf(to)];
    const path = curve([
      { x: start.x + boxWidth / 2, y: start.y },
      // A line over several layers goes around what is between.
      ...(points.length > 3 ? points.slice(1, -1) : []),
      { x: end.x - boxWidth / 2, y: end.y },
    ]);
    return { from, to, label, path: path ?? '', fate: fates.get(to) ?? 'kept' };
  });
  const right = Math.max(0, ...boxes.map(({ x }) => x + boxWidth));
  const bottom = Math.max(0, ...boxes.map(({ y }) => y + box.height));
  return { width: right + margin, height: bottom + margin, boxes, lines };
}

/** The ARNs of what a node stands for; what belongs to a resource names it first. */
function arnsOf({ id, ids = [id] }: LineageNode): string[] {
  return ids.flatMap((one) => {
    if (one.startsWith('bucket ')) return [`arn:aws:s3:::${one.slice('bucket '.length)}`];
    return one.startsWith('arn:') ? [one.split(' ')[0] ?? one] : [];
  });
}
