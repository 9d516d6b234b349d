import type {
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  ListKeyPoliciesRequest,
  ListKeyPoliciesResponse,
  PutKeyPolicyRequest,
} from '@aws-sdk/client-kms';
import { PolicySyntaxError, validatePolicy, type NamedPolicy } from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { malformedPolicy, notFound, policyLockout } from './errors';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';
import { keysTable } from './state';

/** The only name a key policy has. */
const policyName = 'default';

const defaults = new Map<string, NamedPolicy>();

/**
 * The key policy of a key created without one, spaced as AWS returns it: the account may use the
 * key as its IAM policies say. Source: AWS KMS Developer Guide, "Default key policy".
 */
export function defaultKeyPolicy(account: string): NamedPolicy {
  let policy = defaults.get(account);
  if (policy === undefined) {
    const document = `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::${account}:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;
    policy = { name: policyName, document };
    defaults.set(account, policy);
  }
  return policy;
}

/**
 * Checks a document that is to become a key policy. Throws MalformedPolicyDocumentException when it
 * breaks the grammar, or when the caller could not change it again and has not said to skip that check.
 */
export function checkKeyPolicy(
  document: string,
  bypassLockoutSafetyCheck: boolean | undefined,
  ctx: Context,
): NamedPolicy {
  try {
    validatePolicy(document, 'key');
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformedPolicy(error.message);
    throw error;
  }
  const policy = { name: policyName, document };
  if (bypassLockoutSafetyCheck !== true && !mayPutPolicy(policy, ctx)) throw policyLockout();
  return policy;
}

function mayPutPolicy(policy: NamedPolicy, ctx: Context): boolean {
  const { account } = ctx.caller;
  return ctx.decide({
    action: 'kms:PutKeyPolicy',
    resource: '*',
    resourceAccount: account,
    context: { 'kms:CallerAccount': account },
    policies: { resource: policy, resourceRule: 'kms-key' },
  }).allowed;
}

const target = ({ KeyId = '' }: { KeyId: string | undefined }, ctx: Context) =>
  findKeyByIdOrArn(ctx, KeyId);

function requireDefault(name: string | undefined): void {
  if (name !== undefined && name !== policyName) throw notFound.policy();
}

export const GetKeyPolicy: Operation<GetKeyPolicyRequest, GetKeyPolicyResponse, FoundKey> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:GetKeyPolicy', found, ctx)],
  handle({ PolicyName }, _, { key }) {
    requireDefault(PolicyName);
    return { Policy: key.policy.document, PolicyName: policyName };
  },
};

export const PutKeyPolicy: Operation<PutKeyPolicyRequest, void, FoundKey> = {
  target,
  permissions: ({ BypassPolicyLockoutSafetyCheck = false }, found, ctx) => [
    keyPermission('kms:PutKeyPolicy', found, ctx, {
      'kms:BypassPolicyLockoutSafetyCheck': String(BypassPolicyLockoutSafetyCheck),
    }),
  ],
  handle({ PolicyName, Policy = '', BypassPolicyLockoutSafetyCheck }, ctx, { key }) {
    requireDefault(PolicyName);
    const policy = checkKeyPolicy(Policy, BypassPolicyLockoutSafetyCheck, ctx);
    ctx.put(keysTable, key.Arn, { ...key, policy });
  },
};

export const ListKeyPolicies: Operation<ListKeyPoliciesRequest, ListKeyPoliciesResponse, FoundKey> =
  {
    target,
    permissions: (_, found, ctx) => [keyPermission('kms:ListKeyPolicies', found, ctx)],
    handle: () => ({ PolicyNames: [policyName], Truncated: false }),
  };
