import type { Edit, ListName } from './edits';
import { weights } from './edits';
import type {
  ElementExplanation,
  Evaluation,
  PolicyType,
  StatementExplanation,
} from './evaluation';
import { fittingValues, type ContextChange } from './fitting-context';
import { newAllow, newStatement, principalEntry } from './new-statements';
import { isEditable, policyAt, slotsOf, type PolicySlot } from './policy-slots';
import type { AuthorizationRequest } from './request';

/**
 * The edits that may turn a decision over, the least first. Values that they add are those of the
 * request and no wildcards; whether one does what it is for, only evaluating again can say.
 */
export function candidateEdits(evaluation: Evaluation): readonly Edit[] {
  const edits = evaluation.allowed ? toDeny(evaluation) : toAllow(evaluation);
  return edits.toSorted((a, b) => weights[a.kind] - weights[b.kind]);
}

interface Place {
  readonly slot: PolicySlot;
  readonly statement: StatementExplanation;
  readonly editable: boolean;
  /** Whether its policy has no other statement. */
  readonly alone: boolean;
}

/** A key has a policy always, and so has a role; without a boundary there is no limit any more. */
const mayGo: ReadonlySet<PolicyType> = new Set<PolicyType>([
  ...(['service control policy', 'identity-based policy', 'session policy'] as const),
]);

function placesOf({ policies, given }: Evaluation): readonly Place[] {
  const slots = slotsOf(policies);
  return policies.flatMap(({ statements }, i) => {
    const slot = slots[i]!;
    const policy = policyAt(given, slot);
    const editable = policy !== undefined && isEditable(policy);
    const alone = statements.length === 1;
    return statements.map((statement) => ({ slot, statement, editable, alone }));
  });
}

function toAllow(evaluation: Evaluation): Edit[] {
  const { request, reason } = evaluation;
  const edits = placesOf(evaluation).flatMap((place) => {
    const { effect, matched } = place.statement;
    if (effect === 'Deny') return matched ? unmatching(place, request) : [];
    return matched ? [] : matching(place, request);
  });
  if (reason.rule === 'nothing allows') edits.push(...newAllow(evaluation, reason.type));
  return edits;
}

function toDeny(evaluation: Evaluation): Edit[] {
  const { request, reason, policies, given } = evaluation;
  const edits = placesOf(evaluation).flatMap((place) => {
    const { effect, matched } = place.statement;
    if (effect === 'Allow') return matched ? unmatching(place, request) : [];
    return matched ? [] : asking(place, request, true);
  });
  if (reason.rule === 'grant allows') {
    edits.push({ kind: 'remove grant', grantId: reason.grantId });
  }
  const slots = slotsOf(policies);
  const slot = slots.find((candidate) => {
    const policy = policyAt(given, candidate);
    return policy !== undefined && isEditable(policy) && candidate.type !== 'role trust policy';
  });
  if (slot !== undefined) {
    const added = newStatement('Deny', slot, evaluation);
    if (added !== undefined) edits.push({ kind: 'add statement', slot, added });
  }
  return edits;
}

/** What would make a statement that applies not apply any more. */
function unmatching(place: Place, request: AuthorizationRequest): Edit[] {
  const { slot, statement, editable } = place;
  const edits: Edit[] = asking(place, request, false);
  if (!editable) return edits;
  const { index, action, resource, principal } = statement;
  const element = (explained: ElementExplanation, asked: string, name: ListName) => {
    const { values, fits } = explained;
    const at = { slot, statement: index, element: name };
    if (name.startsWith('Not')) {
      if (asked !== '*') edits.push({ ...at, kind: 'add value', value: asked });
      return;
    }
    // Without its only value a statement has no meaning: then it is removed as a whole. And a
    // pattern stands for more than this request.
    if (fits !== null && (values?.length ?? 0) > 1 && !/[*?]/.test(fits)) {
      edits.push({ ...at, kind: 'remove value', value: fits });
    }
  };
  element(action, request.action, action.element as ListName);
  if (resource !== null) element(resource, request.resource, resource.element as ListName);
  const type = typeOf(principal?.fits ?? undefined);
  if (principal?.element === 'Principal' && type !== undefined) {
    element(principal, '', `Principal.${type}`);
  }
  if (!place.alone) edits.push({ kind: 'remove statement', slot, statement: index });
  else if (mayGo.has(slot.type)) edits.push({ kind: 'remove policy', slot });
  return edits;
}

/** What would make a statement apply that now fails in one part, or in conditions only. */
function matching(place: Place, request: AuthorizationRequest): Edit[] {
  const { slot, statement, editable } = place;
  const { index, action, resource, principal, conditions } = statement;
  const failing = [action, resource, principal].filter(
    (part): part is ElementExplanation => part?.matched === false,
  );
  const failed = conditions.filter(({ matched }) => !matched);
  if (failing.length === 0) {
    const edits = asking(place, request, true);
    const [only, ...others] = failed;
    if (!editable || only === undefined || others.length > 0) return edits;
    const { operator, key, actual } = only;
    if (typeof actual === 'string' && takesMoreValues(operator)) {
      const kind = 'add condition value';
      edits.push({ kind, slot, statement: index, operator, key, value: actual });
    }
    return edits;
  }
  const [part, ...more] = failing;
  if (!editable || part === undefined || more.length > 0 || failed.length > 0) return [];
  if (part === principal) {
    const who = principalEntry(request.principal);
    if (who === undefined || part.element !== 'Principal' || part.values === null) return [];
    const at = { slot, statement: index, element: `Principal.${who.type}` } as const;
    return [{ ...at, kind: 'add value', value: who.value }];
  }
  const asked = part === action ? request.action : request.resource;
  const at = { slot, statement: index, element: part.element as ListName };
  if (!part.element.startsWith('Not')) {
    return asked === '*' || part.values === null
      ? []
      : [{ ...at, kind: 'add value', value: asked }];
  }
  const { fits, values } = part;
  const isOneOfMany = fits !== null && (values?.length ?? 0) > 1 && !/[*?]/.test(fits);
  return isOneOfMany ? [{ ...at, kind: 'remove value', value: fits }] : [];
}

const takesMoreValues = (operator: string) => !/Not|Than|^Null$|^Bool/.test(operator);

/** The same request under other keys, so that all conditions of a statement hold, or one does not. */
function asking({ statement }: Place, request: AuthorizationRequest, holds: boolean): Edit[] {
  const { action, resource, principal, conditions } = statement;
  if ([action, resource, principal].some((part) => part?.matched === false)) return [];
  if (!holds) {
    return conditions.flatMap((condition) =>
      fittingValues(condition, false, request).map((value): Edit => ({
        kind: 'context',
        change: { [condition.key]: value },
      })),
    );
  }
  const change: Record<string, string | null> = {};
  for (const condition of conditions.filter(({ matched }) => !matched)) {
    const [value] = fittingValues(condition, true, request);
    if (value === undefined) return [];
    change[condition.key] = value;
  }
  return Object.keys(change).length === 0
    ? []
    : [{ kind: 'context', change: change as ContextChange }];
}

/** The type of a principal that is named alone, not with a whole account or everyone. */
function typeOf(value: string | undefined): string | undefined {
  if (value === undefined || value === '*') return undefined;
  if (/^arn:[^:]+:(?:iam::\d{12}:(?:user|role)\/|sts:)/.test(value)) return 'AWS';
  return value.endsWith('.amazonaws.com') ? 'Service' : undefined;
}
