import { stringify } from 'yaml';

/** A line that ran in a terminal, and how it ended. */
export interface RecordedLine {
  readonly line: string;
  readonly exitCode: number;
}

const toDo = `# Recorded from the lab. Say in text what to do, and add checks that the solution passes;
# take lines that only looked at something out of the solution, or move them to world.setup.
`;

/** A draft of a scenario whose solution is what ran in a terminal; its checks are still to be written. */
export function recordedScenario(lines: readonly RecordedLine[], region: string): string {
  const solution = lines.filter(({ exitCode }) => exitCode === 0).map(({ line }) => line.trim());
  const task = {
    ...{ id: 'first-task', title: 'What to achieve', text: 'What to do and why.' },
    ...{ checks: [], hints: [], solution },
  };
  const scenario = {
    ...{ id: 'recorded', title: 'Recorded from the lab', summary: '' },
    ...{ world: { region }, tasks: [task] },
  };
  return toDo + stringify(scenario, { lineWidth: 0 });
}
