import type { Context as ConditionContext } from '../../iam/index';
import type { AwsError } from '../../errors';

import type { Context, Operation } from '../../operation';
import { resourceTagKeys } from './entities';
import { foreignPolicy } from './errors';
import { findManagedPolicy } from './managed-policy-lookup';
import { parsePolicyArn } from './policy-arns';
import { entityKey, managedPoliciesTable, type ManagedPolicyRecord } from './state';

/** The managed policy that a request names, which need not exist. */
interface SoughtPolicy {
  readonly arn: string;
  readonly account: string;
  readonly policy: ManagedPolicyRecord | undefined;
}

/** What an operation on a managed policy does beside its work. */
interface PolicyOperation<Input> {
  readonly action: string;
  /** The refusal of a policy that does not exist; AWS has two wordings. */
  missing(arn: string): AwsError;
  /** Reads any policy the account sees, or changes its own. */
  readonly access: 'read' | 'write';
  conditionKeys?(input: Input): ConditionContext;
}

/**
 * An operation on one managed policy. Policies of AWS belong to no account, so the caller's own
 * policies decide about them.
 */
export function onPolicy<Input extends { PolicyArn?: string | undefined }, Output>(
  { action, missing, access, conditionKeys }: PolicyOperation<Input>,
  handle: (input: Input, ctx: Context, policy: ManagedPolicyRecord) => Output,
): Operation<Input, Output, SoughtPolicy> {
  return {
    target({ PolicyArn: arn = '' }, ctx) {
      const { account } = parsePolicyArn(arn);
      return { arn, account, policy: findManagedPolicy(ctx, arn) };
    },
    permissions: (input, { arn, account, policy }, { caller }) => [
      {
        action: `iam:${action}`,
        resource: arn,
        shownAs: `policy ${arn}`,
        resourceAccount: account === 'aws' ? caller.account : account,
        context: { ...resourceTagKeys(policy?.tags ?? {}), ...conditionKeys?.(input) },
      },
    ],
    handle(input, ctx, { arn, account, policy }) {
      const { account: own } = ctx.caller;
      if (access === 'write' ? account !== own : account !== own && account !== 'aws') {
        throw foreignPolicy();
      }
      if (policy === undefined) throw missing(arn);
      return handle(input, ctx, policy);
    },
  };
}

/** Writes a customer managed policy in its new form. */
export function putPolicy(ctx: Context, policy: ManagedPolicyRecord): void {
  ctx.put(managedPoliciesTable, entityKey(policy.account, policy.PolicyName), policy);
}
