import { memberOf, unreadable, type GradeItem } from '../grade';
import { gradeDo } from '../do/grade';

/** What is answered: the policy's text. */
export interface FixAnswer {
  readonly text: string;
}

/** Right when every row of the matrix holds; a text that is no policy costs no attempt. */
export const gradeFix: GradeItem<'fix'> = (item, answer, evidence) => {
  const problem = policyProblem(memberOf(answer, 'text'));
  return problem === undefined ? gradeDo(item, answer, evidence) : unreadable(problem);
};

/** Why a text cannot be a policy; undefined when it may be one. */
export function policyProblem(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return 'There is no policy yet.';
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === 'object' && policy !== null && 'Statement' in policy) return undefined;
    return 'A policy is an object with a Statement.';
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
