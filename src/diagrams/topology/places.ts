import type { Actor, RequestStep, Step } from '../../engine/trace';
import { subjectsOf, type Subject } from '../subjects';

/** What kind of place: on the learner's side, between, a service, its hardware, or where it keeps things. */
export type PlaceKind = 'client' | 'wire' | 'service' | 'hsm' | 'store' | 'trail' | 'account';

/** Somebody or something that took part. */
export interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly title: string;
  /** What it is, and where. */
  readonly detail: string;
}

/** Two places between which something passed. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** Everything that took part in a trace. */
export interface Stage {
  readonly places: readonly Place[];
  readonly links: readonly Link[];
  /** The requests in which each place took part, by its id. */
  readonly subjects: ReadonlyMap<string, Subject>;
}

export const wireId = 'wire';
export const trailId = 'trail';
export const hsmName = 'AWS KMS';

/** The name of the place where an actor works. */
export function idOfActor(actor: Actor): string {
  return actor.type === 'service'
    ? `service ${actor.name} ${actor.region}`
    : `client ${actor.name}`;
}

/** The hardware in which AWS KMS computes in a Region. */
export function hsmId(region: string): string {
  return `hsm ${region}`;
}

/** Members of requests that name where something is kept, and what that is. */
const stores: Readonly<Record<string, readonly (readonly [member: string, detail: string])[]>> = {
  s3: [['Bucket', 'S3 bucket']],
  ssm: [
    ['Name', 'parameter'],
    ['Names', 'parameter'],
    ['Path', 'parameters below a path'],
  ],
  secretsmanager: [
    ['SecretId', 'secret'],
    ['Name', 'secret'],
  ],
  logs: [['logGroupName', 'log group']],
  ec2: [
    ['VolumeId', 'EBS volume'],
    ['SnapshotId', 'EBS snapshot'],
    ['SourceSnapshotId', 'EBS snapshot'],
  ],
  ebs: [['SnapshotId', 'EBS snapshot']],
  rds: [
    ['DBInstanceIdentifier', 'RDS database'],
    ['DBSnapshotIdentifier', 'RDS snapshot'],
  ],
  lambda: [['FunctionName', 'Lambda function']],
};

/** What AWS makes a name for when it makes the thing. */
const made: Readonly<Record<string, string>> = {
  'ec2:CreateVolume': 'VolumeId',
  'ec2:CreateSnapshot': 'SnapshotId',
  'ec2:CopySnapshot': 'SnapshotId',
};

/** Where the things are kept that a request is about. */
export function storesOf(
  { service, operation, input, region }: RequestStep,
  output: unknown,
): Place[] {
  const member = made[`${service}:${operation}`];
  const own = member === undefined ? [] : [[member, output] as const];
  return (stores[service] ?? []).flatMap(([name, detail]) => {
    const named = (input as Readonly<Record<string, unknown>>)[name];
    const answers = own.filter(([of]) => of === name);
    const values = [
      ...[named].flat(),
      ...answers.map(([of, from]) => (from as Record<string, unknown> | undefined)?.[of]),
    ];
    return values
      .filter((value): value is string => typeof value === 'string' && value !== '')
      .map((value): Place => {
        const title = shortName(value);
        const id = `store ${detail} ${service === 's3' ? '' : region} ${title}`;
        return {
          id,
          kind: 'store',
          title,
          detail: `${detail}${service === 's3' ? '' : `, ${region}`}`,
        };
      });
  });
}

/** The last part of an ARN; a secret without the characters that AWS adds. */
function shortName(name: string): string {
  if (!name.startsWith('arn:')) return name;
  const last = name.slice(name.lastIndexOf(':') + 1);
  return name.includes(':secret:') ? last.replace(/-[A-Za-z0-9]{6}$/, '') : last;
}

/** Finds who and what took part, in the order in which the trace names them. */
export function stageOf(steps: readonly Step[]): Stage {
  const places = new Map<string, Place>();
  const links = new Map<string, Link>();
  const bySpan = subjectsOf(steps);
  const took = new Map<string, Set<number>>();
  let span = 0;
  const add = (place: Place) => {
    if (!places.has(place.id)) places.set(place.id, place);
    took.set(place.id, (took.get(place.id) ?? new Set()).add(span));
  };
  const link = (from: string, to: string) => void links.set(`${from} ${to}`, { from, to });
  const spans = new Map<number, RequestStep>();
  const home = homeAccount(steps);
  for (const step of steps) {
    ({ span } = step);
    switch (step.kind) {
      case 'request': {
        spans.set(step.span, step);
        const [from, to] = [addActor(step.from, add), addActor(step.to, add)];
        if (step.from.type === 'client') {
          add({
            id: wireId,
            kind: 'wire',
            title: 'Network',
            detail: 'between client and endpoint',
          });
          link(from, wireId);
          link(wireId, to);
        } else link(from, to);
        break;
      }
      case 'authentication':
        if (step.account !== home) {
          const id = `account ${step.account}`;
          add({
            id,
            kind: 'account',
            title: step.account,
            detail: 'another account, whose identity asked',
          });
          const request = spans.get(step.span);
          if (request !== undefined) link(id, idOfActor(request.from));
        }
        break;
      case 'crypto': {
        const at = addActor(step.actor, add);
        if (step.actor.type !== 'service' || step.actor.name !== hsmName) break;
        const id = hsmId(step.actor.region);
        add({
          id,
          kind: 'hsm',
          title: 'KMS HSM',
          detail: `where key material is, ${step.actor.region}`,
        });
        link(at, id);
        break;
      }
      case 'end': {
        const request = spans.get(step.span);
        if (request === undefined) break;
        if (request.service !== 'sts') {
          add({
            id: trailId,
            kind: 'trail',
            title: 'CloudTrail',
            detail: 'record of what was asked',
          });
        }
        if (step.error !== undefined) break;
        for (const place of storesOf(request, step.output)) {
          add(place);
          link(idOfActor(request.to), place.id);
        }
        break;
      }
      case 'wire': {
        add({
          id: wireId,
          kind: 'wire',
          title: 'Network',
          detail: `with the ${step.watcher.toLowerCase()} on it`,
        });
        break;
      }
      default:
    }
  }
  const none = { requests: [], resources: [] };
  const subjects = [...took].map(([id, spans]) => {
    const own = [...spans].map((one) => bySpan.get(one) ?? none);
    const requests = own.flatMap((subject) => subject.requests);
    return [id, { requests, resources: own.flatMap(({ resources }) => resources) }] as const;
  });
  return { places: [...places.values()], links: [...links.values()], subjects: new Map(subjects) };
}

/** The account of the first identity that signed. */
function homeAccount(steps: readonly Step[]): string | undefined {
  for (const step of steps) if (step.kind === 'authentication') return step.account;
  return undefined;
}

function addActor(actor: Actor, add: (place: Place) => void): string {
  const id = idOfActor(actor);
  const detail = actor.type === 'service' ? actor.region : 'your side';
  add({ id, kind: actor.type, title: actor.name, detail });
  return id;
}
