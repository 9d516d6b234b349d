import type { EventKind } from '../../../diagrams/timeline/events';
import type { Timer } from '../../../engine/clock';
import type { ParameterRecord, VersionRecord } from '../../../engine/services/ssm/state';
import { timerText } from '../clock/world-time';
import type { WorldTables } from '../world-view';
import { describeResource, timerResource } from './resources';

/** Something that will happen by itself. */
export interface NextEvent {
  readonly timer: Timer;
  /** World time in ms. */
  readonly at: number;
  readonly kind: EventKind;
  /** What happens, as a sentence without its stop. */
  readonly title: string;
  /** The resource's lane: an ARN where it has one. */
  readonly resource: string;
  readonly resourceTitle: string;
  readonly service: string;
}

type Words = readonly [kind: EventKind, title: string];

// By service and kind; where the same timer serves several states, by the delay's name too.
const words: Readonly<Record<string, Words>> = {
  'kms lifecycle waitingPeriod': ['deletion', 'The KMS key is deleted'],
  'kms lifecycle replication': ['work', 'The replica key is ready'],
  'kms lifecycle primaryUpdate': ['work', 'The new primary Region is in force'],
  'kms rotation': ['rotation', 'The key material is rotated automatically'],
  'kms onDemandRotation': ['rotation', 'The on-demand rotation is done'],
  'kms expiry': ['expiry', 'Imported key material expires'],
  'kms forgetGrant': ['work', 'An ended grant is no longer in effect anywhere'],
  'secretsmanager deletion': ['deletion', 'The secret is deleted'],
  'secretsmanager rotationWindow': ['rotation', 'The secret is rotated on schedule'],
  'secretsmanager rotation begin': ['rotation', 'The rotation begins'],
  'secretsmanager rotation step': ['rotation', 'The next step of the rotation'],
  'secretsmanager rotation retry': ['rotation', 'The rotation is tried again'],
  'ssm policy Expiration': ['expiry', 'The parameter expires and is deleted'],
  'ssm policy ExpirationNotification': ['work', 'Notification that the parameter expires soon'],
  'ssm policy NoChangeNotification': ['work', 'Notification that the parameter has not changed'],
  's3 runLifecycle': ['work', 'Lifecycle rules are applied'],
  's3 replicate': ['work', 'A version is replicated'],
  's3 forgetBucketKey': ['expiry', 'The bucket key ends; the next write asks AWS KMS'],
  'ec2 creation': ['work', 'The snapshot is complete'],
  'ebs creation': ['work', 'The snapshot is complete'],
  'ec2 copy': ['work', 'The snapshot copy goes on'],
  'rds instance create': ['work', 'The DB instance is available'],
  'rds instance delete': ['deletion', 'The DB instance is deleted'],
  'rds instance resetPassword': ['rotation', 'The new master password is in force'],
  'rds snapshot': ['work', 'The DB snapshot is available'],
  'rds copy': ['work', 'The DB snapshot copy goes on'],
  'cloudformation work': ['work', 'The next piece of work on the stack'],
  'logs sweep': ['deletion', 'Expired log events are deleted'],
  'logs forgetDataKey': ['expiry', 'The data key at hand ends; the next write asks AWS KMS'],
  'sts expire': ['expiry', 'Temporary credentials expire'],
  'service-quotas increase': ['work', 'The request for a higher quota goes on'],
  'organizations createAccount': ['created', 'The account is ready'],
  'lambda invocation': ['work', 'The function is invoked asynchronously'],
};

function delayOf({ payload }: Timer): string {
  const { event } = (payload ?? {}) as { readonly event?: unknown };
  return /^xstate\.after\.([^.]+)/.exec(String(event))?.[1] ?? '';
}

interface PolicyPayload {
  readonly key: string;
  readonly index: number;
}

/** Which policy of a parameter a timer belongs to. */
function policyType(tables: WorldTables, { payload }: Timer): string {
  const { key, index } = payload as PolicyPayload;
  const parameter = tables.get('ssm.parameters')?.get(key) as ParameterRecord | undefined;
  const version = String(parameter?.Version ?? '').padStart(10, '0');
  const row = tables.get('ssm.parameter-versions')?.get(`${key}|${version}`);
  return (row as VersionRecord | undefined)?.policies?.[index]?.type ?? '';
}

function wordsFor(tables: WorldTables, timer: Timer): Words {
  const { service, kind } = timer;
  const more = service === 'ssm' ? policyType(tables, timer) : delayOf(timer);
  return (
    words[`${service} ${kind} ${more}`] ?? words[`${service} ${kind}`] ?? ['work', timerText(timer)]
  );
}

/** What a timer will bring about. */
export function eventOfTimer(tables: WorldTables, timer: Timer): NextEvent {
  const [kind, title] = wordsFor(tables, timer);
  const resource = timerResource(tables, timer);
  const { title: resourceTitle, service } = describeResource(tables, resource);
  return { timer, at: timer.at, kind, title, resource, resourceTitle, service };
}

/** The next `n` things that will happen by themselves, soonest first. */
export function nextEvents(tables: WorldTables, n: number): NextEvent[] {
  const timers = tables.get('engine.timers');
  if (timers === undefined) return [];
  // Keys begin with the time, all of one width.
  return soonest(timers.keys(), n).map((key) => eventOfTimer(tables, timers.get(key) as Timer));
}

/** The `n` least of very many texts, in order, without sorting all of them. */
function soonest(keys: Iterable<string>, n: number): string[] {
  if (n <= 0) return [];
  const found: string[] = [];
  for (const key of keys) {
    const last = found.at(-1);
    if (found.length === n && last !== undefined && key >= last) continue;
    let at = found.length;
    while (at > 0 && found[at - 1]! > key) at -= 1;
    found.splice(at, 0, key);
    if (found.length > n) found.pop();
  }
  return found;
}
