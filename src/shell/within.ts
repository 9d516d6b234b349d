import { literalName } from './syntax';
import type { Command, SimpleCommand, Statement } from './syntax';

/** Builtins whose effect is on the shell's own flow; a redirection would only be in their way. */
const flow = new Set('break continue return exit exec set shift local wait'.split(' '));

/**
 * A statement whose output goes elsewhere: `send` redirects the commands that print it, wherever
 * in a compound command they stand.
 */
export function within(own: Statement, send: (command: SimpleCommand) => Command): Statement {
  return {
    ...own,
    pipelines: own.pipelines.map((pipeline) => ({
      ...pipeline,
      commands: pipeline.commands.map((command, index) =>
        index === pipeline.commands.length - 1 ? sent(command, send) : command,
      ),
    })),
  };
}

/** A command with commands inside. */
export type Compound = Exclude<Command, { type: 'SimpleCommand' | 'FunctionDef' }>;

function sent(command: Command, send: (command: SimpleCommand) => Command): Command {
  if (command.type === 'SimpleCommand') {
    const name = literalName(command) ?? '';
    return flow.has(name) || name.startsWith('/usr/bin/.') ? command : send(command);
  }
  if (command.type === 'FunctionDef' || command.redirections.some(isOutput)) return command;
  return inside(command, send);
}

/** True for a redirection that says where output goes. */
function isOutput({ fd, operator }: SimpleCommand['redirections'][number]): boolean {
  return operator.includes('>') || fd !== null;
}

/** A compound command whose own commands are sent elsewhere. */
export function inside(command: Compound, send: (command: SimpleCommand) => Command): Compound {
  const all = (statements: readonly Statement[]) => statements.map((own) => within(own, send));
  switch (command.type) {
    case 'If':
      return {
        ...command,
        clauses: command.clauses.map(({ condition, body }) => ({
          condition: all(condition),
          body: all(body),
        })),
        elseBody: command.elseBody === null ? null : all(command.elseBody),
      };
    case 'While':
    case 'Until':
      return { ...command, condition: all(command.condition), body: all(command.body) };
    case 'For':
    case 'CStyleFor':
    case 'Group':
    case 'Subshell':
      return { ...command, body: all(command.body) };
    case 'Case':
      return {
        ...command,
        items: command.items.map((item) => ({ ...item, body: all(item.body) })),
      };
    default:
      return command;
  }
}
