import {
  PolicySyntaxError,
  policySize,
  policySizeLimits,
  validatePolicy,
  type ParsedPolicy,
} from '../../iam/index';
import { limitExceeded, malformedPolicyDocument } from './errors';

/** Checks a policy document's grammar and rules. Throws MalformedPolicyDocument. */
export function checkDocument(
  document: string,
  kind: 'identity' | 'managed' | 'trust',
): ParsedPolicy {
  try {
    return validatePolicy(document, kind);
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformedPolicyDocument(error.message);
    throw error;
  }
}

/** Throws LimitExceeded for a document that is larger than its kind may be. */
export function checkSize(document: string, kind: 'managed' | 'trust'): void {
  const limit = policySizeLimits[kind];
  if (policySize([document], limit) <= limit.characters) return;
  throw limitExceeded.quota(sizeQuotas[kind], limit.characters);
}

/** What IAM calls these quotas when they are exceeded. */
const sizeQuotas = { managed: 'PolicySize', trust: 'ACLSizePerRole' } as const;
