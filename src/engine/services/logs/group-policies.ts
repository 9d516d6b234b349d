import type {
  DeleteResourcePolicyRequest,
  DescribeResourcePoliciesResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  ResourcePolicy,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Context } from '../../operation';
import { policies as errors } from './errors';
import { existing, lookUp } from './lookup';
import { keyOfReference, readIdentifier } from './names';
import { page } from './paging';
import { policyAsDescribed } from './policy-text';
import { groupPoliciesTable, groupPrefix } from './state';

// Source: CloudWatch Logs API Reference, PutResourcePolicy, DeleteResourcePolicy and
// DescribeResourcePolicies, `resourceArn` and `expectedRevisionId` (read 2026-11). That a log group has
// one policy is read from "Use null when creating a resource policy for the first time".

type Of<Request> = Omit<Request, 'resourceArn'>;

/** The key of the log group that an ARN names, which must exist. */
function keyOf(ctx: Context, arn: string): string {
  const found = lookUp(ctx, readIdentifier(ctx, arn));
  existing(ctx, found);
  return found.key;
}

/** Throws OperationAbortedException where the policy is another than the caller thinks. */
function checkRevision(before: ResourcePolicy | undefined, expected: string | undefined): void {
  if (before?.revisionId !== expected) throw errors.otherRevision();
}

/** Puts the policy of one log group, whose document has been checked. */
export function putGroupPolicy(
  ctx: Context,
  resourceArn: string,
  { policyName, policyDocument, expectedRevisionId }: Of<PutResourcePolicyRequest>,
): PutResourcePolicyResponse {
  const key = keyOf(ctx, resourceArn);
  checkRevision(ctx.get(groupPoliciesTable, key), expectedRevisionId);
  const revisionId = ctx.random.uuid();
  const resourcePolicy: ResourcePolicy = {
    ...(policyName === undefined ? {} : { policyName }),
    ...{ policyDocument, lastUpdatedTime: ctx.now, policyScope: 'RESOURCE' },
    ...{ resourceArn, revisionId },
  };
  ctx.put(groupPoliciesTable, key, resourcePolicy);
  return { resourcePolicy, revisionId };
}

/** Deletes the policy of one log group. */
export function deleteGroupPolicy(
  ctx: Context,
  resourceArn: string,
  { policyName, expectedRevisionId }: Of<DeleteResourcePolicyRequest>,
): void {
  const key = keyOf(ctx, resourceArn);
  const before = ctx.get(groupPoliciesTable, key);
  if (before === undefined) throw errors.notFound(policyName ?? resourceArn);
  checkRevision(before, expectedRevisionId);
  ctx.delete(groupPoliciesTable, key);
}

const described = ({ policyDocument = '', ...policy }: ResourcePolicy): ResourcePolicy => ({
  ...policy,
  policyDocument: policyAsDescribed(policyDocument),
});

/** The policy of one log group, or those of all log groups of the account in the Region. */
export function groupPolicies(
  ctx: Context,
  resourceArn: string | undefined,
  { limit, token }: { readonly limit: number; readonly token: string | undefined },
): DescribeResourcePoliciesResponse {
  if (resourceArn !== undefined) {
    const policy = ctx.get(groupPoliciesTable, keyOfReference(readIdentifier(ctx, resourceArn)));
    return { resourcePolicies: policy === undefined ? [] : [described(policy)] };
  }
  const prefix = groupPrefix(ctx.caller.account, ctx.region);
  const { rows, ...more } = page(ctx, { table: groupPoliciesTable, prefix, limit, token });
  return { resourcePolicies: rows.map(described), ...more };
}
