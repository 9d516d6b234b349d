import type { ReferenceEntry } from '../../learning/reference-world';

const files = import.meta.glob<readonly ReferenceEntry[]>('../../../scenarios/reference.yaml', {
  import: 'default',
  eager: true,
});

/** The reference, an entry for each section in order. */
export const entries: readonly ReferenceEntry[] = Object.values(files).flat();
