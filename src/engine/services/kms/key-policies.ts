import type {
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  ListKeyPoliciesRequest,
  ListKeyPoliciesResponse,
  PutKeyPolicyRequest,
} from '@aws-sdk/client-kms';
import {
  invalidPrincipal,
  letsChangeKeyPolicy,
  policySize,
  policySizeLimits,
  PolicySyntaxError,
  validatePolicy,
  type Context as ConditionContext,
  type ParsedPolicy,
} from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { principalId } from '../iam/principal-ids';
import { malformedPolicy, notFound, policyLockout, policyTooLong } from './errors';
import { bypassKeys } from './key-conditions';
import { policyName } from './key-policy-documents';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';
import { keyPolicyOf, principalOf } from './principals';
import { keysTable, type KeyRecord } from './state';

/**
 * Checks a document that is to become the policy of a key. Throws LimitExceededException when it is
 * too long, and MalformedPolicyDocumentException when it breaks the grammar, names a principal that
 * does not exist, or would not let the caller change it again and the check for that is not
 * bypassed. `context` are the condition keys of the key.
 */
export function checkKeyPolicy(
  document: string,
  bypassLockoutSafetyCheck: boolean | undefined,
  ctx: Context,
  context: ConditionContext,
): Pick<KeyRecord, 'policy' | 'principalIds'> {
  const { characters } = policySizeLimits.key;
  if (policySize([document], policySizeLimits.key) > characters) throw policyTooLong(characters);
  let principalIds: Record<string, string>;
  try {
    principalIds = principalIdsOf(validatePolicy(document, 'key'), ctx);
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformedPolicy(error.message);
    throw error;
  }
  const policy = { name: policyName, document };
  const { principal, account } = ctx.caller;
  const isSafe = () => letsChangeKeyPolicy(policy, principal, account, context);
  if (bypassLockoutSafetyCheck !== true && !isSafe()) throw policyLockout();
  return { policy, principalIds };
}

/**
 * The unique ids of the users and roles that a policy names, by their ARNs. Accounts, users, roles
 * and their sessions must exist in this world.
 */
function principalIdsOf({ statements }: ParsedPolicy, ctx: Context): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const [index, { principal }] of statements.entries()) {
    for (const entry of principal?.entries ?? []) {
      const { type, value } = entry;
      if (type !== 'AWS' || value === '*') continue;
      const arn = /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value;
      if (principalOf(ctx, arn) === undefined) {
        throw invalidPrincipal('key', entry, `Statement[${index}].Principal`);
      }
      const named = principalId(ctx, arn);
      if (typeof named === 'object') ids[value] = named.id;
    }
  }
  return ids;
}

const target = ({ KeyId = '' }: { KeyId: string | undefined }, ctx: Context) =>
  findKeyByIdOrArn(ctx, KeyId);

function requireDefault(name: string | undefined): void {
  if (name !== undefined && name !== policyName) throw notFound.policy();
}

export const GetKeyPolicy: Operation<GetKeyPolicyRequest, GetKeyPolicyResponse, FoundKey> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:GetKeyPolicy', found, ctx)],
  handle({ PolicyName }, ctx, { key }) {
    requireDefault(PolicyName);
    return { Policy: keyPolicyOf(ctx, key).document, PolicyName: policyName };
  },
};

export const PutKeyPolicy: Operation<PutKeyPolicyRequest, void, FoundKey> = {
  target,
  permissions: (input, found, ctx) => [
    keyPermission('kms:PutKeyPolicy', found, ctx, bypassKeys(input)),
  ],
  handle({ PolicyName, Policy = '', BypassPolicyLockoutSafetyCheck }, ctx, found) {
    requireDefault(PolicyName);
    const { key } = found;
    const { context = {} } = keyPermission('kms:PutKeyPolicy', found, ctx);
    const policy = checkKeyPolicy(Policy, BypassPolicyLockoutSafetyCheck, ctx, context);
    ctx.put(keysTable, key.Arn, { ...key, ...policy });
  },
};

export const ListKeyPolicies: Operation<ListKeyPoliciesRequest, ListKeyPoliciesResponse, FoundKey> =
  {
    target,
    permissions: (_, found, ctx) => [keyPermission('kms:ListKeyPolicies', found, ctx)],
    handle: () => ({ PolicyNames: [policyName], Truncated: false }),
  };
