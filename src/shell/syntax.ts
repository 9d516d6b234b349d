import { Bash } from 'just-bash/browser';

/** The syntax tree of a line, as just-bash's parser makes it. */
export type Script = ReturnType<Bash['transform']>['ast'];
export type Statement = Script['statements'][number];
export type Command = Statement['pipelines'][number]['commands'][number];
export type SimpleCommand = Extract<Command, { type: 'SimpleCommand' }>;
export type FunctionDefinition = Extract<Command, { type: 'FunctionDef' }>;

let parser: Bash | undefined;

/** Parses bash source; throws what just-bash's parser throws. */
export function parse(source: string): Script {
  parser ??= new Bash({ commands: [] });
  return parser.transform(source).ast;
}

/** A statement of one command. */
export function statement(command: Command): Statement {
  return {
    type: 'Statement',
    pipelines: [{ type: 'Pipeline', commands: [command], negated: false }],
    operators: [],
    background: false,
  };
}

/** The name of a simple command where it is written out, not computed. */
export function literalName(command: SimpleCommand): string | undefined {
  const [part, ...more] = command.name?.parts ?? [];
  return part?.type === 'Literal' && more.length === 0 ? part.value : undefined;
}

/** Every node below (and with) `node`, whatever its type. */
export function* nodes(node: unknown): Generator<Command | { readonly type: string }> {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && typeof node.type === 'string') yield node as { readonly type: string };
  for (const value of Object.values(node)) yield* nodes(value);
}

/** A tree whose nodes are what `change` makes of them, innermost first. */
export function rewrite<Tree>(
  tree: Tree,
  change: (node: { readonly type: string }) => unknown,
): Tree {
  if (Array.isArray(tree)) return tree.map((item) => rewrite(item as unknown, change)) as Tree;
  if (typeof tree !== 'object' || tree === null) return tree;
  const node = Object.fromEntries(
    Object.entries(tree).map(([name, inside]) => [name, rewrite(inside as unknown, change)]),
  );
  return (typeof node['type'] === 'string' ? change(node as { type: string }) : node) as Tree;
}

const parsed = new Map<string, readonly Statement[]>();

/** The statements of source that comes again and again. */
export function statementsOf(source: string): readonly Statement[] {
  let statements = parsed.get(source);
  if (statements === undefined) {
    statements = parse(source).statements;
    // A session's prologue changes rarely; what is kept must not grow with its history.
    if (parsed.size > 50) parsed.clear();
    parsed.set(source, statements);
  }
  return statements;
}

/** Redirections as they are written after a command. */
export function redirectionsOf(source: string): SimpleCommand['redirections'] {
  return statementsOf(`: ${source}`).flatMap(({ pipelines }) =>
    pipelines.flatMap(({ commands }) =>
      commands.flatMap((command) => (command.type === 'SimpleCommand' ? command.redirections : [])),
    ),
  );
}

/** The functions that bash source defines when it runs, as written; none where it is not bash. */
export function functionsOf(source: string): readonly FunctionDefinition[] {
  try {
    return [...nodes(parse(source))].filter(
      (node): node is FunctionDefinition => node.type === 'FunctionDef',
    );
  } catch {
    return [];
  }
}

/** True for a script that runs another file in this shell. */
export function sourcesFiles(script: Script): boolean {
  return [...nodes(script)].some((node) => {
    if (node.type !== 'SimpleCommand') return false;
    const name = literalName(node as SimpleCommand);
    return name === '.' || name === 'source';
  });
}

/**
 * False when bash would ask for another line: an open quote, a here-document without its end, a
 * loop without `done`, a trailing `\`, `|`, `&&`. Wrong syntax is complete: running it says why.
 */
export function isComplete(text: string): boolean {
  try {
    const { statements } = parse(text);
    // What follows a complete line is a statement of its own.
    return parse(`${text}\n:`).statements.length > statements.length;
  } catch (error) {
    return !endsTooSoon(error, text);
  }
}

function endsTooSoon(error: unknown, text: string): boolean {
  if (!(error instanceof Error)) return false;
  const { message } = error;
  if (/unexpected EOF|got EOF$|unterminated here-document/.test(message)) return true;
  if (/Expected redirection target/.test(message)) return false;
  const [, line, column] = /Parse error at (\d+):(\d+)/.exec(message) ?? [];
  const lines = text.trimEnd().split('\n');
  return Number(line) >= lines.length && Number(column) > (lines.at(-1)?.length ?? 0);
}
