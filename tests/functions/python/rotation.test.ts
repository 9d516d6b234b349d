import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FunctionRuntime } from '../../../src/engine/functions';
import type { SandboxWorker } from '../../../src/functions/environment';
import { createFunctionRuntime } from '../../../src/functions/host';
import { functionTemplates } from '../../../src/functions/templates/index';
import { day, minute, rotatingWorld, type Login } from '../rotating-world';
import { buildPythonSandbox } from './sandbox';

let functions: FunctionRuntime;
const workers: SandboxWorker[] = [];

beforeAll(async () => {
  const startSandbox = await buildPythonSandbox();
  functions = createFunctionRuntime((...args) => {
    const worker = startSandbox(...args);
    workers.push(worker);
    return worker;
  });
}, 180_000);

afterAll(() => workers.forEach((worker) => worker.terminate()));

/** A database, its secret, and a template's function that rotates that. */
async function worldOf(engineName: string, template: string) {
  const { runtime, handler, file, source } = functionTemplates.find(({ id }) => id === template)!;
  const files = { [file]: source };
  const world = await rotatingWorld(functions, engineName, { runtime, handler, files });
  const logsIn = (login: Login) =>
    world.engine.query(login, 'SELECT 1').then(
      () => true,
      () => false,
    );
  return { ...world, logsIn };
}

// An interpreter takes seconds to start, so each template is tried with one of the databases.
it.each(['postgres'])(
  'the template for one user changes its password by a schedule: %s',
  async (engineName) => {
    const { boss, value, keep, rotate, lastEvent, pass, logsIn } = await worldOf(
      ...([engineName, 'rotate-single-user-python'] as const),
    );
    await keep('db', boss);
    await rotate();
    await pass(minute);
    expect(lastEvent()).toBe('RotationSucceeded');
    const second = await value();
    expect([await logsIn(boss), await logsIn(second)]).toEqual([false, true]);
    await pass(9 * day);
    expect([await logsIn(second), await logsIn(await value())]).toEqual([false, true]);
  },
  120_000,
);

it.each(['mysql'])(
  'the template for alternating users leaves the previous user alone: %s',
  async (engineName) => {
    const { engine, boss, value, keep, rotate, lastEvent, pass, logsIn } = await worldOf(
      ...([engineName, 'rotate-alternating-users-python'] as const),
    );
    const app = { ...boss, username: 'app', password: 'app-password' };
    const masterarn = (await keep('boss', boss)).ARN;
    await engine.query(boss, `CREATE USER 'app' IDENTIFIED BY 'app-password'`);
    await keep('db', { ...app, masterarn });
    await rotate();
    await pass(minute);
    expect(lastEvent()).toBe('RotationSucceeded');
    const clone = await value();
    expect(clone.username).toBe('app_clone');
    expect([await logsIn(clone), await logsIn(app)]).toEqual([true, true]);
    await rotate();
    await pass(minute);
    const third = await value();
    expect(third.username).toBe('app');
    expect([await logsIn(third), await logsIn(clone)]).toEqual([true, true]);
    expect(await logsIn(app)).toBe(false);
  },
  120_000,
);
