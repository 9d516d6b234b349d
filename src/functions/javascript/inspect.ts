/** How deep objects are shown, as Node shows them. */
const deepest = 2;
const longestLine = 72;

/** A value as Node's console shows it. */
export function inspect(value: unknown, depth = 0, seen: readonly unknown[] = []): string {
  switch (typeof value) {
    case 'string':
      return depth === 0 && seen.length === 0 ? `'${value}'` : quoted(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return `[Function: ${value.name || '(anonymous)'}]`;
    case 'object':
      return value === null ? 'null' : inspectObject(value, depth, seen);
    default:
      return String(value);
  }
}

const quoted = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function inspectObject(value: object, depth: number, seen: readonly unknown[]): string {
  if (seen.includes(value)) return '[Circular *1]';
  if (value instanceof Error) return value.stack ?? String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise { <pending> }';
  const name = nameOf(value);
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  if (depth > deepest) return isList ? '[Array]' : `[${name === '' ? 'Object' : name}]`;
  const inner = (one: unknown) => inspect(one, depth + 1, [...seen, value]);
  const [open, close, parts] = partsOf(value, inner);
  const head = name === '' ? '' : `${name} `;
  if (parts.length === 0) return `${head}${open}${close}`;
  const line = `${open} ${parts.join(', ')} ${close}`;
  if (line.length <= longestLine && !line.includes('\n')) return head + line;
  const indent = '  '.repeat(depth + 1);
  const end = '  '.repeat(depth);
  return `${head}${open}\n${parts.map((part) => indent + part).join(',\n')}\n${end}${close}`;
}

function nameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return '[Object: null prototype]';
  const { name } = prototype.constructor as { name?: string };
  if (Array.isArray(value) || prototype === Object.prototype) return '';
  if (value instanceof Map || value instanceof Set) return `${name}(${value.size})`;
  if (ArrayBuffer.isView(value)) return `${name}(${(value as Uint8Array).length})`;
  return name ?? '';
}

function partsOf(
  value: object,
  inner: (one: unknown) => string,
): readonly [open: string, close: string, parts: readonly string[]] {
  if (value instanceof Map) {
    return ['{', '}', [...value].map(([key, one]) => `${inner(key)} => ${inner(one)}`)];
  }
  if (value instanceof Set) return ['{', '}', [...value].map(inner)];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    const more = items.length > 100 ? [`... ${items.length - 100} more items`] : [];
    return ['[', ']', [...items.slice(0, 100).map(inner), ...more]];
  }
  return [
    '{',
    '}',
    Object.entries(value).map(
      ([key, one]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${inner(one)}`,
    ),
  ];
}

/** What a call of the console writes: `%s` and its like, and everything else with spaces between. */
export function format(...args: readonly unknown[]): string {
  const [first, ...rest] = args;
  const shown = (value: unknown) => (typeof value === 'string' ? value : inspect(value));
  if (typeof first !== 'string' || !first.includes('%')) return args.map(shown).join(' ');
  const left = [...rest];
  const text = first.replace(/%[sdifjoOc%]/g, (mark) => {
    if (mark === '%%') return '%';
    if (left.length === 0) return mark;
    const value = left.shift();
    switch (mark) {
      case '%d':
        return String(Number(value));
      case '%i':
        return String(parseInt(String(value), 10));
      case '%f':
        return String(parseFloat(String(value)));
      case '%j':
        return JSON.stringify(value) ?? 'undefined';
      case '%c':
        return '';
      default:
        return shown(value);
    }
  });
  return [text, ...left.map(shown)].join(' ');
}
