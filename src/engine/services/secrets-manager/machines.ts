import { secretRotation } from './rotation.machine';

/** The state machines of Secrets Manager, to be drawn. The same definitions move the secrets. */
export const secretsManagerMachines = [secretRotation] as const;
