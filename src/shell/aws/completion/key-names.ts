import { AwsError } from '../../../engine/errors';
import type { CompletionContext } from '../../command';
import { globalOptionTable } from '../arguments/global-options';
import { parseArguments } from '../arguments/parse-arguments';
import { CliError } from '../cli-error';
import { Configuration } from '../configuration/configuration';
import { findCredentials } from '../configuration/credentials';

/** How many keys and aliases are offered. */
const limit = 100;

interface Listed {
  readonly Keys?: readonly { readonly KeyId: string; readonly KeyArn: string }[];
  readonly Aliases?: readonly {
    readonly AliasName: string;
    readonly AliasArn: string;
    readonly TargetKeyId?: string;
  }[];
}

/** Files to read only: what would be written is dropped. */
function forgetful(files: CompletionContext['files']): CompletionContext['files'] {
  return {
    ...files,
    ...{ write: () => {}, append: () => {}, makeDirectory: () => {}, remove: () => {} },
    ...{ give: () => {}, setTime: () => {} },
  };
}

/**
 * Names of the keys that the line's own credentials may list in its Region: aliases, key IDs,
 * ARNs. Asked of a fork of the world, so that looking leaves no trace.
 */
export async function keyNames(
  words: readonly string[],
  { engine, files, env }: CompletionContext,
): Promise<readonly string[]> {
  try {
    const { values } = parseArguments(words, { options: globalOptionTable, positionals: [] });
    const configuration = new Configuration(values, { files, env });
    const region = configuration.region?.value;
    const fork = engine.fork();
    const access = { engine: fork, files: forgetful(files), env };
    const credentials = await findCredentials(configuration, access);
    if (credentials === undefined || region === undefined) return [];
    const list = async (operation: string): Promise<Listed> => {
      const input = { Limit: limit };
      return (await fork.send({ service: 'kms', operation, region, credentials, input }))
        .output as Listed;
    };
    const { Aliases: listed = [] } = await list('ListAliases');
    const Aliases = listed.filter(({ TargetKeyId }) => TargetKeyId !== undefined);
    const { Keys = [] } = await list('ListKeys');
    return [
      ...Aliases.map(({ AliasName }) => AliasName),
      ...Keys.map(({ KeyId }) => KeyId),
      ...Keys.map(({ KeyArn }) => KeyArn),
      ...Aliases.map(({ AliasArn }) => AliasArn),
    ];
  } catch (error) {
    // Nothing can be offered to a line that is not complete, or to a caller who may not list.
    if (error instanceof AwsError || error instanceof CliError) return [];
    throw error;
  }
}
