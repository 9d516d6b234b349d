import type { Context } from '../../operation';
import { deleteParameter } from './deletion';
import { policyEvent } from './events';
import { latestVersion } from './lookup';
import { storeOf } from './names';
import type { PolicyEvent } from './parameter-policy.machine';
import { movePolicy, type PolicyTimer } from './parameter-policies';
import { parametersTable, versionKey, versionsTable } from './state';

/** A policy is due: it tells so, and an expiration deletes the parameter. */
export function policyIsDue({ key, index, event }: PolicyTimer, ctx: Context): void {
  const parameter = ctx.get(parametersTable, key);
  if (parameter === undefined) return;
  const { number, version } = latestVersion(ctx, key, parameter);
  const policy = version.policies?.[index];
  if (policy === undefined) return;
  // The machine's own delayed event, which its types do not name.
  const moved = movePolicy(ctx, key, index, policy, { type: event } as unknown as PolicyEvent);
  policyEvent(ctx, storeOf(key), policy.type, parameter);
  const policies = version.policies?.map((each, i) => (i === index ? moved : each)) ?? [];
  ctx.put(versionsTable, versionKey(key, number), { ...version, policies });
  if (policy.type === 'Expiration') deleteParameter(ctx, key, parameter);
}
