import { parseGlossary } from './parse-glossary';
import { parseScenario } from './parse-scenario';
import type { Item, ItemSummary } from './questions/item';
import { parseQuestions } from './questions/parse-questions';
import { proofLevel } from './questions/proof-level';
import { versionOf } from './questions/version';
import { parseReference } from './reference';
import type { Scenario, ScenarioSummary } from './scenario';

const scenarioFile = /\/scenarios\/(reference|glossary|[^/]+\/[^/?]+)\.yaml(\?summary)?$/;

/**
 * Vite plugin: turns files of scenarios, of questions, of the reference and of the glossary into modules of plain data
 * while building, so that the page carries neither a YAML parser nor the schema. A file with faults stops the build and
 * names them.
 */
export function scenarios() {
  return {
    name: 'envelope-lab:scenarios',
    transform: {
      filter: { id: scenarioFile },
      handler(text: string, id: string) {
        const file = id.replace(/^.*(?=scenarios\/)|\?.*$/g, '');
        const summary = id.endsWith('?summary');
        return { code: `export default ${JSON.stringify(read(text, file, summary))};`, map: null };
      },
    },
  };
}

function read(text: string, file: string, summary: boolean): unknown {
  if (file === 'scenarios/reference.yaml') return parseReference(text, file);
  if (file === 'scenarios/glossary.yaml') return parseGlossary(text, file);
  if (!file.startsWith('scenarios/questions/'))
    return summaryOf(parseScenario(text, file), summary);
  return parseQuestions(text, file).map((item) => (summary ? itemSummary(item) : item));
}

function summaryOf(scenario: Scenario, summary: boolean): Scenario | ScenarioSummary {
  if (!summary) return scenario;
  const { id, title, summary: text, minutes, skills, tasks } = scenario;
  return {
    ...{ id, title, summary: text, skills, tasks: tasks.length },
    ...(minutes === undefined ? {} : { minutes }),
  };
}

/** What the gate proves is known from what an item claims: nothing runs while building. */
function itemSummary(item: Item): ItemSummary {
  const { id, type, title, sections, skills, difficulty, status, facts } = item;
  const named = 'options' in item ? item.options.map(({ misconception }) => misconception) : [];
  const misconceptions = [...new Set([...item.misconceptions, ...named])];
  return {
    ...{ id, type, title, sections, skills, difficulty, status, facts },
    misconceptions: misconceptions.filter((name) => name !== undefined),
    level: proofLevel(item),
    version: versionOf(item),
  };
}
