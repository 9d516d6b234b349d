import { startMachine, stepMachine } from '../../machines';
import type { Context } from '../../operation';
import { recordStackEvent } from './events';
import { stackMachine, type StackEvent, type StackStatus } from './stack.machine';
import { stacksTable, type StackRecord } from './state';
import { without } from './without';

/** What a timer brings back: the stack that has work. */
export interface StackTimer {
  readonly StackId: string;
}

/** Where a new stack stands before anything has happened to it. */
export const newStatus = () => startMachine(stackMachine).state as StackStatus;

/** Whether a stack takes an event where it stands. */
export function takes({ status }: Pick<StackRecord, 'status'>, event: StackEvent): boolean {
  return stepMachine(stackMachine, { value: status, context: {} }, event).changed;
}

/**
 * Moves a stack by an event and writes it; where its status changes, so does its history, with the
 * reason where there is one. Its next piece of work becomes a timer.
 */
export function moveStack(
  ctx: Context,
  stack: StackRecord,
  event: StackEvent,
  reason?: string,
): StackRecord {
  const { StackId, status: from } = stack;
  const moved = stepMachine(stackMachine, { value: from, context: {} }, event);
  const status = moved.state as StackStatus;
  const after: StackRecord =
    status === from
      ? stack
      : {
          ...without(stack, 'statusReason'),
          status,
          ...(reason === undefined ? {} : { statusReason: reason }),
        };
  ctx.put(stacksTable, StackId, after);
  if (status !== from) {
    ctx.step({
      kind: 'machine',
      machine: stackMachine.id,
      id: StackId,
      event: event.type,
      from,
      to: status,
    });
    recordStackEvent(ctx, after, reason);
  }
  for (const delay of moved.delays) {
    if (delay.type === 'cancel') ctx.cancelTimer(StackId);
    else {
      const payload: StackTimer = { StackId };
      ctx.setTimer({ id: StackId, at: ctx.now + delay.delay, kind: 'work', payload });
    }
  }
  return after;
}
