import type { Context } from '../../operation';
import { execute, type Asked } from './execution';
import { findFunction, requireVersion } from './names';

/** An invocation that nobody waits for. */
export interface AsynchronousInvocation extends Asked {
  /** How often it has been tried. */
  readonly attempt: number;
  /** World time in ms at which it was asked for. */
  readonly since: number;
}

/**
 * How long Lambda waits before it tries again after a function error, in ms. Source: Lambda Developer
 * Guide, "How Lambda handles errors and retries with asynchronous invocation" (read 2026-11): two more
 * attempts, a minute after the first and two minutes after the second.
 */
const pauses: readonly number[] = [60_000, 120_000];

/** Sees to it that a function runs at `at` (ms). */
export function scheduleInvocation(
  ctx: Context,
  invocation: AsynchronousInvocation,
  at: number,
): void {
  const { requestId, attempt } = invocation;
  ctx.setTimer({
    id: `lambda/${requestId}/${attempt}`,
    at,
    kind: 'invocation',
    payload: invocation,
  });
}

/** Runs an asynchronous invocation; one that fails is tried again. */
export async function runScheduled(
  invocation: AsynchronousInvocation,
  ctx: Context,
): Promise<void> {
  const found = findFunction(ctx, { FunctionName: invocation.arn });
  // A function that was deleted meanwhile has nothing to be invoked.
  if (found.record === undefined || !ctx.runsFunctions) return;
  const { failed } = await execute(ctx, requireVersion(ctx, found), invocation);
  const pause = pauses[invocation.attempt];
  if (!failed || pause === undefined) return;
  scheduleInvocation(ctx, { ...invocation, attempt: invocation.attempt + 1 }, ctx.now + pause);
}
