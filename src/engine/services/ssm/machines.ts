import { parameterPolicy } from './parameter-policy.machine';

/** The state machines of Parameter Store, to be drawn. The same definitions move the parameters. */
export const ssmMachines = [parameterPolicy] as const;
