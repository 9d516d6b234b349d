import { keepLargePartsInBlobs } from '../engine/services/s3/chunk-store';
import { startWorker } from '../functions/browser';
import { createFunctionRuntime } from '../functions/host';
import { LabSession } from './lab-session';
import type { FromWorker, LabMethods, ToWorker } from './port';

// The Worker's end of the port: calls are answered in the order in which they came.

keepLargePartsInBlobs();
const post = (message: FromWorker) => postMessage(message);
const session: LabSession = new LabSession(
  (event) => post({ event }),
  () => performance.now(),
  createFunctionRuntime(startWorker, (...progress) => session.loading(...progress)),
);

type Async<M> = M extends (...args: infer A) => infer R ? (...args: A) => R | Promise<R> : never;

const methods: { [M in keyof LabMethods]: Async<LabMethods[M]> } = {
  open: (request) => session.open(request),
  run: (line) => session.run(line),
  complete: (line, cursor) => session.complete(line, cursor),
  request: (request) => session.request(request),
  check: (task, screen) => session.check(task, screen),
  exposure: (screen) => session.exposure(screen),
  whoCan: (edited) => session.whoCan(edited),
  access: () => session.access(),
  identity: () => session.identity(),
  foresee: (line) => session.foresee(line),
  stepsBeforeTheLast: (task) => session.stepsBeforeTheLast(task),
  probe: (lines) => session.probe(lines),
  cost: () => session.cost(),
  http: (traced) => session.http(traced),
  undo: () => session.undo(),
  redo: () => session.redo(),
  adopt: (name, changes) => session.adopt(name, changes),
  advance: (ms) => session.advance(ms),
  catchUp: () => session.catchUp(),
  settle: () => session.settle(),
};

let last: Promise<void> = Promise.resolve();
let pending = 0;

async function answer(id: number, method: keyof LabMethods, args: readonly unknown[]) {
  try {
    const call = methods[method] as (...args: readonly unknown[]) => unknown;
    post({ id, value: await call(...args) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    post({ id, error: { name, message } });
  }
  pending -= 1;
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('cancel' in data) session.cancel();
  else if ('rest' in data) void session.settle(() => pending === 0);
  else if ('answer' in data) session.answer(data.answer ?? undefined);
  else {
    if (data.method === 'run' || data.method === 'request') session.stopChecking();
    pending += 1;
    last = last.then(() => answer(data.id, data.method, data.args));
  }
});
