import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  type SymbolType,
} from 'd3';
import type { EventKind } from './events';

const shapes: Readonly<Record<EventKind, readonly [SymbolType, size: number, turn: number]>> = {
  created: [symbolCircle, 62, 0],
  version: [symbolDiamond, 56, 0],
  rotation: [symbolStar, 64, 0],
  expiry: [symbolTriangle, 56, 0],
  deletion: [symbolCross, 72, 45],
  work: [symbolWye, 56, 0],
  change: [symbolSquare, 38, 0],
  failure: [symbolTriangle, 56, 180],
};

/** What each sign stands for, in the order of the legend. */
export const signs: readonly { readonly kind: EventKind; readonly title: string }[] = [
  { kind: 'created', title: 'created' },
  { kind: 'version', title: 'new version' },
  { kind: 'rotation', title: 'rotation' },
  { kind: 'expiry', title: 'expires' },
  { kind: 'deletion', title: 'deleted' },
  { kind: 'work', title: 'goes on' },
  { kind: 'change', title: 'changed' },
  { kind: 'failure', title: 'refused' },
];

/** The sign of a kind of event as a path around its middle. */
export function signPath(kind: EventKind): { readonly d: string; readonly turn: number } {
  const [shape, size, turn] = shapes[kind];
  return { d: symbol(shape, size)() ?? '', turn };
}
