import type { NamedPolicy } from '../../iam/index';
import type { Reader } from '../../tables';
import { fullAccess } from './aws-managed-policies';
import {
  keyIn,
  membersTable,
  organizationsTable,
  policiesTable,
  unitsTable,
  type MemberRecord,
  type PolicyRecord,
  type PolicyType,
  type UnitRecord,
} from './state';

/** What being in an organization means for an account's principals and resources. */
export interface Membership {
  readonly organizationId: string;
  /** Organization, root and OUs down to the account, as in `aws:PrincipalOrgPaths`. */
  readonly path: string;
  /** One list per level from the root down to the account. Absent where nothing is limited. */
  readonly scps?: readonly (readonly NamedPolicy[])[];
  readonly rcps?: readonly (readonly NamedPolicy[])[];
}

/** The organization an account is in, if it is in one; the management account is not limited. */
export function membershipOf(reader: Reader, account: string): Membership | undefined {
  const member = reader.get(membersTable, account);
  const organization = member && reader.get(organizationsTable, member.organization);
  if (member === undefined || organization === undefined) return undefined;
  const { Id: organizationId, managementAccount, enabledPolicyTypes } = organization;
  const units = unitsAbove(reader, member);
  const path = [organizationId, ...units.map(({ Id }) => Id), ''].join('/');
  if (account === managementAccount) return { organizationId, path };
  const levels = [...units, member];
  const limits = (type: PolicyType) =>
    levels.map(({ attached }) => policiesOfType(reader, organizationId, attached[type] ?? []));
  return {
    organizationId,
    path,
    ...(enabledPolicyTypes.includes('SERVICE_CONTROL_POLICY')
      ? { scps: limits('SERVICE_CONTROL_POLICY') }
      : {}),
    ...(enabledPolicyTypes.includes('RESOURCE_CONTROL_POLICY')
      ? { rcps: limits('RESOURCE_CONTROL_POLICY') }
      : {}),
  };
}

/** The root and OUs an account or OU is in, from the root down. */
export function unitsAbove(
  reader: Reader,
  { organization, parent }: Pick<MemberRecord | UnitRecord, 'organization' | 'parent'>,
): readonly UnitRecord[] {
  const units: UnitRecord[] = [];
  for (let id = parent; id !== null;) {
    const unit = reader.get(unitsTable, keyIn(organization, id));
    if (unit === undefined) throw new Error(`${organization} has no ${id}`);
    units.unshift(unit);
    id = unit.parent;
  }
  return units;
}

/** A policy of an organization, or AWS's own, by its ID. */
export function policyById(
  reader: Reader,
  organization: string,
  id: string,
): PolicyRecord | undefined {
  const managed = Object.values(fullAccess).find(({ Id }) => Id === id);
  return managed ?? reader.get(policiesTable, keyIn(organization, id));
}

function policiesOfType(
  reader: Reader,
  organization: string,
  ids: readonly string[],
): readonly NamedPolicy[] {
  return ids.flatMap((id) => policyById(reader, organization, id)?.policy ?? []);
}
