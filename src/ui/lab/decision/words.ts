import type {
  ElementExplanation,
  Evaluation,
  PolicyExplanation,
  Reason,
  StatementReference,
} from '../../../engine/iam/index';

/** The rule by which a request was decided, as a sentence. */
export function reasonText(reason: Reason): string {
  switch (reason.rule) {
    case 'explicit deny':
      return `${statementText(reason.by)} denies it, and nothing outweighs a Deny.`;
    case 'nothing allows':
      return `No ${reason.type} allows it.`;
    case 'resource allows':
      return `${statementText(reason.by)} allows it to this principal.`;
    case 'identity allows':
      return `${statementText(reason.by)} allows it.`;
    case 'account delegates':
      return `${statementText(reason.by)} lets the account decide by IAM policies${
        reason.identity === null ? '.' : `, and ${statementText(reason.identity)} allows it.`
      }`;
    case 'both accounts allow':
      return `Two accounts are involved, and both allow it: ${statementText(reason.by)}${
        reason.identity === null ? '.' : ` and ${statementText(reason.identity)}.`
      }`;
    case 'root user':
      return 'The root user may do in its account whatever nothing forbids.';
    case 'grant allows':
      return `Grant ${reason.grantId} allows it.`;
  }
}

/** Which statement is meant: `statement 1 (AllowUse) of the identity-based policy Admin`. */
export function statementText({ type, policy, statement, sid }: StatementReference): string {
  const named = sid === null || sid === '' ? '' : ` (${sid})`;
  return `statement ${statement + 1}${named} of the ${type} ${policy}`;
}

/** Which kind of policy it is, and for one of an organization how far up it hangs. */
export function policyTypeText({ type, level }: PolicyExplanation): string {
  if (level === null) return type;
  return level === 0 ? `${type} at the root` : `${type}, level ${level} below the root`;
}

/** What a policy says to the request. */
export function policyVerdict({ says }: PolicyExplanation): string {
  if (says === 'None') return 'says nothing about it';
  return says === 'Allow' ? 'allows it' : 'denies it';
}

/** Why an element of a statement fits the request or not: `Action kms:* fits kms:Encrypt`. */
export function elementText(explanation: ElementExplanation, asked: string): string {
  const { element, values, fits, matched } = explanation;
  if (values === null) return `${element} is not given`;
  if (element.startsWith('Not')) {
    return matched ? `names nothing that fits ${asked}` : `${fits ?? 'a value'} excludes ${asked}`;
  }
  return matched
    ? `${fits ?? values.join(', ')} fits ${asked}`
    : `${values.join(', ')} does not fit ${asked}`;
}

/** Who asked, as policies name them. */
export function principalText({ principal }: Evaluation['request']): string {
  if ('arn' in principal) return principal.arn;
  if (principal.type === 'Anonymous') return 'somebody anonymous';
  return principal.type === 'Service' ? principal.service : principal.provider;
}
