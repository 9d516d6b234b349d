import type { WorldTables } from '../lab/world-view';
import type { Entry } from './search';

/** Where a kind of resource lies in the world, and how it is named and addressed in the consoles. */
interface Source {
  readonly table: string;
  readonly kind: string;
  /** The console that shows it. */
  readonly console: string;
  /** The member of its record that a learner calls it by. */
  readonly name: string;
}

const sources: readonly Source[] = [
  { table: 'kms.aliases', kind: 'KMS alias', console: 'kms', name: 'AliasName' },
  { table: 'kms.keys', kind: 'KMS key', console: 'kms', name: 'KeyId' },
  { table: 's3.buckets', kind: 'Bucket', console: 's3', name: 'Name' },
  { table: 'ssm.parameters', kind: 'Parameter', console: 'ssm', name: 'Name' },
  { table: 'secretsmanager.secrets', kind: 'Secret', console: 'secrets-manager', name: 'Name' },
  { table: 'logs.groups', kind: 'Log group', console: 'logs', name: 'logGroupName' },
  { table: 'lambda.functions', kind: 'Function', console: 'lambda', name: 'FunctionName' },
  { table: 'iam.users', kind: 'IAM user', console: 'iam', name: 'UserName' },
  { table: 'iam.roles', kind: 'IAM role', console: 'iam', name: 'RoleName' },
  { table: 'ec2.volumes', kind: 'Volume', console: 'ec2', name: 'VolumeId' },
  { table: 'ec2.snapshots', kind: 'Snapshot', console: 'ec2', name: 'SnapshotId' },
  { table: 'rds.instances', kind: 'Database', console: 'rds', name: 'DBInstanceIdentifier' },
];

/** More of one kind are found by their console's own search. */
const mostOfAKind = 2000;

/** The resources of the open world by their names; `open` shows one in its console. */
export function worldEntries(
  tables: WorldTables,
  open: (console: string, key: string) => void,
): Entry[] {
  return sources.flatMap(({ table, kind, console, name }) =>
    [...(tables.get(table) ?? [])].slice(0, mostOfAKind).flatMap(([key, record]) => {
      const title = (record as Readonly<Record<string, unknown>>)[name];
      const more = key.startsWith('arn:') ? (key.split(':')[3] ?? '') : '';
      return typeof title === 'string' ? [{ title, kind, more, go: () => open(console, key) }] : [];
    }),
  );
}
