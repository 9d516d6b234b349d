import { evaluate } from './evaluate';
import type { Context, NamedPolicy, Principal } from './request';

const everything: NamedPolicy = {
  name: 'everything',
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  }),
};

/**
 * Whether a key policy would let a principal of the key's account change it again, as AWS KMS asks
 * before it stores one. Only the key policy is looked at: what it leaves to IAM, IAM policies can
 * still allow. `context` are the condition keys of the key.
 */
export function letsChangeKeyPolicy(
  policy: NamedPolicy,
  principal: Principal,
  account: string,
  context: Context,
): boolean {
  return evaluate(
    { principal, action: 'kms:PutKeyPolicy', resource: '*', resourceAccount: account, context },
    { identity: [everything], resource: policy, resourceRule: 'kms-key' },
  ).allowed;
}
