import { parseScenario } from './parse-scenario';
import type { Scenario, ScenarioSummary } from './scenario';

const scenarioFile = /\/scenarios\/[^/]+\/[^/?]+\.yaml(\?summary)?$/;

/**
 * Vite plugin: turns scenario files into modules of plain data while building, so that the page
 * carries neither a YAML parser nor the schema. A file with faults stops the build and names them.
 */
export function scenarios() {
  return {
    name: 'envelope-lab:scenarios',
    transform: {
      filter: { id: scenarioFile },
      handler(text: string, id: string) {
        const scenario = parseScenario(text, id.replace(/^.*(?=scenarios\/)|\?.*$/g, ''));
        const data = id.endsWith('?summary') ? summaryOf(scenario) : scenario;
        return { code: `export default ${JSON.stringify(data)};`, map: null };
      },
    },
  };
}

function summaryOf({ id, title, summary, minutes, skills, tasks }: Scenario): ScenarioSummary {
  return {
    ...{ id, title, summary, skills, tasks: tasks.length },
    ...(minutes === undefined ? {} : { minutes }),
  };
}
