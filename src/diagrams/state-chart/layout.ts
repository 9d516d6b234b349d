import { Graph, layout as place } from '@dagrejs/dagre';
import { curveBasis, line } from 'd3';
import { textWidth } from '../sequence/measure';
import type { Chart, ChartState, ChartTransition } from './chart';

/** Sizes of type in px. */
export const type = { name: 13, line: 11 } as const;

const rhythm = { line: 15, name: 22, pad: 10, head: 26, margin: 12, dot: 12 } as const;

/** A piece of text; it is centred at x. */
export interface TextShape {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A state as a box. */
export interface StateShape {
  readonly state: ChartState;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Its name, in lines. */
  readonly name: readonly TextShape[];
  /** What it stays in for, below the name. */
  readonly lines: readonly TextShape[];
}

/** All ways from one state to another, as one arrow. */
export interface WayShape {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** One a line of the label. */
  readonly transitions: readonly ChartTransition[];
  readonly path: string;
  readonly head: string;
  readonly label: Box;
  readonly lines: readonly TextShape[];
}

/** What stands at an arrow: what brings it about, or the numbers of its transitions. */
export type Labels = 'words' | 'numbers';

/** All shapes of a state chart, in px; boxes that lie in others come after them. */
export interface ChartShapes {
  readonly width: number;
  readonly height: number;
  readonly states: readonly StateShape[];
  readonly ways: readonly WayShape[];
  /** Where a machine, or a state with states in it, begins. */
  readonly starts: readonly {
    readonly x: number;
    readonly y: number;
    readonly path: string;
    readonly head: string;
  }[];
}

/** A rectangle by its middle. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Placed {
  readonly points: readonly Point[];
  readonly x?: number;
  readonly y?: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The text of a transition at its arrow. */
export function transitionText({ label, guard }: ChartTransition): string {
  return guard === undefined ? label : `${label} [${guard}]`;
}

function labelOf({ transitions }: Way, labels: Labels): string[] {
  if (labels === 'words') return transitions.map(transitionText);
  return [transitions.map(({ index }) => index + 1).join(', ')];
}

/** Whether a state has no states in it. */
export function isLeaf({ kind }: ChartState): boolean {
  return kind === 'plain' || kind === 'final';
}

const startOf = (id: string) => `start of ${id}`;

/** Lays a chart out from top to bottom. Pure: the same chart gives the same shapes. */
export function stateChartLayout(chart: Chart, labels: Labels = 'words'): ChartShapes {
  const graph = new Graph({ directed: true, multigraph: true, compound: true });
  graph.setGraph({
    ...{ rankdir: 'TB', ranksep: 34, marginx: rhythm.margin },
    ...(labels === 'words' ? { nodesep: 28, edgesep: 18 } : { nodesep: 24, edgesep: 12 }),
    marginy: rhythm.margin + (chart.states.every(isLeaf) ? 0 : rhythm.head),
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const state of chart.states) graph.setNode(state.id, isLeaf(state) ? sizeOf(state) : {});
  for (const { id, parent } of chart.states) if (parent !== undefined) graph.setParent(id, parent);
  const ways = waysOf(chart).map((way) => ({ ...way, text: labelOf(way, labels) }));
  for (const { id, source, target, text } of ways) {
    const width = widest(text, type.line) + rhythm.pad;
    const height = text.length * rhythm.line + 4;
    graph.setEdge(source, target, { width, height, labelpos: 'c' }, id);
  }
  for (const state of chart.states.filter(({ isInitial }) => isInitial)) {
    graph.setNode(startOf(state.id), { width: rhythm.dot, height: rhythm.dot });
    if (state.parent !== undefined) graph.setParent(startOf(state.id), state.parent);
    graph.setEdge(startOf(state.id), state.id, { weight: 4 }, 'start');
  }
  place(graph);

  const box = (id: string) => graph.node(id) as unknown as Box;
  const edge = (v: string, w: string, name: string) =>
    graph.edge({ v, w, name }) as unknown as Placed;
  const states = chart.states.map((state) => shapeOf(state, box(state.id), isLeaf(state)));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    ...{ width: Math.ceil(width), height: Math.ceil(height), states },
    ways: ways.map(({ text, ...way }) => {
      const { points, x = 0, y = 0 } = edge(way.source, way.target, way.id);
      const width = widest(text, type.line) + rhythm.pad / 2;
      const label = { x, y, width, height: text.length * rhythm.line };
      const first = y - label.height / 2 + 11;
      const lines = text.map((one, i) => ({ text: one, x, y: first + i * rhythm.line }));
      const isLoop = way.source === way.target;
      const drawn = isLoop ? loop(box(way.source), x) : arrow(points);
      return { ...way, ...drawn, label, lines };
    }),
    starts: chart.states
      .filter(({ isInitial }) => isInitial)
      .map(({ id }) => {
        const { x, y } = box(startOf(id));
        return { x, y, ...arrow(edge(startOf(id), id, 'start').points) };
      }),
  };
}

function sizeOf({ name, inside }: ChartState) {
  const names = nameLines(name);
  const width = Math.max(widestName(names), widest(inside, type.line));
  const lines = inside.length === 0 ? 0 : inside.length * rhythm.line + rhythm.pad / 2;
  return {
    width: Math.max(72, width + 2 * rhythm.pad),
    height: names.length * rhythm.name + rhythm.pad + lines,
  };
}

/** The longest name that stands in one line. */
const nameLength = 24;

/** A long name in lines, broken behind underscores: `UPDATE_ROLLBACK_` and `IN_PROGRESS`. */
function nameLines(name: string): string[] {
  const lines = [''];
  for (const part of name.length > nameLength ? name.split(/(?<=_)/) : [name]) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + part.length > nameLength) lines.push(part);
    else lines[lines.length - 1] = line + part;
  }
  return lines;
}

function widest(texts: readonly string[], size: number): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, size, 'ui')));
}

// Names are bold. Advance widths in em: of capitals, digits and underscores, and of other letters.
const boldAdvance = { capital: 0.72, other: 0.6 } as const;

/** How wide names are at most; the first has a sign before it where the state is the one now. */
function widestName(names: readonly string[]): number {
  const widths = names.map((name, line) => {
    const capitals = name.replaceAll(/[^A-Z0-9_]/g, '').length;
    const { capital, other } = boldAdvance;
    const sign = line === 0 ? 1 : 0;
    return (capitals * capital + (name.length - capitals) * other + sign) * type.name;
  });
  return Math.ceil(Math.max(0, ...widths));
}

function shapeOf(state: ChartState, { x, y, width, height }: Box, leaf: boolean): StateShape {
  // Around others, a box is higher by its head, where its name stands.
  const head = leaf ? 0 : rhythm.head;
  const top = Math.round(y - height / 2) - head;
  const names = nameLines(state.name);
  const name = names.map((text, i) => ({ text, x, y: top + 20 + i * (rhythm.name - 6) }));
  const first = top + names.length * rhythm.name + rhythm.pad + 6;
  return {
    ...{ state, x: Math.round(x - width / 2), y: top, name },
    ...{ width: Math.round(width), height: Math.round(height) + head },
    lines: state.inside.map((text, i) => ({ text, x, y: first + i * rhythm.line })),
  };
}

type Way = Pick<WayShape, 'id' | 'source' | 'target' | 'transitions'>;

function waysOf({ transitions }: Chart): Way[] {
  const ways = new Map<string, Way & { transitions: ChartTransition[] }>();
  for (const transition of transitions) {
    const { source, target } = transition;
    const id = `${source} → ${target}`;
    const way = ways.get(id);
    if (way === undefined) ways.set(id, { id, source, target, transitions: [transition] });
    else way.transitions.push(transition);
  }
  return [...ways.values()];
}

const curve = line<Point>()
  .x(({ x }) => round(x))
  .y(({ y }) => round(y))
  .curve(curveBasis);

/** A curve through points, and the head at its end, in the direction in which it arrives. */
function arrow(points: readonly Point[]): { readonly path: string; readonly head: string } {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? end;
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const wing = (turn: number) => {
    const x = end.x - 8 * Math.cos(angle + turn);
    const y = end.y - 8 * Math.sin(angle + turn);
    return `${round(x)},${round(y)}`;
  };
  const tip = `${round(end.x)},${round(end.y)}`;
  return { path: curve(points) ?? '', head: `M${wing(0.42)}L${tip}L${wing(-0.42)}Z` };
}

/** A way back to the state it leaves, at its right side and as far as `x`. */
function loop({ x: middle, y, width }: Box, x: number): Pick<WayShape, 'path' | 'head'> {
  const right = round(middle + width / 2);
  // A cubic curve gets three quarters of the way to its handles.
  const far = round(right + ((x - right) * 4) / 3);
  const path = `M${right},${round(y - 7)}C${far},${round(y - 20)} ${far},${round(y + 20)} ${right},${round(y + 7)}`;
  const tip = round(y + 7);
  return { path, head: `M${right + 7},${tip - 1}L${right},${tip}L${right + 6},${tip + 6}Z` };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
