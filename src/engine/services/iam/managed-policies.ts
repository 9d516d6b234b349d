import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  ListPolicyTagsRequest,
  ListPolicyTagsResponse,
  Policy,
  TagPolicyRequest,
  UntagPolicyRequest,
} from '@aws-sdk/client-iam';
import type { Context, Operation } from '../../operation';
import { awsManagedPolicies } from './aws-managed-policies';
import { alreadyExists, deleteConflict, noSuchEntity } from './errors';
import { entityId } from './ids';
import { onPolicy, putPolicy } from './on-policy';
import { page } from './paging';
import { checkDocument, checkSize } from './policy-documents';
import { useCountOf } from './policy-uses';
import { requireRoom } from './quotas';
import {
  entityKey,
  iamArn,
  managedPoliciesTable,
  type ManagedPolicyRecord,
  type PolicyUsage,
} from './state';
import { describeTags, pageOfTags, requestTagKeys, tagList, withoutTags, withTags } from './tags';

function useCount(ctx: Context, policy: ManagedPolicyRecord, usage: PolicyUsage): number {
  return useCountOf(ctx, ctx.caller.account, policy.Arn, usage);
}

/** A policy as lists show it: without description and tags. */
export function policySummary(ctx: Context, policy: ManagedPolicyRecord): Policy {
  const { PolicyName, PolicyId, Arn, Path, DefaultVersionId } = policy;
  return {
    ...{ PolicyName, PolicyId, Arn, Path, DefaultVersionId },
    AttachmentCount: useCount(ctx, policy, 'PermissionsPolicy'),
    PermissionsBoundaryUsageCount: useCount(ctx, policy, 'PermissionsBoundary'),
    IsAttachable: true,
    CreateDate: new Date(policy.CreateDate),
    UpdateDate: new Date(policy.UpdateDate),
  };
}

export const CreatePolicy: Operation<CreatePolicyRequest, CreatePolicyResponse> = {
  permissions: ({ PolicyName = '', Path = '/', Tags }, _, { caller }) => [
    {
      action: 'iam:CreatePolicy',
      resource: iamArn(caller.account, 'policy', Path, PolicyName),
      shownAs: `policy ${PolicyName}`,
      context: requestTagKeys(Tags),
    },
  ],
  handle(input, ctx) {
    const { PolicyName = '', Path = '/', PolicyDocument: document = '', Tags = [] } = input;
    const { Description } = input;
    const { account } = ctx.caller;
    if (ctx.get(managedPoliciesTable, entityKey(account, PolicyName)) !== undefined) {
      throw alreadyExists.policy(PolicyName);
    }
    checkDocument(document, 'managed');
    checkSize(document, 'managed');
    requireRoom(ctx, managedPoliciesTable, 'policiesPerAccount');
    const policy: ManagedPolicyRecord = {
      ...{ PolicyName, Path, account, CreateDate: ctx.now, UpdateDate: ctx.now },
      PolicyId: entityId('ANPA', ctx.random),
      Arn: iamArn(account, 'policy', Path, PolicyName),
      ...(Description === undefined ? {} : { Description }),
      DefaultVersionId: 'v1',
      versions: [{ VersionId: 'v1', CreateDate: ctx.now, document }],
      nextVersion: 2,
      tags: withTags({}, Tags, 'Policy'),
    };
    putPolicy(ctx, policy);
    return { Policy: { ...policySummary(ctx, policy), ...describeTags(policy) } };
  },
};

export const GetPolicy = onPolicy(
  { action: 'GetPolicy', access: 'read', missing: noSuchEntity.policy },
  (_: GetPolicyRequest, ctx, policy): GetPolicyResponse => {
    const { Description } = policy;
    const description = Description === undefined ? {} : { Description };
    // The one description that shows tags also where there are none (moto, verified against AWS).
    const Tags = tagList(policy.tags);
    return { Policy: { ...policySummary(ctx, policy), ...description, Tags } };
  },
);

export const ListPolicies: Operation<ListPoliciesRequest, ListPoliciesResponse> = {
  permissions: ({ PathPrefix = '/' }, _, { caller }) => [
    {
      action: 'iam:ListPolicies',
      resource: iamArn(caller.account, 'policy', PathPrefix, ''),
      shownAs: `policy path ${PathPrefix}`,
    },
  ],
  handle(input, ctx) {
    const { Scope = 'All', PathPrefix = '/', OnlyAttached = false, PolicyUsageFilter } = input;
    const prefix = `${ctx.caller.account}/`;
    const own = Scope === 'AWS' ? [] : ctx.range(managedPoliciesTable, { prefix });
    const ofAws = Scope === 'Local' ? [] : [...awsManagedPolicies.values()];
    const isUsed = (policy: ManagedPolicyRecord) =>
      (!OnlyAttached || useCount(ctx, policy, 'PermissionsPolicy') > 0) &&
      (PolicyUsageFilter === undefined || useCount(ctx, policy, PolicyUsageFilter) > 0);
    const policies = [...own.map(([, policy]) => policy), ...ofAws]
      .filter((policy) => policy.Path.startsWith(PathPrefix) && isUsed(policy))
      .sort((a, b) => (a.Arn < b.Arn ? -1 : 1));
    const { items, ...rest } = page(policies, ({ Arn }) => Arn, input);
    return { Policies: items.map((policy) => policySummary(ctx, policy)), ...rest };
  },
};

export const DeletePolicy = onPolicy(
  { action: 'DeletePolicy', access: 'write', missing: noSuchEntity.policy },
  (_: DeletePolicyRequest, ctx, policy) => {
    const { account, PolicyName, versions } = policy;
    const uses =
      useCount(ctx, policy, 'PermissionsPolicy') + useCount(ctx, policy, 'PermissionsBoundary');
    if (uses > 0) throw deleteConflict.attachedPolicy();
    if (versions.length > 1) throw deleteConflict.versions();
    ctx.delete(managedPoliciesTable, entityKey(account, PolicyName));
  },
);

export const TagPolicy = onPolicy(
  {
    action: 'TagPolicy',
    access: 'write',
    missing: noSuchEntity.attachable,
    conditionKeys: ({ Tags }: TagPolicyRequest) => requestTagKeys(Tags),
  },
  ({ Tags = [] }: TagPolicyRequest, ctx, policy) => {
    putPolicy(ctx, { ...policy, tags: withTags(policy.tags, Tags, 'Policy') });
  },
);

export const UntagPolicy = onPolicy(
  {
    action: 'UntagPolicy',
    access: 'write',
    missing: noSuchEntity.attachable,
    conditionKeys: ({ TagKeys = [] }: UntagPolicyRequest) => ({ 'aws:TagKeys': TagKeys }),
  },
  ({ TagKeys = [] }: UntagPolicyRequest, ctx, policy) => {
    putPolicy(ctx, { ...policy, tags: withoutTags(policy.tags, TagKeys) });
  },
);

export const ListPolicyTags = onPolicy(
  { action: 'ListPolicyTags', access: 'read', missing: noSuchEntity.attachable },
  (input: ListPolicyTagsRequest, _, { tags }): ListPolicyTagsResponse => pageOfTags(tags, input),
);
