/** A setting to write; nested settings are a record, null takes a setting out. */
export type Settings = Readonly<Record<string, string | null | Readonly<Record<string, string>>>>;

/**
 * The text of a configuration file after settings of one section were changed. Everything else,
 * comments and order included, stays as it was.
 */
export function editConfigFile(text: string, section: string, settings: Settings): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const waiting = new Map(Object.entries(settings));
  let start = lines.findIndex((line) => sectionName(line) === section);
  if (start < 0) {
    start = lines.length;
    lines.push(`[${section}]`);
  }
  let end = lines.findIndex((line, index) => index > start && sectionName(line) !== undefined);
  if (end < 0) end = lines.length;
  const body: string[] = [];
  for (let index = start + 1; index < end; index += 1) {
    const line = lines[index] as string;
    const key = /^([^\s#;=:][^=:]*?)\s*[=:]/.exec(line)?.[1];
    if (key === undefined || !waiting.has(key)) {
      body.push(line);
      continue;
    }
    const value = waiting.get(key);
    waiting.delete(key);
    if (typeof value === 'string') body.push(`${key} = ${value}`);
    else if (value !== null && value !== undefined) {
      const nested: string[] = [];
      while (index + 1 < end && /^\s+\S/.test(lines[index + 1] as string)) {
        index += 1;
        nested.push(lines[index] as string);
      }
      body.push(line, ...editNested(nested, value));
    }
  }
  const tail = [];
  while (body.at(-1)?.trim() === '') tail.push(body.pop() as string);
  for (const [key, value] of waiting) body.push(...render(key, value));
  return [...lines.slice(0, start + 1), ...body, ...tail, ...lines.slice(end), ''].join('\n');
}

function editNested(lines: readonly string[], settings: Readonly<Record<string, string>>) {
  const waiting = new Map(Object.entries(settings));
  const edited = lines.map((line) => {
    const key = /^\s+([^=:\s][^=:]*?)\s*[=:]/.exec(line)?.[1] ?? '';
    const value = waiting.get(key);
    if (value === undefined) return line;
    waiting.delete(key);
    return `    ${key} = ${value}`;
  });
  return [...edited, ...[...waiting].map(([key, value]) => `    ${key} = ${value}`)];
}

function render(key: string, value: Settings[string]): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return [`${key} = ${value}`];
  return [`${key} =`, ...editNested([], value)];
}

function sectionName(line: string): string | undefined {
  return /^\[([^\]]+)\]/.exec(line)?.[1]?.trim();
}
