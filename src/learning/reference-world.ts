import type { ReferenceEntry } from './reference';
import type { Scenario } from './scenario';

export type { ReferenceEntry };

/** The world in which an entry's lines run: a new one each time. */
export function worldOfReference({ section, title }: ReferenceEntry): Scenario {
  return {
    ...{ id: `reference-${section}`, title, summary: '', skills: [], facts: [] },
    world: { region: 'us-east-1', setup: [] },
    ...{ files: [], tasks: [] },
  };
}
