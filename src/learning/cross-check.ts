import { search } from 'jmespath';
import { quotaFacts } from '../engine/quotas/facts';
import type { Fact } from './facts';
import type { Scenario, Task } from './scenario';
import type { FieldPath } from './yaml-source';

/** Something that fits the schema but not the rest of the scenario. */
export interface CrossFault {
  readonly path: FieldPath;
  readonly message: string;
}

/** What a schema cannot see: names that must be unique, and names that must exist. */
export function crossCheck(
  scenario: Scenario,
  file: string,
  facts: ReadonlyMap<string, Fact>,
): CrossFault[] {
  return [
    ...fileName(scenario, file),
    ...unique(scenario.tasks.map(({ id }, i) => [id, ['tasks', i, 'id']])),
    ...unique(scenario.files.map(({ path }, i) => [path, ['files', i, 'path']])),
    ...(scenario.world.traffic ?? [])
      .map(({ quota }, i) => ({ quota, path: ['world', 'traffic', i, 'quota'] }))
      .filter(({ quota }) => quotaFacts(quota).code === null)
      .map(({ quota, path }) => ({ path, message: `there is no request quota ${quota}` })),
    ...scenario.facts
      .map((id, i) => ({ id, path: ['facts', i] }))
      .filter(({ id }) => !facts.has(id))
      .map(({ id, path }) => ({ path, message: `there is no fact ${id} in scenarios/facts.yaml` })),
    ...scenario.tasks.flatMap((task, i) => taskFaults(scenario, task, ['tasks', i])),
  ];
}

function fileName({ id }: Scenario, file: string): CrossFault[] {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (/^\d\d-/.test(name) && name.slice(3) === `${id}.yaml`) return [];
  return [{ path: ['id'], message: `expected the file to be called NN-${id}.yaml, not ${name}` }];
}

function taskFaults(scenario: Scenario, task: Task, path: FieldPath): CrossFault[] {
  const names = new Set(task.checks.flatMap(({ id, label }) => [id, label]));
  const given = new Set(scenario.files.map((file) => file.path));
  return [
    ...unique(task.checks.map(({ label }, i) => [label, [...path, 'checks', i, 'label']])),
    ...unique(
      task.checks.flatMap(({ id }, i) =>
        id === undefined ? [] : [[id, [...path, 'checks', i, 'id']] as const],
      ),
    ),
    ...task.checks.flatMap((check, i): CrossFault[] => {
      const at = [...path, 'checks', i];
      if ('run' in check && check.query !== undefined) {
        return queryFault(check.query, [...at, 'query']);
      }
      if (
        'file' in check &&
        check.is.sameAsGiven !== undefined &&
        !given.has(check.is.sameAsGiven)
      ) {
        const message = `the scenario has no file ${check.is.sameAsGiven}`;
        return [{ path: [...at, 'is', 'sameAsGiven'], message }];
      }
      return [];
    }),
    ...task.wrong.flatMap(({ fails }, i): CrossFault[] =>
      names.has(fails)
        ? []
        : [
            {
              path: [...path, 'wrong', i, 'fails'],
              message: `expected the id or label of a check of this task, found: ${fails}`,
            },
          ],
    ),
  ];
}

/** A fault where a query is not JMESPath. */
export function queryFault(query: string, path: FieldPath): CrossFault[] {
  try {
    search({}, query);
    return [];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // A function may refuse this empty input; only the grammar is judged here.
    if (error.name !== 'ParserError' && error.name !== 'LexerError') return [];
    return [{ path, message: `is not JMESPath: ${error.message}` }];
  }
}

/** A fault for every name that is there a second time. */
export function unique(named: readonly (readonly [name: string, path: FieldPath])[]): CrossFault[] {
  const seen = new Set<string>();
  return named.flatMap(([name, path]) => {
    if (seen.has(name)) return [{ path, message: `there already is one called ${name}` }];
    seen.add(name);
    return [];
  });
}
