import { beforeAll, describe, expect, it } from 'vitest';
import type { FunctionRuntime } from '../../../src/engine/functions';
import { createFunctionRuntime } from '../../../src/functions/host';
import { functionTemplates } from '../../../src/functions/templates/index';
import { utf8 } from '../../engine/world';
import { day, minute, password, rotatingWorld, type Login } from '../rotating-world';
import { javaScriptSandbox } from './sandbox';

let functions: FunctionRuntime;

// Building the sandbox is bundling eight clients of the SDK.
beforeAll(async () => {
  functions = createFunctionRuntime(await javaScriptSandbox());
}, 240_000);

/** What tries a login, or a statement, as any client of the database. */
const probe = `
import pg from 'pg';
import mysql from 'mysql2/promise';
export async function handler({ login: { engine, host, username: user, password }, statement, values }) {
  try {
    if (engine === 'postgres') {
      const client = new pg.Client({ host, user, password });
      await client.connect();
      return (await client.query(statement, values)).rows;
    }
    const client = await mysql.createConnection({ host, user, password });
    return (await client.query(statement, values))[0];
  } catch ({ message, errno, sqlState, severity }) {
    return { message, errno, sqlState, severity };
  }
}`;

/** Fails at the step that its configuration names, and else is the template. */
const breakable = `
import { handler as rotate } from './rotate.mjs';
export async function handler(event) {
  if (process.env.BROKEN === event.Step) throw new Error(event.Step + ' went wrong');
  return rotate(event);
}`;

const sourceOf = (template: string) => functionTemplates.find(({ id }) => id === template)!.source;

const node = { runtime: 'nodejs22.x', handler: 'index.handler' };

/** A database, its secret, a function of AWS Lambda that rotates that, and one that logs in. */
async function worldOf(engineName: string, template: string) {
  const files = { 'index.mjs': breakable, 'rotate.mjs': sourceOf(template) };
  const world = await rotatingWorld(functions, engineName, { ...node, files });
  const { send, deploy } = world;
  await deploy('probe', { ...node, files: { 'index.mjs': probe } });

  /** What a statement answers to a login, or how it is refused. */
  async function ask(login: Login, statement = 'SELECT 1 AS one', values: readonly string[] = []) {
    const { Payload } = await send<{ Payload: Uint8Array }>('lambda', 'Invoke', {
      ...{ FunctionName: 'probe', Payload: utf8(JSON.stringify({ login, statement, values })) },
    });
    return JSON.parse(new TextDecoder().decode(Payload)) as unknown;
  }
  return { ...world, ask };
}

const works = [{ one: 1 }];
const refused = { message: expect.stringMatching(/password authentication|Access denied/) };

describe.each(['postgres', 'mysql', 'mariadb'])('a client of %s in a function', (engineName) => {
  it('gets rows, and refusals as its library tells them', async () => {
    const { boss, ask } = await worldOf(engineName, 'rotate-single-user');
    expect(await ask(boss)).toEqual(works);
    const isPostgres = engineName === 'postgres';
    const app = { ...boss, username: 'app', password: `it's "\\` };
    if (isPostgres) await ask(boss, String.raw`CREATE USER app PASSWORD E'it\'s "\\'`);
    else await ask(boss, 'CREATE USER ? IDENTIFIED BY ?', [app.username, app.password]);
    expect(await ask(app)).toEqual(works);
    expect(await ask({ ...app, password })).toEqual(
      isPostgres
        ? { message: 'password authentication failed for user "app"', severity: 'FATAL' }
        : {
            message: "Access denied for user 'app'@'%' (using password: YES)",
            ...{ errno: 1045, sqlState: '28000' },
          },
    );
  }, 120_000);
});

describe('rotation by the template', () => {
  it.each(['postgres', 'mysql', 'mariadb'])(
    'for one user changes its password by a schedule: %s',
    async (engineName) => {
      const { boss, ask, value, keep, rotate, lastEvent, pass } = await worldOf(
        ...([engineName, 'rotate-single-user'] as const),
      );
      await keep('db', boss);
      await rotate();
      await pass(minute);
      expect(lastEvent()).toBe('RotationSucceeded');
      const second = await value();
      expect(await ask(boss)).toMatchObject(refused);
      expect(await ask(second)).toEqual(works);
      await pass(9 * day);
      expect(await ask(second)).toMatchObject(refused);
      expect(await ask(await value())).toEqual(works);
    },
    120_000,
  );

  it.each(['postgres', 'mysql'])(
    'for alternating users leaves the previous user alone: %s',
    async (engineName) => {
      const { boss, ask, value, keep, rotate, lastEvent, pass } = await worldOf(
        ...([engineName, 'rotate-alternating-users'] as const),
      );
      const app = { ...boss, username: 'app', password: 'app-password' };
      const create =
        engineName === 'postgres'
          ? `CREATE USER app PASSWORD 'app-password'`
          : `CREATE USER 'app' IDENTIFIED BY 'app-password'`;
      await ask(boss, create);
      const { ARN: masterarn } = await keep('boss', boss);
      await keep('db', { ...app, masterarn });
      await rotate();
      await pass(minute);
      expect(lastEvent()).toBe('RotationSucceeded');
      const clone = await value();
      expect(clone.username).toBe('app_clone');
      expect(await ask(clone)).toEqual(works);
      expect(await ask(app)).toEqual(works);
      await rotate();
      await pass(minute);
      const third = await value();
      expect(third.username).toBe('app');
      expect(await ask(third)).toEqual(works);
      expect(await ask(clone)).toEqual(works);
      expect(await ask(app)).toMatchObject(refused);
    },
    120_000,
  );

  it.each(['createSecret', 'setSecret', 'testSecret', 'finishSecret'])(
    'that fails at %s leaves AWSPENDING, and ends well once the function is mended',
    async (step) => {
      const { boss, ask, value, keep, rotate, stages, breakAt, lastEvent, pass } = await worldOf(
        'postgres',
        'rotate-single-user',
      );
      await keep('db', boss);
      await breakAt(step);
      const { VersionId } = await rotate();
      await pass(minute);
      expect(lastEvent()).toBe('RotationFailed');
      expect((await stages())[VersionId]).toEqual(['AWSPENDING']);
      expect(await value()).toEqual(boss);
      await breakAt();
      await pass(20 * minute);
      expect(lastEvent()).toBe('RotationSucceeded');
      expect((await stages())[VersionId]).toContain('AWSCURRENT');
      expect(await ask(await value())).toEqual(works);
      expect(await ask(boss)).toMatchObject(refused);
    },
    120_000,
  );
});
