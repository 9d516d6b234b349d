import { PolicySyntaxError } from './policy-syntax-error';

/** The refusal of what IAM's older reader of policies does not take. */
export function legacyRefusal(detail: string, where: string): PolicySyntaxError {
  return new PolicySyntaxError('The policy failed legacy parsing', detail, where);
}
