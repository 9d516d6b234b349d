import type { Context } from '../../operation';
import type { Table } from '../../tables';
import { limitExceeded } from './errors';

/**
 * IAM's default quotas. Source: IAM User Guide, "IAM and AWS STS quotas" (2026). AWS raises those
 * of groups, roles, customer managed policies and policies attached to users and roles on request.
 */
export const iamQuotas = {
  usersPerAccount: 5000,
  groupsPerAccount: 300,
  rolesPerAccount: 1000,
  policiesPerAccount: 1500,
  groupsPerUser: 10,
  accessKeysPerUser: 2,
  policiesPerEntity: 10,
  versionsPerPolicy: 5,
  policyVersionsInUse: 10_000,
  tagsPerResource: 50,
} as const;

/** What IAM calls the quotas of an account when they are exceeded. */
const accountQuotas = {
  usersPerAccount: 'UsersPerAccount',
  groupsPerAccount: 'GroupsPerAccount',
  rolesPerAccount: 'RolesPerAccount',
  policiesPerAccount: 'PoliciesPerAccount',
} as const;

/** Throws LimitExceeded where the caller's account has as many rows of a table as it may. */
export function requireRoom(
  ctx: Context,
  table: Table<object>,
  quota: keyof typeof accountQuotas,
): void {
  const most = iamQuotas[quota];
  const rows = ctx.range(table, { prefix: `${ctx.caller.account}/`, limit: most });
  if (rows.length >= most) throw limitExceeded.quota(accountQuotas[quota], most);
}
