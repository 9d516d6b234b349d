import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/engine/iam/index';
import { elementText, principalText, reasonText } from '../../../src/ui/lab/decision/words';

const account = '123456789012';
const user = `arn:aws:iam::${account}:user/admin`;
const key = `arn:aws:kms:eu-west-1:${account}:key/k`;

function decide(action: string, effect: 'Allow' | 'Deny', allowed: string) {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Use', Effect: effect, Action: allowed, Resource: '*' }],
  });
  const principal = {
    ...{ type: 'User' as const, account, arn: user, userName: 'admin', userId: 'AIDA' },
  };
  return evaluate(
    { principal, action, resource: key, context: {} },
    { identity: [{ name: 'Policy', document }] },
  );
}

describe('the words of a decision', () => {
  it('say which statement allowed', () => {
    const evaluation = decide('kms:Encrypt', 'Allow', 'kms:*');
    expect(reasonText(evaluation.reason)).toBe(
      'statement 1 (Use) of the identity-based policy Policy allows it.',
    );
    expect(principalText(evaluation.request)).toBe(user);
  });

  it('say that a Deny outweighs everything', () => {
    expect(reasonText(decide('kms:Encrypt', 'Deny', 'kms:*').reason)).toMatch(
      /^statement 1 \(Use\) .* denies it/,
    );
  });

  it('say that nothing allows, and why a statement does not apply', () => {
    const evaluation = decide('kms:Encrypt', 'Allow', 'kms:Decrypt');
    expect(reasonText(evaluation.reason)).toMatch(/^No .* allows it\.$/);
    const action = evaluation.policies[0]?.statements[0]?.action;
    expect(action && elementText(action, 'kms:Encrypt')).toBe(
      'kms:Decrypt does not fit kms:Encrypt',
    );
  });
});
