import { describe, expect, it } from 'vitest';
import { trailTable } from '../../../src/engine/trail/index';
import { connect } from '../../../src/engine/services/rds/database';
import { rdsMachines } from '../../../src/engine/services/rds/machines';
import { storageTable } from '../../../src/engine/services/rds/state';
import { refusal, refusalText } from '../world';
import { home, password, rdsWorld } from './world';

const identifierText =
  'InvalidParameterValue: The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';

describe('CreateDBInstance', () => {
  it.each([
    // Reported: github.com/crossplane/crossplane, issue 88.
    [
      { MasterUserPassword: 'p@ssw0rd1' },
      `InvalidParameterValue: The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
    ],
    [
      { MasterUserPassword: 'short' },
      'InvalidParameterValue: The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.',
    ],
    [
      { MasterUserPassword: undefined },
      'InvalidParameterValue: The parameter MasterUserPassword must be provided and must not be blank.',
    ],
    [{ DBInstanceIdentifier: 'a--b' }, identifierText],
    [{ DBInstanceIdentifier: '1a' }, identifierText],
    [{ Engine: 'db2-se' }, 'InvalidParameterValue: Invalid DB engine: db2-se'],
    [
      { ManageMasterUserPassword: true },
      'InvalidParameterCombination: MasterUserPassword cannot be used together with ManageMasterUserPassword.',
    ],
  ])('refuses %j', async (input, text) => {
    const { create } = rdsWorld();
    expect(await refusalText(create(input))).toBe(text);
  });

  it('refuses a name that is taken, in whatever case', async () => {
    const { create } = rdsWorld();
    await create();
    expect(await refusalText(create({ DBInstanceIdentifier: 'APP' }))).toBe(
      'DBInstanceAlreadyExists: DB instance already exists',
    );
  });

  it('is creating for a while, and has an endpoint once it is available', async () => {
    const { create, instanceNow, pass } = rdsWorld();
    const { DBInstance } = await create();
    expect(DBInstance).toMatchObject({ DBInstanceStatus: 'creating', StorageEncrypted: false });
    expect(DBInstance).not.toHaveProperty('Endpoint');
    await pass(120_000);
    const { DBInstanceStatus, Endpoint } = await instanceNow();
    expect(DBInstanceStatus).toBe('available');
    expect(Endpoint).toMatchObject({ Port: 5432 });
    expect(Endpoint?.Address).toMatch(/^app\.[a-z2-7]{12}\.us-east-1\.rds\.amazonaws\.com$/);
  });

  // Amazon RDS User Guide, "Authorizing use of a customer managed key" and "Amazon RDS encryption context".
  it('needs kms:DescribeKey and kms:CreateGrant of its caller alone; RDS does the rest by the grant', async () => {
    const { create, createKey, user, kmsCalls, trailLength } = rdsWorld();
    const { Arn } = await createKey();
    const databases = { Effect: 'Allow', Action: 'rds:*', Resource: '*' };
    const key = { Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:CreateGrant'], Resource: Arn };
    const credentials = await user('dba', databases, key);
    const since = trailLength();
    const { DBInstance } = await create({ StorageEncrypted: true, KmsKeyId: Arn }, { credentials });
    expect(DBInstance).toMatchObject({ StorageEncrypted: true, KmsKeyId: Arn });
    const context = { 'aws:rds:db-id': DBInstance.DbiResourceId };
    const byCaller = { userIdentity: { userName: 'dba', invokedBy: 'rds.amazonaws.com' } };
    const byRds = { userIdentity: { type: 'AWSService', invokedBy: 'rds.amazonaws.com' } };
    expect(kmsCalls(since)).toMatchObject([
      { eventName: 'DescribeKey', ...byCaller },
      {
        eventName: 'CreateGrant',
        ...byCaller,
        requestParameters: { constraints: { encryptionContextSubset: context } },
      },
      {
        eventName: 'GenerateDataKeyWithoutPlaintext',
        ...byRds,
        requestParameters: { encryptionContext: context },
      },
      { eventName: 'Decrypt', ...byRds, requestParameters: { encryptionContext: context } },
    ]);
  });

  it('uses aws/rds where no key is named', async () => {
    const { create, kms } = rdsWorld();
    const { DBInstance } = await create({ StorageEncrypted: true });
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>('DescribeKey', {
      KeyId: 'alias/aws/rds',
    });
    expect(KeyMetadata).toMatchObject({ Arn: DBInstance.KmsKeyId, KeyManager: 'AWS' });
  });

  it.each(['disabled', 'missing', 'forbidden'])(
    'refuses a key that is %s, at once',
    async (what) => {
      const { create, createKey, kms, user } = rdsWorld();
      const { Arn } = await createKey();
      if (what === 'disabled') await kms('DisableKey', { KeyId: Arn });
      const KmsKeyId = what === 'missing' ? Arn.replace(/.{4}$/, '0000') : Arn;
      const databases = { Effect: 'Allow', Action: 'rds:*', Resource: '*' };
      const options = what === 'forbidden' ? { credentials: await user('dba', databases) } : {};
      expect(await refusalText(create({ StorageEncrypted: true, KmsKeyId }, options))).toBe(
        `KMSKeyNotAccessibleFault: Specified KMS key [${KmsKeyId}] does not exist, is not enabled or you do not have permissions to access it.`,
      );
    },
  );

  it('keeps the password out of the records and the trail', async () => {
    const { create, engine } = rdsWorld();
    await create();
    const everything = JSON.stringify([...engine.tables.entries()], (_, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
    );
    expect(everything).not.toContain(password);
    const [, event] = engine.tables.range(trailTable).at(-1)!;
    expect(event.requestParameters).toMatchObject({ masterUserPassword: '****' });
  });
});

describe('a database', () => {
  it('lets nobody in before it is available, and then whoever knows the password', async () => {
    const { create, pass, login, refused, database } = rdsWorld();
    await create();
    const nowhere = { host: 'nowhere', username: 'admin', password };
    expect(await refused(connect(database, nowhere))).toBe(
      'could not translate host name "nowhere" to address: Name or service not known',
    );
    await pass(120_000);
    expect(await (await login()).users()).toEqual(['admin']);
    expect(await refused(login('admin', 'wrong-password'))).toBe(
      'FATAL:  password authentication failed for user "admin"',
    );
    expect(await refused(login('nobody'))).toBe(
      'FATAL:  password authentication failed for user "nobody"',
    );
  });

  it('speaks as its engine does', async () => {
    const { create, pass, login, refused } = rdsWorld();
    await create({ Engine: 'mysql' });
    await pass(120_000);
    expect(await refused(login('admin', 'wrong-password'))).toBe(
      "ERROR 1045 (28000): Access denied for user 'admin'@'%' (using password: YES)",
    );
  });

  it('has users that the master makes, changes and drops, and that change themselves', async () => {
    const { create, pass, login, refused } = rdsWorld();
    await create({ StorageEncrypted: true });
    await pass(120_000);
    const master = await login();
    await master.createUser('app', 'first');
    const app = await login('app', 'first');
    await app.alterUser('app', 'second');
    expect(await refused(login('app', 'first'))).toMatch(/^FATAL/);
    await login('app', 'second');
    expect(await refused(app.alterUser('admin', 'mine'))).toMatch(/permission denied/);
    expect(await refused(app.createUser('x', 'y'))).toMatch(/permission denied/);
    expect(await refused(master.createUser('app', 'x'))).toBe('ERROR:  role "app" already exists');
    expect(await refused(master.alterUser('nobody', 'x'))).toBe(
      'ERROR:  role "nobody" does not exist',
    );
    await master.dropUser('app');
    expect(await refused(login('app', 'second'))).toMatch(/^FATAL/);
  });

  it('lies on its storage as ciphertext where it is encrypted', async () => {
    const { create, engine } = rdsWorld();
    await create({ DBInstanceIdentifier: 'plain' });
    await create({ DBInstanceIdentifier: 'sealed', StorageEncrypted: true });
    const text = (id: string) =>
      new TextDecoder().decode(
        engine.tables.get(storageTable, `arn:aws:rds:us-east-1:${home}:db:${id}`)?.bytes,
      );
    expect(text('plain')).toContain('storedKey');
    expect(text('sealed')).not.toContain('storedKey');
  });

  it('goes on when its KMS key is disabled', async () => {
    const { create, createKey, kms, pass, login } = rdsWorld();
    const { Arn } = await createKey();
    await create({ KmsKeyId: Arn });
    await pass(120_000);
    await kms('DisableKey', { KeyId: Arn });
    await (await login()).createUser('app', 'first');
    await login('app', 'first');
  });
});

describe('ModifyDBInstance', () => {
  it('puts a new master password in force after a while', async () => {
    const { create, pass, login, refused, rds, instanceNow } = rdsWorld();
    await create({ StorageEncrypted: true });
    const change = { DBInstanceIdentifier: 'app', MasterUserPassword: 'another-one' };
    expect(await refusalText(rds('ModifyDBInstance', change))).toBe(
      'InvalidDBInstanceState: Instance app is not in available state.',
    );
    await pass(120_000);
    const { DBInstance } = await rds('ModifyDBInstance', change);
    expect(DBInstance).toMatchObject({ PendingModifiedValues: { MasterUserPassword: '****' } });
    expect(await instanceNow()).toMatchObject({ DBInstanceStatus: 'resetting-master-credentials' });
    await login();
    await pass(10_000);
    expect(await instanceNow()).toMatchObject({
      DBInstanceStatus: 'available',
      PendingModifiedValues: {},
    });
    await login('admin', 'another-one');
    expect(await refused(login())).toMatch(/^FATAL/);
  });
});

describe('DeleteDBInstance', () => {
  it.each([
    [
      {},
      'InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
    ],
    [{ DBInstanceIdentifier: 'none' }, 'DBInstanceNotFound: DBInstance none not found.'],
  ])('refuses %j', async (input, text) => {
    const { create, rds } = rdsWorld();
    await create();
    expect(
      await refusalText(rds('DeleteDBInstance', { DBInstanceIdentifier: 'app', ...input })),
    ).toBe(text);
  });

  it('leaves a protected one alone', async () => {
    const { create, rds, pass } = rdsWorld();
    await create({ DeletionProtection: true });
    await pass(120_000);
    const input = { DBInstanceIdentifier: 'app', SkipFinalSnapshot: true };
    expect((await refusal(rds('DeleteDBInstance', input))).code).toBe(
      'InvalidParameterCombination',
    );
  });

  it('takes a last snapshot, ends the endpoint and retires the grant', async () => {
    const {
      create,
      createKey,
      kms,
      rds,
      pass,
      login,
      refused,
      database,
      instanceNow,
      snapshotNow,
    } = rdsWorld();
    const { Arn } = await createKey();
    await create({ KmsKeyId: Arn });
    await pass(120_000);
    const { Endpoint } = await instanceNow();
    await login();
    const input = { DBInstanceIdentifier: 'app', FinalDBSnapshotIdentifier: 'last' };
    expect(await rds('DeleteDBInstance', input)).toMatchObject({
      DBInstance: { DBInstanceStatus: 'deleting' },
    });
    await pass(60_000);
    expect((await refusal(instanceNow())).code).toBe('DBInstanceNotFound');
    expect(await snapshotNow('last')).toMatchObject({ Status: 'available', KmsKeyId: Arn });
    expect(await kms('ListGrants', { KeyId: Arn })).toMatchObject({ Grants: [] });
    const login2 = { host: Endpoint!.Address, username: 'admin', password };
    expect(await refused(connect(database, login2))).toMatch(/could not translate host name/);
  });
});

describe('the machines of RDS', () => {
  it('have names and states to be drawn by', () => {
    expect(rdsMachines.map(({ id }) => id)).toEqual(['RDS DB instance', 'RDS snapshot copy']);
  });
});
