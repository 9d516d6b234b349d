import type { Context } from '../../operation';
import { appliedValue, iamRaisableQuotas } from '../../quotas/index';
import type { Table } from '../../tables';
import { limitExceeded } from './errors';

/** Quotas of IAM that stay as they are. Source: IAM User Guide, "IAM and AWS STS quotas" (2026). */
export const iamQuotas = {
  usersPerAccount: 5000,
  groupsPerUser: 10,
  accessKeysPerUser: 2,
  policiesPerGroup: 10,
  versionsPerPolicy: 5,
  policyVersionsInUse: 10_000,
  tagsPerResource: 50,
  instanceProfilesPerAccount: 1000,
  serverCertificatesPerAccount: 20,
  signingCertificatesPerUser: 2,
} as const;

type Quota = keyof typeof iamQuotas | keyof typeof iamRaisableQuotas;

/** A quota as it stands for the caller's account: some are raised on request. */
export function quotaInForce(ctx: Pick<Context, 'get' | 'caller'>, quota: Quota): number {
  if (quota in iamQuotas) return iamQuotas[quota as keyof typeof iamQuotas];
  const raisable = iamRaisableQuotas[quota as keyof typeof iamRaisableQuotas];
  return appliedValue(ctx, raisable, ctx.caller.account, 'us-east-1');
}

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
  const most = quotaInForce(ctx, quota);
  if (ctx.size(table, `${ctx.caller.account}/`) >= most)
    throw limitExceeded.quota(accountQuotas[quota], most);
}
