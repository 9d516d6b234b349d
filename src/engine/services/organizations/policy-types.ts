import type {
  DisablePolicyTypeRequest,
  DisablePolicyTypeResponse,
  EnablePolicyTypeRequest,
  EnablePolicyTypeResponse,
  Root,
} from '@aws-sdk/client-organizations';
import type { Context, Operation } from '../../operation';
import {
  arnIn,
  managedOrganization,
  permissionOn,
  putTarget,
  targetsOf,
  type Target,
} from './access';
import { fullAccess } from './aws-managed-policies';
import { notFound, organizationsErrors } from './errors';
import { requireType } from './policies';
import { organizationsTable, policyTypes, type OrganizationRecord, type PolicyType } from './state';

function findRoot({ RootId }: { RootId: string | undefined }, ctx: Context): OrganizationRecord {
  const organization = managedOrganization(ctx);
  if (organization.rootId !== RootId) throw notFound.root();
  return organization;
}

const onRoot = (action: string) => (_: unknown, organization: OrganizationRecord) =>
  permissionOn(action, arnIn(organization, 'root', organization.rootId));

/** Changes which types are enabled, and what is attached everywhere of the type that changes. */
function putTypes(
  ctx: Context,
  organization: OrganizationRecord,
  enabledPolicyTypes: readonly PolicyType[],
  change: (target: Target) => Target['record']['attached'],
): { Root: Root } {
  ctx.put(organizationsTable, organization.Id, { ...organization, enabledPolicyTypes });
  for (const target of targetsOf(ctx, organization)) {
    const record = { ...target.record, attached: change(target) };
    putTarget(ctx, { ...target, record } as Target);
  }
  const { rootId: Id } = organization;
  const PolicyTypes = enabledPolicyTypes.map((Type) => ({ Type, Status: 'ENABLED' as const }));
  return { Root: { Id, Arn: arnIn(organization, 'root', Id), Name: 'Root', PolicyTypes } };
}

/** From now on policies of the type limit; full access is attached to everything first. */
export const EnablePolicyType: Operation<
  EnablePolicyTypeRequest,
  EnablePolicyTypeResponse,
  OrganizationRecord
> = {
  target: findRoot,
  permissions: onRoot('EnablePolicyType'),
  handle({ PolicyType }, ctx, organization) {
    const type = requireType(PolicyType);
    const { enabledPolicyTypes: enabled, FeatureSet } = organization;
    if (FeatureSet !== 'ALL') throw organizationsErrors.policyTypeNotAvailable();
    if (enabled.includes(type)) throw organizationsErrors.policyTypeAlreadyEnabled();
    const types = policyTypes.filter((known) => known === type || enabled.includes(known));
    return putTypes(ctx, organization, types, ({ record }) => ({
      ...record.attached,
      [type]: [fullAccess[type].Id],
    }));
  },
};

/** Policies of the type no longer limit, and are detached from everything. */
export const DisablePolicyType: Operation<
  DisablePolicyTypeRequest,
  DisablePolicyTypeResponse,
  OrganizationRecord
> = {
  target: findRoot,
  permissions: onRoot('DisablePolicyType'),
  handle({ PolicyType }, ctx, organization) {
    const type = requireType(PolicyType);
    const { enabledPolicyTypes: enabled } = organization;
    if (!enabled.includes(type)) throw organizationsErrors.policyTypeNotEnabled();
    const types = enabled.filter((known) => known !== type);
    return putTypes(ctx, organization, types, ({ record: { attached } }) =>
      Object.fromEntries(Object.entries(attached).filter(([known]) => known !== type)),
    );
  },
};
