import { openChannel } from '../channel';
import type { FromSandbox, Init, Invoke } from '../messages';
import { loadClients } from './aws-clients';
import { mysql, postgres } from './databases';
import { callHandler, type Handler } from './handler';
import { lock } from './lock';
import { Modules } from './modules';
import { describeError, makeConsole, type Output } from './output';
import { makeProcess } from './process';
import { Requests } from './requests';

// An execution environment of AWS Lambda's runtime for Node.js, in a Worker of its own.

const { post, listen } = openChannel();
const requests = new Requests(post);
const output: Output = { requestId: undefined, log: (line) => post({ type: 'log', line }) };
const environment: Record<string, string | undefined> = {};
const elapsed = performance.now.bind(performance);
const usedHeap = heapMeter();
let [base, since] = [0, 0];
let handler: Handler | undefined;

listen((message) => {
  switch (message.type) {
    case 'answer':
      requests.settle(message);
      return;
    case 'init':
      void init(message);
      return;
    case 'invoke':
      void invoke(message);
      return;
  }
});

async function init({ runtime, handler: name, files, environment: variables, now }: Init) {
  setClock(now);
  Object.assign(environment, variables);
  const exit = (reason: string) => post({ type: 'exited', reason });
  Object.assign(globalThis, {
    console: makeConsole(output),
    process: makeProcess(runtime, environment, exit, (text) => output.log(text)),
    global: globalThis,
  });
  // The SDK is the one for browsers: Node's Buffer would mislead it. Modules get one as a parameter.
  Reflect.deleteProperty(globalThis, 'Buffer');
  const clients = await loadClients(files, requests, environment);
  const compile = lock();
  post({ type: 'booted' });
  try {
    const databases = [
      ['pg', postgres(requests)],
      ['mysql2/promise', mysql(requests)],
    ] as const;
    const modules = new Modules(files, new Map([...clients, ...databases]), compile);
    handler = await findHandler(modules, name);
    post({ type: 'ready' });
  } catch (error) {
    const described = describeInit(error);
    const shown = { ...described, stack: described.trace };
    output.log(
      `${new Date().toISOString()}\tundefined\tERROR\tUncaught Exception \t${JSON.stringify(shown)}`,
    );
    post({ type: 'error', ...described });
  }
}

/** `folder/index.handler`: a file, and a path within its exports. */
async function findHandler(modules: Modules, name: string): Promise<Handler> {
  const slash = name.lastIndexOf('/') + 1;
  const dot = name.indexOf('.', slash);
  if (dot < 0)
    throw Object.assign(new Error(`Bad handler ${name}`), { name: 'Runtime.MalformedHandlerName' });
  const path = name.slice(dot + 1).split('.');
  let found: unknown = await modules.handlerModule(name.slice(0, dot));
  const byDefault = (found as { default?: unknown }).default;
  for (const step of path) {
    found = (found as Record<string, unknown> | undefined)?.[step];
  }
  // What CommonJS exports that is no plain object has its members on the default export alone.
  found ??= path.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[step],
    byDefault,
  );
  if (typeof found === 'function') return found as Handler;
  const text =
    found === undefined ? `${name} is undefined or not exported` : `${name} is not a function`;
  throw Object.assign(new Error(text), { name: 'Runtime.HandlerNotFound' });
}

/** Errors of loading have names of Lambda's own. Source: LocalStack's snapshots of AWS, bug reports. */
function describeInit(error: unknown) {
  const described = describeError(error);
  const { code } = (error ?? {}) as { code?: string };
  if (code === 'MODULE_NOT_FOUND') {
    return {
      ...described,
      errorType: 'Runtime.ImportModuleError',
      errorMessage: `Error: ${described.errorMessage}`,
    };
  }
  if (error instanceof SyntaxError) {
    return {
      ...described,
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: `SyntaxError: ${described.errorMessage}`,
    };
  }
  return described;
}

async function invoke({ event, context, now, deadline, environment: changed }: Invoke) {
  setClock(now);
  Object.assign(environment, changed);
  output.requestId = context.awsRequestId;
  if (handler === undefined) throw new Error('invoked before init');
  try {
    const parsed = JSON.parse(event) as unknown;
    const remaining = () => Math.max(0, Math.round(deadline - Date.now()));
    const result = await callHandler(handler, parsed, context, remaining, () => requests.waiting);
    post(returned(result));
  } catch (error) {
    const { errorType, errorMessage, trace } = describeError(error);
    const more = typeof error === 'object' && error !== null ? { ...error } : {};
    const shown = { errorType, errorMessage, ...more, stack: trace };
    output.log(
      `${new Date().toISOString()}\t${context.awsRequestId}\tERROR\tInvoke Error \t${JSON.stringify(shown)}`,
    );
    post({ type: 'error', errorType, errorMessage, trace, ...memory() });
  }
}

function returned(result: unknown): FromSandbox {
  const payload = JSON.stringify(result === undefined ? null : result) as string | undefined;
  return { type: 'returned', payload: payload ?? 'null', ...memory() };
}

function memory(): { readonly memory?: number } {
  const bytes = usedHeap();
  return bytes === undefined ? {} : { memory: bytes };
}

/** How many bytes this Worker's heap has, where the platform tells. */
function heapMeter(): () => number | undefined {
  const { process, performance: meter } = globalThis as unknown as {
    process?: { memoryUsage?(): { heapUsed: number; external: number } };
    performance: { memory?: { usedJSHeapSize: number } };
  };
  const usage = process?.memoryUsage?.bind(process);
  if (usage !== undefined) {
    return () => {
      const { heapUsed, external } = usage();
      return heapUsed + external;
    };
  }
  return () => meter.memory?.usedJSHeapSize;
}

/** The world's time, which goes on as real time does. */
function setClock(now: number): void {
  [base, since] = [now, elapsed()];
  Date.now = () => Math.floor(base + elapsed() - since);
}

const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: [], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [target.now()] : args, newTarget) as object,
  apply: (target) => new target(target.now()).toString(),
});
