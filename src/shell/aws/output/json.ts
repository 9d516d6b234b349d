import { encodeBase64 } from '../../../engine/base64';
import { pythonNumber } from '../python-text';
import { isList, type Value } from '../parameters/value';

/** JSON as the CLI prints it: four blanks a level, text beyond ASCII as it is. */
export function formatJson(value: Value, indent = ''): string {
  if (value instanceof Uint8Array) return JSON.stringify(encodeBase64(value));
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}    `;
  const [open, close, items] = isList(value)
    ? ['[', ']', value.map((item) => formatJson(item, inner))]
    : [
        '{',
        '}',
        Object.entries(value).map(
          ([name, item]) => `${JSON.stringify(name)}: ${formatJson(item, inner)}`,
        ),
      ];
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

function jsonNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return pythonNumber(value);
}
