import type { NamedPolicy } from '../../iam/index';
import type { Reader } from '../../tables';
import { findManagedPolicy } from './managed-policy-lookup';
import {
  entityKey,
  groupsTable,
  type GroupRecord,
  type ManagedPolicyRecord,
  type RoleRecord,
  type UserRecord,
} from './state';

/**
 * Every identity-based policy of a user (its own, then its groups'), a group or a role: inline ones, then
 * attached ones in their default versions.
 */
export function identityPoliciesOf(
  reader: Reader,
  entity: UserRecord | RoleRecord | GroupRecord,
): readonly NamedPolicy[] {
  const own = policiesOf(reader, entity);
  if (!('groups' in entity) || entity.groups.length === 0) return own;
  const groups = entity.groups.flatMap((name) => {
    const group = reader.get(groupsTable, entityKey(entity.account, name));
    return group === undefined ? [] : policiesOf(reader, group);
  });
  return [...own, ...groups];
}

/** The permissions boundary of a user or role, where it has one. */
export function permissionsBoundaryOf(
  reader: Reader,
  { permissionsBoundary: arn }: UserRecord | RoleRecord,
): NamedPolicy | undefined {
  const policy = arn === undefined ? undefined : findManagedPolicy(reader, arn);
  return policy && inForce(policy);
}

function policiesOf(
  reader: Reader,
  { inlinePolicies, attachedPolicies }: UserRecord | GroupRecord | RoleRecord,
): readonly NamedPolicy[] {
  if (attachedPolicies.length === 0) return inlinePolicies;
  const attached = attachedPolicies.flatMap((arn) => {
    const policy = findManagedPolicy(reader, arn);
    return policy === undefined ? [] : [inForce(policy)];
  });
  return [...inlinePolicies, ...attached];
}

const named = new WeakMap<ManagedPolicyRecord, NamedPolicy>();

/** A managed policy as it is evaluated: its default version. */
export function inForce(policy: ManagedPolicyRecord): NamedPolicy {
  let known = named.get(policy);
  if (known === undefined) {
    const { PolicyName: name, Arn: arn, versions, DefaultVersionId } = policy;
    const version = versions.find(({ VersionId }) => VersionId === DefaultVersionId);
    if (version === undefined) throw new Error(`${arn} has no version ${DefaultVersionId}`);
    named.set(policy, (known = { name, arn, document: version.document }));
  }
  return known;
}
