import type { ScenarioSummary } from '../../learning/scenario';

const files = import.meta.glob<ScenarioSummary>('../../../scenarios/[0-9]*/*.yaml', {
  query: '?summary',
  import: 'default',
  eager: true,
});

/** All scenarios in the order of their files: the order in which they build on each other. */
export const catalogue: readonly (ScenarioSummary & {
  /** The section of the course whose topic it is. */
  readonly section: number;
})[] = Object.keys(files)
  .sort()
  .map((path) => ({ ...files[path]!, section: Number(/\/(\d+)-[^/]*\/[^/]+$/.exec(path)?.[1]) }));
