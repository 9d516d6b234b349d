import { isRecord, isList, type Value, type ValueRecord } from '../parameters/value';
import { formatJson } from './json';
import { byCodePoint } from './text';
import { yamlText } from './yaml-scalar';

/** YAML as the CLI prints it: block style, members in alphabetical order. */
export function formatYaml(value: Value): string {
  // The CLI prints a bare scalar as JSON: YAML would end the document with dots.
  if (!isRecord(value) && !isList(value)) return `${formatJson(value)}\n`;
  return `${node(value, 0, 0, false)}\n`;
}

/**
 * A value that begins at `column`. `indent` is that of the collection around it; a list that is the
 * value of a member is indented no further than the member.
 */
function node(value: Value, column: number, indent: number, ofMember: boolean): string {
  if (isList(value) && value.length > 0) return list(value, ofMember ? indent : column);
  if (isRecord(value) && Object.keys(value).length > 0) return members(value, column);
  return scalar(value, column, indent + 2, false);
}

function list(items: readonly Value[], indent: number): string {
  return items
    .map((item) => `- ${node(item, indent + 2, indent, false)}`)
    .join(`\n${' '.repeat(indent)}`);
}

function members(record: ValueRecord, indent: number): string {
  const margin = ' '.repeat(indent);
  return Object.keys(record)
    .sort(byCodePoint)
    .map((name) => {
      const value = record[name] as Value;
      const key = scalar(name, indent, indent, true);
      if (isList(value) && value.length > 0) {
        return `${key}:\n${margin}${node(value, indent, indent, true)}`;
      }
      if (isRecord(value) && Object.keys(value).length > 0) {
        return `${key}:\n${margin}  ${node(value, indent + 2, indent, false)}`;
      }
      return `${key}: ${node(value, indent + key.length + 2, indent, false)}`;
    })
    .join(`\n${margin}`);
}

function scalar(value: Value, column: number, indent: number, key: boolean): string {
  if (isList(value)) return '[]';
  if (isRecord(value)) return '{}';
  return typeof value === 'string' ? yamlText(value, { column, indent, key }) : formatJson(value);
}
