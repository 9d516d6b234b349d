import type { ReferenceEntry } from './reference';
import type { Scenario } from './scenario';

export type { ReferenceEntry };

/**
 * The world in which an entry's lines run: a new one each time, and always the same, since by chance a
 * client could give up that was throttled.
 */
export function worldOfReference({ section, title }: ReferenceEntry): Scenario {
  return {
    ...{ id: `reference-${section}`, title, summary: '', skills: [], facts: [] },
    world: { seed: 1, region: 'us-east-1', setup: [] },
    ...{ files: [], tasks: [] },
  };
}
