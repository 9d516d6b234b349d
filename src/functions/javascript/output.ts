import { format } from './inspect';

/** Where the lines go, and who is being answered. */
export interface Output {
  /** Undefined before the first invocation. */
  requestId: string | undefined;
  log(line: string): void;
}

const levels = {
  ...{ trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' },
} as const;

/**
 * The console of a function: each call is one line of the log, with time, request and level before
 * it. Source: Lambda Developer Guide, "Log and monitor Node.js Lambda functions".
 */
export function makeConsole(output: Output): object {
  const started = new Map<string, number>();
  const line = (level: string, text: string) =>
    output.log(`${new Date().toISOString()}\t${output.requestId}\t${level}\t${text}`);
  const writers = Object.entries(levels).map(([name, level]) => [
    name,
    (...args: readonly unknown[]) => line(level, format(...args)),
  ]);
  return {
    ...(Object.fromEntries(writers) as object),
    dir: (value: unknown) => line('INFO', format(value)),
    table: (value: unknown) => line('INFO', format(value)),
    assert: (holds: unknown, ...args: readonly unknown[]) => {
      if (!holds) line('ERROR', format('Assertion failed', ...args));
    },
    time: (label = 'default') => void started.set(label, performance.now()),
    timeEnd: (label = 'default') => {
      const since = started.get(label);
      if (since !== undefined)
        line('INFO', `${label}: ${(performance.now() - since).toFixed(3)}ms`);
    },
    group() {},
    groupEnd() {},
  };
}

/** An error that the code threw, as Lambda's runtime for Node.js reports it. */
export function describeError(error: unknown): {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
} {
  if (error instanceof Error) {
    const { name, message, stack = '' } = error;
    return { errorType: name, errorMessage: message, trace: cleaned(stack) };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

/** A trace without the frames of the sandbox, which AWS's runtime does not have either. */
function cleaned(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line, index) => index === 0 || !/^\s+at /.test(line) || line.includes('/var/task/'));
}
