import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  GetAccountSummaryResponse,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
} from '@aws-sdk/client-iam';
import { policySizeLimits } from '../../iam/index';
import type { Operation } from '../../operation';
import type { Table } from '../../tables';
import { alreadyExists, noSuchEntity } from './errors';
import { iamQuotas, quotaInForce } from './quotas';
import {
  accountAliasesTable,
  groupsTable,
  managedPoliciesTable,
  rolesTable,
  usersTable,
} from './state';

/** Gives the account its alias in place of the one it had; no two accounts have the same. */
export const CreateAccountAlias: Operation<CreateAccountAliasRequest, void> = {
  handle({ AccountAlias: alias = '' }, ctx) {
    const taken = ctx.range(accountAliasesTable).find(([, row]) => row.alias === alias);
    if (taken !== undefined && taken[0] !== ctx.caller.account) {
      throw alreadyExists.accountAlias(alias);
    }
    ctx.put(accountAliasesTable, ctx.caller.account, { alias });
  },
};

export const DeleteAccountAlias: Operation<DeleteAccountAliasRequest, void> = {
  handle({ AccountAlias: alias = '' }, ctx) {
    const { account } = ctx.caller;
    if (ctx.get(accountAliasesTable, account)?.alias !== alias) {
      throw noSuchEntity.named('account alias', alias);
    }
    ctx.delete(accountAliasesTable, account);
  },
};

export const ListAccountAliases: Operation<ListAccountAliasesRequest, ListAccountAliasesResponse> =
  {
    handle(_, ctx) {
      const row = ctx.get(accountAliasesTable, ctx.caller.account);
      return { AccountAliases: row === undefined ? [] : [row.alias], IsTruncated: false };
    },
  };

/** Counts and quotas of the account; what this model does not have counts nothing. */
export const GetAccountSummary: Operation<object, GetAccountSummaryResponse> = {
  handle(_, ctx) {
    const prefix = `${ctx.caller.account}/`;
    const count = (table: Table<object>) => ctx.size(table, prefix);
    const policies = ctx.range(managedPoliciesTable, { prefix });
    return {
      SummaryMap: {
        Users: count(usersTable),
        UsersQuota: iamQuotas.usersPerAccount,
        Groups: count(groupsTable),
        GroupsQuota: quotaInForce(ctx, 'groupsPerAccount'),
        Roles: count(rolesTable),
        RolesQuota: quotaInForce(ctx, 'rolesPerAccount'),
        Policies: policies.length,
        PoliciesQuota: quotaInForce(ctx, 'policiesPerAccount'),
        PolicyVersionsInUse: policies.reduce((sum, [, { versions }]) => sum + versions.length, 0),
        PolicyVersionsInUseQuota: iamQuotas.policyVersionsInUse,
        VersionsPerPolicyQuota: iamQuotas.versionsPerPolicy,
        GroupsPerUserQuota: iamQuotas.groupsPerUser,
        AccessKeysPerUserQuota: iamQuotas.accessKeysPerUser,
        AttachedPoliciesPerUserQuota: quotaInForce(ctx, 'policiesPerUser'),
        AttachedPoliciesPerGroupQuota: quotaInForce(ctx, 'policiesPerGroup'),
        AttachedPoliciesPerRoleQuota: quotaInForce(ctx, 'policiesPerRole'),
        UserPolicySizeQuota: policySizeLimits.userInline.characters,
        GroupPolicySizeQuota: policySizeLimits.groupInline.characters,
        RolePolicySizeQuota: policySizeLimits.roleInline.characters,
        PolicySizeQuota: policySizeLimits.managed.characters,
        AssumeRolePolicySizeQuota: policySizeLimits.trust.characters,
        AccountAccessKeysPresent: 0,
        AccountMFAEnabled: 0,
        AccountPasswordPresent: 0,
        AccountSigningCertificatesPresent: 0,
        GlobalEndpointTokenVersion: 1,
        InstanceProfiles: 0,
        InstanceProfilesQuota: iamQuotas.instanceProfilesPerAccount,
        MFADevices: 0,
        MFADevicesInUse: 0,
        Providers: 0,
        ServerCertificates: 0,
        ServerCertificatesQuota: iamQuotas.serverCertificatesPerAccount,
        SigningCertificatesPerUserQuota: iamQuotas.signingCertificatesPerUser,
      },
    };
  },
};
