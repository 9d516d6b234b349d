import { parseArguments } from '../arguments/parse-arguments';
import { paramValidation } from '../cli-error';
import type { Invocation } from '../run-operation';

/** A subcommand of `aws configure`; `words` are what follows its name. */
export type ConfigureCommand = (
  words: readonly string[],
  invocation: Invocation,
) => Promise<number> | number;

/** The words of a subcommand that takes exactly `names`, in order. */
export function requiredWords(
  words: readonly string[],
  names: readonly string[],
): readonly string[] {
  const { values, remaining } = parseArguments(words, {
    options: new Map(),
    positionals: names.map((name) => ({ name, required: true })),
  });
  if (remaining.length > 0) {
    throw paramValidation(`Unknown options: ${remaining.join(', ')}`);
  }
  return names.map((name) => values.get(name) as string);
}
