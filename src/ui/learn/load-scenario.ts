import type { Scenario } from '../../learning/scenario';

const files = import.meta.glob<Scenario>('../../../scenarios/[0-9]*/*.yaml', { import: 'default' });

/** Loads a scenario by its id; undefined when there is none of that name. */
export async function loadScenario(id: string): Promise<Scenario | undefined> {
  const path = Object.keys(files).find((file) => file.replace(/^.*\/(\d+-)?/, '') === `${id}.yaml`);
  return path === undefined ? undefined : files[path]?.();
}
