import { createFunctionRuntime } from '../../../src/functions/host';
import { startPython } from '../../../src/functions/python/start';
import { invokeNotesHandler } from '../../functions/python/notes-handler';
import { testWorld } from '../../engine/world';
import type { Measurement } from '../bench';

/** A runtime, and a world with the SecureString that the function reads with boto3. */
async function prepared() {
  const world = testWorld(1);
  const secret = { Name: '/app/password', Value: 'hunter2', Type: 'SecureString' };
  await world.send('ssm', 'PutParameter', secret);
  const runtime = createFunctionRuntime(startPython);
  const invoke = async (event: object = {}, timeout = 20_000) => {
    const started = performance.now();
    const { result } = await invokeNotesHandler(runtime, world, event, { timeout });
    if (result.type !== 'returned' && !('loop' in event)) throw new Error(JSON.stringify(result));
    return performance.now() - started;
  };
  /** Ends the environment, so that the next measurement begins with none. */
  const end = () => invoke({ loop: true }, 50);
  return { invoke, end };
}

const warmCalls = 20;

/** How long somebody waits for a Python function that reads a SecureString with boto3. */
const measurements: Measurement[] = [
  {
    name: 'a Python function with boto3, cold: Pyodide loads and boto3 is imported',
    where: ['chromium'],
    bound: { max: 6000, unit: 'ms' },
    async run() {
      const { invoke, end } = await prepared();
      const cold = await invoke();
      await end();
      return cold;
    },
  },
  {
    name: 'a Python function with boto3, warm: GetParameters with decryption',
    where: ['chromium'],
    bound: { max: 50, unit: 'ms a call' },
    async run() {
      const { invoke, end } = await prepared();
      await invoke();
      let total = 0;
      for (let i = 0; i < warmCalls; i++) total += await invoke();
      await end();
      return total / warmCalls;
    },
  },
];

export default measurements;
