import fc from 'fast-check';
import type { Evaluation } from '../../../src/engine/iam/index';
import type { Actor, NewStep, Step } from '../../../src/engine/trace';

const workstation: Actor = { type: 'client', name: 'Workstation' };
const services: readonly (readonly [string, string])[] = [
  ['kms', 'AWS KMS'],
  ['s3', 'Amazon S3'],
  ['secretsmanager', 'AWS Secrets Manager'],
];
const regions = ['us-east-1', 'eu-central-1'];

/** One request with what happens inside it, or something done on the workstation. */
type Work =
  | { readonly type: 'local'; readonly times: number }
  | {
      readonly type: 'timer';
      readonly service: number;
      readonly inside: readonly Inside[];
    }
  | Call;

interface Call {
  readonly type: 'call';
  readonly service: number;
  readonly region: number;
  readonly allowed: boolean;
  readonly inside: readonly Inside[];
  readonly bytes: number;
}

type Inside = 'crypto' | 'write' | 'machine' | Call;

const leaf = fc.constantFrom<Inside>('crypto', 'write', 'machine');

const { call } = fc.letrec<{ call: Call; inside: Inside }>((tie) => ({
  inside: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('call')),
  call: fc.record({
    type: fc.constant('call'),
    service: fc.nat(services.length - 1),
    region: fc.nat(regions.length - 1),
    allowed: fc.boolean(),
    inside: fc.array(tie('inside'), { maxLength: 4 }),
    bytes: fc.nat(2_000_000),
  }),
}));

const work: fc.Arbitrary<Work> = fc.oneof(
  { weight: 4, arbitrary: call },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('local'), times: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('timer'),
      service: fc.nat(services.length - 1),
      inside: fc.array(fc.oneof(leaf, call), { maxLength: 3 }),
    }),
  },
);

function evaluation(allowed: boolean, action: string): Evaluation {
  const by = {
    type: 'identity-based policy',
    policy: 'AdministratorAccess',
    arn: null,
    statement: 0,
    sid: null,
  } as const;
  const principal = {
    type: 'Root',
    account: '123456789012',
    arn: 'arn:aws:iam::123456789012:root',
  } as const;
  return {
    allowed,
    decision: allowed ? 'Allow' : 'ImplicitDeny',
    reason: allowed
      ? { rule: 'identity allows', by }
      : { rule: 'nothing allows', type: 'identity-based policy' },
    policies: [],
    request: { principal, action, resource: '*', context: {} },
    given: { identity: [] },
  };
}

function unroll(works: readonly Work[]): Step[] {
  const steps: Step[] = [];
  let spans = 0;
  const add = (span: number, parent: number | null, step: NewStep) =>
    steps.push({ span, parent, at: 0, ...step });

  const within = (inside: Inside, span: number, parent: number | null, actor: Actor): void => {
    if (inside === 'crypto') {
      add(span, parent, {
        ...{ kind: 'crypto', actor, action: 'decrypt', algorithm: 'AES_256_GCM', detail: '' },
        ...{ bytesIn: 60, bytesOut: 32, exposes: ['plaintext', 'data key'] },
      });
    } else if (inside === 'write') {
      add(span, parent, { kind: 'write', table: 'kms.keys', key: 'k', change: 'update' });
    } else if (inside === 'machine') {
      const event = { event: 'disable', from: 'Enabled', to: 'Disabled' };
      add(span, parent, { kind: 'machine', machine: 'KeyState', id: 'k', ...event });
    } else request(inside, span, actor);
  };

  const request = (sent: Call, parent: number | null, from: Actor) => {
    spans += 1;
    const span = spans;
    const [service = '', name = ''] = services[sent.service] ?? [];
    const region = regions[sent.region] ?? '';
    const to: Actor = { type: 'service', name, region };
    const input = { KeyId: 'alias/app', Plaintext: new Uint8Array(sent.bytes % 4096) };
    add(span, parent, {
      ...{ kind: 'request', from, to, requestId: String(span), service, region, input },
      operation: 'GenerateDataKeyWithoutPlaintext',
    });
    add(span, parent, {
      kind: 'authentication',
      principal: 'arn:aws:iam::123456789012:user/admin',
      account: '123456789012',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    });
    const allowed = evaluation(sent.allowed, `${service}:Use`);
    add(span, parent, { kind: 'authorization', evaluation: allowed });
    if (sent.allowed) for (const inside of sent.inside) within(inside, span, parent, to);
    const error = { code: 'AccessDeniedException', message: 'not authorized', statusCode: 400 };
    add(span, parent, sent.allowed ? { kind: 'end', output: {} } : { kind: 'end', error });
  };

  for (const item of works) {
    if (item.type === 'call') {
      request(item, null, workstation);
      continue;
    }
    spans += 1;
    const span = spans;
    if (item.type === 'local') {
      for (let i = 0; i < item.times; i += 1) within('crypto', span, null, workstation);
      continue;
    }
    const [service = '', name = ''] = services[item.service] ?? [];
    add(span, null, { kind: 'timer', id: 't', service, timer: 'rotate' });
    const actor: Actor = { type: 'service', name, region: 'us-east-1' };
    for (const inside of item.inside) within(inside, span, null, actor);
  }
  return steps;
}

/** Traces as the engine writes them: turns one after the other, calls nested in their caller. */
export const traces: fc.Arbitrary<Step[]> = fc.array(work, { maxLength: 6 }).map(unroll);

/** A trace of about `count` steps, for measuring. */
export function longTrace(count: number): Step[] {
  const inside: Inside[] = [
    'crypto',
    { type: 'call', service: 0, region: 0, allowed: true, inside: ['crypto'], bytes: 9 },
    'write',
    'write',
  ];
  const one: Call = { type: 'call', service: 1, region: 0, allowed: true, inside, bytes: 99 };
  const size = unroll([one]).length;
  return unroll(Array.from({ length: Math.ceil(count / size) }, () => one)).slice(0, count);
}

/** A service that asks itself, `depth` times one within the other. */
export function nestedTrace(depth: number): Step[] {
  let inside: Inside[] = ['crypto'];
  for (let i = 0; i < depth; i += 1) {
    inside = [{ type: 'call', service: 0, region: 0, allowed: true, inside, bytes: 9 }];
  }
  return unroll(inside as Call[]);
}
