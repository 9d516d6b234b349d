import type { FunctionRuntime, Invocation, Outcome } from '../engine/functions';
import { Environment, type Progress, type SandboxWorker } from './environment';
import { limits } from './limits';

/** The languages that functions may be written in here, one sandbox each. */
export type Language = 'javascript' | 'python';

/** Starts a Worker with the sandbox of a language, which may take so much memory (MB). */
export type StartSandbox = (language: Language, memory: number) => SandboxWorker;

/** The language of a runtime; undefined where none of the sandboxes is for it. */
export function languageOf(runtime: string): Language | undefined {
  if (runtime.startsWith('nodejs')) return 'javascript';
  return runtime.startsWith('python') ? 'python' : undefined;
}

interface Idle {
  readonly sandbox: string;
  readonly environment: Environment;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Runs functions in Workers. An environment that has answered waits a while for the next request. */
export function createFunctionRuntime(
  start: StartSandbox,
  progress: Progress = () => undefined,
): FunctionRuntime {
  let idle: Idle[] = [];

  function take(sandbox: string): Environment | undefined {
    const found = idle.find((one) => one.sandbox === sandbox);
    if (found === undefined) return undefined;
    forget(found);
    return found.environment.isOver ? take(sandbox) : found.environment;
  }

  function forget(one: Idle): void {
    clearTimeout(one.timer);
    idle = idle.filter((other) => other !== one);
  }

  function drop(one: Idle): void {
    forget(one);
    one.environment.terminate();
  }

  function keep(sandbox: string, environment: Environment): void {
    const timer = setTimeout(() => drop(one), limits.idleFor);
    const one: Idle = { sandbox, environment, timer };
    // In Node a waiting environment is no reason for the program to go on.
    (timer as { unref?(): void }).unref?.();
    idle.push(one);
    const [oldest] = idle;
    if (idle.length > limits.idle && oldest !== undefined) drop(oldest);
  }

  function open(invocation: Invocation): Environment {
    const language = languageOf(invocation.runtime);
    if (language === undefined) throw new Error(`no sandbox runs ${invocation.runtime}`);
    return new Environment(
      start(language, invocation.context.memoryLimitInMB),
      invocation,
      progress,
    );
  }

  return {
    async invoke(invocation): Promise<Outcome> {
      const environment = take(invocation.sandbox) ?? open(invocation);
      const outcome = await environment.invoke(invocation);
      if (!environment.isOver) keep(invocation.sandbox, environment);
      return outcome;
    },
  };
}
