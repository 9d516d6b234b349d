import { pythonString } from '../python-text';
import { isList, isRecord, type Value, type ValueRecord } from '../parameters/value';

/** Text output: a line for each record, columns between tabs, sections named in capitals. */
export function formatText(value: Value): string {
  const lines: string[] = [];
  write(value, undefined, undefined, lines);
  return lines.map((line) => `${line}\n`).join('');
}

type Name = string | undefined;

function write(value: Value, name: Name, columns: readonly string[] | undefined, lines: string[]) {
  if (isList(value)) writeList(value, name, lines);
  else if (isRecord(value)) writeRecord(value, name, columns, lines);
  else lines.push(pythonString(value));
}

function writeList(items: readonly Value[], name: Name, lines: string[]): void {
  if (items.length === 0) return;
  if (items.some(isRecord)) {
    const columns = scalarColumns(items);
    for (const item of items) write(item, name, columns, lines);
    return;
  }
  const scalars = items.filter((item) => !isList(item));
  if (scalars.length > 0) writeScalars(scalars, name, lines);
  for (const item of items) if (isList(item)) write(item, name, undefined, lines);
}

function writeScalars(items: readonly Value[], name: Name, lines: string[]): void {
  if (name === undefined) lines.push(items.map(pythonString).join('\t'));
  else for (const item of items) lines.push(`${name.toUpperCase()}\t${pythonString(item)}`);
}

function writeRecord(
  record: ValueRecord,
  name: Name,
  columns: readonly string[] | undefined,
  lines: string[],
): void {
  const isScalar = (key: string) => !isList(record[key]) && !isRecord(record[key]);
  const keys = Object.keys(record).sort(byCodePoint);
  const shown = columns ?? keys.filter(isScalar);
  const rest = keys.filter((key) =>
    columns === undefined ? !isScalar(key) : !columns.includes(key),
  );
  const cells = shown.map((key) =>
    Object.hasOwn(record, key) ? pythonString(record[key] as Value) : '',
  );
  if (cells.length > 0) {
    lines.push([...(name === undefined ? [] : [name.toUpperCase()]), ...cells].join('\t'));
  }
  for (const key of rest) write(record[key] as Value, key, undefined, lines);
}

// Every record of a list gets the same columns, so that `cut -f` finds them.
function scalarColumns(items: readonly Value[]): string[] {
  const names = new Set<string>();
  for (const item of items) {
    if (!isRecord(item)) continue;
    for (const [name, value] of Object.entries(item)) {
      if (!isList(value) && !isRecord(value)) names.add(name);
    }
  }
  return [...names].sort(byCodePoint);
}

/** Python's order of strings. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
