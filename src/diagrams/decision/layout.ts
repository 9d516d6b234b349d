import { hierarchy } from 'd3';
import type { Evaluation } from '../../engine/iam/index';
import { decisionTree, type DecisionNode } from './nodes';

/** A node where it is drawn: the middle of its mark; its text stands to the right of that. */
export interface NodeShape {
  readonly id: number;
  /** The row of the node above it; null of the request. */
  readonly parent: number | null;
  /** From 1, as trees count their levels. */
  readonly level: number;
  readonly node: DecisionNode;
  readonly x: number;
  readonly y: number;
  /** The label, as far as there is room for it. */
  readonly text: string;
}

/** A line from a node down to one below it. */
export interface LinkShape {
  readonly path: string;
  readonly lit: boolean;
}

/** All shapes of a decision, in px. */
export interface DecisionShapes {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly NodeShape[];
  readonly links: readonly LinkShape[];
}

/** Distances in px; `letter` is the width of one of the labels' font. */
export const measures = { row: 26, indent: 26, mark: 7, letter: 6.7, gap: 14, margin: 14 } as const;

/**
 * Lays an evaluation out as an indented tree: one row a node, so that it is read from the top as AWS
 * decides. Pure: the same evaluation and width give the same shapes.
 */
export function decisionLayout(evaluation: Evaluation, width: number): DecisionShapes {
  const { row, margin, mark } = measures;
  const indent = width < 480 ? measures.indent / 2 + mark : measures.indent;
  const rows = hierarchy(decisionTree(evaluation), ({ children }) => children).descendants();
  const inOrder: (typeof rows)[number][] = [];
  rows[0]?.eachBefore((node) => inOrder.push(node));
  const place = new Map(inOrder.map((node, index) => [node, index]));
  const nodes = inOrder.map((node, id): NodeShape => {
    const x = margin + node.depth * indent;
    return {
      id,
      parent: node.parent === null ? null : (place.get(node.parent) ?? null),
      level: node.depth + 1,
      node: node.data,
      x,
      y: margin + id * row,
      text: cut(node.data.label, width - x),
    };
  });
  const links = nodes.flatMap((shape): LinkShape[] => {
    const parent = shape.parent === null ? undefined : nodes[shape.parent];
    if (parent === undefined) return [];
    const path = `M${parent.x},${parent.y + mark} V${shape.y} H${shape.x - mark}`;
    return [{ path, lit: shape.node.lit }];
  });
  // Lit lines lie on top of the others.
  links.sort((a, b) => Number(a.lit) - Number(b.lit));
  return { width, height: 2 * margin + (nodes.length - 1) * row, nodes, links };
}

function cut(label: string, room: number): string {
  const { letter, gap, margin } = measures;
  const most = Math.max(8, Math.floor((room - gap - margin) / letter));
  return label.length <= most ? label : `${label.slice(0, most - 1)}…`;
}
