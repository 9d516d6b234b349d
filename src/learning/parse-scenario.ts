import { ContentError } from './content-error';
import { facts } from './facts';
import { withFigures } from './figures';
import type { Scenario } from './scenario';
import { scenarioSchema } from './schema';
import { crossCheck } from './cross-check';
import { schemaFaults } from './schema-faults';
import { YamlSource } from './yaml-source';

/**
 * Reads a scenario file. `file` is the path that faults name, and its last part must fit the
 * scenario's id. Throws `ContentError` with every fault at once.
 */
export function parseScenario(text: string, file: string): Scenario {
  const source = new YamlSource(text, file);
  if (source.faults.length > 0) throw new ContentError(source.faults);
  const { data, faults: ofFigures } = withFigures(source);
  const parsed = scenarioSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) {
    throw new ContentError(schemaFaults(parsed.error.issues, source));
  }
  const faults = [
    ...ofFigures,
    ...crossCheck(parsed.data, file, facts).map(({ path, message }) => source.fault(path, message)),
  ];
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
