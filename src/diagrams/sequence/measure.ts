/** Type sizes of the diagram in px; the drawing takes them from here so that widths agree. */
export const type = { label: 12, detail: 11 } as const;

// Advance widths in em. Monospaced faces agree on about 0.6; for the interface face this is a
// generous mean, so that text is shortened a little early rather than drawn over its neighbour.
const advance = { mono: 0.602, ui: 0.56 } as const;

/** The face a piece of text is set in. */
export type Face = keyof typeof advance;

/** About how wide `text` is drawn, in px, without asking a browser. */
export function textWidth(text: string, size: number, face: Face): number {
  return Math.ceil(text.length * size * advance[face]);
}

/** `text`, shortened with an ellipsis where it would be wider than `width` px. */
export function fit(text: string, width: number, size: number, face: Face): string {
  if (textWidth(text, size, face) <= width) return text;
  const room = Math.floor(width / (size * advance[face])) - 1;
  return room <= 0 ? '…' : `${text.slice(0, room).trimEnd()}…`;
}

/**
 * `text` in lines of at most `width` px, broken at blanks and after the service prefix of an
 * action (`kms:`); a word too long for a line is shortened.
 */
export function wrap(text: string, width: number, size: number, face: Face): string[] {
  if (textWidth(text, size, face) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(/(?<= )|(?<=\w:)(?=\w)/)) {
    if (line !== '' && textWidth((line + piece).trimEnd(), size, face) > width) {
      lines.push(line);
      line = '';
    }
    line += piece;
  }
  return [...lines, line].map((part) => fit(part.trimEnd(), width, size, face));
}
