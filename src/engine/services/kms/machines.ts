import { importedMaterial } from './imported-material.machine';
import { keyLifecycle } from './key-lifecycle.machine';
import { multiRegionReplication } from './multi-region.machine';
import { automaticRotation, onDemandRotation } from './rotation.machine';

/** The state machines of KMS keys, to be drawn. The same definitions move the keys. */
export const kmsMachines = [
  keyLifecycle,
  automaticRotation,
  onDemandRotation,
  importedMaterial,
  multiRegionReplication,
] as const;
