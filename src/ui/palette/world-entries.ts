import { placeText, type ConsolePlace } from '../console/place';
import type { WorldTables } from '../lab/world-view';
import type { Entry } from './search';

/** Where a kind of resource lies in the world, and what it is called. */
interface Source {
  readonly table: string;
  readonly kind: string;
  readonly service: ConsolePlace['service'];
  /** The list of its console, where that is not the first one. */
  readonly list?: string;
  /** The member of its record that a learner calls it by, which its console does too. */
  readonly name: string;
}

const sources: readonly Source[] = [
  { table: 'kms.aliases', kind: 'KMS alias', service: 'kms', name: 'AliasName' },
  { table: 'kms.keys', kind: 'KMS key', service: 'kms', name: 'KeyId' },
  { table: 's3.buckets', kind: 'Bucket', service: 's3', name: 'Name' },
  { table: 'ssm.parameters', kind: 'Parameter', service: 'ssm', name: 'Name' },
  { table: 'secretsmanager.secrets', kind: 'Secret', service: 'secrets-manager', name: 'Name' },
  { table: 'logs.groups', kind: 'Log group', service: 'logs', name: 'logGroupName' },
  { table: 'lambda.functions', kind: 'Function', service: 'lambda', name: 'FunctionName' },
  { table: 'iam.users', kind: 'IAM user', service: 'iam', list: 'users', name: 'UserName' },
  { table: 'iam.roles', kind: 'IAM role', service: 'iam', list: 'roles', name: 'RoleName' },
  { table: 'ec2.volumes', kind: 'Volume', service: 'ec2', name: 'VolumeId' },
  {
    table: 'ec2.snapshots',
    kind: 'Snapshot',
    service: 'ec2',
    list: 'snapshots',
    name: 'SnapshotId',
  },
  { table: 'rds.instances', kind: 'Database', service: 'rds', name: 'DBInstanceIdentifier' },
];

/** More of one kind are found by their console's own search. */
const mostOfAKind = 2000;

/** The resources of the open world by their names; `open` shows a place of the consoles. */
export function worldEntries(tables: WorldTables, open: (place: string) => void): Entry[] {
  return sources.flatMap(({ table, kind, service, list, name }) =>
    [...(tables.get(table) ?? [])].slice(0, mostOfAKind).flatMap(([key, record]) => {
      const { [name]: title, targetKeyArn } = record as Readonly<Record<string, unknown>>;
      if (typeof title !== 'string') return [];
      const more = key.startsWith('arn:') ? (key.split(':')[3] ?? '') : '';
      // An alias is a name: what the console shows is the key.
      const resource = typeof targetKeyArn === 'string' ? targetKeyArn.split('/').at(-1) : title;
      return [{ title, kind, more, go: () => open(placeText({ service, list, resource })) }];
    }),
  );
}
