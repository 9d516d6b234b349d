import { nodes, redirectionsOf, rewrite, statementsOf } from './syntax';
import type { Command, SimpleCommand, Statement } from './syntax';
import { inside, type Compound } from './within';

/**
 * Bash source without what just-bash gets wrong. `breath` is what every turn of a loop begins with:
 * just-bash runs loops of builtins without ever letting a message in, so Ctrl-C could not be heard.
 */
export function repair<Tree>(tree: Tree, breath: readonly Statement[]): Tree {
  return rewrite(tree, (node) => {
    const command = node as Command;
    switch (command.type) {
      case 'SimpleCommand':
        return withWholeName(command);
      case 'For':
      case 'CStyleFor':
      case 'While':
      case 'Until':
        return keepingBytes({ ...command, body: [...breath, ...command.body] });
      case 'If':
      case 'Case':
      case 'Group':
      case 'Subshell':
        return keepingBytes(command);
      default:
        return node;
    }
  });
}

/**
 * `"$@"` and the like in the place of a command's name: just-bash takes their words for one. Where
 * the name is nothing, it takes the first of the arguments, and of these it makes as many words as
 * there are.
 */
function withWholeName(command: SimpleCommand): SimpleCommand {
  const { name, args } = command;
  const isExpanded = [...nodes(name)].some(
    ({ type }) => type === 'ParameterExpansion' || type === 'CommandSubstitution',
  );
  if (name === null || !isExpanded) return command;
  return { ...command, name: nothing(), args: [name, ...args] };
}

/** A word that is expanded to nothing, whatever is set. */
function nothing(): SimpleCommand['name'] {
  const command = statementsOf('${_+}')[0]?.pipelines[0]?.commands[0];
  return command?.type === 'SimpleCommand' ? command.name : null;
}

// Descriptors that no line uses: a compound command's output and errors.
const aside = () => redirectionsOf('>&202 2>&203');
const gather = () => redirectionsOf('202>&1 203>&2');

/**
 * `(cat a; cat b) > c`: just-bash strings together what the commands of a compound command print,
 * as text. Where it goes to a file, each of them writes there itself.
 */
function keepingBytes(command: Compound): Compound {
  if (!isFiled(command)) return command;
  const kept = inside(command, (simple) => {
    if (simple.name === null) return simple;
    return { ...simple, redirections: [...aside(), ...simple.redirections] };
  });
  return { ...kept, redirections: [...kept.redirections, ...gather()] };
}

/** True for one whose output goes to a file. `2>&1 > c` is right only as it stands. */
function isFiled({ redirections }: Compound): boolean {
  const file = redirections.findIndex(
    ({ fd, operator }) => (fd === null || fd === 1) && /^&?>>?\|?$/.test(operator),
  );
  const copy = redirections.findIndex(({ operator }) => operator === '>&');
  return file >= 0 && (copy < 0 || file < copy);
}
