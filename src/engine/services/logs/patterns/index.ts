import { invalidPattern } from './errors';
import { compileColumns } from './columns';
import { compileJson } from './json-pattern';
import { compileRegex, isRegex } from './regex';
import { compileTerms } from './terms';

// Filter patterns. Source of this folder: CloudWatch Logs User Guide, "Filter pattern syntax for
// metric filters, subscription filters, filter log events, and Live Tail" (read 2026-11).

/** A filter pattern, ready to be held against messages. */
export interface FilterPattern {
  readonly kind: 'terms' | 'regex' | 'json' | 'columns';
  matches(message: string): boolean;
  /** What a pattern for JSON or for columns finds in a message that it matches, by name. */
  extract(message: string): Readonly<Record<string, string>>;
}

const nothing = () => ({});

/** Reads a filter pattern; an empty one matches all. Throws InvalidParameterException. */
export function compilePattern(text: string): FilterPattern {
  const pattern = text.trim();
  if (pattern.startsWith('{')) {
    if (!pattern.endsWith('}')) throw invalidPattern.unclosed('{', '}');
    return { kind: 'json', ...compileJson(pattern) };
  }
  if (pattern.startsWith('[')) {
    if (!pattern.endsWith(']')) throw invalidPattern.unclosed('[', ']');
    return { kind: 'columns', ...compileColumns(pattern) };
  }
  if (isRegex(pattern)) {
    const regex = compileRegex(pattern);
    return { kind: 'regex', matches: (message) => regex.test(message), extract: nothing };
  }
  return { kind: 'terms', matches: compileTerms(pattern), extract: nothing };
}
