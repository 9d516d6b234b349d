import { Bash, defineCommand, type CustomCommand } from 'just-bash/browser';
import type { ShellCommand } from './command';
import { shellFileSystem } from './files';
import { inner, instrumentLine, prepare } from './instrument';
import type { LineRun } from './line-run';
import { overrides } from './overrides';
import { program, type ProgramHost } from './program';
import { prologueOf, type FunctionRecord, type Session } from './session';
import { functionsOf, type FunctionDefinition } from './syntax';
import { builtinPrograms } from './vocabulary';

// A learner stops a loop with Ctrl-C, as in a real shell; what needs limits is memory.
const unlimited = Number.MAX_SAFE_INTEGER;
const executionLimits = {
  maxCommandCount: unlimited,
  maxLoopIterations: unlimited,
  maxWorkUnits: unlimited,
  maxExecutionTimeMs: Infinity,
  maxInputBytes: unlimited,
  maxOutputSize: unlimited,
};

/**
 * An interpreter for one line. It starts from nothing but the session of `run`, so nothing that
 * just-bash would carry from line to line can differ from what is saved with the world.
 */
export function interpreterFor(
  run: LineRun,
  commands: readonly ShellCommand[],
  host: ProgramHost,
): Bash {
  const { engine, tree, breathe } = host;
  const exported: Record<string, string> = {};
  for (const [name, { value, attributes }] of run.session.variables) {
    if (value !== undefined && attributes.includes('x')) exported[name] = value;
  }
  const bash = new Bash({
    fs: shellFileSystem(tree, breathe, (path) => run.read.add(path)),
    commands: builtinPrograms,
    ...{ env: exported, cwd: run.session.shell.cwd, executionLimits },
    customCommands: [
      ...overrides(engine, tree),
      ...commands.map((command) => program(command, host)),
      ...innerCommands(run, host),
    ],
  });
  let outermost = true;
  bash.registerTransformPlugin({
    name: 'session',
    transform: ({ ast }) => {
      // `bash -c` and its like come here as well, with a shell of their own.
      if (!outermost) return { ast: prepare(ast) };
      outermost = false;
      const rest = run.begin(ast);
      const { session } = run;
      return { ast: instrumentLine(rest, prologueOf(session), definitionsOf(session), run) };
    },
  });
  return bash;
}

/** What `instrumentLine` weaves into a line. All of them hand `$?` on, and get `$_` last. */
function innerCommands(run: LineRun, { breathe, tree }: ProgramHost): CustomCommand[] {
  const silent = (exitCode: number) => ({ stdout: '', stderr: '', exitCode });
  return [
    defineCommand(inner.breathe, async (_args, { env }) => {
      await breathe();
      return silent(Number(env.get('?') ?? 0));
    }),
    defineCommand(inner.status, async ([status, lastArgument], { env }) => {
      run.status = Number(status || (env.get('?') ?? 0));
      run.lastArgument = lastArgument ?? '';
      return Promise.resolve(silent(run.status));
    }),
    defineCommand(inner.capture, async ([functions = '', declared = ''], { cwd, env }) => {
      run.capture({ cwd, scalars: env, functions, declared }, (path) => tree.read(path));
      return Promise.resolve(silent(run.status));
    }),
  ];
}

const parsed = new WeakMap<FunctionRecord, readonly FunctionDefinition[]>();

/** The session's functions; each record is parsed once. */
function definitionsOf({ functions }: Session): FunctionDefinition[] {
  return [...functions].flatMap(([name, record]) => {
    const known = parsed.get(record) ?? prepare(functionsOf(record.source));
    parsed.set(record, known);
    return known.filter((definition) => definition.name === name).slice(-1);
  });
}
