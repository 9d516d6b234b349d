import { fit, textWidth } from '../sequence/measure';
import type { Node } from './paths';
import { isOpenAt } from './rows';

/** Heights and distances in px. */
export const measures = { row: 28, indent: 18, left: 12, glyph: 16, text: 13, detail: 11 } as const;

/** A node as it is drawn. */
export interface TreeRow {
  /** Its place among all rows. */
  readonly index: number;
  readonly node: Node;
  /** Undefined where there is nothing to open. */
  readonly isOpen: boolean | undefined;
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** What of its marks fits, and where the text ends. */
  readonly detail: string;
  readonly detailX: number;
  readonly isSecret: boolean;
}

/** What shows of the tree. */
export interface TreeShapes {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly TreeRow[];
  /** Lines that join a folder's rows. */
  readonly guides: readonly { readonly x: number; readonly y1: number; readonly y2: number }[];
}

/** What is said of a parameter beside its name. */
export interface Marks {
  readonly texts: readonly string[];
  readonly isSecret: boolean;
}

/** What part of the tree shows. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
}

/**
 * Lays out the rows that show, and no others: the cost is the viewport's, not the tree's. Pure: the
 * same rows and viewport give the same shapes.
 */
export function treeLayout(
  rows: readonly Node[],
  { width, height, scrollTop }: Viewport,
  marksOf: (node: Node) => Marks,
): TreeShapes {
  const first = Math.max(0, Math.floor(scrollTop / measures.row));
  const last = Math.min(rows.length, Math.ceil((scrollTop + height) / measures.row) + 1);
  const shown: TreeRow[] = [];
  for (let index = first; index < last; index += 1) {
    const node = rows[index];
    if (node === undefined) continue;
    const x = measures.left + node.depth * measures.indent;
    const { texts, isSecret } = marksOf(node);
    const detailX = width - measures.left;
    const label = fit(node.name, detailX - x - measures.glyph, measures.text, 'mono');
    const nameEnd = x + measures.glyph + textWidth(label, measures.text, 'mono');
    const detail = fitting(texts, detailX - nameEnd - 24);
    const isOpen = node.key === undefined ? isOpenAt(rows, index) : undefined;
    const y = index * measures.row - scrollTop;
    shown.push({ index, node, isOpen, x, y, label, detail, detailX, isSecret });
  }
  return { width, height, rows: shown, guides: guidesOf(shown) };
}

/** As many of the texts, the first ones first, as there is room for. */
function fitting(texts: readonly string[], room: number): string {
  for (let count = texts.length; count > 0; count -= 1) {
    const text = texts.slice(0, count).join(' · ');
    if (textWidth(text, measures.detail, 'ui') <= room) return text;
  }
  return '';
}

function guidesOf(rows: readonly TreeRow[]): TreeShapes['guides'] {
  const guides: { x: number; y1: number; y2: number }[] = [];
  const open = new Map<number, { x: number; y1: number; y2: number }>();
  for (const { node, y } of rows) {
    for (const depth of [...open.keys()]) if (depth >= node.depth) open.delete(depth);
    for (let depth = 0; depth < node.depth; depth += 1) {
      const known = open.get(depth);
      if (known !== undefined) {
        known.y2 = y + measures.row;
        continue;
      }
      const x = measures.left + depth * measures.indent + 6;
      const guide = { x, y1: y, y2: y + measures.row };
      open.set(depth, guide);
      guides.push(guide);
    }
  }
  return guides;
}
