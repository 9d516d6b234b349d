import { parseScenario } from '../../src/learning/parse-scenario';
import type { Scenario } from '../../src/learning/scenario';

const start = `
id: test
title: Test
files:
  - { path: report.csv, text: "paid,12\\nopen,7\\n", repeatToBytes: 1000, secret: true }
`;

/** One task whose parts a test fills in; the rest is as small as it may be. */
export interface TaskParts {
  /** YAML of one check, without label and failure. */
  readonly check: string;
  readonly solution?: readonly string[];
  /** YAML of the task's list of wrong solutions. */
  readonly wrong?: string;
  /** YAML of the list of other ways. */
  readonly routes?: string;
  readonly setup?: readonly string[];
  readonly holdsAtStart?: string;
  /** A request quota of which others take one request a second. */
  readonly traffic?: string;
}

/** A scenario with one task and one check. */
export function scenarioOf({
  check,
  solution = ['true'],
  wrong = '[]',
  routes = '[]',
  setup = [],
  holdsAtStart,
  traffic,
}: TaskParts): Scenario {
  const text = `${start}
world: { setup: ${JSON.stringify(setup)}${traffic === undefined ? '' : `, traffic: [{ quota: ${traffic}, rate: 1 }]`} }
tasks:
  - id: task
    title: Do it
    text: Do it.
    checks:
      - ${check}
        id: it
        label: It is done
        failure: 'Found: {actual}'
        ${holdsAtStart === undefined ? '' : `holdsAtStart: ${holdsAtStart}`}
    hints: [One, Two]
    solution: ${JSON.stringify(solution)}
    routes: ${routes}
    wrong: ${wrong}
`;
  return parseScenario(text, 'scenarios/00-test/01-test.yaml');
}
