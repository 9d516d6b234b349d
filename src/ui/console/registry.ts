import type { ConsoleDefinition } from './definition';
import type { ConsoleService } from './place';

/** A console before it is loaded. */
export interface ConsoleEntry {
  readonly service: ConsoleService;
  readonly title: string;
  /** What it is for, in a line. */
  readonly about: string;
  readonly load: () => Promise<ConsoleDefinition>;
}

/** All consoles in the order of the menu. Each is loaded when it is first opened. */
export const consoles: readonly ConsoleEntry[] = [
  {
    service: 'kms',
    title: 'Key Management Service',
    about: 'Keys, their policies, grants, aliases, rotation and deletion.',
    load: () => import('./kms/console').then(({ kmsConsole }) => kmsConsole),
  },
];
