import type { Edit, JsonStatement } from './edits';
import type { Evaluation, PolicyType } from './evaluation';
import { isEditable, kindAt, policyAt, slotsOf, type PolicySlot } from './policy-slots';
import type { AuthorizationRequest, Principal } from './request';

/** A statement, or a policy where there is none to hold it, for what no policy of a type allows. */
export function newAllow(evaluation: Evaluation, type: PolicyType): Edit[] {
  const { policies, given, request } = evaluation;
  const slots = slotsOf(policies);
  const level = missingLevel(evaluation, type);
  const same = slots.filter((slot) => slot.type === type && slot.level === level);
  const edits: Edit[] = [];
  for (const slot of same) {
    const policy = policyAt(given, slot);
    const added = newStatement('Allow', slot, evaluation);
    if (policy !== undefined && isEditable(policy) && added !== undefined) {
      edits.push({ kind: 'add statement', slot, added });
    }
  }
  const slot = { type, level, index: same.length };
  const added = newStatement('Allow', slot, evaluation);
  if (added !== undefined && mayHaveAnother(type, same.length, request)) {
    edits.push({ kind: 'add policy', slot, added });
  }
  return edits;
}

/** The first level of an organization at which nothing allows; null for other types. */
function missingLevel({ policies }: Evaluation, type: PolicyType): number | null {
  const ofType = policies.filter((policy) => policy.type === type);
  const levels = [...new Set(ofType.map(({ level }) => level))];
  const missing = levels.find(
    (level) => !ofType.some((policy) => policy.level === level && policy.says === 'Allow'),
  );
  return missing ?? null;
}

const withResourcePolicies = /^arn:[^:]+:(?:s3|secretsmanager|lambda):/;

function mayHaveAnother(type: PolicyType, there: number, request: AuthorizationRequest): boolean {
  switch (type) {
    case 'identity-based policy':
    case 'session policy':
    case 'service control policy':
      return true;
    case 'resource-based policy':
      return there === 0 && withResourcePolicies.test(request.resource);
    default:
      return false;
  }
}

/** A statement about just this request; undefined where only a wildcard could name who asks. */
export function newStatement(
  Effect: 'Allow' | 'Deny',
  slot: PolicySlot,
  { request, given }: Evaluation,
): JsonStatement | undefined {
  const kind = kindAt(slot, given);
  const Action = request.action;
  // In a key policy this is the key alone, and an action without a resource knows no other.
  const Resource = kind === 'key' ? '*' : request.resource;
  if (['identity', 'boundary', 'session', 'scp'].includes(kind))
    return { Effect, Action, Resource };
  const who = principalEntry(request.principal);
  if (who === undefined || kind === 'rcp') return undefined;
  const Principal = { [who.type]: who.value };
  return kind === 'trust' ? { Effect, Principal, Action } : { Effect, Principal, Action, Resource };
}

/** How a policy names who asks: a role, not its session; nobody whom only `*` would name. */
export function principalEntry(principal: Principal): { type: string; value: string } | undefined {
  switch (principal.type) {
    case 'Root':
    case 'User':
      return { type: 'AWS', value: principal.arn };
    case 'AssumedRole':
      return { type: 'AWS', value: principal.roleArn };
    case 'FederatedUser':
      return { type: 'AWS', value: principal.userArn ?? principal.arn };
    case 'Federated':
      return { type: 'Federated', value: principal.provider };
    case 'Service':
      return { type: 'Service', value: principal.service };
    case 'Anonymous':
      return undefined;
  }
}
