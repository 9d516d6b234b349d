import { gradeOf, unreadable, type Evidence, type Grade, type PartLike } from '../grade';

/** Right when every check passes; what cannot even be put in place costs no attempt. */
export function gradeDo(
  item: PartLike<'do' | 'fix'>,
  _: unknown,
  evidence: Evidence | undefined,
): Grade {
  if (evidence === undefined) return unreadable('The checks have not run yet.');
  if (evidence.refused !== undefined) return unreadable(evidence.refused);
  const checks = item.type === 'do' ? item.checks : item.matrix;
  const parts = checks.map(({ label }) => ({
    id: label,
    correct: evidence.checks.some((check) => check.label === label && check.passed),
  }));
  return gradeOf(parts);
}
