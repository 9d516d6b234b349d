import type { InstanceRecord, SnapshotRecord } from '../../../engine/services/rds/state';
import { keyField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { givenNumber, givenText, isTicked, tagList, textOf, type Values } from '../form/values';
import type { PlannedRequest } from '../requests';

const rds = (
  operation: string,
  input: PlannedRequest['input'],
  region?: string,
): PlannedRequest => ({ service: 'rds', operation, input, ...(region ? { region } : {}) });

const engines = [
  { value: 'postgres', label: 'PostgreSQL' },
  { value: 'mysql', label: 'MySQL' },
  { value: 'mariadb', label: 'MariaDB' },
];

function passwordFields(values: Values): readonly Field[] {
  const managed: Field = {
    ...{ kind: 'choice', name: 'credentials', label: 'Credentials management', required: true },
    options: [
      {
        ...{ value: 'managed', label: 'Managed in AWS Secrets Manager' },
        help: 'RDS makes the password, keeps it in a secret and rotates it.',
      },
      { value: 'own', label: 'Self managed' },
    ],
  };
  if (textOf(values, 'credentials') !== 'own') return [managed];
  return [
    managed,
    { kind: 'password', name: 'password', label: 'Master password', required: true },
  ];
}

/** The page that creates a database. */
export const createDatabase: Action<undefined> = {
  ...{ id: 'create', title: 'Create database' },
  steps: (values, _, world) => [
    {
      title: 'Create database',
      fields: [
        { kind: 'choice', name: 'engine', label: 'Engine', options: engines, required: true },
        { kind: 'text', name: 'name', label: 'DB instance identifier', required: true },
        {
          ...{ kind: 'text', name: 'user', label: 'Master username', required: true },
          value: 'dbadmin',
        },
        ...passwordFields(values),
        {
          ...{ kind: 'select', name: 'class', label: 'DB instance class' },
          options: ['db.t4g.micro', 'db.t3.micro', 'db.m6g.large'].map((value) => ({
            ...{ value, label: value },
          })),
        },
        {
          kind: 'number',
          name: 'size',
          label: 'Allocated storage (GiB)',
          value: '20',
          required: true,
        },
        {
          ...{ kind: 'tick', name: 'encrypted', label: 'Enable encryption', value: true },
          help: 'Cannot be changed later.',
        },
        ...('encrypted' in values && !isTicked(values, 'encrypted')
          ? []
          : [keyField(world, { label: 'AWS KMS key', own: 'aws/rds' })]),
      ],
    },
  ],
  requests: (values) => [
    rds('CreateDBInstance', {
      ...{ DBInstanceIdentifier: textOf(values, 'name'), Engine: textOf(values, 'engine') },
      ...{ DBInstanceClass: textOf(values, 'class'), MasterUsername: textOf(values, 'user') },
      AllocatedStorage: givenNumber(values, 'size'),
      ...(textOf(values, 'credentials') === 'own'
        ? { MasterUserPassword: textOf(values, 'password') }
        : { ManageMasterUserPassword: true }),
      ...(isTicked(values, 'encrypted')
        ? { StorageEncrypted: true, KmsKeyId: givenText(values, 'key') }
        : {}),
      Tags: tagList(values),
    }),
  ],
  after: (_, values) => ({ resource: textOf(values, 'name').toLowerCase() }),
};

/** What may be done with a database. */
export const databaseActions: readonly Action<InstanceRecord>[] = [
  {
    ...{ id: 'snapshot', title: 'Take snapshot' },
    steps: () => [
      {
        title: 'Snapshot',
        fields: [{ kind: 'text', name: 'name', label: 'Snapshot name', required: true }],
      },
    ],
    requests: (values, { DBInstanceIdentifier }) => [
      rds('CreateDBSnapshot', {
        ...{ DBInstanceIdentifier, DBSnapshotIdentifier: textOf(values, 'name') },
      }),
    ],
    after: (_, values) => ({ list: 'snapshots', resource: textOf(values, 'name').toLowerCase() }),
  },
  {
    ...{ id: 'encrypt', title: 'Encrypt' },
    closed: ({ encryption }) =>
      encryption === undefined
        ? 'Neither the console nor the API encrypts a database that exists: take a snapshot, copy that with a KMS key, and restore the copy.'
        : 'It is encrypted. Another KMS key takes a copy of a snapshot, and a database of that.',
    steps: () => [],
    requests: () => [],
  },
  {
    ...{ id: 'protection', title: 'Modify', submit: 'Modify DB instance' },
    steps: (_, { DeletionProtection, BackupRetentionPeriod }) => [
      {
        title: 'Modify',
        fields: [
          {
            ...{ kind: 'tick', name: 'protected', label: 'Deletion protection' },
            value: DeletionProtection,
          },
          {
            ...{
              kind: 'number',
              name: 'backups',
              label: 'Backup retention period (days)',
              required: true,
            },
            value: String(BackupRetentionPeriod),
          },
        ],
      },
    ],
    requests: (values, { DBInstanceIdentifier }) => [
      rds('ModifyDBInstance', {
        ...{ DBInstanceIdentifier, DeletionProtection: isTicked(values, 'protected') },
        ...{ BackupRetentionPeriod: givenNumber(values, 'backups'), ApplyImmediately: true },
      }),
    ],
  },
  {
    ...{ id: 'delete', title: 'Delete', isDangerous: true },
    steps: (values) => [
      {
        title: 'Delete',
        fields: [
          { kind: 'tick', name: 'final', label: 'Create final snapshot', value: true },
          ...('final' in values && !isTicked(values, 'final')
            ? []
            : [
                {
                  ...({ kind: 'text', name: 'name', label: 'Final snapshot name' } as const),
                  required: true,
                },
              ]),
        ],
      },
    ],
    requests: (values, { DBInstanceIdentifier }) => [
      rds('DeleteDBInstance', {
        DBInstanceIdentifier,
        ...(isTicked(values, 'final')
          ? { FinalDBSnapshotIdentifier: textOf(values, 'name') }
          : { SkipFinalSnapshot: true }),
      }),
    ],
    after: () => ({ resource: undefined }),
  },
];

const copyKey = (values: Values, encrypted: boolean, world: ConsoleWorld): Field =>
  textOf(values, 'region') === '' || textOf(values, 'region') === world.region
    ? keyField(world, {
        ...{ label: 'AWS KMS key', own: encrypted ? 'As the snapshot' : 'Not encrypted' },
      })
    : { kind: 'text', name: 'key', label: 'AWS KMS key in that Region' };

/** What may be done with a snapshot of a database. */
export const snapshotActions: readonly Action<SnapshotRecord>[] = [
  {
    ...{ id: 'copy', title: 'Copy snapshot' },
    steps: (values, { encryption, region }, world) => [
      {
        title: 'Copy',
        fields: [
          {
            ...{ kind: 'text', name: 'region', label: 'Destination Region', required: true },
            value: region,
          },
          { kind: 'text', name: 'name', label: 'New DB snapshot identifier', required: true },
          copyKey(values, encryption !== undefined, world),
        ],
      },
    ],
    // CopyDBSnapshot goes to the Region where the copy is to be.
    requests(values, { account, region, DBSnapshotIdentifier }, world) {
      const to = textOf(values, 'region');
      const isHere = to === world.region;
      const arn = `arn:aws:rds:${region}:${account}:snapshot:${DBSnapshotIdentifier}`;
      const input = {
        SourceDBSnapshotIdentifier: isHere ? DBSnapshotIdentifier : arn,
        TargetDBSnapshotIdentifier: textOf(values, 'name'),
        KmsKeyId: givenText(values, 'key'),
        ...(isHere ? {} : { SourceRegion: region }),
      };
      return [rds('CopyDBSnapshot', input, isHere ? undefined : to)];
    },
    after: (_, values, { region }) =>
      textOf(values, 'region') === region
        ? { resource: textOf(values, 'name').toLowerCase() }
        : undefined,
  },
  {
    ...{ id: 'share', title: 'Share snapshot', tab: 'permissions', submit: 'Save' },
    closed: ({ encryption }) =>
      encryption?.awsManaged === true
        ? 'A snapshot under the AWS managed key aws/rds cannot be shared: copy it under a key of your own first.'
        : undefined,
    steps: () => [
      {
        title: 'Share',
        fields: [{ kind: 'text', name: 'account', label: 'AWS account ID', required: true }],
      },
    ],
    requests: (values, { DBSnapshotIdentifier }) => [
      rds('ModifyDBSnapshotAttribute', {
        ...{ DBSnapshotIdentifier, AttributeName: 'restore' },
        ValuesToAdd: [textOf(values, 'account')],
      }),
    ],
  },
  {
    ...{ id: 'restore', title: 'Restore snapshot', submit: 'Restore DB instance' },
    steps: () => [
      {
        title: 'Restore',
        fields: [{ kind: 'text', name: 'name', label: 'DB instance identifier', required: true }],
      },
    ],
    requests: (values, { DBSnapshotIdentifier }) => [
      rds('RestoreDBInstanceFromDBSnapshot', {
        ...{ DBInstanceIdentifier: textOf(values, 'name'), DBSnapshotIdentifier },
      }),
    ],
    after: (_, values) => ({ list: undefined, resource: textOf(values, 'name').toLowerCase() }),
  },
  {
    ...{ id: 'delete', title: 'Delete snapshot', isDangerous: true },
    steps: () => [],
    requests: (_, { DBSnapshotIdentifier }) => [rds('DeleteDBSnapshot', { DBSnapshotIdentifier })],
    after: () => ({ resource: undefined }),
  },
];
