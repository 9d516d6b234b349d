import { describe, expect, it } from 'vitest';
import { connect, type World } from '../../../src/engine/services/rds/database';
import { trailTable } from '../../../src/engine/trail/index';
import { refusal } from '../world';
import { secretsWorld, type Description } from './world';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

interface Instance {
  readonly DBInstanceArn: string;
  readonly Endpoint: { readonly Address: string };
  readonly MasterUserSecret: { readonly SecretArn: string; readonly KmsKeyId?: string };
}

async function managedWorld(more: object = {}) {
  const world = secretsWorld();
  const { send, engine, get, secrets } = world;
  const pass = (time: number) => engine.advanceTo(engine.now + time);
  await send('rds', 'CreateDBInstance', {
    ...{ DBInstanceIdentifier: 'db', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' },
    ...{ MasterUsername: 'admin', ManageMasterUserPassword: true, AllocatedStorage: 20 },
    ...more,
  });
  await pass(10 * minute);
  const instance = async () => {
    const answer = await send<{ DBInstances: Instance[] }>('rds', 'DescribeDBInstances', {});
    return answer.DBInstances[0]!;
  };
  const { MasterUserSecret, Endpoint, DBInstanceArn } = await instance();
  const SecretId = MasterUserSecret.SecretArn;
  const login = async () => {
    const value = JSON.parse((await get(SecretId)).SecretString ?? '') as {
      username: string;
      password: string;
    };
    return { host: Endpoint.Address, ...value };
  };
  const reader = {
    get: engine.tables.get.bind(engine.tables),
    put: () => undefined,
    random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
  } as unknown as World;
  const canLogIn = (as: Awaited<ReturnType<typeof login>>) =>
    connect(reader, as).then(
      () => true,
      () => false,
    );
  const describeSecret = () => secrets<Description>('DescribeSecret', { SecretId });
  const events = () => engine.tables.range(trailTable).map(([, { eventName }]) => eventName);
  return {
    ...world,
    pass,
    instance,
    SecretId,
    DBInstanceArn,
    login,
    canLogIn,
    describeSecret,
    events,
  };
}

describe('a master password that RDS manages', () => {
  it('is in a secret of its own, which opens the database', async () => {
    const { SecretId, DBInstanceArn, login, canLogIn, describeSecret } = await managedWorld();
    expect(SecretId).toContain(':secret:rds!db-');
    expect(await login()).toMatchObject({ username: 'admin' });
    expect(await canLogIn(await login())).toBe(true);
    expect(await describeSecret()).toMatchObject({
      ...{ OwningService: 'rds', RotationEnabled: true },
      RotationRules: { AutomaticallyAfterDays: 7 },
      NextRotationDate: new Date(Date.UTC(2026, 10, 30, 23, 59, 59)),
      Tags: [
        { Key: 'aws:rds:primaryDBInstanceArn', Value: DBInstanceArn },
        { Key: 'aws:secretsmanager:owningService', Value: 'rds' },
      ],
    });
  });

  it('is rotated every seven days, without a function', async () => {
    const { login, canLogIn, pass, events } = await managedWorld();
    const before = await login();
    await pass(8 * day);
    const after = await login();
    expect(after.password).not.toBe(before.password);
    expect(await canLogIn(after)).toBe(true);
    expect(await canLogIn(before)).toBe(false);
    expect(events()).toEqual(expect.arrayContaining(['RotationStarted', 'RotationSucceeded']));
    await pass(28 * day);
    expect(events().filter((name) => name === 'RotationSucceeded')).toHaveLength(5);
    expect(await canLogIn(await login())).toBe(true);
  });

  it('is rotated at once by RotateSecret, and by ModifyDBInstance', async () => {
    const { send, secrets, SecretId, login, canLogIn, pass } = await managedWorld();
    const first = await login();
    await secrets('RotateSecret', { SecretId });
    await pass(minute);
    const second = await login();
    expect(second.password).not.toBe(first.password);
    const input = { DBInstanceIdentifier: 'db', RotateMasterUserPassword: true };
    await send('rds', 'ModifyDBInstance', { ...input, ApplyImmediately: true });
    await pass(minute);
    const third = await login();
    expect(third.password).not.toBe(second.password);
    expect(await canLogIn(third)).toBe(true);
  });

  it('fails without its KMS key, and the old password stays', async () => {
    const made = await managedWorld();
    const key = await made.createKey();
    const create = made.send('rds', 'CreateDBInstance', {
      ...{ DBInstanceIdentifier: 'two', DBInstanceClass: 'db.t4g.micro', Engine: 'mysql' },
      ...{ MasterUsername: 'admin', ManageMasterUserPassword: true, AllocatedStorage: 20 },
      MasterUserSecretKmsKeyId: key.Arn,
    });
    const { DBInstance } = (await create) as unknown as { DBInstance: Instance };
    const SecretId = DBInstance.MasterUserSecret.SecretArn;
    await made.pass(10 * minute);
    const { VersionId } = await made.get(SecretId);
    await made.kms('DisableKey', { KeyId: key.Arn });
    await made.pass(8 * day);
    expect(made.events()).toContain('RotationFailed');
    const { VersionIdsToStages } = await made.describe(SecretId);
    expect(VersionIdsToStages[VersionId]).toEqual(['AWSCURRENT']);
    expect(Object.values(VersionIdsToStages)).toContainEqual(['AWSPENDING']);
    await made.kms('EnableKey', { KeyId: key.Arn });
    await made.pass(8 * day);
    expect((await made.get(SecretId)).VersionId).not.toBe(VersionId);
  });

  it('goes with its DB instance', async () => {
    const { send, SecretId, get, pass } = await managedWorld();
    await send('rds', 'DeleteDBInstance', { DBInstanceIdentifier: 'db', SkipFinalSnapshot: true });
    await pass(10 * minute);
    expect((await refusal(get(SecretId))).code).toBe('ResourceNotFoundException');
  });

  it('needs the permissions to create the secret', async () => {
    const { send, user } = secretsWorld();
    const credentials = await user('dba', { Effect: 'Allow', Action: 'rds:*', Resource: '*' });
    const create = send(
      'rds',
      'CreateDBInstance',
      {
        ...{ DBInstanceIdentifier: 'db', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' },
        ...{ MasterUsername: 'admin', ManageMasterUserPassword: true, AllocatedStorage: 20 },
      },
      { credentials },
    );
    expect((await refusal(create)).message).toContain('secretsmanager:CreateSecret');
  });
});
