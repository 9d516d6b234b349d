import type {
  DeleteResourcePolicyRequest,
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { PolicySyntaxError, validatePolicy } from '../../iam/index';
import type { Operation } from '../../operation';
import { logsResourceQuotas } from '../../quotas/index';
import { invalidParameter, limitExceeded, policies as errors } from './errors';
import { deleteGroupPolicy, groupPolicies, putGroupPolicy } from './group-policies';
import { page } from './paging';
import { policyAsDescribed } from './policy-text';
import { groupPrefix, resourcePoliciesTable } from './state';

/** Resource policies on a page: API Reference, DescribeResourcePolicies, `limit`. */
const pageSize = 50;

export const PutResourcePolicy: Operation<PutResourcePolicyRequest, PutResourcePolicyResponse> = {
  handle(input, ctx) {
    const { policyName, policyDocument = '', resourceArn } = input;
    if (resourceArn === undefined && policyName === undefined) throw errors.noName();
    check(policyDocument);
    if (resourceArn !== undefined) return putGroupPolicy(ctx, resourceArn, input);
    const prefix = groupPrefix(ctx.caller.account, ctx.region);
    const key = `${prefix}${policyName}`;
    const isNew = ctx.get(resourcePoliciesTable, key) === undefined;
    if (
      isNew &&
      ctx.size(resourcePoliciesTable, prefix) >= logsResourceQuotas.resourcePolicies.value
    ) {
      throw limitExceeded();
    }
    const policyScope = 'ACCOUNT' as const;
    const policy = { policyName, policyDocument, lastUpdatedTime: ctx.now, policyScope };
    ctx.put(resourcePoliciesTable, key, policy);
    return { resourcePolicy: policy };
  },
};

function check(document: string): void {
  try {
    validatePolicy(document, 'resource');
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw invalidParameter(error.message);
    throw error;
  }
}

export const DeleteResourcePolicy: Operation<DeleteResourcePolicyRequest, object> = {
  handle(input, ctx) {
    const { policyName = '', resourceArn } = input;
    if (resourceArn !== undefined) {
      deleteGroupPolicy(ctx, resourceArn, input);
      return {};
    }
    const key = `${groupPrefix(ctx.caller.account, ctx.region)}${policyName}`;
    if (ctx.get(resourcePoliciesTable, key) === undefined) throw errors.notFound(policyName);
    ctx.delete(resourcePoliciesTable, key);
    return {};
  },
};

export const DescribeResourcePolicies: Operation<
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse
> = {
  handle({ limit = pageSize, nextToken: token, policyScope, resourceArn }, ctx) {
    if (resourceArn !== undefined || policyScope === 'RESOURCE') {
      return groupPolicies(ctx, resourceArn, { limit, token });
    }
    const prefix = groupPrefix(ctx.caller.account, ctx.region);
    const { rows, ...more } = page(ctx, { table: resourcePoliciesTable, prefix, limit, token });
    const resourcePolicies = rows.map(({ policyDocument = '', ...policy }) => ({
      ...policy,
      policyDocument: policyAsDescribed(policyDocument),
    }));
    return { resourcePolicies, ...more };
  },
};
