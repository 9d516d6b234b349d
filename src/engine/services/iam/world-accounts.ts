import type { Random } from '../../random';
import type { Reader, Transaction } from '../../tables';
import { rootArn } from './callers';
import { entityId } from './ids';
import { accountsTable, entityKey, iamArn, rolesTable, type RoleRecord } from './state';

/** A policy that allows everything, as AWS's AdministratorAccess does. */
export const administratorAccess = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** The role by which AWS Organizations lets a management account into a new member account. */
export const accessRoleName = 'OrganizationAccountAccessRole';

/** Writes the records of an account that an organization has created. */
export function openMemberAccount(
  tx: Pick<Transaction, 'put'>,
  random: Random,
  now: number,
  member: {
    readonly accountId: string;
    readonly name: string;
    readonly managementAccount: string;
    readonly roleName: string;
  },
): void {
  const { accountId, name, managementAccount, roleName } = member;
  tx.put(accountsTable, accountId, { accountId, name });
  const role = accessRole(accountId, managementAccount, roleName, entityId('AROA', random), now);
  tx.put(rolesTable, entityKey(accountId, roleName), role);
}

/** Source: AWS Organizations User Guide, "Accessing member accounts in an organization". */
function accessRole(
  account: string,
  managementAccount: string,
  RoleName: string,
  RoleId: string,
  CreateDate: number,
): RoleRecord {
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: rootArn(managementAccount) },
    Action: 'sts:AssumeRole',
  };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  return {
    ...{ RoleName, RoleId, account, CreateDate, Path: '/', tags: {} },
    Arn: iamArn(account, 'role', '/', RoleName),
    inlinePolicies: [{ name: 'AdministratorAccess', document: administratorAccess }],
    attachedPolicies: [],
    MaxSessionDuration: 3600,
    trustPolicy: { name: 'trust policy', document },
    trustedIds: {},
  };
}

/** The account whose administrator sits at the workstation: the first of a world. */
export function homeAccount(reader: Reader): string {
  const accounts = reader.range(accountsTable).map(([, account]) => account);
  const home = accounts.find((account) => account.home === true) ?? accounts[0];
  if (home === undefined) throw new Error('this world has no account');
  return home.accountId;
}
