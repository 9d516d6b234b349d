import type { Timer } from '../../../engine/clock';
import type { RequestQuotaRecord } from '../../../engine/quotas/state';
import type { StackRecord } from '../../../engine/services/cloudformation/state';
import type { SnapshotRecord } from '../../../engine/services/ec2/state';
import type {
  KeyRecord,
  MaterialRecord,
  MultiRegionRecord,
} from '../../../engine/services/kms/state';
import type {
  InstanceRecord,
  SnapshotRecord as DbSnapshotRecord,
} from '../../../engine/services/rds/state';
import type { Version } from '../../../engine/services/s3/state';
import type { SecretRecord } from '../../../engine/services/secrets-manager/state';
import type { IncreaseRecord } from '../../../engine/services/service-quotas/state';
import type { ParameterRecord, VersionRecord } from '../../../engine/services/ssm/state';
import type { WorldTables } from '../world-view';

/** The machine of one resource, as the world's records have it. */
export interface Instance {
  /** As the trace names it. */
  readonly id: string;
  readonly title: string;
  readonly value: string | object;
  readonly context: object;
  /** The id of its timer, where its states may have one. */
  readonly timer?: string;
}

function* rows<R extends object>(
  tables: WorldTables,
  table: string,
): Generator<readonly [string, R]> {
  for (const [key, row] of tables.get(table) ?? []) yield [key, row as R];
}

/** The last part of an ARN; of a key that is none, the key. */
export function shortName(arn: string): string {
  return arn.startsWith('arn:') ? arn.split(':').slice(5).join(':') : arn;
}

function keyTitle({ Arn, Description, KeyManager }: KeyRecord): string {
  const said = KeyManager === 'AWS' ? 'AWS managed' : Description;
  return said === '' ? shortName(Arn) : `${shortName(Arn)} (${said})`;
}

const keys = (tables: WorldTables) => rows<KeyRecord>(tables, 'kms.keys');

const readers: Readonly<Record<string, (tables: WorldTables) => Iterable<Instance>>> = {
  *'KMS key'(tables) {
    for (const [id, key] of keys(tables)) {
      const { KeyState: value, lifecycle: context = {} } = key;
      yield { id, title: keyTitle(key), value, context, timer: `${id}|lifecycle` };
    }
  },
  *'automatic rotation'(tables) {
    for (const [id, key] of keys(tables)) {
      if (key.rotation === undefined) continue;
      const { state: value, ...context } = key.rotation;
      yield { id, title: keyTitle(key), value, context, timer: `${id}|rotation` };
    }
  },
  *'on-demand rotation'(tables) {
    for (const [id, key] of keys(tables)) {
      if (key.onDemandRotation === undefined) continue;
      const { state: value, ...context } = key.onDemandRotation;
      yield { id, title: keyTitle(key), value, context, timer: `${id}|onDemandRotation` };
    }
  },
  *'imported material'(tables) {
    for (const [key, { imported }] of rows<MaterialRecord>(tables, 'kms.key-materials')) {
      if (imported === undefined) continue;
      const [arn = '', material = ''] = key.split('|');
      const id = `${arn}|material|${material}`;
      const title = `${material.slice(0, 8)}… of ${shortName(arn)}`;
      yield { id, title, value: imported.state, context: {}, timer: id };
    }
  },
  *'multi-Region replication'(tables) {
    for (const [id, row] of rows<MultiRegionRecord>(tables, 'kms.multi-region-keys')) {
      yield { id, title: `${id}, primary in ${row.PrimaryRegion}`, value: row.state, context: {} };
    }
  },
  *'EBS snapshot'(tables) {
    for (const [, { SnapshotId: id, creation, blocks }] of snapshots(tables)) {
      if (creation === undefined) continue;
      yield { id, title: id, value: creation, context: { blocks }, timer: `${id}|creation` };
    }
  },
  *'EBS snapshot copy'(tables) {
    for (const [, { SnapshotId: id, copy }] of snapshots(tables)) {
      if (copy === undefined) continue;
      yield { id, title: id, value: copy.state, context: copy.context, timer: `${id}|copy` };
    }
  },
  *'RDS DB instance'(tables) {
    for (const [id, { state }] of rows<InstanceRecord>(tables, 'rds.instances')) {
      yield { id, title: shortName(id), value: state, context: {}, timer: `${id}|instance` };
    }
  },
  *'RDS snapshot copy'(tables) {
    for (const [id, { copy }] of rows<DbSnapshotRecord>(tables, 'rds.snapshots')) {
      if (copy === undefined) continue;
      const { state: value, context } = copy;
      yield { id, title: shortName(id), value, context, timer: `${id}|copy` };
    }
  },
  *'CloudFormation stack'(tables) {
    for (const [id, { StackName, status }] of rows<StackRecord>(tables, 'cloudformation.stacks')) {
      yield { id, title: StackName, value: status, context: {}, timer: id };
    }
  },
  *'Secret rotation'(tables) {
    for (const [, row] of rows<SecretRecord>(tables, 'secretsmanager.secrets')) {
      const { ARN: id, rotation, OwningService } = row;
      if (rotation?.run === undefined) continue;
      const context = { isManaged: OwningService !== undefined };
      yield { id, title: row.Name, value: rotation.run.state, context, timer: `${id}|rotation` };
    }
  },
  *'parameter policy'(tables) {
    const versions = tables.get('ssm.parameter-versions');
    for (const [key, { Name, Version }] of rows<ParameterRecord>(tables, 'ssm.parameters')) {
      const latest = versions?.get(`${key}|${String(Version).padStart(10, '0')}`);
      const { policies = [] } = (latest ?? {}) as Partial<VersionRecord>;
      for (const [index, { type, state }] of policies.entries()) {
        const id = `${key}|policy|${index}`;
        yield { id, title: `${type} of ${Name}`, value: state, context: { type }, timer: id };
      }
    }
  },
  *'S3 replication'(tables) {
    for (const table of ['s3.objects', 's3.noncurrent-versions']) {
      for (const [, version] of rows<Version>(tables, table)) {
        const { bucket, Key, VersionId, replication } = version;
        if (replication === undefined || replication === 'REPLICA') continue;
        for (const { destination, state } of replication) {
          const arn = `arn:aws:s3:::${bucket}/${Key}`;
          const id = `${arn} (version ${VersionId}) to ${destination}`;
          const timer = `s3 replication|${arn}|${VersionId}|${destination}`;
          const title = `${bucket}/${Key} to ${destination}`;
          yield { id, title, value: state, context: {}, timer };
        }
      }
    }
  },
  *increaseRequest(tables) {
    for (const [key, row] of rows<IncreaseRecord>(tables, 'service-quotas.increases')) {
      const { Id: id, serviceCode, quotaCode, DesiredValue, machine } = row;
      const title = `${serviceCode} ${quotaCode} to ${DesiredValue.toLocaleString('en')}`;
      yield { id, title, ...machine, timer: `increase|${key}` };
    }
  },
  *requestQuota(tables) {
    for (const [id, { mode }] of rows<RequestQuotaRecord>(tables, 'quotas.requests')) {
      yield { id, title: id.split('|').join(' '), value: mode.value, context: mode.context };
    }
  },
};

function snapshots(tables: WorldTables) {
  return rows<SnapshotRecord>(tables, 'ec2.snapshots');
}

/** Every resource that a machine moves, in the order of the world's records. */
export function instancesOf(tables: WorldTables, machine: string): Iterable<Instance> {
  return readers[machine]?.(tables) ?? [];
}

/** How many resources each machine moves, and of one machine those that a search finds. */
export interface Survey {
  /** In the order of the machines. */
  readonly counts: readonly number[];
  readonly found: readonly Instance[];
}

/** After how many resources the work may be left off. */
const stretch = 500;

/** Goes through what all machines move; it yields where it may be left off, with what it has so far. */
export function* survey(
  tables: WorldTables,
  machines: readonly string[],
  chosen: string,
  query: string,
): Generator<() => Survey, Survey> {
  const text = query.trim().toLowerCase();
  const counts = machines.map(() => 0);
  const found: Instance[] = [];
  const soFar = () => ({ counts: counts.slice(), found: found.slice() });
  let seen = 0;
  // What is looked at comes first.
  for (const machine of new Set([chosen, ...machines])) {
    const index = machines.indexOf(machine);
    for (const instance of instancesOf(tables, machine)) {
      counts[index] = (counts[index] ?? 0) + 1;
      seen += 1;
      if (seen % stretch === 0) yield soFar;
      if (machine !== chosen) continue;
      if (text === '' || `${instance.title} ${instance.id}`.toLowerCase().includes(text)) {
        found.push(instance);
      }
    }
  }
  return { counts, found };
}

/** The timer of an instance, where one is set. */
export function timerOf(tables: WorldTables, { timer }: Instance): Timer | undefined {
  if (timer === undefined) return undefined;
  const entry = tables.get('engine.timer-keys')?.get(timer) as { readonly key: string } | undefined;
  return entry && (tables.get('engine.timers')?.get(entry.key) as Timer | undefined);
}

/** The machine's own event that a timer brings; a stack's is always `Work`. */
export function timerEvent({ payload, service }: Timer): string {
  const { event } = (payload ?? {}) as { readonly event?: unknown };
  return typeof event === 'string' ? event : service === 'cloudformation' ? 'Work' : '';
}
