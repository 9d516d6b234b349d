import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import { restoreWorld, saveWorld } from '../../../src/engine/saved-world';
import { refusal, refusalText } from '../world';
import { home, other, password, rdsWorld, type ShownSnapshot } from './world';

const there = { region: 'eu-west-1' };
const backupArn = `arn:aws:rds:us-east-1:${home}:snapshot:backup`;
const minute = 60_000;

const copyTo = (world: ReturnType<typeof rdsWorld>, input: object = {}, options: object = there) =>
  world.rds<{ DBSnapshot: ShownSnapshot }>(
    'CopyDBSnapshot',
    { SourceDBSnapshotIdentifier: backupArn, TargetDBSnapshotIdentifier: 'copy', ...input },
    options,
  );

async function encrypted() {
  const world = rdsWorld();
  const key = await world.createKey();
  const destination = await world.createKey({}, there);
  await world.backup({ KmsKeyId: key.Arn });
  return { ...world, key: key.Arn, destination: destination.Arn };
}

describe('CreateDBSnapshot', () => {
  // moto's tests of RDS, test_validate_db_snapshot_identifier_different_error_messages.
  it.each([
    ['', 'The parameter DBSnapshotIdentifier must be provided and must not be blank.'],
    ['-invalid', 'Invalid snapshot identifier:  -invalid'],
    [
      'in--valid',
      'The parameter DBSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.',
    ],
  ])('refuses the name %j', async (DBSnapshotIdentifier, text) => {
    const { create, rds, pass } = rdsWorld();
    await create();
    await pass(120_000);
    const input = { DBInstanceIdentifier: 'app', DBSnapshotIdentifier };
    expect(await refusalText(rds('CreateDBSnapshot', input))).toBe(
      `InvalidParameterValue: ${text}`,
    );
  });

  it('is creating, and then available, as encrypted as the instance', async () => {
    const { key, snapshotNow, rds, pass } = await encrypted();
    expect(await snapshotNow('backup')).toMatchObject({
      ...{ Status: 'available', PercentProgress: 100, Encrypted: true, KmsKeyId: key },
    });
    const input = { DBInstanceIdentifier: 'app', DBSnapshotIdentifier: 'backup' };
    expect(await refusalText(rds('CreateDBSnapshot', input))).toBe(
      'DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier backup already exists.',
    );
    await rds('CreateDBSnapshot', { ...input, DBSnapshotIdentifier: 'second' });
    await pass(15_000);
    expect(await snapshotNow('second')).toMatchObject({ Status: 'creating', PercentProgress: 50 });
  });
});

describe('RestoreDBInstanceFromDBSnapshot', () => {
  it.each([false, true])(
    'has the users and passwords of the snapshot (encrypted: %s)',
    async (StorageEncrypted) => {
      const world = rdsWorld();
      const { create, pass, login, rds, instanceNow, refused } = world;
      const { Arn } = await world.createKey();
      await create(StorageEncrypted ? { KmsKeyId: Arn } : {});
      await pass(120_000);
      await (await login()).createUser('app', 'of-then');
      await rds('CreateDBSnapshot', {
        DBSnapshotIdentifier: 'backup',
        DBInstanceIdentifier: 'app',
      });
      await (await login()).alterUser('app', 'of-now');
      await pass(minute);
      await rds('RestoreDBInstanceFromDBSnapshot', {
        DBSnapshotIdentifier: 'backup',
        DBInstanceIdentifier: 'restored',
      });
      await pass(120_000);
      expect(await instanceNow('restored')).toMatchObject({
        StorageEncrypted,
        ...(StorageEncrypted ? { KmsKeyId: Arn } : {}),
      });
      await login('app', 'of-then', 'restored');
      await login('admin', password, 'restored');
      expect(await refused(login('app', 'of-now', 'restored'))).toMatch(/^FATAL/);
    },
  );

  it('is refused while the key is disabled', async () => {
    const { key, kms, rds } = await encrypted();
    await kms('DisableKey', { KeyId: key });
    const input = { DBSnapshotIdentifier: 'backup', DBInstanceIdentifier: 'restored' };
    expect((await refusal(rds('RestoreDBInstanceFromDBSnapshot', input))).code).toBe(
      'KMSKeyNotAccessibleFault',
    );
  });
});

describe('CopyDBSnapshot', () => {
  // Reported: github.com/1Strategy/rds-oracle-cross-account-cross-region-dr, issue 1.
  it('to another Region wants a key of that Region', async () => {
    const { key, ...world } = await encrypted();
    expect(await refusalText(copyTo(world))).toBe(
      'InvalidParameterValue: Must specify new KMS key for cross region encrypted snapshot copy.',
    );
    expect(await refusalText(copyTo(world, { KmsKeyId: key }))).toBe(
      `KMSKeyNotAccessibleFault: The target KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
  });

  it('goes through its phases, and the copy is restored under its own key', async () => {
    const { key, destination, ...world } = await encrypted();
    const { snapshotNow, rds, pass, login, instanceNow, kms } = world;
    const { DBSnapshot } = await copyTo(world, { KmsKeyId: destination });
    expect(DBSnapshot).toMatchObject({
      Status: 'creating',
      SourceRegion: 'us-east-1',
      KmsKeyId: destination,
    });
    await pass(minute);
    expect(await snapshotNow('copy', there)).toMatchObject({ Status: 'available' });
    await kms('DisableKey', { KeyId: key });
    const input = { DBSnapshotIdentifier: 'copy', DBInstanceIdentifier: 'restored' };
    await rds('RestoreDBInstanceFromDBSnapshot', input, there);
    await pass(120_000);
    expect(await instanceNow('restored', there)).toMatchObject({ KmsKeyId: destination });
    await login('admin', password, 'restored', there);
  });

  it('encrypts an unencrypted snapshot, and keeps the source’s key within the Region', async () => {
    const world = rdsWorld();
    const { Arn } = await world.createKey();
    await world.backup();
    await copyTo(world, { KmsKeyId: Arn }, {});
    await world.pass(minute);
    expect(await world.snapshotNow('copy')).toMatchObject({ Status: 'available', KmsKeyId: Arn });
    const again = { SourceDBSnapshotIdentifier: 'copy', TargetDBSnapshotIdentifier: 'again' };
    await world.rds('CopyDBSnapshot', again);
    await world.pass(minute);
    expect(await world.snapshotNow('again')).toMatchObject({ Status: 'available', KmsKeyId: Arn });
  });

  it.each([
    ['source', 4_000],
    ['destination', 7_000],
  ])('fails where the %s’s key is disabled on the way', async (which, after) => {
    const { key, destination, ...world } = await encrypted();
    await copyTo(world, { KmsKeyId: destination });
    await world.pass(after);
    if (which === 'source') await world.kms('DisableKey', { KeyId: key });
    else await world.kms('DisableKey', { KeyId: destination }, there);
    await world.pass(minute);
    expect(await world.snapshotNow('copy', there)).toMatchObject({ Status: 'failed' });
    const input = { DBSnapshotIdentifier: 'copy', DBInstanceIdentifier: 'restored' };
    expect((await refusal(world.rds('RestoreDBInstanceFromDBSnapshot', input, there))).code).toBe(
      'InvalidDBSnapshotState',
    );
  });

  it('goes on after the world was saved in the middle', async () => {
    const { destination, ...world } = await encrypted();
    await copyTo(world, { KmsKeyId: destination });
    await world.pass(7_000);
    const engine = new Engine(restoreWorld(structuredClone(saveWorld(world.engine.tables))));
    await engine.advanceTo(engine.now + minute);
    const request = { service: 'rds', operation: 'DescribeDBSnapshots', credentials: world.admin };
    const { output } = await engine.send({ ...request, ...there, input: {} });
    expect(output).toMatchObject({ DBSnapshots: [{ Status: 'available', KmsKeyId: destination }] });
  });
});

describe('sharing a DB snapshot', () => {
  async function twoAccounts(input: object = {}, policy?: object) {
    const world = rdsWorld([home, other]);
    const receiver = {
      credentials: await world.assume(`arn:aws:iam::${other}:role/OrganizationAccountAccessRole`),
    };
    const { Arn, KeyId } = await world.createKey();
    if (policy !== undefined) {
      const own = { Effect: 'Allow', Principal: { AWS: home }, Action: 'kms:*', Resource: '*' };
      await world.kms('PutKeyPolicy', {
        KeyId,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [own, policy] }),
      });
    }
    await world.backup(Object.hasOwn(input, 'KmsKeyId') ? { KmsKeyId: Arn } : input);
    const share = (ValuesToAdd: string[], ValuesToRemove: string[] = []) =>
      world.rds('ModifyDBSnapshotAttribute', {
        ...{
          DBSnapshotIdentifier: 'backup',
          AttributeName: 'restore',
          ValuesToAdd,
          ValuesToRemove,
        },
      });
    return { ...world, receiver, share, key: Arn };
  }

  it('is never done under aws/rds, and not with everybody where it is encrypted', async () => {
    const byDefault = await twoAccounts({ StorageEncrypted: true });
    expect((await refusal(byDefault.share([other]))).code).toBe('InvalidDBSnapshotState');
    const own = await twoAccounts({ KmsKeyId: '' });
    expect((await refusal(own.share(['all']))).code).toBe('InvalidDBSnapshotState');
  });

  it('shows it to the account by its ARN, until it is taken back', async () => {
    const { rds, share, receiver, snapshotNow } = await twoAccounts();
    expect((await refusal(snapshotNow(backupArn, receiver))).code).toBe('DBSnapshotNotFound');
    await share([other]);
    expect(
      await rds('DescribeDBSnapshotAttributes', { DBSnapshotIdentifier: 'backup' }),
    ).toMatchObject({
      DBSnapshotAttributesResult: {
        DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [other] }],
      },
    });
    const list = async (input: object) =>
      (await rds<{ DBSnapshots: object[] }>('DescribeDBSnapshots', input, receiver)).DBSnapshots;
    expect(await list({})).toEqual([]);
    expect(await list({ SnapshotType: 'shared' })).toMatchObject([
      { DBSnapshotIdentifier: backupArn, SnapshotType: 'shared' },
    ]);
    await share([], [other]);
    expect(await list({ IncludeShared: true })).toEqual([]);
  });

  const allowed = ['kms:DescribeKey', 'kms:CreateGrant'];
  it.each([
    [allowed, 'available'],
    [['kms:DescribeKey'], 'KMSKeyNotAccessibleFault'],
  ])('with %j on its key lets it be copied: %s', async (Action, outcome) => {
    const policy = { Effect: 'Allow', Principal: { AWS: other }, Action, Resource: '*' };
    const { share, receiver, pass, snapshotNow, ...world } = await twoAccounts(
      { KmsKeyId: '' },
      policy,
    );
    await share([other]);
    const copying = copyTo(
      { ...world, pass, snapshotNow },
      { KmsKeyId: 'alias/aws/rds' },
      receiver,
    );
    if (outcome !== 'available') {
      expect((await refusal(copying)).code).toBe(outcome);
      return;
    }
    await copying;
    await pass(minute);
    const copy = await snapshotNow('copy', receiver);
    expect(copy.Status).toBe('available');
    expect(copy.KmsKeyId).toContain(`:${other}:`);
  });

  it('wants a key named for an encrypted copy', async () => {
    const policy = { Effect: 'Allow', Principal: { AWS: other }, Action: allowed, Resource: '*' };
    const { share, receiver, ...world } = await twoAccounts({ KmsKeyId: '' }, policy);
    await share([other]);
    expect((await refusal(copyTo(world, {}, receiver))).code).toBe('InvalidParameterValue');
  });
});
