import type { ApiModel } from '../../engine/api/index';
import type { DescribedOption } from './arguments/global-options';
import { exitCodes } from './cli-error';
import { deployOptions } from './cloudformation/deploy-options';
import { section } from './help/layout';
import { describe } from './help/provider-help';
import { tailOptions } from './logs/tail-options';
import type { Invocation } from './run-operation';

/** A subcommand of a service that is more than one operation of its API. */
export interface OwnCommand {
  readonly options: readonly DescribedOption[];
  /** Loaded when it is used: most sessions never need it. */
  load(): Promise<(model: ApiModel, words: readonly string[], to: Invocation) => Promise<number>>;
}

/** Such subcommands by service, and by their names on the command line. */
const ownCommands: Readonly<Record<string, Readonly<Record<string, OwnCommand>>>> = {
  cloudformation: {
    deploy: {
      options: deployOptions,
      load: async () => (await import('./cloudformation/deploy')).runDeploy,
    },
  },
  logs: {
    tail: { options: tailOptions, load: async () => (await import('./logs/tail')).runTail },
  },
};

/** The subcommands of a service that are no operations. */
export function ownCommandsOf({ service }: ApiModel): ReadonlyMap<string, OwnCommand> {
  return new Map(Object.entries(ownCommands[service] ?? {}));
}

/** Runs such a subcommand, or prints its help. */
export async function runOwnCommand(
  name: string,
  { options, load }: OwnCommand,
  model: ApiModel,
  words: readonly string[],
  invocation: Invocation,
): Promise<number> {
  if (words.length === 1 && words[0] === 'help') {
    invocation.ctx.stdout.write(
      section('NAME', [name]) + section('OPTIONS', options.flatMap(describe)),
    );
    return exitCodes.success;
  }
  const run = await load();
  return run(model, words, invocation);
}
