import { stackMachine } from './stack.machine';

/** The state machines of AWS CloudFormation, to be drawn. The same definition moves stacks. */
export const cloudFormationMachines = [stackMachine] as const;
