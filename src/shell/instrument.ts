import { terminalPaths } from './devices';
import { literalName, parse, statement } from './syntax';
import type { Command, FunctionDefinition, Script, SimpleCommand, Statement } from './syntax';

/**
 * Commands of the shell itself, woven into every line. Their names start with a dot, which hides
 * them from listings and patterns.
 */
export const inner = { breathe: '.breathe', status: '.status', capture: '.capture' } as const;

const parsed = new Map<string, readonly Statement[]>();

/** The statements of source that comes again and again. */
function statementsOf(source: string): readonly Statement[] {
  let statements = parsed.get(source);
  if (statements === undefined) {
    statements = parse(source).statements;
    // A session's prologue changes rarely; what is kept must not grow with its history.
    if (parsed.size > 50) parsed.clear();
    parsed.set(source, statements);
  }
  return statements;
}

/**
 * Runs an inner command so that it leaves no trace: not in `$?`, `set -x`, `set -e`, nor in `$_`,
 * which is `last` before and after.
 */
function innerStatement(text: string, last = '"$_"'): readonly Statement[] {
  return statementsOf(`/usr/bin/${text} ${last} 2>/dev/null && : ${last} 2>/dev/null`);
}

const breathe = () => innerStatement(inner.breathe);
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

/** Builtins whose effect is on the shell's own flow; a redirection would only be in their way. */
const flow = new Set('break continue return exit exec set shift local wait'.split(' '));

/**
 * Gives every loop a breath per turn: just-bash runs loops of builtins without ever letting a
 * message in, so Ctrl-C could not be heard.
 */
export function letLoopsBreathe(script: Script): Script {
  return breathing(script, breathe()) as Script;
}

function breathing(value: unknown, breath: readonly Statement[]): unknown {
  if (Array.isArray(value)) return value.map((item) => breathing(item, breath));
  if (typeof value !== 'object' || value === null) return value;
  const node: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [name, breathing(inside, breath)]),
  );
  const isLoop = ['For', 'CStyleFor', 'While', 'Until'].includes(String(node['type']));
  if (isLoop && Array.isArray(node['body']))
    node['body'] = [...breath, ...(node['body'] as Statement[])];
  return node;
}

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
      ...letLoopsBreathe(line).statements.flatMap((own) => [printing(own), ...after]),
    ],
  };
}

/** A text as one word of bash. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

// just-bash hands out output only when a line is over, and stderr apart from stdout. So commands
// whose output goes nowhere else are redirected to a device that is the terminal. The operator is
// `>>`, which `set -C` does not refuse; redirections of the learner's own follow and win.
function redirectionsOf(source: string): SimpleCommand['redirections'] {
  return statementsOf(source).flatMap(({ pipelines }) =>
    pipelines.flatMap(({ commands }) =>
      commands.flatMap((command) => (command.type === 'SimpleCommand' ? command.redirections : [])),
    ),
  );
}

function printing(own: Statement): Statement {
  return {
    ...own,
    pipelines: own.pipelines.map((pipeline) => ({
      ...pipeline,
      commands: pipeline.commands.map((command, index) => {
        const last = index === pipeline.commands.length - 1;
        return last ? printingCommand(command) : command;
      }),
    })),
  };
}

function printingCommand(command: Command): Command {
  switch (command.type) {
    case 'SimpleCommand':
      return printingSimple(command);
    case 'If':
      if (command.redirections.length > 0) return command;
      return {
        ...command,
        clauses: command.clauses.map(({ condition, body }) => ({
          condition: condition.map(printing),
          body: body.map(printing),
        })),
        elseBody: command.elseBody?.map(printing) ?? null,
      };
    case 'While':
    case 'Until':
      if (command.redirections.some(({ fd, operator }) => operator.includes('>') || fd !== null))
        return command;
      return {
        ...command,
        condition: command.condition.map(printing),
        body: command.body.map(printing),
      };
    case 'For':
    case 'CStyleFor':
    case 'Group':
    case 'Subshell':
      return command.redirections.length > 0
        ? command
        : { ...command, body: command.body.map(printing) };
    case 'Case':
      if (command.redirections.length > 0) return command;
      return {
        ...command,
        items: command.items.map((item) => ({ ...item, body: item.body.map(printing) })),
      };
    default:
      return command;
  }
}

function printingSimple(command: SimpleCommand): Command {
  const errors = `2>>${terminalPaths.stderr}`;
  if (command.name === null) {
    if (command.redirections.length > 0) return command;
    // `$?` of `x=$(command)` would be lost with a redirection of its own.
    return {
      type: 'Group',
      body: [statement(command)],
      redirections: redirectionsOf(`: ${errors}`),
    };
  }
  const name = literalName(command) ?? '';
  if (flow.has(name) || name.startsWith('/usr/bin/.')) return command;
  const isOpen = !command.redirections.some(({ operator }) => operator.includes('>'));
  const live = livePrograms.has(name) && isOpen ? ` ${liveDescriptor}<<<live` : '';
  const redirections = redirectionsOf(`: >>${terminalPaths.stdout} ${errors}${live}`);
  return { ...command, redirections: [...redirections, ...command.redirections] };
}
