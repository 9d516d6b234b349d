import type { SecretKind } from '../../engine/trace';
import type { Subject } from '../subjects';
import type { Columns } from './columns';
import { fit, textWidth, type } from './measure';
import type { SecretMark } from './shapes';
import { secretWords } from './words';

/** Vertical distances in px, on a grid of 4. */
export const rhythm = { head: 56, gap: 8, between: 24, foot: 16, line: 20 } as const;

/** The bar on a life line while its actor works: half its width, and how far nested ones shift. */
export const bar = { half: 4, nested: 4 } as const;

/** Space between a frame and what stands in it or beside it. */
export const padding = 8;

/** Where the next shape goes. */
export interface Cursor {
  readonly y: number;
  /** Number of messages so far. */
  readonly index: number;
  /** How many requests each life line is working on. */
  readonly load: readonly number[];
  /** The request that is being drawn. */
  readonly subject: Subject | undefined;
}

/** Where something touches a life line on its left (-1) or right (1): nested bars grow to the right. */
export function edge(columns: Columns, lifeline: number, side: 1 | -1, load: number): number {
  const x = columns.list[lifeline]?.x ?? 0;
  if (load === 0) return x;
  return side === -1 ? x - bar.half : x + bar.half + (load - 1) * bar.nested;
}

/** The mark for secrets in the clear, at most `room` px wide; null where there are none. */
export function secretMark(
  secrets: readonly SecretKind[],
  x: number,
  y: number,
  room: number,
): SecretMark | null {
  if (secrets.length === 0) return null;
  const inner = room - padding;
  const measure = (words: string) => textWidth(words, type.detail, 'ui');
  const names = secrets.join(', ');
  const wordings = [secretWords(secrets), `clear: ${names}`, names];
  const words = wordings.find((each) => measure(each) <= inner) ?? names;
  const text = fit(words, inner, type.detail, 'ui');
  return { secrets, text, x, y, width: measure(text) + padding, height: rhythm.line };
}
