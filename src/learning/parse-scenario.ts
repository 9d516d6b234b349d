import type { z } from 'zod';
import { ContentError, type ContentFault } from './content-error';
import { facts } from './facts';
import type { Scenario } from './scenario';
import { checkKinds, scenarioSchema } from './schema';
import { crossCheck } from './cross-check';
import { YamlSource, type FieldPath } from './yaml-source';

/**
 * Reads a scenario file. `file` is the path that faults name, and its last part must fit the
 * scenario's id. Throws `ContentError` with every fault at once.
 */
export function parseScenario(text: string, file: string): Scenario {
  const source = new YamlSource(text, file);
  if (source.faults.length > 0) throw new ContentError(source.faults);
  const { data } = source;
  const parsed = scenarioSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) {
    throw new ContentError(parsed.error.issues.flatMap((issue) => faultsOf(issue, [], source)));
  }
  const faults = crossCheck(parsed.data, file, facts).map(({ path, message }) =>
    source.fault(path, message),
  );
  if (faults.length > 0) throw new ContentError(faults);
  return withLastRungs(parsed.data);
}

/** The third rung of each ladder of hints is the solution, so that the two cannot drift apart. */
function withLastRungs(scenario: Scenario): Scenario {
  const tasks = scenario.tasks.map((task) => {
    const solution = ['```sh', ...task.solution, '```'].join('\n');
    return { ...task, hints: [...task.hints, solution] };
  });
  return { ...scenario, tasks };
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, above: FieldPath, source: YamlSource): ContentFault[] {
  const path = [...above, ...(issue.path as FieldPath)];
  switch (issue.code) {
    case 'invalid_union':
      return isCheckList(path)
        ? checkFaults(issue, path, source)
        : [plainFault(issue, path, source)];
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

function isCheckList(path: FieldPath): boolean {
  return path.at(-2) === 'checks';
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
