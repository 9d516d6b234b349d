import { candidateEdits } from './candidate-edits';
import type { Evaluation, StatementReference } from './evaluation';
import { decideAfter } from './smallest-change';

/** What somebody may do: without more, only where conditions of the request hold, or not at all. */
export type Access = 'allowed' | 'conditional' | 'denied';

/** How far a decision goes beyond the one request that was asked about. */
export function accessOf(evaluation: Evaluation): Access {
  if (evaluation.allowed) return restsOnConditions(evaluation) ? 'conditional' : 'allowed';
  const asked = candidateEdits(evaluation).filter(({ kind }) => kind === 'context');
  const isPossible = asked.some((edit) => decideAfter(evaluation, edit)?.allowed === true);
  return isPossible ? 'conditional' : 'denied';
}

function restsOnConditions({ reason, policies }: Evaluation): boolean {
  const references = [
    'by' in reason ? reason.by : null,
    'identity' in reason ? reason.identity : null,
  ].filter((by): by is StatementReference => by !== null);
  return references.some(({ type, policy, arn, statement }) =>
    policies.some(
      (other) =>
        other.type === type &&
        other.name === policy &&
        other.arn === arn &&
        (other.statements[statement]?.conditions.length ?? 0) > 0,
    ),
  );
}
