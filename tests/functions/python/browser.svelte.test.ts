import { expect, it } from 'vitest';
import { createFunctionRuntime } from '../../../src/functions/host';
import { startPython } from '../../../src/functions/python/start';
import { testWorld } from '../../engine/world';
import { invokeNotesHandler } from './notes-handler';

it('runs a Python function with boto3 in the browser, and ends one that never ends', async () => {
  const progress: number[] = [];
  const runtime = createFunctionRuntime(startPython, (loaded, total) => {
    progress.push(loaded / total);
  });
  const world = testWorld(1);
  const secret = { Name: '/app/password', Value: 'hunter2', Type: 'SecureString' };
  await world.send('ssm', 'PutParameter', secret);

  const cold = await invokeNotesHandler(runtime, world);
  expect(cold.result).toEqual({ type: 'returned', payload: '{"/app/password": "hunter2"}' });
  expect(cold.logs).toEqual(['later', 'found 1']);
  expect(cold.maxMemoryUsed).toBeGreaterThan(20);
  expect(progress.at(-1)).toBe(1);
  expect(progress.length).toBeGreaterThan(3);

  const warm = await invokeNotesHandler(runtime, world);
  expect(warm.result).toEqual(cold.result);
  expect(warm.initDuration).toBeUndefined();

  const endless = await invokeNotesHandler(runtime, world, { loop: true }, { timeout: 200 });
  expect(endless.result).toEqual({ type: 'timeout' });
}, 180_000);
