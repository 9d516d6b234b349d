import type { CompletionContext } from '../../command';
import { learn } from './ask';

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

/** Names of the KMS keys that the line's own credentials may list: aliases, key IDs, ARNs. */
export function keyNames(
  words: readonly string[],
  ctx: CompletionContext,
): Promise<readonly string[]> {
  return learn(words, ctx, async (ask) => {
    const list = async (operation: string) => {
      return (await ask('kms', operation, { Limit: limit })) as Listed;
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
  });
}
