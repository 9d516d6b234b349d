/** A part of a table with columns of its own; `indent` bars stand on both of its sides. */
export interface TableSection {
  readonly title: string;
  readonly indent: number;
  headers: readonly string[];
  rows: (readonly string[])[];
}

/** The width beyond which records of one row are turned upright, in characters. */
const terminalWidth = 80;
const cellPadding = 4;
const leftPadding = 2;

/** Draws sections below each other, all as wide as the widest needs to be. */
export function renderTable(sections: readonly TableSection[]): string {
  const wide = widest(sections) > terminalWidth;
  const shown = wide ? sections.map(upright) : sections;
  const width = widest(shown);
  return ['-'.repeat(width), ...shown.flatMap((section) => renderSection(section, width))]
    .map((line) => `${line}\n`)
    .join('');
}

function widest(sections: readonly TableSection[]): number {
  return Math.max(...sections.map(totalWidth));
}

// One row under headers becomes a row for each header.
function upright(section: TableSection): TableSection {
  const [row] = section.rows;
  if (row === undefined || section.rows.length > 1 || section.headers.length === 0) return section;
  const rows = section.headers.map((header, index) => [header, row[index] ?? '']);
  return { ...section, headers: [], rows };
}

function totalWidth(section: TableSection): number {
  const cells = columnWidths(section).reduce((sum, width) => sum + width + cellPadding, 0);
  const outside = 2 * section.indent;
  return Math.max(textWidth(section.title) + 2 + outside, cells + 2 + outside);
}

function columnWidths({ headers, rows }: TableSection): number[] {
  const widths: number[] = [];
  for (const row of [headers, ...rows]) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, textWidth(cell));
    });
  }
  return widths;
}

function renderSection(section: TableSection, fullWidth: number): string[] {
  const { title, headers, rows } = section;
  const width = fullWidth - 2 * section.indent;
  const widths = scaled(columnWidths(section), width);
  const lines: string[] = [];
  if (title !== '') {
    lines.push(centered(title, width, '|'));
    if (headers.length === 0 && rows.length === 0) lines.push(`+${'-'.repeat(width - 2)}+`);
  }
  if (headers.length > 0) lines.push(rule(widths), cells(headers, widths, centered));
  if (rows.length > 0 && widths.length > 0) {
    lines.push(rule(widths), ...rows.map((row) => cells(row, widths, leftAligned)), rule(widths));
  }
  const bars = '|'.repeat(section.indent);
  return lines.map((line) => bars + line + bars);
}

// Columns share out the section's width in proportion; what rounding leaves over is given to
// the last columns, what it took too much is taken from the first.
function scaled(widths: readonly number[], total: number): number[] {
  const natural = widths.map((width) => width + cellPadding);
  const factor = total / natural.reduce((sum, width) => sum + width, 0);
  const columns = natural.map((width) => roundHalfToEven(factor * width));
  let excess = columns.reduce((sum, width) => sum + width, 0) - total;
  for (let index = 0; excess > 0; index = (index + 1) % columns.length, excess -= 1) {
    columns[index] = (columns[index] as number) - 1;
  }
  for (let index = columns.length - 1; excess < 0; excess += 1) {
    columns[index] = (columns[index] as number) + 1;
    index = index === 0 ? columns.length - 1 : index - 1;
  }
  return columns;
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function rule(widths: readonly number[]): string {
  return widths
    .map((width, index) =>
      index === 0 ? `+${'-'.repeat(width - 2)}+` : `${'-'.repeat(width - 1)}+`,
    )
    .join('');
}

type Align = (text: string, width: number, left: string) => string;

function cells(row: readonly string[], widths: readonly number[], align: Align): string {
  return row.map((cell, index) => align(cell, widths[index] ?? 0, index === 0 ? '|' : '')).join('');
}

function centered(text: string, width: number, left: string): string {
  const textLength = textWidth(text);
  const before = Math.max(0, Math.floor(width / 2) - Math.floor(textLength / 2) - 1);
  const after = Math.max(0, width - 1 - left.length - before - textLength);
  return `${left}${' '.repeat(before)}${text}${' '.repeat(after)}|`;
}

function leftAligned(text: string, width: number, left: string): string {
  const textLength = textWidth(text);
  const fits = width >= textLength + leftPadding + left.length + 1;
  const before = fits ? leftPadding : 0;
  const after = Math.max(0, width - left.length - before - textLength - 1);
  return `${left}${' '.repeat(before)}${text}${' '.repeat(after)}|`;
}

const wideCharacter =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

// In columns of a terminal: Chinese, Japanese, Korean letters and emoji take two.
function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wideCharacter.test(character) ? 2 : 1;
  return width;
}
