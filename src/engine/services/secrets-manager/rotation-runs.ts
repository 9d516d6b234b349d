import { parseArn } from '../../arn';
import { startMachine, stepMachine, type Delay, type Transitioned } from '../../machines';
import type { Context } from '../../operation';
import { findVersion } from './lookup';
import { rotationTimer, windowTimer } from './removal';
import { secretRotation, type RotationEvent, type RotationState } from './rotation.machine';
import { readSchedule } from './schedule';
import {
  secretsTable,
  versionKey,
  versionsTable,
  without,
  type RotationRecord,
  type RotationRun,
  type SecretRecord,
} from './state';
import { labels } from './versions';

/** What the timer of a rotation brings back: which secret, and its machine's own delayed event. */
export interface RotationTimer {
  readonly key: string;
  readonly event: string;
}

const contextOf = ({ OwningService }: SecretRecord) => ({ isManaged: OwningService !== undefined });

function keepDelays(ctx: Context, key: string, arn: string, delays: readonly Delay[]): void {
  for (const delay of delays) {
    if (delay.type === 'cancel') ctx.cancelTimer(rotationTimer(arn));
    else {
      const payload: RotationTimer = { key, event: delay.event };
      const at = ctx.now + delay.delay;
      ctx.setTimer({ id: rotationTimer(arn), at, kind: 'rotation', payload });
    }
  }
}

function taken(
  ctx: Context,
  key: string,
  { ARN }: SecretRecord,
  [event, from]: readonly [string, string],
  moved: Transitioned,
): RotationState {
  const { id: machine } = secretRotation;
  ctx.step({ kind: 'machine', machine, id: ARN, event, from, to: moved.state });
  keepDelays(ctx, key, ARN, moved.delays);
  return moved.state as RotationState;
}

/** A secret whose rotation record has changed; what is undefined is taken out. */
export function withRotation(
  secret: SecretRecord,
  changed: { readonly [K in keyof RotationRecord]?: RotationRecord[K] | undefined },
): SecretRecord {
  const all = { enabled: false, ...secret.rotation, ...changed };
  const gone = (Object.keys(all) as (keyof typeof all)[]).filter((name) => all[name] === undefined);
  return { ...secret, rotation: without(all, ...gone) as RotationRecord };
}

/** Begins a rotation: an empty version gets AWSPENDING, and the machine starts. */
export function beginRun(
  ctx: Context,
  key: string,
  before: SecretRecord,
  type: 'RotateSecret' | 'WindowOpened' | 'TestRotation',
  { token, until }: Pick<RotationRun, 'token' | 'until'>,
): SecretRecord {
  const born = startMachine(secretRotation, contextOf(before)).record;
  const state = taken(ctx, key, before, [type, 'New'], stepMachine(secretRotation, born, { type }));
  const secret = pending(ctx, key, before, token);
  return withRotation(secret, { run: { state, token, until } });
}

function pending(ctx: Context, key: string, secret: SecretRecord, VersionId: string): SecretRecord {
  const stages = { ...secret.stages, [labels.pending]: VersionId };
  if (findVersion(ctx, key, VersionId) !== undefined) return { ...secret, stages };
  const number = secret.versions + 1;
  const version = { VersionId, number, CreatedDate: ctx.now };
  ctx.put(versionsTable, versionKey(key, VersionId), version);
  return { ...secret, stages, versions: number };
}

/** Moves a secret's rotation by an event, and writes it; one that is over leaves no run behind. */
export function moveRun(
  ctx: Context,
  key: string,
  secret: SecretRecord,
  type: RotationEvent['type'] | (string & {}),
): { readonly secret: SecretRecord; readonly state: RotationState | undefined } {
  const run = secret.rotation?.run;
  if (run === undefined) return { secret, state: undefined };
  const before = { value: run.state, context: contextOf(secret) };
  const moved = stepMachine(secretRotation, before, { type } as RotationEvent);
  if (!moved.changed) return { secret, state: run.state };
  const state = taken(ctx, key, secret, [type, run.state], moved);
  const isOver = state === 'Succeeded' || state === 'Cancelled' || state === 'Abandoned';
  const next = withRotation(secret, { run: isOver ? undefined : { ...run, state } });
  ctx.put(secretsTable, key, next);
  return { secret: next, state };
}

/**
 * Plans the next rotation, at a time of its window that nobody knows before; not written yet. Without
 * a schedule, or where rotation is off, none is planned.
 */
export function planNext(
  ctx: Context,
  key: string,
  secret: SecretRecord,
  after: number,
): SecretRecord {
  const { ARN, rotation } = secret;
  const schedule = rotation?.enabled === true ? readSchedule(rotation.rules ?? {}) : undefined;
  if (schedule === undefined) {
    ctx.cancelTimer(windowTimer(ARN));
    return withRotation(secret, { next: undefined });
  }
  let window = schedule.next(after);
  while (window.start <= ctx.now) window = schedule.next(window.start);
  const share = new DataView(ctx.random.bytes(4).buffer).getUint32(0) / 2 ** 32;
  const at = window.start + Math.floor(share * (window.end - window.start));
  const { region = ctx.region } = parseArn(ARN) ?? {};
  ctx.setTimer({ id: windowTimer(ARN), at, kind: 'rotationWindow', region, payload: { key } });
  return withRotation(secret, { next: window });
}

/**
 * Notes that a secret got a new current version. One that no rotation made ends a rotation under way,
 * and counts as one for the schedule. Source: Secrets Manager User Guide, "Log entries for rotation"
 * (RotationAbandoned) and "Rotation by Lambda function".
 */
export function currentChanged(ctx: Context, key: string, before: SecretRecord): void {
  const secret = ctx.get(secretsTable, key);
  const { rotation } = before;
  if (secret === undefined || rotation === undefined) return;
  const current = secret.stages[labels.current];
  if (current === before.stages[labels.current] || current === rotation.run?.token) return;
  if (rotation.run !== undefined) {
    const { state } = moveRun(ctx, key, secret, 'VersionCreated');
    if (state === 'Abandoned') reportRotation(ctx, secret, 'RotationAbandoned');
  }
  const schedule = rotation.enabled ? readSchedule(rotation.rules ?? {}) : undefined;
  if (schedule?.countsFromRotation !== true) return;
  ctx.put(secretsTable, key, planNext(ctx, key, ctx.get(secretsTable, key) ?? secret, ctx.now));
}

/** Source: Secrets Manager User Guide, "Log entries for rotation". */
export function reportRotation(
  ctx: Context,
  { ARN }: SecretRecord,
  eventName: `${'' | 'Test'}Rotation${'Started' | 'Succeeded' | 'Failed'}` | 'RotationAbandoned',
  errorMessage?: string,
): void {
  const { account = '' } = parseArn(ARN) ?? {};
  ctx.serviceEvent({
    ...{ eventName, account, additionalEventData: { SecretId: ARN } },
    ...(errorMessage === undefined ? {} : { errorMessage }),
  });
}
