/** How `process.exit` ends the execution environment. */
export type Exit = (reason: string) => void;

/** Node's `process`, as far as a function has any use for it. */
export function makeProcess(
  runtime: string,
  environment: Record<string, string | undefined>,
  exit: Exit,
  write: (text: string) => void,
): object {
  const major = /^nodejs(\d+)/.exec(runtime)?.[1] ?? '22';
  const stream = { write: (text: unknown) => (write(String(text)), true), isTTY: false };
  return {
    env: environment,
    version: `v${major}.0.0`,
    versions: { node: `${major}.0.0` },
    platform: 'linux',
    arch: 'x64',
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
    execArgv: [],
    pid: 1,
    cwd: () => '/var/task',
    uptime: () => performance.now() / 1000,
    hrtime: Object.assign(
      () => [Math.floor(performance.now() / 1000), Math.floor((performance.now() % 1000) * 1e6)],
      { bigint: () => BigInt(Math.floor(performance.now() * 1e6)) },
    ),
    nextTick: (work: (...args: unknown[]) => void, ...args: unknown[]) =>
      queueMicrotask(() => work(...args)),
    stdout: stream,
    stderr: stream,
    on() {},
    once() {},
    off() {},
    emitWarning() {},
    exit(code = 0): never {
      exit(
        code === 0
          ? 'Runtime exited without providing a reason'
          : `Runtime exited with error: exit status ${code}`,
      );
      throw new Error('the process has exited');
    },
  };
}
