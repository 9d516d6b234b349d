import type { Timer } from '../../../engine/clock';
import { parseArn } from '../../../engine/arn';
import type { KeyRecord } from '../../../engine/services/kms/state';
import type { IncreaseRecord } from '../../../engine/services/service-quotas/state';
import type { Resource } from '../../../diagrams/timeline/events';
import type { WorldTables } from '../world-view';

/** Services as people call them, by how ARNs and event sources name them. */
const services: Readonly<Record<string, string>> = {
  ...{ kms: 'AWS KMS', s3: 'Amazon S3', ssm: 'Parameter Store', ec2: 'Amazon EBS' },
  ...{ secretsmanager: 'Secrets Manager', logs: 'CloudWatch Logs', iam: 'IAM', sts: 'STS' },
  ...{ rds: 'Amazon RDS', lambda: 'Lambda', cloudformation: 'CloudFormation' },
  ...{ servicequotas: 'Service Quotas', organizations: 'Organizations', ebs: 'Amazon EBS' },
  ...{ 'service-quotas': 'Service Quotas', cloudtrail: 'CloudTrail' },
};

/** A service's name for people: `kms` and `kms.amazonaws.com` are AWS KMS. */
export function serviceTitle(name: string): string {
  const short = name.replace(/\.amazonaws\.com$/, '');
  return services[short] ?? short;
}

/** The part of an account in a Region that a row's key names: `account|Region|name`. */
function parts(key: string): readonly [account: string, region: string, name: string] {
  const [account = '', region = '', ...name] = key.split('|');
  return [account, region, name.join('|')];
}

/** The ARN of a log group by its row's key. */
export function logGroupArn(key: string): string {
  const [account, region, name] = parts(key);
  return `arn:aws:logs:${region}:${account}:log-group:${name}`;
}

/** One lane for a bucket and its objects, a log group and its streams. */
export function laneOf(arn: string): string {
  if (arn.startsWith('arn:aws:s3:::')) return arn.split('/')[0] ?? arn;
  if (arn.includes(':log-group:')) return arn.split(':').slice(0, 7).join(':');
  return arn;
}

function rowOf<R>(tables: WorldTables, table: string, key: unknown): R | undefined {
  return typeof key === 'string' ? (tables.get(table)?.get(key) as R | undefined) : undefined;
}

type Payload = Readonly<Record<string, unknown>>;

/** The resource that a timer is about: its lane. */
export function timerResource(tables: WorldTables, timer: Timer): string {
  const { service, region, kind, payload } = timer;
  const text = typeof payload === 'string' ? payload : undefined;
  const members = (typeof payload === 'object' ? (payload ?? {}) : {}) as Payload;
  const arn = [members['Arn'], members['arn'], members['StackId']].find(
    (value): value is string => typeof value === 'string',
  );
  if (arn !== undefined) return laneOf(arn);
  const { key } = members;
  const named = { secretsmanager: 'secretsmanager.secrets', ssm: 'ssm.parameters' }[service];
  if (named !== undefined) {
    const row = rowOf<{ readonly ARN: string }>(tables, named, key);
    if (row !== undefined) return row.ARN;
  }
  if (service === 'service-quotas') {
    const row = rowOf<IncreaseRecord>(tables, 'service-quotas.increases', key);
    if (row !== undefined) return quotaArn(row);
  }
  const { SnapshotId, bucket } = members;
  if (typeof SnapshotId === 'string') return snapshotArn(region, SnapshotId);
  if (typeof bucket === 'string') return `arn:aws:s3:::${bucket}`;
  if (text !== undefined) {
    if (kind === 'runLifecycle') return `arn:aws:s3:::${text}`;
    if (service === 'logs') return logGroupArn(text);
    if (service === 'sts') return text;
  }
  return service;
}

/** The ARN of an EBS snapshot. */
export function snapshotArn(region: string, id: string): string {
  return `arn:aws:ec2:${region}::snapshot/${id}`;
}

/** The ARN of the quota that somebody asked to raise. */
export function quotaArn({ region, account, serviceCode, quotaCode }: IncreaseRecord): string {
  return `arn:aws:servicequotas:${region}:${account}:${serviceCode}/${quotaCode}`;
}

/** What a lane shows of its resource. */
export function describeResource(tables: WorldTables, key: string): Omit<Resource, 'key'> {
  const arn = parseArn(key);
  if (arn === undefined) {
    const isCredential = /^A(SIA|KIA)/.test(key);
    const isHost = tables.get('network.identities')?.has(key) === true;
    const service = isCredential ? 'STS' : isHost ? 'TLS' : serviceTitle(key);
    return { title: isCredential || isHost ? key : 'the service', service };
  }
  const name = key.split(':').slice(5).join(':');
  const { Description = '', KeyManager } = rowOf<Partial<KeyRecord>>(tables, 'kms.keys', key) ?? {};
  const said = KeyManager === 'AWS' ? 'AWS managed' : Description;
  const short = name.replace(/^key\/([0-9a-f]{8}|mrk-[0-9a-f]{8})[0-9a-f-]+$/, 'key/$1…');
  const title = said === '' ? short : `${short} ${said}`;
  return { title, service: serviceTitle(arn.service) };
}
