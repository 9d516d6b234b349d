import type { z } from 'zod';
import type { ContentFault } from './content-error';
import { checkKinds } from './schema';
import type { FieldPath, YamlSource } from './yaml-source';

type Issue = z.core.$ZodIssue;

/** What a schema says about a document, each fault where it stands; `above` is where the data lies. */
export function schemaFaults(
  issues: readonly Issue[],
  source: YamlSource,
  above: FieldPath = [],
): ContentFault[] {
  return issues.flatMap((issue) => faultsOf(issue, above, source));
}

function faultsOf(issue: Issue, above: FieldPath, source: YamlSource): ContentFault[] {
  const path = [...above, ...(issue.path as FieldPath)];
  switch (issue.code) {
    case 'invalid_union':
      return isCheck(path) ? checkFaults(issue, path, source) : [plainFault(issue, path, source)];
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        source.fault([...path, key], 'is not a field that is known here', true),
      );
    default:
      return [plainFault(issue, path, source)];
  }
}

function plainFault(issue: Issue, path: FieldPath, source: YamlSource): ContentFault {
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return source.fault(path, `is missing; expected ${nameOfType(issue.expected)}`);
  }
  if (issue.code === 'invalid_type') {
    const written = source.written(path);
    const found =
      written === undefined ? nameOfValue(issue.input) : `${nameOfValue(issue.input)} (${written})`;
    const advice =
      issue.expected === 'string' && written !== undefined ? `; quote it: '${written}'` : '';
    return source.fault(path, `expected ${nameOfType(issue.expected)}, found ${found}${advice}`);
  }
  return source.fault(path, issue.message);
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields',
  record: 'fields',
};

function nameOfType(expected: string): string {
  return typeNames[expected] ?? expected;
}

function nameOfValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return nameOfType(typeof value);
}

const lists = new Set<unknown>(['checks', 'goal', 'matrix']);

function isCheck(path: FieldPath): boolean {
  return lists.has(path.at(-2)) || path.at(-1) === 'claim' || path.at(-1) === 'effect';
}

/** A check is judged as the kind its author meant: the one whose member it has. */
function checkFaults(
  issue: z.core.$ZodIssueInvalidUnion,
  path: FieldPath,
  source: YamlSource,
): ContentFault[] {
  const kinds = Object.keys(checkKinds);
  const { input } = issue;
  const present = typeof input === 'object' && input !== null ? Object.keys(input) : [];
  const kind = kinds.findIndex((name) => present.includes(name));
  if (kind === -1) {
    return [source.fault(path, `expected a check with one of: ${kinds.join(', ')}`)];
  }
  return issue.errors[kind]!.flatMap((inner) => faultsOf(inner, path, source));
}
