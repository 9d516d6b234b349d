import type {
  CreateDBInstanceMessage,
  CreateDBInstanceResult,
  DBInstance,
  DBInstanceMessage,
  DeleteDBInstanceMessage,
  DeleteDBInstanceResult,
  DescribeDBInstancesMessage,
  ModifyDBInstanceMessage,
  ModifyDBInstanceResult,
} from '@aws-sdk/client-rds';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { encodeContents, setPassword } from './database';
import { engineFacts } from './engines';
import { prepareEncryption } from './encryption';
import { instances as errors, masterSecrets, notModelled, required } from './errors';
import { matchesFilters, page } from './listing';
import { checkPassword, identifier, newAddressPart, newResourceId } from './identifiers';
import { predefinedKey, retireGrant } from './kms';
import { findInstance } from './lookup';
import {
  createMasterSecret,
  deleteMasterSecret,
  newMasterPassword,
  rotateMasterPassword,
  rotationPolicy,
} from './master-secrets';
import { beginInstance, moveInstance, type RdsTimer } from './moves';
import { verifierOf } from './passwords';
import { takeSnapshot } from './snapshots';
import {
  arnOfInstance,
  endpointsTable,
  hostsTable,
  instanceArn,
  instancesTable,
  snapshotArn,
  storageTable,
  type InstanceRecord,
} from './state';
import { seal } from './storage';
import { requestTagKeys, shownTags, tagKeys, tagsFrom } from './tags';

/** A DB instance as answers show it. */
export function describeInstance(instance: InstanceRecord): DBInstance {
  const { encryption, state, tags, nextPassword, Address, Port } = instance;
  return {
    ...{ DBInstanceIdentifier: instance.DBInstanceIdentifier, DBInstanceStatus: state },
    ...{ DBInstanceClass: instance.DBInstanceClass, DbiResourceId: instance.DbiResourceId },
    ...{ Engine: instance.Engine, EngineVersion: instance.EngineVersion },
    ...{ MasterUsername: instance.MasterUsername, AllocatedStorage: instance.AllocatedStorage },
    ...(instance.DBName === undefined ? {} : { DBName: instance.DBName }),
    ...shownSecret(instance),
    ...(state === 'creating' ? {} : { Endpoint: { Address, Port } }),
    InstanceCreateTime: new Date(instance.InstanceCreateTime),
    DBInstanceArn: arnOfInstance(instance),
    ...{ AvailabilityZone: instance.AvailabilityZone, MultiAZ: false, StorageType: 'gp2' },
    ...{ BackupRetentionPeriod: instance.BackupRetentionPeriod },
    ...{ DeletionProtection: instance.DeletionProtection, PubliclyAccessible: false },
    PendingModifiedValues: nextPassword === undefined ? {} : { MasterUserPassword: '****' },
    StorageEncrypted: encryption !== undefined,
    ...(encryption === undefined ? {} : { KmsKeyId: encryption.KmsKeyId }),
    TagList: shownTags(tags),
  };
}

function shownSecret({ masterSecret }: InstanceRecord) {
  if (masterSecret === undefined) return {};
  const { SecretArn, KmsKeyId } = masterSecret;
  const key = KmsKeyId === undefined ? {} : { KmsKeyId };
  return { MasterUserSecret: { SecretArn, SecretStatus: 'active', ...key } };
}

/** What a new DB instance is, but for where it stands and what encrypts it. */
export type NewInstance = Omit<
  InstanceRecord,
  'DbiResourceId' | 'Address' | 'account' | 'region' | 'state' | 'InstanceCreateTime'
>;

/** Throws DBInstanceAlreadyExists; the ARN that a new DB instance gets. */
export function newInstanceArn(ctx: Context, DBInstanceIdentifier: string): string {
  const arn = instanceArn(ctx.region, ctx.caller.account, DBInstanceIdentifier);
  if (ctx.get(instancesTable, arn) !== undefined) throw errors.exists();
  return arn;
}

/** Writes a new DB instance with its storage; its endpoint is known at once, and refuses at first. */
export async function addInstance(
  ctx: Context,
  given: NewInstance,
  contents: Uint8Array,
  keyId: string | undefined,
): Promise<InstanceRecord> {
  const { account } = ctx.caller;
  const { region, random } = ctx;
  const arn = newInstanceArn(ctx, given.DBInstanceIdentifier);
  const DbiResourceId = newResourceId(random);
  const prepared =
    keyId === undefined
      ? undefined
      : await prepareEncryption(ctx, keyId, DbiResourceId, { arn, account }, 'Specified');
  const part = newAddressPart(random);
  const Address = `${given.DBInstanceIdentifier}.${part}.${region}.rds.amazonaws.com`;
  const instance: InstanceRecord = {
    ...given,
    ...{ DbiResourceId, Address, account, region, InstanceCreateTime: ctx.now },
    state: beginInstance(ctx, arn),
    ...(prepared === undefined ? {} : { encryption: prepared.encryption, grant: prepared.grant }),
  };
  const dataKey = prepared?.plaintextKey;
  ctx.put(storageTable, arn, await seal(contents, dataKey, DbiResourceId, random));
  if (dataKey !== undefined) ctx.put(hostsTable, arn, { dataKey });
  ctx.put(instancesTable, arn, instance);
  ctx.put(endpointsTable, Address, { instance: arn });
  return instance;
}

export const CreateDBInstance: Operation<CreateDBInstanceMessage, CreateDBInstanceResult> = {
  permissions({ DBInstanceIdentifier, Engine = '', DBInstanceClass = '', Tags }, _, ctx) {
    const id = identifier(DBInstanceIdentifier, 'DBInstanceIdentifier');
    const resource = instanceArn(ctx.region, ctx.caller.account, id);
    const context = {
      ...requestTagKeys(Tags),
      ...{ 'rds:DatabaseEngine': Engine, 'rds:DatabaseClass': DBInstanceClass },
    };
    return [{ action: 'rds:CreateDBInstance', resource, context }];
  },
  async handle(input, ctx) {
    const { MasterUsername, MasterUserPassword, ManageMasterUserPassword, KmsKeyId } = input;
    const { DBInstanceClass = '', Engine = '', EngineVersion, Port, DBName } = input;
    if (input.DBClusterIdentifier !== undefined) throw notModelled('Amazon Aurora');
    const engine = engineFacts(Engine);
    if (MasterUsername === undefined || MasterUsername === '') throw required('MasterUsername');
    const managed = ManageMasterUserPassword === true;
    if (managed && MasterUserPassword !== undefined) throw masterSecrets.both();
    if (!managed && input.MasterUserSecretKmsKeyId !== undefined) {
      throw masterSecrets.keyWithoutManagement();
    }
    const password = managed ? newMasterPassword(ctx) : MasterUserPassword;
    if (password === undefined) throw required('MasterUserPassword');
    checkPassword(password);
    if (input.AllocatedStorage === undefined) throw required('AllocatedStorage');
    const verifier = await verifierOf(password, ctx.random);
    const isEncrypted = input.StorageEncrypted === true || KmsKeyId !== undefined;
    const given: NewInstance = {
      DBInstanceIdentifier: identifier(input.DBInstanceIdentifier, 'DBInstanceIdentifier'),
      ...{ DBInstanceClass, Engine: engine.name, MasterUsername },
      ...{ EngineVersion: EngineVersion ?? engine.version, Port: Port ?? engine.port },
      ...(DBName === undefined ? {} : { DBName }),
      ...{
        AllocatedStorage: input.AllocatedStorage,
        tags: { ...ctx.systemTags, ...tagsFrom(input.Tags) },
      },
      AvailabilityZone: input.AvailabilityZone ?? `${ctx.region}a`,
      DeletionProtection: input.DeletionProtection ?? false,
      BackupRetentionPeriod: input.BackupRetentionPeriod ?? 1,
    };
    const contents = encodeContents({ users: { [MasterUsername]: verifier } });
    const keyId = isEncrypted ? (KmsKeyId ?? predefinedKey) : undefined;
    const added = await addInstance(ctx, given, contents, keyId);
    if (!managed) return { DBInstance: describeInstance(added) };
    const withSecret = await withNewSecret(ctx, added, password, input.MasterUserSecretKmsKeyId);
    return { DBInstance: describeInstance(withSecret) };
  },
};

/** A DB instance whose master user's password is in a secret from now on. */
async function withNewSecret(
  ctx: Context,
  instance: InstanceRecord,
  password: string,
  KmsKeyId: string | undefined,
): Promise<InstanceRecord> {
  const arn = arnOfInstance(instance);
  const { MasterUsername } = instance;
  const masterSecret = await createMasterSecret(ctx, { arn, MasterUsername }, password, KmsKeyId);
  const managed = { ...instance, masterSecret };
  ctx.put(instancesTable, arn, managed);
  return managed;
}

/** Has the password in a secret rotated: by Secrets Manager, which then asks RDS to do it. */
async function rotate(ctx: Context, instance: InstanceRecord): Promise<void> {
  const { masterSecret } = instance;
  if (masterSecret === undefined) throw masterSecrets.notManaged();
  if (ctx.caller.principal.type === 'Service') {
    return rotateMasterPassword(ctx, instance, masterSecret);
  }
  const { SecretArn: SecretId } = masterSecret;
  const ClientRequestToken = ctx.random.uuid();
  const begun = ctx.call('secretsmanager', 'RotateSecret', { SecretId, ClientRequestToken });
  const refused = await unlessRefused(begun);
  if (!(refused instanceof AwsError)) return;
  // Another rotation is under way, or somebody has deleted the secret.
  const isState = refused.code !== 'AccessDeniedException';
  throw isState ? errors.notAvailable(instance.DBInstanceIdentifier) : refused;
}

export const ModifyDBInstance: Operation<
  ModifyDBInstanceMessage,
  ModifyDBInstanceResult,
  InstanceRecord
> = {
  target: ({ DBInstanceIdentifier }, ctx) => findInstance(ctx, DBInstanceIdentifier),
  permissions(_, instance, ctx) {
    const asked = permission('rds:ModifyDBInstance', instance);
    const { masterSecret } = instance;
    if (masterSecret === undefined || ctx.caller.principal.type !== 'Service') return [asked];
    return [{ ...asked, policies: { resource: rotationPolicy(masterSecret) } }];
  },
  async handle(input, ctx, instance) {
    const { MasterUserPassword, DeletionProtection, AllocatedStorage, DBInstanceClass } = input;
    if (input.ManageMasterUserPassword !== undefined && instance.masterSecret !== undefined) {
      throw notModelled('changes of ManageMasterUserPassword');
    }
    if (instance.state !== 'available') throw errors.notAvailable(instance.DBInstanceIdentifier);
    if (input.RotateMasterUserPassword === true) {
      await rotate(ctx, instance);
      return { DBInstance: describeInstance(instance) };
    }
    if (MasterUserPassword !== undefined && instance.masterSecret !== undefined) {
      throw masterSecrets.both();
    }
    const { BackupRetentionPeriod } = input;
    let modified: InstanceRecord = {
      ...instance,
      ...(DeletionProtection === undefined ? {} : { DeletionProtection }),
      ...(BackupRetentionPeriod === undefined ? {} : { BackupRetentionPeriod }),
      ...(AllocatedStorage === undefined ? {} : { AllocatedStorage, storageSince: ctx.now }),
      ...(DBInstanceClass === undefined ? {} : { DBInstanceClass }),
    };
    if (input.ManageMasterUserPassword === true) {
      if (MasterUserPassword !== undefined) throw masterSecrets.both();
      const password = newMasterPassword(ctx);
      const { MasterUserSecretKmsKeyId } = input;
      modified = await withNewSecret(ctx, modified, password, MasterUserSecretKmsKeyId);
      const nextPassword = await verifierOf(password, ctx.random);
      moveInstance(ctx, instance, 'ResetPassword');
      modified = { ...modified, nextPassword, state: 'resetting-master-credentials' };
    }
    // The password "is asynchronously applied as soon as possible", whatever ApplyImmediately says.
    // Source: RDS API Reference, ModifyDBInstance, MasterUserPassword.
    if (MasterUserPassword !== undefined) {
      checkPassword(MasterUserPassword);
      const nextPassword = await verifierOf(MasterUserPassword, ctx.random);
      moveInstance(ctx, instance, 'ResetPassword');
      modified = { ...modified, nextPassword, state: 'resetting-master-credentials' };
    }
    ctx.put(instancesTable, arnOfInstance(instance), modified);
    return { DBInstance: describeInstance({ ...modified, state: instance.state }) };
  },
};

export const DeleteDBInstance: Operation<
  DeleteDBInstanceMessage,
  DeleteDBInstanceResult,
  InstanceRecord
> = {
  target: ({ DBInstanceIdentifier }, ctx) => findInstance(ctx, DBInstanceIdentifier),
  permissions: ({ FinalDBSnapshotIdentifier: last }, instance, ctx) => [
    permission('rds:DeleteDBInstance', instance),
    ...(last === undefined
      ? []
      : [
          {
            action: 'rds:CreateDBSnapshot',
            resource: snapshotArn(ctx.region, ctx.caller.account, last.toLowerCase()),
          },
        ]),
  ],
  async handle({ SkipFinalSnapshot, FinalDBSnapshotIdentifier }, ctx, instance) {
    const { DBInstanceIdentifier, DeletionProtection } = instance;
    if (DeletionProtection) throw errors.isProtected();
    const skips = SkipFinalSnapshot === true;
    if (!skips && FinalDBSnapshotIdentifier === undefined) throw errors.finalSnapshotRequired();
    if (skips && FinalDBSnapshotIdentifier !== undefined) throw errors.finalSnapshotSkipped();
    const { changed } = moveInstance(ctx, instance, 'DeleteDBInstance');
    if (!changed) throw errors.notAvailable(DBInstanceIdentifier);
    if (FinalDBSnapshotIdentifier !== undefined) {
      takeSnapshot(ctx, instance, FinalDBSnapshotIdentifier, instance.tags);
    }
    const deleting: InstanceRecord = { ...instance, state: 'deleting' };
    ctx.put(instancesTable, arnOfInstance(instance), deleting);
    return { DBInstance: describeInstance(deleting) };
  },
};

export const DescribeDBInstances: Operation<DescribeDBInstancesMessage, DBInstanceMessage> = {
  permissions({ DBInstanceIdentifier }, _, ctx) {
    const id = DBInstanceIdentifier?.toLowerCase() ?? '*';
    const resource = instanceArn(ctx.region, ctx.caller.account, id);
    return [{ action: 'rds:DescribeDBInstances', resource }];
  },
  handle({ DBInstanceIdentifier, Filters, ...paging }, ctx) {
    const prefix = instanceArn(ctx.region, ctx.caller.account, '');
    const own = ctx.range(instancesTable, { prefix }).map(([, instance]) => instance);
    const found =
      DBInstanceIdentifier === undefined ? own : [findInstance(ctx, DBInstanceIdentifier)];
    const matches = matchesFilters<InstanceRecord>(Filters, {
      'db-instance-id': (instance) => [instance.DBInstanceIdentifier, arnOfInstance(instance)],
      'dbi-resource-id': ({ DbiResourceId }) => [DbiResourceId],
      engine: ({ Engine }) => [Engine],
    });
    const { items, more } = page(found.filter(matches), paging);
    return { DBInstances: items.map(describeInstance), ...more };
  },
};

/** A permission on a DB instance, by its tags. */
export function permission(action: string, instance: InstanceRecord) {
  const { Engine, tags } = instance;
  const context = { ...tagKeys(tags, 'db'), 'rds:DatabaseEngine': Engine };
  return { action, resource: arnOfInstance(instance), context };
}

/** The timer of a DB instance: it is made, has its new password, or is gone. */
export async function instance({ arn, event }: RdsTimer, ctx: Context): Promise<void> {
  const before = ctx.get(instancesTable, arn);
  if (before === undefined) return;
  const { state } = moveInstance(ctx, before, event);
  if (state === 'Deleted') return removeInstance(ctx, before);
  const { nextPassword, ...rest } = before;
  if (nextPassword !== undefined)
    await setPassword(ctx, before, before.MasterUsername, nextPassword);
  ctx.put(instancesTable, arn, { ...rest, state });
}

async function removeInstance(ctx: Context, gone: InstanceRecord): Promise<void> {
  const arn = arnOfInstance(gone);
  for (const table of [instancesTable, storageTable, hostsTable]) ctx.delete(table, arn);
  ctx.delete(endpointsTable, gone.Address);
  if (gone.grant !== undefined) await retireGrant(ctx, gone.grant);
  if (gone.masterSecret !== undefined) await deleteMasterSecret(ctx, gone, gone.masterSecret);
}
