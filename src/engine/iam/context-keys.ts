import { parsePolicy, type PolicyKind, type Statement } from './parse';

const variable = /\$\{([^{}*?$',][^{}',]*)(?:,\s*'[^']*'\s*)?\}/g;

/** The condition keys that a document tests, or has as variables: each once, as first written. */
export function contextKeysIn(document: string, kind: PolicyKind): readonly string[] {
  const { statements, version } = parsePolicy(document, kind);
  const keys = new Map<string, string>();
  for (const statement of statements) {
    for (const key of keysIn(statement, version === '2012-10-17')) {
      if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
    }
  }
  return [...keys.values()];
}

function* keysIn({ resource, conditions }: Statement, hasVariables: boolean): Generator<string> {
  const texts = [...(resource?.values ?? [])];
  for (const { key, values } of conditions) {
    yield key;
    texts.push(...values);
  }
  if (!hasVariables) return;
  for (const text of texts) {
    for (const [, key = ''] of text.matchAll(variable)) yield key.trim();
  }
}
