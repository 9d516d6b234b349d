import { AwsError } from '../../../engine/errors';
import type { CompletionContext } from '../../command';
import { globalOptionTable } from '../arguments/global-options';
import { parseArguments } from '../arguments/parse-arguments';
import { CliError } from '../cli-error';
import { Configuration } from '../configuration/configuration';
import { findCredentials } from '../configuration/credentials';

/** Sends a request of a line that is being completed. */
export type Ask = (service: string, operation: string, input: object) => Promise<unknown>;

/** Files to read only: what would be written is dropped. */
function forgetful(files: CompletionContext['files']): CompletionContext['files'] {
  return {
    ...files,
    ...{ write: () => {}, append: () => {}, makeDirectory: () => {}, remove: () => {} },
    ...{ give: () => {}, setTime: () => {} },
  };
}

/**
 * What can be learned with the line's own credentials in its Region. Asked of a fork of the world,
 * so that looking leaves no trace. Nothing where the line is not complete, or the caller may not.
 */
export async function learn(
  words: readonly string[],
  { engine, files, env }: CompletionContext,
  work: (ask: Ask) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    const { values } = parseArguments(words, { options: globalOptionTable, positionals: [] });
    const configuration = new Configuration(values, { files, env });
    const region = configuration.region?.value;
    const fork = engine.fork();
    const access = { engine: fork, files: forgetful(files), env };
    const credentials = await findCredentials(configuration, access);
    if (credentials === undefined || region === undefined) return [];
    return await work(async (service, operation, input) => {
      return (await fork.send({ service, operation, region, credentials, input })).output;
    });
  } catch (error) {
    if (error instanceof AwsError || error instanceof CliError) return [];
    throw error;
  }
}
