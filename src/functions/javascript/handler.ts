import type { InvocationContext } from '../../engine/functions';

/** A function's handler: returns, returns a promise, or calls back. */
export type Handler = (
  event: unknown,
  context: object,
  callback: (error?: unknown, result?: unknown) => void,
) => unknown;

/**
 * Calls a handler and waits for its result, by promise or by callback. A handler that does neither
 * has the result `null` when nothing it waits for is left. Source: Lambda Developer Guide, "Define
 * Lambda function handler in Node.js".
 */
export function callHandler(
  handler: Handler,
  event: unknown,
  context: InvocationContext,
  remaining: () => number,
  waiting: () => number,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error?: unknown, result?: unknown) =>
      error === undefined || error === null ? resolve(result) : reject(error as Error);
    const { memoryLimitInMB, clientContext, ...rest } = context;
    const made = {
      ...rest,
      callbackWaitsForEmptyEventLoop: true,
      memoryLimitInMB: String(memoryLimitInMB),
      ...(clientContext === undefined
        ? {}
        : { clientContext: JSON.parse(clientContext) as unknown }),
      getRemainingTimeInMillis: remaining,
      done: callback,
      succeed: resolve,
      fail: reject,
    };
    const result = handler(event, made, callback);
    if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function') {
      resolve(result);
    } else if (handler.length < 3) {
      whenIdle(waiting, () => resolve(null));
    }
  });
}

/** Calls back when nothing is under way any more, as far as the sandbox knows. */
function whenIdle(waiting: () => number, done: () => void): void {
  setTimeout(() => {
    if (waiting() === 0) done();
    else whenIdle(waiting, done);
  }, 0);
}
