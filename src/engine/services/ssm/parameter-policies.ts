import type { ParameterInlinePolicy } from '@aws-sdk/client-ssm';
import { rememberingStep, type MachineRecord } from '../../machines';
import type { Context } from '../../operation';
import { parameterPolicy, type PolicyEvent } from './parameter-policy.machine';
import type { ParameterPolicy } from './policy-documents';
import type { PolicyRecord } from './state';

const takeStep = rememberingStep(parameterPolicy);

/** What the timer of a policy brings back. */
export interface PolicyTimer {
  readonly key: string;
  readonly index: number;
  readonly event: string;
}

/** How long a policy has to wait from now, for a parameter that changed at `changed`. */
function waitOf({ due }: ParameterPolicy, changed: number, now: number): number {
  return Math.max(0, 'at' in due ? due.at - now : changed + due.afterChange - now);
}

/** Moves one policy of a parameter, and sets or takes back its timer. */
export function movePolicy(
  ctx: Context,
  key: string,
  index: number,
  policy: PolicyRecord,
  event: PolicyEvent,
): PolicyRecord {
  const { type, state: from } = policy;
  const wait = 'wait' in event ? event.wait : 0;
  const before: MachineRecord = { value: from, context: { type, wait } };
  const { state, changed, delays } = takeStep(before, event);
  if (!changed) return policy;
  const id = `${key}|policy|${index}`;
  ctx.step({
    kind: 'machine',
    machine: parameterPolicy.id,
    id,
    event: event.type,
    from,
    to: state,
  });
  for (const delay of delays) {
    if (delay.type === 'cancel') ctx.cancelTimer(id);
    else {
      const payload: PolicyTimer = { key, index, event: delay.event };
      ctx.setTimer({ id, at: ctx.now + delay.delay, kind: 'policy', payload });
    }
  }
  return { ...policy, state: state as PolicyRecord['state'] };
}

/** The policies that a request assigns to a parameter, in place of those it has. */
export function assignPolicies(
  ctx: Context,
  key: string,
  policies: readonly ParameterPolicy[],
  replaced: readonly PolicyRecord[] = [],
): readonly PolicyRecord[] {
  removePolicies(ctx, key, replaced);
  return policies.map((policy, index) => {
    const wait = waitOf(policy, ctx.now, ctx.now);
    return movePolicy(ctx, key, index, { ...policy, state: 'New' }, { type: 'Assign', wait });
  });
}

/** The policies of a parameter that changed, where the request says nothing about them. */
export function keepPolicies(
  ctx: Context,
  key: string,
  policies: readonly PolicyRecord[],
): readonly PolicyRecord[] {
  return policies.map((policy, index) =>
    movePolicy(ctx, key, index, policy, { type: 'Modify', wait: waitOf(policy, ctx.now, ctx.now) }),
  );
}

/** Ends the policies of a parameter that gets others, or is deleted. */
export function removePolicies(
  ctx: Context,
  key: string,
  policies: readonly PolicyRecord[] = [],
): void {
  for (const [index, policy] of policies.entries()) {
    movePolicy(ctx, key, index, policy, { type: 'Remove' });
  }
}

/** Policies as DescribeParameters and GetParameterHistory show them. */
export function shownPolicies(policies: readonly PolicyRecord[] = []): ParameterInlinePolicy[] {
  return policies.map(({ type, text, state }) => ({
    ...{ PolicyText: text, PolicyType: type, PolicyStatus: state },
  }));
}
