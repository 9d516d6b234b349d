import { parseArn } from '../../arn';
import { rememberingStep, type Delay, type MachineRecord } from '../../machines';
import type { Context } from '../../operation';
import { keyLifecycle, type LifecycleEvent } from './key-lifecycle.machine';
import { isPassing, moveSet, othersPassing } from './multi-region-set';
import { keysTable, type KeyRecord, type LifecycleContext } from './state';

const takeStep = rememberingStep(keyLifecycle);

/** What a lifecycle timer brings back: the key, and the machine's own delayed event. */
export interface LifecycleTimer {
  readonly Arn: string;
  readonly event: string;
}

/** The parts of a key record that the lifecycle machine decides. */
export interface LifecycleState {
  readonly KeyState: KeyRecord['KeyState'];
  readonly lifecycle: LifecycleContext | undefined;
}

// A key has one timer for all its states: it is in one state at a time.
function keepDelay(ctx: Context, Arn: string, delay: Delay): void {
  const region = parseArn(Arn)?.region ?? ctx.region;
  const id = `${Arn}|lifecycle`;
  if (delay.type === 'cancel') return ctx.cancelTimer(id);
  const payload: LifecycleTimer = { Arn, event: delay.event };
  ctx.setTimer({ id, at: ctx.now + delay.delay, kind: 'lifecycle', payload, region });
}

/** One step of the machine, shown in the trace; undefined when the key's life is over. */
function step(
  ctx: Context,
  Arn: string,
  before: MachineRecord,
  event: LifecycleEvent,
): LifecycleState | undefined {
  const { state: to, record, delays } = takeStep(before, event);
  const from = String(before.value);
  ctx.step({ kind: 'machine', machine: keyLifecycle.id, id: Arn, event: event.type, from, to });
  for (const delay of delays) keepDelay(ctx, Arn, delay);
  if (to === 'Deleted') return undefined;
  const KeyState = to as KeyRecord['KeyState'];
  const lifecycle = record.context as LifecycleContext;
  const remembers = Object.values(lifecycle).some((value) => value !== undefined);
  return { KeyState, lifecycle: remembers ? lifecycle : undefined };
}

/** Where a new key or replica stands. */
export function beginLife(
  ctx: Context,
  Arn: string,
  event: LifecycleEvent & { readonly type: 'CreateKey' | 'ReplicateKey' },
): LifecycleState {
  const born = step(ctx, Arn, { value: 'New', context: {} }, event);
  if (born === undefined) throw new Error(`${Arn} was not born`);
  return born;
}

/** Moves a key by an event; undefined when its life is over. Nothing is written. */
export function live(ctx: Context, key: KeyRecord, event: LifecycleEvent): KeyRecord | undefined {
  const before = { value: key.KeyState, context: key.lifecycle ?? {} };
  const after = step(ctx, key.Arn, before, event);
  if (after === undefined) return undefined;
  if (after.KeyState === key.KeyState && after.lifecycle === key.lifecycle) return key;
  if (isPassing(key) && !isPassing(after)) {
    moveSet(ctx, key, { type: 'KeySettled', passing: othersPassing(ctx, key) });
  }
  return { ...key, ...after };
}

/** Moves a key by an event that does not end its life, and writes it; returns the new record. */
export function move(ctx: Context, key: KeyRecord, event: LifecycleEvent): KeyRecord {
  const moved = live(ctx, key, event) ?? key;
  if (moved !== key) ctx.put(keysTable, key.Arn, moved);
  return moved;
}
