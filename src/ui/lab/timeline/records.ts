import type { EventKind, TimelineEvent } from '../../../diagrams/timeline/events';
import type { EventRecord, StackRecord } from '../../../engine/services/cloudformation/state';
import type { SnapshotRecord, VolumeRecord } from '../../../engine/services/ec2/state';
import type {
  KeyRecord,
  MaterialRecord,
  MultiRegionRecord,
} from '../../../engine/services/kms/state';
import type { VersionRecord as FunctionVersion } from '../../../engine/services/lambda/state';
import type { LogGroupRecord } from '../../../engine/services/logs/state';
import type {
  InstanceRecord,
  SnapshotRecord as DbSnapshotRecord,
} from '../../../engine/services/rds/state';
import type { BucketRecord, Version } from '../../../engine/services/s3/state';
import type { SecretRecord, VersionRecord } from '../../../engine/services/secrets-manager/state';
import type {
  ParameterRecord,
  VersionRecord as ParameterVersion,
} from '../../../engine/services/ssm/state';
import type { WorldTables } from '../world-view';
import { logGroupArn, snapshotArn } from './resources';

type Told = readonly [
  resource: string,
  at: number,
  kind: EventKind,
  title: string,
  more?: string | undefined,
];

function* rows<R extends object>(tables: WorldTables, table: string) {
  for (const [key, row] of tables.get(table) ?? []) yield [key, row as R] as const;
}

/** What the records of every service tell of their past, and of ends that no timer stands for. */
export function* recordEvents(tables: WorldTables): Generator<TimelineEvent> {
  let number = 0;
  for (const teller of tellers) {
    for (const [resource, at, kind, title, more] of teller(tables)) {
      const said = more === undefined ? [] : [more];
      number += 1;
      yield { id: `record ${number}`, at, resource, kind, title, source: 'record', said };
    }
  }
}

const tellers: readonly ((tables: WorldTables) => Iterable<Told>)[] = [
  function* keys(tables) {
    for (const [arn, { CreationDate, KeySpec }] of rows<KeyRecord>(tables, 'kms.keys')) {
      yield [arn, CreationDate, 'created', 'KMS key created', KeySpec];
    }
  },
  function* materials(tables) {
    const sets = tables.get('kms.multi-region-keys');
    for (const [key, row] of rows<MaterialRecord>(tables, 'kms.key-materials')) {
      const { RotationDate, RotationType = '' } = row;
      if (RotationDate === undefined) continue;
      const [owner = '', id = ''] = key.split('|');
      const set = sets?.get(owner) as MultiRegionRecord | undefined;
      const [account = '', keyId = ''] = owner.split('/');
      const arn =
        set === undefined ? owner : `arn:aws:kms:${set.PrimaryRegion}:${account}:key/${keyId}`;
      const how = RotationType === 'ON_DEMAND' ? 'on demand' : 'automatically';
      yield [arn, RotationDate, 'rotation', `Key material rotated ${how}`, `KeyMaterialId ${id}`];
    }
  },
  function* secrets(tables) {
    for (const [, row] of rows<SecretRecord>(tables, 'secretsmanager.secrets')) {
      const { ARN, CreatedDate, rotation } = row;
      yield [ARN, CreatedDate, 'created', 'Secret created'];
      if (rotation?.last !== undefined) yield [ARN, rotation.last, 'rotation', 'Secret rotated'];
    }
    const known = tables.get('secretsmanager.secrets');
    for (const [key, row] of rows<VersionRecord>(tables, 'secretsmanager.versions')) {
      const { VersionId, CreatedDate } = row;
      const secret = known?.get(key.slice(0, -VersionId.length - 1)) as SecretRecord | undefined;
      if (secret === undefined) continue;
      const stages = Object.entries(secret.stages).flatMap(([stage, id]) =>
        id === VersionId ? [stage] : [],
      );
      const labels = stages.length === 0 ? 'no staging label' : stages.join(', ');
      yield [secret.ARN, CreatedDate, 'version', 'Secret version', `${VersionId}: ${labels}`];
    }
  },
  function* parameters(tables) {
    const known = tables.get('ssm.parameters');
    for (const [key, row] of rows<ParameterVersion>(tables, 'ssm.parameter-versions')) {
      const at = key.lastIndexOf('|');
      const parameter = known?.get(key.slice(0, at)) as ParameterRecord | undefined;
      if (parameter === undefined) continue;
      const version = Number(key.slice(at + 1));
      const kind = version === 1 ? 'created' : 'version';
      const title = version === 1 ? 'Parameter created' : `Parameter version ${version}`;
      yield [parameter.ARN, row.LastModifiedDate, kind, title, `by ${row.LastModifiedUser}`];
    }
  },
  function* buckets(tables) {
    for (const [name, { CreationDate }] of rows<BucketRecord>(tables, 's3.buckets')) {
      yield [`arn:aws:s3:::${name}`, CreationDate, 'created', 'Bucket created'];
    }
    for (const table of ['s3.objects', 's3.noncurrent-versions']) {
      for (const [, version] of rows<Version>(tables, table)) {
        const { bucket, Key, LastModified, kind } = version;
        const arn = `arn:aws:s3:::${bucket}`;
        if (kind === 'delete marker') {
          yield [arn, LastModified, 'deletion', `Delete marker on ${Key}`];
        } else {
          const { retention, encryption } = version;
          yield [arn, LastModified, 'version', `Object ${Key}`, encryption.mode];
          if (retention !== undefined) {
            yield [arn, retention.RetainUntilDate, 'expiry', `Retention of ${Key} ends`];
          }
        }
      }
    }
  },
  function* volumes(tables) {
    for (const [, row] of rows<VolumeRecord>(tables, 'ec2.volumes')) {
      const { region, account, VolumeId, CreateTime } = row;
      const arn = `arn:aws:ec2:${region}:${account}:volume/${VolumeId}`;
      yield [arn, CreateTime, 'created', 'Volume created'];
    }
    for (const [, row] of rows<SnapshotRecord>(tables, 'ec2.snapshots')) {
      const { region, SnapshotId, StartTime, CompletionTime, copy } = row;
      const arn = snapshotArn(region, SnapshotId);
      const what = copy === undefined ? 'Snapshot begun' : 'Snapshot copy begun';
      yield [arn, StartTime, 'created', what];
      if (CompletionTime !== undefined) yield [arn, CompletionTime, 'work', 'Snapshot completed'];
    }
  },
  function* databases(tables) {
    for (const [arn, row] of rows<InstanceRecord>(tables, 'rds.instances')) {
      yield [arn, row.InstanceCreateTime, 'created', 'DB instance created', row.Engine];
    }
    for (const [arn, row] of rows<DbSnapshotRecord>(tables, 'rds.snapshots')) {
      yield [arn, row.SnapshotCreateTime, 'created', 'DB snapshot created', row.status];
    }
  },
  function* logGroups(tables) {
    for (const [key, { creationTime }] of rows<LogGroupRecord>(tables, 'logs.groups')) {
      yield [logGroupArn(key), creationTime, 'created', 'Log group created'];
    }
  },
  function* functions(tables) {
    for (const [, row] of rows<FunctionVersion>(tables, 'lambda.versions')) {
      const { region, account, FunctionName, Version: version, LastModified, Runtime } = row;
      const arn = `arn:aws:lambda:${region}:${account}:function:${FunctionName}`;
      yield [arn, LastModified, 'version', `Function ${version}`, Runtime];
    }
  },
  function* stacks(tables) {
    for (const [arn, row] of rows<StackRecord>(tables, 'cloudformation.stacks')) {
      yield [arn, row.CreationTime, 'created', 'Stack created'];
      if (row.DeletionTime !== undefined)
        yield [arn, row.DeletionTime, 'deletion', 'Stack deleted'];
    }
    for (const [key, row] of rows<EventRecord>(tables, 'cloudformation.events')) {
      const kind = row.status.endsWith('FAILED') ? 'failure' : 'change';
      const arn = key.slice(0, key.lastIndexOf('|'));
      yield [arn, row.timestamp, kind, `${row.logicalId}: ${row.status}`, row.reason];
    }
  },
  function* certificates(tables) {
    for (const [host, { notAfter }] of rows<{ readonly notAfter: number }>(
      tables,
      'network.identities',
    )) {
      yield [host, notAfter, 'expiry', 'The certificate of the host expires'];
    }
  },
];
