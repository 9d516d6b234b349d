import { pythonString } from '../python-text';
import { isList, isRecord, type Value, type ValueRecord } from '../parameters/value';
import { renderTable, type TableSection } from './table-layout';
import { byCodePoint } from './text';

/** A table as the CLI draws it: nested lists and records become indented sections of their own. */
export function formatTable(title: string, value: Value): string {
  const sections: TableSection[] = [];
  return build(title, value, 0, sections) ? renderTable(sections) : '';
}

function build(
  title: string | undefined,
  value: Value,
  indent: number,
  sections: TableSection[],
): boolean {
  if (isEmpty(value)) return false;
  if (title !== undefined) sections.push({ title, indent, headers: [], rows: [] });
  if (isRecord(value)) buildRecord(value, indent, sections);
  else if (isList(value)) buildList(title, value, indent, sections);
  return true;
}

function buildList(
  title: string | undefined,
  items: readonly Value[],
  indent: number,
  sections: TableSection[],
): void {
  if (isRecord(items[0])) {
    buildRecords(title ?? '', items.filter(isRecord), indent, sections);
    return;
  }
  for (const item of items) {
    if (isScalar(item)) current(sections).rows.push([pythonString(item)]);
    else if (isList(item) && item.every(isScalar)) {
      current(sections).rows.push(item.map(pythonString));
    } else build(undefined, item, 0, sections);
  }
}

function buildRecord(record: ValueRecord, indent: number, sections: TableSection[]): void {
  const names = Object.keys(record).sort(byCodePoint);
  const headers = names.filter((name) => isScalar(record[name] as Value));
  const cells = headers.map((name) => pythonString(record[name] as Value));
  const section = current(sections);
  if (headers.length === 1) section.rows.push([...headers, ...cells]);
  else if (headers.length > 0) {
    section.headers = headers;
    section.rows.push(cells);
  }
  for (const name of names) {
    const value = record[name] as Value;
    if (!isScalar(value)) build(name, value, indent + 1, sections);
  }
}

// All records of a list share the columns that any of them has.
function buildRecords(
  title: string,
  records: readonly ValueRecord[],
  indent: number,
  sections: TableSection[],
): void {
  const columns = (wanted: (value: Value) => boolean) =>
    [
      ...new Set(
        records.flatMap((record) =>
          Object.keys(record).filter((name) => wanted(record[name] as Value)),
        ),
      ),
    ].sort(byCodePoint);
  const headers = columns(isScalar);
  const nested = columns((value) => !isScalar(value));
  current(sections).headers = headers;
  records.forEach((record, index) => {
    if (index > 0 && nested.length > 0) sections.push({ title, indent, headers, rows: [] });
    const cell = (name: string) =>
      Object.hasOwn(record, name) ? pythonString(record[name] as Value) : '';
    current(sections).rows.push(headers.map(cell));
    for (const name of nested) {
      const value = record[name];
      if (value !== undefined) build(name, value, indent + 1, sections);
    }
  });
}

function current(sections: readonly TableSection[]): TableSection {
  return sections.at(-1) as TableSection;
}

function isScalar(value: Value): boolean {
  return !isList(value) && !isRecord(value);
}

// What Python takes for false.
function isEmpty(value: Value): boolean {
  if (isList(value)) return value.length === 0;
  if (isRecord(value)) return Object.keys(value).length === 0;
  return !value;
}
