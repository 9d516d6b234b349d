import type { CompletionContext } from '../../command';
import { globalOptionTable } from '../arguments/global-options';
import { operationOptions } from '../arguments/operation-options';
import type { OptionSyntax } from '../arguments/parse-arguments';
import { ownCommandsOf } from '../own-commands';
import { modelOfCommand, missingCommands, operationTable, topLevelCommands } from '../services';
import { waiterTable } from '../wait';
import { s3Commands, type S3CommandName } from '../s3/options';
import { keyNames } from './key-names';
import { s3Paths } from './objects';
import { optionValues } from './option-values';

/** Words that could stand in place of `words[index]` of an `aws` line. */
export async function complete(
  words: readonly string[],
  index: number,
  ctx: CompletionContext,
): Promise<readonly string[]> {
  const typed = words[index] ?? '';
  const before = words.slice(1, index);
  const starting = (candidates: Iterable<string>) =>
    [...candidates].filter((candidate) => candidate.startsWith(typed));
  const [command, subcommand, waiter] = positionals(before);
  if (command === undefined && !typed.startsWith('-') && !awaitsValue(before, globalOptionTable)) {
    return starting(topLevelCommands.filter((name) => !missingCommands.includes(name)));
  }
  if (command === 's3') return completeS3(subcommand, typed, before, ctx, starting);
  const model = command === undefined ? undefined : await modelOfCommand(command, ctx.engine);
  const waiters = model === undefined ? undefined : waiterTable(model);
  const waits = subcommand === 'wait' ? waiters : undefined;
  const operation =
    model === undefined || subcommand === undefined
      ? undefined
      : (operationTable(model).get(subcommand) ?? waits?.get(waiter ?? '')?.operation);
  const own = model === undefined ? undefined : ownCommandsOf(model).get(subcommand ?? '');
  const options = new Map<string, OptionSyntax>([
    ...(operation === undefined ? [] : operationOptions(operation).syntax),
    ...(own?.options ?? []).map((option) => [option.name, option] as const),
    ...globalOptionTable,
  ]);
  const owner = ownerOf(before, options);
  if (owner !== undefined && !typed.startsWith('--')) {
    const values = await optionValues(owner, typed, { words: before, model, operation, ctx });
    if (values.length > 0 || owner.arity === 'one') return starting(values);
  }
  // Where the answer goes into a file, files are offered.
  const takesFile = operation !== undefined && operationOptions(operation).body !== undefined;
  if (takesFile && typed !== '' && !typed.startsWith('-')) return [];
  if (typed.startsWith('-') || operation !== undefined) return starting(options.keys());
  if (waits !== undefined) return starting(waits.keys());
  if (command === 'configure') {
    return subcommand === undefined
      ? starting(['get', 'set', 'list', 'list-profiles', 'import'])
      : [];
  }
  if (model === undefined || own !== undefined) return [];
  const wait = waiters === undefined || waiters.size === 0 ? [] : ['wait'];
  const owns = ownCommandsOf(model).keys();
  return starting([...operationTable(model).keys(), ...owns, ...wait, 'help']);
}

async function completeS3(
  name: string | undefined,
  typed: string,
  before: readonly string[],
  ctx: CompletionContext,
  starting: (candidates: Iterable<string>) => string[],
): Promise<readonly string[]> {
  if (name === undefined || !Object.hasOwn(s3Commands, name)) {
    return name === undefined ? starting([...Object.keys(s3Commands), 'help']) : [];
  }
  const own = s3Commands[name as S3CommandName].options;
  const options = new Map<string, OptionSyntax>([
    ...own.map((option) => [option.name, option] as const),
    ...globalOptionTable,
  ]);
  const owner = ownerOf(before, options);
  if (owner !== undefined && !typed.startsWith('-')) {
    const line = { words: before, model: undefined, operation: undefined, ctx };
    const values =
      owner.name === '--sse-kms-key-id'
        ? await keyNames(before, ctx)
        : await optionValues(owner, typed, line);
    return starting(values);
  }
  if (typed.startsWith('-')) return starting(options.keys());
  return starting(await s3Paths(name, typed, before, ctx));
}

// The command, the operation, and what to wait for: the first words that are neither options nor
// their values.
function positionals(words: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index < words.length && found.length < 3; index += 1) {
    const word = words[index] as string;
    if (!word.startsWith('-')) found.push(word);
    else if (globalOptionTable.get(word)?.arity === 'one') index += 1;
  }
  return found;
}

function awaitsValue(
  before: readonly string[],
  options: ReadonlyMap<string, OptionSyntax>,
): boolean {
  return options.get(before.at(-1) ?? '')?.arity === 'one';
}

/** The option whose value the next word would be. */
function ownerOf(
  before: readonly string[],
  options: ReadonlyMap<string, OptionSyntax>,
): OptionSyntax | undefined {
  const at = before.findLastIndex((word) => word.startsWith('--'));
  const option = options.get(before[at] ?? '');
  if (option === undefined || option.arity === 'none') return undefined;
  const values = before.length - at - 1;
  return values === 0 || option.arity === 'any' || option.arity === 'some' ? option : undefined;
}
