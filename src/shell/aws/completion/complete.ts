import type { CompletionContext } from '../../command';
import { globalOptionTable } from '../arguments/global-options';
import { operationOptions } from '../arguments/operation-options';
import type { OptionSyntax } from '../arguments/parse-arguments';
import { modelOfCommand, missingCommands, operationTable, topLevelCommands } from '../services';
import { waiterTable } from '../wait';
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
  const model = command === undefined ? undefined : await modelOfCommand(command, ctx.engine);
  const waiters = model === undefined ? undefined : waiterTable(model);
  const waits = subcommand === 'wait' ? waiters : undefined;
  const operation =
    model === undefined || subcommand === undefined
      ? undefined
      : (operationTable(model).get(subcommand) ?? waits?.get(waiter ?? '')?.operation);
  const options = new Map<string, OptionSyntax>([
    ...(operation === undefined ? [] : operationOptions(operation).syntax),
    ...globalOptionTable,
  ]);
  const owner = ownerOf(before, options);
  if (owner !== undefined && !typed.startsWith('--')) {
    const values = await optionValues(owner, typed, { words: before, model, operation, ctx });
    if (values.length > 0 || owner.arity === 'one') return starting(values);
  }
  if (typed.startsWith('-') || operation !== undefined) return starting(options.keys());
  if (waits !== undefined) return starting(waits.keys());
  if (command === 'configure') {
    return subcommand === undefined
      ? starting(['get', 'set', 'list', 'list-profiles', 'import'])
      : [];
  }
  if (model === undefined) return [];
  const wait = waiters === undefined || waiters.size === 0 ? [] : ['wait'];
  return starting([...operationTable(model).keys(), ...wait, 'help']);
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
  return values === 0 || option.arity === 'any' ? option : undefined;
}
