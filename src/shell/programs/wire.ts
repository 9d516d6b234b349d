import type { ShellCommand } from '../command';
import { reportingUsage } from './options';

const subcommands = [
  'status',
  'tap',
  'intercept',
  'ca',
  'list',
  'show',
  'clear',
  'off',
  'about',
  'help',
];

/**
 * `wire`: who is on the way between this machine and AWS, and what he sees. The lab's own program;
 * what it does is loaded when somebody asks for it.
 */
export const wire: ShellCommand = {
  name: 'wire',
  run: (args, ctx) =>
    reportingUsage(ctx, async () => {
      const { runWire } = await import('../wire/commands');
      return runWire(args, ctx);
    }),
  complete: async (words, index) => {
    const word = words[index] ?? '';
    const names = index === 1 ? subcommands : optionsOf(words[1]);
    return Promise.resolve(names.filter((name) => name.startsWith(word)));
  },
};

function optionsOf(subcommand: string | undefined): readonly string[] {
  if (subcommand === 'intercept') {
    return ['--certificate', '--host', 'own-ca', 'other-host', 'stolen'];
  }
  return subcommand === 'show' ? ['-x'] : [];
}
