import { terminalPaths } from './devices';
import { repair } from './repair';
import { within } from './within';
import { literalName, redirectionsOf, statement, statementsOf } from './syntax';
import type { Command, FunctionDefinition, Script, SimpleCommand, Statement } from './syntax';

/**
 * Commands of the shell itself, woven into every line. Their names start with a dot, which hides
 * them from listings and patterns.
 */
export const inner = { breathe: '.breathe', status: '.status', capture: '.capture' } as const;

/**
 * Runs an inner command so that it leaves no trace: not in `$?`, `set -x`, `set -e`, nor in `$_`,
 * which is `last` before and after.
 */
function innerStatement(text: string, last = '"$_"'): readonly Statement[] {
  return statementsOf(`/usr/bin/${text} ${last} 2>/dev/null && : ${last} 2>/dev/null`);
}

// The inner subshells keep `declare` out of `$_`.
const capture = () => [
  ...innerStatement(`${inner.status} ''`),
  ...innerStatement(
    `${inner.capture} "$( (declare -F) 2>/dev/null)" "$( (declare -p) 2>/dev/null)"`,
  ),
];

/**
 * Programs that print while they run where their output goes to the terminal and nowhere else.
 * just-bash hands a program's output on when it is over; a descriptor tells it that it may print.
 */
const livePrograms: ReadonlySet<string> = new Set(['aws']);

/** A descriptor that no line uses: `${liveDescriptor}<<<live`, which `set -x` does not show. */
export const liveDescriptor = 201;

/**
 * A learner's line as the session runs it: `prologue` and `functions` rebuild the session, each
 * command prints to the terminal at once and in order, and after each statement the session's
 * state is captured.
 */
export function instrumentLine(
  line: Script,
  prologue: string,
  functions: readonly FunctionDefinition[],
  { status, lastArgument }: { readonly status: number; readonly lastArgument: string },
): Script {
  const after = capture();
  return {
    ...line,
    statements: [
      ...functions.map(statement),
      ...statementsOf(prologue),
      ...innerStatement(`${inner.status} ${status}`, quoted(lastArgument)),
      ...prepare(line).statements.flatMap((own) => [within(own, printing), ...after]),
    ],
  };
}

/** A text as one word of bash. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Bash source as just-bash is to run it: what it gets wrong is said otherwise, and loops breathe. */
export function prepare<Tree>(tree: Tree): Tree {
  return repair(tree, innerStatement(inner.breathe));
}

// just-bash hands out output only when a line is over, and stderr apart from stdout. So commands
// whose output goes nowhere else are redirected to a device that is the terminal. The operator is
// `>>`, which `set -C` does not refuse; redirections of the learner's own follow and win.
function printing(command: SimpleCommand): Command {
  const errors = `2>>${terminalPaths.stderr}`;
  if (command.name === null) {
    if (command.redirections.length > 0) return command;
    // `$?` of `x=$(command)` would be lost with a redirection of its own.
    return { type: 'Group', body: [statement(command)], redirections: redirectionsOf(errors) };
  }
  const name = literalName(command) ?? '';
  const isOpen = !command.redirections.some(({ operator }) => operator.includes('>'));
  const live = livePrograms.has(name) && isOpen ? ` ${liveDescriptor}<<<live` : '';
  const redirections = redirectionsOf(`>>${terminalPaths.stdout} ${errors}${live}`);
  return { ...command, redirections: [...redirections, ...command.redirections] };
}
