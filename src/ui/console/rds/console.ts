import type {
  InstanceRecord,
  SnapshotRecord,
  StorageEncryption,
} from '../../../engine/services/rds/state';
import { dateText, keyFact, keyName, stateTone } from '../common';
import type { ConsoleWorld } from '../console-world';
import { subList, type ConsoleDefinition, type Fact, type ListDefinition } from '../definition';
import { createDatabase, databaseActions, snapshotActions } from './actions';

const prefix = ({ account, region }: ConsoleWorld, type: string) =>
  `arn:aws:rds:${region}:${account}:${type}:`;

const keyText = (encryption: StorageEncryption | undefined, world: ConsoleWorld) =>
  encryption === undefined ? 'Not encrypted' : keyName(world, encryption.KmsKeyId);

function encryptionFacts(encryption: StorageEncryption | undefined, world: ConsoleWorld): Fact[] {
  if (encryption === undefined) {
    return [{ label: 'Encryption', value: 'Not enabled', tone: 'warn' }];
  }
  return [
    { label: 'Encryption', value: 'Enabled', tone: 'cipher' },
    keyFact(world, 'AWS KMS key', encryption.KmsKeyId, 'aws/rds'),
  ];
}

const databases: ListDefinition<InstanceRecord> = {
  ...{ id: 'databases', title: 'Databases', one: 'database' },
  rows: (world) => world.all<InstanceRecord>('rds.instances', prefix(world, 'db')),
  idOf: ({ DBInstanceIdentifier }) => DBInstanceIdentifier,
  columns: [
    { title: 'DB identifier', text: ({ DBInstanceIdentifier }) => DBInstanceIdentifier },
    { title: 'Status', text: ({ state }) => state, tone: ({ state }) => stateTone(state) },
    { title: 'Engine', text: ({ Engine }) => Engine },
    { title: 'KMS key', text: ({ encryption }, world) => keyText(encryption, world) },
    { title: 'Size', narrow: false, text: ({ DBInstanceClass }) => DBInstanceClass },
  ],
  empty: 'There is no database in this Region yet.',
  note: 'A database takes minutes to be there: the world’s clock moves it on.',
  actions: [createDatabase],
  detail: {
    title: ({ DBInstanceIdentifier }) => DBInstanceIdentifier,
    facts: (instance, world) => [
      { label: 'Status', value: instance.state, tone: stateTone(instance.state) },
      { label: 'Engine', value: `${instance.Engine} ${instance.EngineVersion}` },
      { label: 'Endpoint', value: `${instance.Address}:${instance.Port}`, mono: true },
      ...encryptionFacts(instance.encryption, world),
      { label: 'Master username', value: instance.MasterUsername },
      instance.masterSecret === undefined
        ? { label: 'Master credentials', value: 'Self managed' }
        : {
            ...{ label: 'Master credentials', value: 'In Secrets Manager' },
            note: instance.masterSecret.SecretArn,
          },
      { label: 'Deletion protection', value: instance.DeletionProtection ? 'On' : 'Off' },
      { label: 'Storage', value: `${instance.AllocatedStorage} GiB` },
      { label: 'Created', value: dateText(instance.InstanceCreateTime) },
    ],
    tabs: [
      {
        ...{ id: 'snapshots', title: 'Snapshots', kind: 'table' },
        table: subList<InstanceRecord, SnapshotRecord>({
          rows: ({ DBInstanceIdentifier }, world) =>
            world
              .all<SnapshotRecord>('rds.snapshots', prefix(world, 'snapshot'))
              .filter((one) => one.DBInstanceIdentifier === DBInstanceIdentifier),
          columns: [
            { title: 'Snapshot', text: ({ DBSnapshotIdentifier }) => DBSnapshotIdentifier },
            { title: 'Status', text: ({ status }) => status },
            { title: 'Created', text: ({ SnapshotCreateTime }) => dateText(SnapshotCreateTime) },
          ],
          idOf: ({ DBSnapshotIdentifier }) => DBSnapshotIdentifier,
          place: ({ DBSnapshotIdentifier }) => ({
            ...{ service: 'rds', list: 'snapshots', resource: DBSnapshotIdentifier },
          }),
          empty: 'There is no snapshot of this database.',
        }),
      },
    ],
    actions: databaseActions,
  },
};

const snapshots: ListDefinition<SnapshotRecord> = {
  ...{ id: 'snapshots', title: 'Snapshots', one: 'snapshot' },
  rows: (world) => world.all<SnapshotRecord>('rds.snapshots', prefix(world, 'snapshot')),
  idOf: ({ DBSnapshotIdentifier }) => DBSnapshotIdentifier,
  columns: [
    { title: 'Snapshot name', text: ({ DBSnapshotIdentifier }) => DBSnapshotIdentifier },
    { title: 'DB identifier', text: ({ DBInstanceIdentifier }) => DBInstanceIdentifier },
    { title: 'Status', text: ({ status }) => status, tone: ({ status }) => stateTone(status) },
    { title: 'KMS key', text: ({ encryption }, world) => keyText(encryption, world) },
  ],
  empty: 'There is no manual snapshot in this Region yet. Take one of a database.',
  actions: [],
  detail: {
    title: ({ DBSnapshotIdentifier }) => DBSnapshotIdentifier,
    facts: (snapshot, world) => [
      { label: 'Status', value: snapshot.status, tone: stateTone(snapshot.status) },
      ...encryptionFacts(snapshot.encryption, world),
      {
        ...{ label: 'DB identifier', value: snapshot.DBInstanceIdentifier },
        place: { service: 'rds', resource: snapshot.DBInstanceIdentifier },
      },
      { label: 'Engine', value: `${snapshot.Engine} ${snapshot.EngineVersion}` },
      { label: 'Created', value: dateText(snapshot.SnapshotCreateTime) },
      ...(snapshot.copy === undefined
        ? []
        : [{ label: 'Copied from', value: snapshot.copy.source }]),
    ],
    tabs: [
      {
        ...{ id: 'permissions', title: 'Permissions', kind: 'table' },
        table: subList<SnapshotRecord, { readonly account: string }>({
          rows: ({ sharedWith }) => sharedWith.map((account) => ({ account })),
          columns: [{ title: 'Shared with', text: ({ account }) => account }],
          idOf: ({ account }) => account,
          empty: 'The snapshot is private to this account.',
        }),
      },
    ],
    actions: snapshotActions,
  },
};

/** The console of Amazon RDS. */
export const rdsConsole: ConsoleDefinition = {
  ...{ service: 'rds', title: 'RDS', lists: [databases, snapshots] },
};
