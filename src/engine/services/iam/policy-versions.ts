import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  PolicyVersion,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import { deleteConflict, limitExceeded, noSuchEntity } from './errors';
import { onPolicy, putPolicy } from './on-policy';
import { page } from './paging';
import { checkDocument, checkSize } from './policy-documents';
import { iamQuotas } from './quotas';
import type { ManagedPolicyRecord, PolicyVersionRecord } from './state';

/** A version as lists show it: without its document. */
export function describeVersion(
  { DefaultVersionId }: ManagedPolicyRecord,
  { VersionId, CreateDate }: PolicyVersionRecord,
): PolicyVersion {
  const IsDefaultVersion = VersionId === DefaultVersionId;
  return { VersionId, IsDefaultVersion, CreateDate: new Date(CreateDate) };
}

function findVersion({ Arn, versions }: ManagedPolicyRecord, id: string): PolicyVersionRecord {
  const version = versions.find(({ VersionId }) => VersionId === id);
  if (version === undefined) throw noSuchEntity.version(Arn, id);
  return version;
}

export const CreatePolicyVersion = onPolicy(
  { action: 'CreatePolicyVersion', access: 'write', missing: noSuchEntity.attachable },
  (
    { PolicyDocument: document = '', SetAsDefault = false }: CreatePolicyVersionRequest,
    ctx,
    policy,
  ): CreatePolicyVersionResponse => {
    checkDocument(document, 'managed');
    checkSize(document, 'managed');
    const { versions, nextVersion } = policy;
    if (versions.length >= iamQuotas.versionsPerPolicy) {
      throw limitExceeded.versions(iamQuotas.versionsPerPolicy);
    }
    const version = { VersionId: `v${nextVersion}`, CreateDate: ctx.now, document };
    const after: ManagedPolicyRecord = {
      ...policy,
      UpdateDate: ctx.now,
      versions: [version, ...versions],
      nextVersion: nextVersion + 1,
      ...(SetAsDefault ? { DefaultVersionId: version.VersionId } : {}),
    };
    putPolicy(ctx, after);
    return { PolicyVersion: describeVersion(after, version) };
  },
);

export const GetPolicyVersion = onPolicy(
  { action: 'GetPolicyVersion', access: 'read', missing: noSuchEntity.attachable },
  ({ VersionId = '' }: GetPolicyVersionRequest, _, policy): GetPolicyVersionResponse => {
    const version = findVersion(policy, VersionId);
    return { PolicyVersion: { Document: version.document, ...describeVersion(policy, version) } };
  },
);

export const ListPolicyVersions = onPolicy(
  { action: 'ListPolicyVersions', access: 'read', missing: noSuchEntity.attachable },
  (input: ListPolicyVersionsRequest, _, policy): ListPolicyVersionsResponse => {
    // Newest first, so the key by which pages are told apart counts down.
    const place = ({ VersionId }: PolicyVersionRecord) =>
      String(policy.nextVersion - Number(VersionId.slice(1))).padStart(10, '0');
    const { items, ...rest } = page(policy.versions, place, input);
    return { Versions: items.map((version) => describeVersion(policy, version)), ...rest };
  },
);

export const SetDefaultPolicyVersion = onPolicy(
  { action: 'SetDefaultPolicyVersion', access: 'write', missing: noSuchEntity.attachable },
  ({ VersionId = '' }: SetDefaultPolicyVersionRequest, ctx, policy) => {
    const { VersionId: DefaultVersionId } = findVersion(policy, VersionId);
    putPolicy(ctx, { ...policy, DefaultVersionId });
  },
);

export const DeletePolicyVersion = onPolicy(
  { action: 'DeletePolicyVersion', access: 'write', missing: noSuchEntity.attachable },
  ({ VersionId = '' }: DeletePolicyVersionRequest, ctx, policy) => {
    const version = findVersion(policy, VersionId);
    if (VersionId === policy.DefaultVersionId) throw deleteConflict.defaultVersion();
    putPolicy(ctx, { ...policy, versions: policy.versions.filter((other) => other !== version) });
  },
);
