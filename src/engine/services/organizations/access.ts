import { formatArn } from '../../arn';
import type { Context, Permission } from '../../operation';
import { notFound, organizationsErrors } from './errors';
import {
  keyIn,
  membersTable,
  organizationsTable,
  unitsTable,
  type MemberRecord,
  type OrganizationRecord,
  type PolicyRecord,
  type UnitRecord,
} from './state';

/** The organization of the calling account. Throws AWSOrganizationsNotInUseException. */
export function ownOrganization(ctx: Context): OrganizationRecord {
  const member = ctx.get(membersTable, ctx.caller.account);
  const organization = member && ctx.get(organizationsTable, member.organization);
  if (organization === undefined) throw organizationsErrors.notInUse();
  return organization;
}

/**
 * The organization that the calling account manages. Throws AccessDeniedException for a member
 * account: this model has no delegated administrators.
 */
export function managedOrganization(ctx: Context): OrganizationRecord {
  const organization = ownOrganization(ctx);
  if (organization.managementAccount !== ctx.caller.account) {
    throw organizationsErrors.accessDenied();
  }
  return organization;
}

/** ARNs of what an organization has: its management account's, whoever asks. */
export function arnIn(
  { Id, managementAccount }: Pick<OrganizationRecord, 'Id' | 'managementAccount'>,
  type: 'root' | 'ou' | 'account',
  id: string,
): string {
  return formatArn('organizations', '', managementAccount, `${type}/${Id}/${id}`);
}

/** The ARN of an organization. */
export function organizationArn({ Id, managementAccount }: OrganizationRecord): string {
  return formatArn('organizations', '', managementAccount, `organization/${Id}`);
}

/** Something that policies can be attached to. */
export type Target =
  | { readonly type: 'ROOT' | 'ORGANIZATIONAL_UNIT'; readonly record: UnitRecord }
  | { readonly type: 'ACCOUNT'; readonly record: MemberRecord };

/** The root, OU or account of an ID, if the organization has it. */
export function findTarget(
  ctx: Context,
  organization: OrganizationRecord,
  id: string,
): Target | undefined {
  const unit = ctx.get(unitsTable, keyIn(organization.Id, id));
  if (unit !== undefined) {
    return { type: unit.parent === null ? 'ROOT' : 'ORGANIZATIONAL_UNIT', record: unit };
  }
  const member = ctx.get(membersTable, id);
  if (member?.organization !== organization.Id) return undefined;
  return { type: 'ACCOUNT', record: member };
}

/** The same; throws what operations on a policy's targets answer: TargetNotFoundException. */
export function requireTarget(ctx: Context, organization: OrganizationRecord, id: string): Target {
  const target = findTarget(ctx, organization, id);
  if (target === undefined) throw notFound.target();
  return target;
}

/** The ARN of a target. */
export function targetArn(organization: OrganizationRecord, { type, record }: Target): string {
  const types = { ROOT: 'root', ORGANIZATIONAL_UNIT: 'ou', ACCOUNT: 'account' } as const;
  return arnIn(organization, types[type], record.Id);
}

/** Replaces the record of a target. */
export function putTarget(ctx: Context, { type, record }: Target): void {
  if (type === 'ACCOUNT') ctx.put(membersTable, record.Id, record);
  else ctx.put(unitsTable, keyIn(record.organization, record.Id), record);
}

/** Every root, OU and account of an organization. */
export function targetsOf(ctx: Context, { Id }: OrganizationRecord): readonly Target[] {
  const units = ctx.range(unitsTable, { prefix: keyIn(Id, '') }).map(([, record]): Target => ({
    type: record.parent === null ? 'ROOT' : 'ORGANIZATIONAL_UNIT',
    record,
  }));
  return [...units, ...membersOf(ctx, Id).map((record): Target => ({ type: 'ACCOUNT', record }))];
}

/** Every account of an organization, by account ID. */
export function membersOf(ctx: Context, organization: string): readonly MemberRecord[] {
  const members = ctx.range(membersTable).map(([, member]) => member);
  return members.filter((member) => member.organization === organization);
}

/** Permissions for one action on each of the resources. */
export function permissionOn(action: string, ...resources: readonly string[]): Permission[] {
  return resources.map((resource) => ({ action: `organizations:${action}`, resource }));
}

/** The ARN of a policy, for permissions. */
export const policyArn = ({ policy }: PolicyRecord): string => policy.arn ?? '*';
