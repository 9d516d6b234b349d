import { describe, expect, it } from 'vitest';
import { connect, type World } from '../../../src/engine/services/rds/database';
import { trailTable } from '../../../src/engine/trail/index';
import { refusal, refusalText } from '../world';
import { functionArn, rotationWorld, template, type RotationFunction } from './rotation-world';
import { newToken } from './world';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

interface Login {
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

const parsed = (text: string) => JSON.parse(text) as Login;

/** A new password for the same user, as AWS's templates for one user make it. */
let made = 0;
const nextPassword = (current: string) => {
  made += 1;
  return JSON.stringify({ ...parsed(current), password: `new-password-${made}` });
};

/** Sets the password of the pending version, logged in with the current one. */
const singleUser = template({
  make: nextPassword,
  async set(pending, current, ctx) {
    const session = await connect(ctx, parsed(current));
    await session.alterUser(parsed(pending).username, parsed(pending).password);
  },
  async test(pending, ctx) {
    await connect(ctx, parsed(pending));
  },
});

const nothing = template({ make: () => 'rotated' });

const weekly = { AutomaticallyAfterDays: 7 };

async function databaseWorld(functions: Readonly<Record<string, RotationFunction>>) {
  const world = rotationWorld(functions);
  const { send, engine, create } = world;
  const password = 'first-password';
  await send('rds', 'CreateDBInstance', {
    ...{ DBInstanceIdentifier: 'db', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' },
    ...{ MasterUsername: 'admin', MasterUserPassword: password, AllocatedStorage: 20 },
  });
  await engine.advanceTo(engine.now + 10 * minute);
  const { DBInstances } = await send<{ DBInstances: { Endpoint: { Address: string } }[] }>(
    ...(['rds', 'DescribeDBInstances', {}] as const),
  );
  const host = DBInstances[0]!.Endpoint.Address;
  const login = { host, username: 'admin', password };
  await create('db', JSON.stringify(login));
  const reader = {
    get: engine.tables.get.bind(engine.tables),
    put: () => undefined,
    random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
  } as unknown as World;
  const canLogIn = (as: Login) =>
    connect(reader, as).then(
      () => true,
      () => false,
    );
  const pass = (time: number) => engine.advanceTo(engine.now + time);
  const rotate = (more: object = {}) =>
    world.secrets<{ VersionId: string }>('RotateSecret', { SecretId: 'db', ...more });
  const events = () =>
    engine.tables
      .range(trailTable)
      .map(([, { eventName }]) => eventName)
      .filter((name) => name.includes('Rotation') && name !== 'RotateSecret');
  const value = async (VersionStage = 'AWSCURRENT') =>
    parsed((await world.get('db', { VersionStage })).SecretString ?? '');
  return { ...world, login, canLogIn, pass, rotate, events, value };
}

const setUp = (name: string, more: object = {}) => ({
  ...{ RotationLambdaARN: functionArn(name), RotationRules: weekly },
  ...more,
});

describe('rotation by a Lambda function', () => {
  it('changes the password in the database and in the secret', async () => {
    const world = await databaseWorld({ singleUser });
    const { rotate, pass, value, canLogIn, login, events, describe: describeSecret } = world;
    const before = await describeSecret('db');
    const { VersionId } = await rotate(setUp('singleUser'));
    await pass(minute);
    const after = await value();
    expect(after.password).not.toBe(login.password);
    expect(await canLogIn(after)).toBe(true);
    expect(await canLogIn(login)).toBe(false);
    expect(await describeSecret('db')).toMatchObject({
      ...{ RotationEnabled: true, RotationLambdaARN: functionArn('singleUser') },
      RotationRules: weekly,
      VersionIdsToStages: {
        [Object.keys(before.VersionIdsToStages)[0]!]: ['AWSPREVIOUS'],
        [VersionId]: ['AWSCURRENT', 'AWSPENDING'],
      },
    });
    expect(events()).toEqual(['RotationStarted', 'RotationSucceeded']);
  });

  it('goes on by the schedule, some time within each window', async () => {
    const {
      rotate,
      pass,
      events,
      engine,
      describe: describeSecret,
    } = await databaseWorld({
      singleUser,
    });
    await rotate(setUp('singleUser'));
    await pass(minute);
    const { NextRotationDate } = await describeSecret('db');
    expect(NextRotationDate).toEqual(new Date(Date.UTC(2026, 10, 30, 23, 59, 59)));
    await engine.advanceTo(Date.UTC(2026, 10, 30) - 1);
    expect(events()).toHaveLength(2);
    await engine.advanceTo(Date.UTC(2026, 11, 1, 0, 1));
    expect(events()).toHaveLength(4);
    await pass(28 * day);
    expect(events().filter((name) => name === 'RotationSucceeded')).toHaveLength(6);
  });

  it('with alternating users leaves the current user alone', async () => {
    // The clone is made, or gets a new password, by a superuser.
    const alternating = (superuser: () => Login) =>
      template({
        make(current) {
          const { username, ...rest } = parsed(current);
          const other = username.endsWith('_clone') ? username.slice(0, -6) : `${username}_clone`;
          return nextPassword(JSON.stringify({ ...rest, username: other }));
        },
        async set(pending, _, ctx) {
          const session = await connect(ctx, superuser());
          const { username, password } = parsed(pending);
          const users = await session.users();
          if (users.includes(username)) await session.alterUser(username, password);
          else await session.createUser(username, password);
        },
        async test(pending, ctx) {
          await connect(ctx, parsed(pending));
        },
      });
    const superuser: Login[] = [];
    const world = await databaseWorld({ alternating: alternating(() => superuser[0]!) });
    const { rotate, pass, value, canLogIn, put, login } = world;
    superuser.push(login);
    const lambda = setUp('alternating');
    await put('db', JSON.stringify({ ...login, username: 'app', password: 'not yet' }));
    await rotate(lambda);
    await pass(minute);
    const clone = await value();
    expect(clone.username).toBe('app_clone');
    expect(await canLogIn(clone)).toBe(true);
    await rotate();
    await pass(minute);
    const app = await value();
    expect(app.username).toBe('app');
    expect(await canLogIn(app)).toBe(true);
    // Whoever still has the previous version can go on.
    expect(await canLogIn(clone)).toBe(true);
    expect(await value('AWSPREVIOUS')).toEqual(clone);
  });

  it('is only tested where it is not to be immediate', async () => {
    const {
      rotate,
      pass,
      value,
      login,
      events,
      describe: describeSecret,
    } = await databaseWorld({
      steps: ({ Step }) => {
        if (Step !== 'testSecret') throw new Error(Step);
      },
    });
    const before = await describeSecret('db');
    await rotate(setUp('steps', { RotateImmediately: false }));
    await pass(minute);
    expect(await value()).toEqual(login);
    expect(events()).toEqual(['TestRotationStarted', 'TestRotationSucceeded']);
    const after = await describeSecret('db');
    expect(after.VersionIdsToStages).toEqual(before.VersionIdsToStages);
    expect(after.NextRotationDate).toBeDefined();
  });
});

describe('a rotation that fails', () => {
  const failingAt = (step: string, mend: () => boolean): RotationFunction => {
    return (event, secrets, ctx) => {
      if (event.Step === step && !mend()) throw new Error(`${step} went wrong`);
      return singleUser(event, secrets, ctx);
    };
  };

  it.each(['createSecret', 'setSecret', 'testSecret', 'finishSecret'])(
    'at %s leaves AWSPENDING, and is tried again until it goes well',
    async (step) => {
      let isMended = false;
      const world = await databaseWorld({ failing: failingAt(step, () => isMended) });
      const { rotate, pass, value, login, events, describe: describeSecret, canLogIn } = world;
      const { VersionId } = await rotate(setUp('failing'));
      await pass(minute);
      expect(events()).toEqual(['RotationStarted', 'RotationFailed']);
      const { VersionIdsToStages } = await describeSecret('db');
      expect(VersionIdsToStages[VersionId]).toEqual(['AWSPENDING']);
      expect(await value()).toEqual(login);
      // After setSecret the database has the new password already: the current version is locked out.
      const isChanged = step === 'testSecret' || step === 'finishSecret';
      expect(await canLogIn(login)).toBe(!isChanged);
      expect(await refusalText(rotate())).toBe(
        "InvalidRequestException: A previous rotation isn't complete. That rotation will be reattempted.",
      );
      isMended = true;
      // A rotation function must let a step be done again; this one logs in with AWSCURRENT.
      if (isChanged) return;
      await pass(20 * minute);
      expect(events().at(-1)).toBe('RotationSucceeded');
      expect((await describeSecret('db')).VersionIdsToStages[VersionId]).toContain('AWSCURRENT');
      expect(await canLogIn(await value())).toBe(true);
    },
  );

  it('gives up when its window closes, and is tried again in the next one', async () => {
    let isMended = false;
    const world = await databaseWorld({ failing: failingAt('setSecret', () => isMended) });
    const { rotate, pass, events, describe: describeSecret } = world;
    const { VersionId } = await rotate(setUp('failing'));
    await pass(3 * 60 * minute);
    const failures = () => events().filter((name) => name === 'RotationFailed').length;
    const before = failures();
    expect(before).toBeGreaterThan(1);
    await pass(day);
    expect(failures()).toBe(before);
    isMended = true;
    await pass(8 * day);
    expect(events().at(-1)).toBe('RotationSucceeded');
    expect((await describeSecret('db')).VersionIdsToStages[VersionId]).toContain('AWSCURRENT');
  });

  it('is over when AWSPENDING is taken away, and another can begin', async () => {
    let isMended = false;
    const world = await databaseWorld({ failing: failingAt('setSecret', () => isMended) });
    const { rotate, pass, secrets, events, value, canLogIn } = world;
    const { VersionId } = await rotate(setUp('failing'));
    await pass(minute);
    await secrets('UpdateSecretVersionStage', {
      ...{ SecretId: 'db', VersionStage: 'AWSPENDING', RemoveFromVersionId: VersionId },
    });
    isMended = true;
    await rotate();
    await pass(minute);
    expect(events().at(-1)).toBe('RotationSucceeded');
    expect(await canLogIn(await value())).toBe(true);
  });

  it('is abandoned when a new version comes by another way', async () => {
    const world = await databaseWorld({ failing: failingAt('createSecret', () => false) });
    const { rotate, pass, put, events, describe: describeSecret } = world;
    const { VersionId } = await rotate(setUp('failing'));
    await pass(minute);
    await put('db', 'by hand');
    expect(events().at(-1)).toBe('RotationAbandoned');
    expect((await describeSecret('db')).VersionIdsToStages[VersionId]).toBeUndefined();
    await pass(60 * minute);
    expect(events().at(-1)).toBe('RotationAbandoned');
  });

  it('says so where the function made no version', async () => {
    const { rotate, pass, engine } = await databaseWorld({ idle: () => undefined });
    const { VersionId } = await rotate(setUp('idle'));
    await pass(minute);
    const failed = engine.tables
      .range(trailTable)
      .map(([, event]) => event)
      .find(({ eventName }) => eventName === 'RotationFailed');
    expect(failed?.errorMessage).toContain(`Pending secret version ${VersionId} for Secret`);
  });
});

describe('RotateSecret', () => {
  it('needs a function that lets itself be invoked', async () => {
    const { rotate } = await databaseWorld({ private: nothing });
    expect(await refusalText(rotate({ RotationRules: weekly }))).toBe(
      'InvalidRequestException: No Lambda rotation function ARN is associated with this secret.',
    );
    const cannot =
      'AccessDeniedException: Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.';
    expect(await refusalText(rotate(setUp('private')))).toBe(cannot);
    expect(await refusalText(rotate(setUp('none')))).toBe(cannot);
  });

  it('refuses a schedule that is none, and leaves everything as it was', async () => {
    const { rotate, describe: describeSecret } = await databaseWorld({ nothing });
    const RotationRules = { ScheduleExpression: 'rate(3 hours)' };
    expect((await refusal(rotate(setUp('nothing', { RotationRules })))).code).toBe(
      'InvalidParameterException',
    );
    expect((await describeSecret('db')).RotationEnabled).toBeUndefined();
  });

  it('needs the permission to invoke the function', async () => {
    const { secrets, user } = await databaseWorld({ nothing });
    const credentials = await user('dev', {
      ...{ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' },
    });
    const input = { SecretId: 'db', ...setUp('nothing') };
    const { message } = await refusal(secrets('RotateSecret', input, { credentials }));
    expect(message).toContain('not authorized to perform: lambda:InvokeFunction');
  });

  it('with the same token is the same request', async () => {
    const { rotate, pass, events } = await databaseWorld({ nothing });
    const ClientRequestToken = newToken();
    const first = await rotate(setUp('nothing', { ClientRequestToken }));
    expect(await rotate(setUp('nothing', { ClientRequestToken }))).toEqual(first);
    await pass(minute);
    expect(events()).toEqual(['RotationStarted', 'RotationSucceeded']);
  });
});

describe('CancelRotateSecret', () => {
  it('turns rotation off, and leaves AWSPENDING where it is', async () => {
    const {
      rotate,
      pass,
      secrets,
      events,
      describe: describeSecret,
    } = await databaseWorld({
      nothing,
    });
    const { VersionId } = await rotate(setUp('nothing'));
    const cancelled = await secrets('CancelRotateSecret', { SecretId: 'db' });
    expect(cancelled).toMatchObject({ Name: 'db', VersionId });
    await pass(30 * day);
    expect(events()).toEqual([]);
    const { RotationEnabled, VersionIdsToStages, NextRotationDate } = await describeSecret('db');
    expect(RotationEnabled).toBe(false);
    expect(NextRotationDate).toBeUndefined();
    expect(VersionIdsToStages[VersionId]).toEqual(['AWSPENDING']);
  });

  it('needs a secret that is rotated', async () => {
    const { secrets } = await databaseWorld({});
    const cancel = secrets('CancelRotateSecret', { SecretId: 'db' });
    expect((await refusal(cancel)).code).toBe('InvalidRequestException');
  });
});

describe('a new value by hand', () => {
  it('counts as a rotation for a schedule of days', async () => {
    const { rotate, pass, put, describe: describeSecret } = await databaseWorld({ nothing });
    await rotate(setUp('nothing'));
    await pass(3 * day);
    await put('db', 'by hand');
    const { NextRotationDate } = await describeSecret('db');
    expect(NextRotationDate).toEqual(new Date(Date.UTC(2026, 11, 3, 23, 59, 59)));
  });
});
