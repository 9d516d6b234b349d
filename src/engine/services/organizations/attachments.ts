import type {
  AttachPolicyRequest,
  DetachPolicyRequest,
  ListPoliciesForTargetRequest,
  ListPoliciesForTargetResponse,
  ListTargetsForPolicyRequest,
  ListTargetsForPolicyResponse,
  PolicyTargetSummary,
} from '@aws-sdk/client-organizations';
import type { Context, Operation } from '../../operation';
import {
  managedOrganization,
  permissionOn,
  policyArn,
  putTarget,
  requireTarget,
  targetArn,
  targetsOf,
  type Target,
} from './access';
import { fullAccess } from './aws-managed-policies';
import { constraintViolation, invalidInput, notFound, organizationsErrors } from './errors';
import { policyById } from './membership';
import { page } from './paging';
import { findPolicy, requireType, summary, type FoundPolicy } from './policies';
import type { Attached, PolicyType } from './state';

/** Policies of a type on one entity. Source: AWS Organizations User Guide, "Quotas", 2026-11. */
const maxAttached: Readonly<Record<PolicyType, number>> = {
  SERVICE_CONTROL_POLICY: 10,
  RESOURCE_CONTROL_POLICY: 5,
};

interface Attachment extends FoundPolicy {
  readonly target: Target;
}

function find(
  input: { PolicyId: string | undefined; TargetId: string | undefined },
  ctx: Context,
): Attachment {
  const found = findPolicy(ctx, input.PolicyId ?? '');
  return { ...found, target: requireTarget(ctx, found.organization, input.TargetId ?? '') };
}

const onBoth =
  (action: string) =>
  (_: unknown, { organization, record, target }: Attachment) =>
    permissionOn(action, policyArn(record), targetArn(organization, target));

/** The same target with other policies of a type. */
function withPolicies(target: Target, type: PolicyType, ids: readonly string[]): Target {
  const attached: Attached = { ...target.record.attached, [type]: ids };
  return { ...target, record: { ...target.record, attached } } as Target;
}

export const AttachPolicy: Operation<AttachPolicyRequest, void, Attachment> = {
  target: find,
  permissions: onBoth('AttachPolicy'),
  handle(_, ctx, { organization, record: { Id, Type }, target }) {
    if (!organization.enabledPolicyTypes.includes(Type)) {
      throw organizationsErrors.policyTypeNotEnabled();
    }
    const ids = target.record.attached[Type] ?? [];
    if (ids.includes(Id)) throw organizationsErrors.duplicateAttachment();
    if (ids.length >= maxAttached[Type]) {
      throw constraintViolation('MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
    }
    putTarget(ctx, withPolicies(target, Type, [...ids, Id]));
  },
};

export const DetachPolicy: Operation<DetachPolicyRequest, void, Attachment> = {
  target: find,
  permissions: onBoth('DetachPolicy'),
  handle(_, ctx, { organization, record: { Id, Type }, target }) {
    // Policies of a type that is disabled are attached to nothing (DisablePolicyType).
    const isEnabled = organization.enabledPolicyTypes.includes(Type);
    const ids = isEnabled ? (target.record.attached[Type] ?? []) : [];
    if (!ids.includes(Id)) throw organizationsErrors.policyNotAttached();
    if (Id === fullAccess.RESOURCE_CONTROL_POLICY.Id) throw invalidInput('NON_DETACHABLE_POLICY');
    if (ids.length === 1) throw constraintViolation('MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
    const others = ids.filter((id) => id !== Id);
    putTarget(ctx, withPolicies(target, Type, others));
  },
};

export const ListPoliciesForTarget: Operation<
  ListPoliciesForTargetRequest,
  ListPoliciesForTargetResponse
> = {
  handle(input, ctx) {
    const organization = managedOrganization(ctx);
    const type = requireType(input.Filter);
    const { record } = requireTarget(ctx, organization, input.TargetId ?? '');
    const policies = (record.attached[type] ?? []).flatMap(
      (id) => policyById(ctx, organization.Id, id) ?? [],
    );
    const { items, more } = page(policies, input);
    return { Policies: items.map(summary), ...more };
  },
};

export const ListTargetsForPolicy: Operation<
  ListTargetsForPolicyRequest,
  ListTargetsForPolicyResponse,
  FoundPolicy
> = {
  target: ({ PolicyId = '' }, ctx) => findPolicy(ctx, PolicyId, notFound.describedPolicy),
  permissions: (_, { record }) => permissionOn('ListTargetsForPolicy', policyArn(record)),
  handle(input, ctx, { organization, record: { Id, Type } }) {
    const targets = targetsOf(ctx, organization).filter(({ record }) =>
      record.attached[Type]?.includes(Id),
    );
    const { items, more } = page(targets, input);
    const Targets = items.map((target): PolicyTargetSummary => {
      const { type, record } = target;
      return {
        ...{ TargetId: record.Id, Arn: targetArn(organization, target) },
        ...{ Name: record.Name, Type: type },
      };
    });
    return { Targets, ...more };
  },
};
