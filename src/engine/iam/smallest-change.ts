import { candidateEdits } from './candidate-edits';
import {
  applyEdit,
  statementsOf,
  weights,
  type Asked,
  type Edit,
  type JsonStatement,
} from './edits';
import { evaluate } from './evaluate';
import type { Evaluation } from './evaluation';
import { kindAt, policyAt } from './policy-slots';
import { PolicySyntaxError } from './policy-syntax-error';
import { validatePolicy } from './validate';

/** A change that turns a decision over, evaluated again to make sure. */
export interface FlippingChange {
  /** One edit, or two where no single one does it. */
  readonly edits: readonly Edit[];
  /** The decision afterwards. */
  readonly evaluation: Evaluation;
}

/** How many first edits are followed by a second one. */
const firstEdits = 24;

/**
 * The changes that turn a decision over with the fewest edits, the least first and `limit` at most;
 * none where two edits do not do it. The edits are those of `candidateEdits`. Of pairs only those
 * are tried whose first edit changes the reason, and whose result AWS would store.
 */
export function smallestChanges(evaluation: Evaluation, limit = 3): readonly FlippingChange[] {
  const singles = flipping(evaluation, [], evaluation.allowed, limit);
  if (singles.length > 0) return singles;
  const reason = JSON.stringify(evaluation.reason);
  const pairs: FlippingChange[] = [];
  for (const edit of candidateEdits(evaluation).slice(0, firstEdits)) {
    const between = decideAfter(evaluation, edit);
    if (between === undefined || JSON.stringify(between.reason) === reason) continue;
    pairs.push(...flipping(between, [edit], evaluation.allowed, 1));
  }
  return distinct(pairs)
    .toSorted((a, b) => weightOf(a) - weightOf(b))
    .slice(0, limit);
}

/** The edits that turn a decision over on top of earlier ones. */
function flipping(
  evaluation: Evaluation,
  before: readonly Edit[],
  allowedNow: boolean,
  limit: number,
): FlippingChange[] {
  const found: FlippingChange[] = [];
  for (const edit of candidateEdits(evaluation)) {
    if (found.length >= limit) break;
    const after = decideAfter(evaluation, edit);
    if (after !== undefined && after.allowed !== allowedNow) {
      found.push({ edits: [...before, edit], evaluation: after });
    }
  }
  return found;
}

/** The decision after an edit; undefined where AWS would not store its result. */
export function decideAfter(evaluation: Evaluation, edit: Edit): Evaluation | undefined {
  const before = { request: evaluation.request, policies: evaluation.given };
  const after = applyEdit(before, edit);
  return isStorable(before, after, edit) ? evaluate(after.request, after.policies) : undefined;
}

function isStorable(before: Asked, after: Asked, edit: Edit): boolean {
  if (!('slot' in edit)) return true;
  const { slot } = edit;
  const kind = kindAt(slot, after.policies);
  const isValid = ({ policies }: Asked) => {
    const policy = policyAt(policies, slot);
    try {
      if (policy !== undefined) validatePolicy(policy.document, kind);
      return true;
    } catch (error) {
      if (error instanceof PolicySyntaxError) return false;
      throw error;
    }
  };
  return isValid(after) || !isValid(before);
}

const weightOf = ({ edits }: FlippingChange) =>
  edits.reduce((sum, { kind }) => sum + weights[kind], 0);

/** Two edits are the same change in either order. */
function distinct(changes: readonly FlippingChange[]): FlippingChange[] {
  const seen = new Set<string>();
  return changes.filter(({ edits }) => {
    const key = edits
      .map((edit) => JSON.stringify(edit))
      .sort()
      .join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The statement that an edit changes, before and after it; null where there is none. */
export function statementsAround(
  evaluation: Evaluation,
  edit: Edit,
): { readonly before: JsonStatement | null; readonly after: JsonStatement | null } {
  if (!('slot' in edit)) return { before: null, after: null };
  if (edit.kind === 'add statement' || edit.kind === 'add policy') {
    return { before: null, after: edit.added };
  }
  const asked = { request: evaluation.request, policies: evaluation.given };
  const at = ({ policies }: Asked) => {
    const policy = policyAt(policies, edit.slot);
    const place = edit.kind === 'remove policy' ? 0 : edit.statement;
    return (policy && statementsOf(policy.document)[place]) ?? null;
  };
  const after =
    edit.kind === 'remove statement' || edit.kind === 'remove policy'
      ? null
      : at(applyEdit(asked, edit));
  return { before: at(asked), after };
}
