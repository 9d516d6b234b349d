import type { Operation } from '../../operation';
import { notModelled } from './errors';

/** An operation that this model leaves out; a caller learns so by name. */
function leftOut(what: string): Operation<object, never> {
  return {
    permissions: () => [],
    handle() {
      throw notModelled(what);
    },
  };
}

export const PutFunctionConcurrency = leftOut('reserved concurrency');
export const GetFunctionConcurrency = leftOut('reserved concurrency');
export const DeleteFunctionConcurrency = leftOut('reserved concurrency');
export const InvokeWithResponseStream = leftOut('response streaming');
