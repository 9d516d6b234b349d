import type {
  CreateOrganizationRequest,
  CreateOrganizationResponse,
  DescribeOrganizationResponse,
  ListRootsRequest,
  ListRootsResponse,
  Organization,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../operation';
import type { Table } from '../../tables';
import { arnIn, managedOrganization, membersOf, organizationArn, ownOrganization } from './access';
import { organizationsErrors } from './errors';
import { foundOrganization } from './founding';
import { page } from './paging';
import {
  accountRequestsTable,
  keyIn,
  membersTable,
  organizationsTable,
  policiesTable,
  unitsTable,
  type OrganizationRecord,
} from './state';

function describe(organization: OrganizationRecord): Organization {
  const { Id, FeatureSet, managementAccount, managementEmail } = organization;
  return {
    Id,
    Arn: organizationArn(organization),
    FeatureSet,
    MasterAccountId: managementAccount,
    MasterAccountArn: arnIn(organization, 'account', managementAccount),
    MasterAccountEmail: managementEmail,
    // Deprecated by AWS and no longer telling: it names SCPs, enabled or not.
    AvailablePolicyTypes:
      FeatureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  };
}

export const CreateOrganization: Operation<CreateOrganizationRequest, CreateOrganizationResponse> =
  {
    handle({ FeatureSet = 'ALL' }, ctx) {
      const { account: managementAccount } = ctx.caller;
      if (ctx.get(membersTable, managementAccount) !== undefined) {
        throw organizationsErrors.alreadyIn();
      }
      const organization = foundOrganization(ctx, ctx.random, ctx.now, {
        ...{ managementAccount, managementEmail: `aws+${managementAccount}@example.com` },
        ...{ name: 'management', FeatureSet, enabledPolicyTypes: [] },
      });
      return { Organization: describe(organization) };
    },
  };

/** The only operation here that a member account may call. */
export const DescribeOrganization: Operation<object, DescribeOrganizationResponse> = {
  handle: (_, ctx) => ({ Organization: describe(ownOrganization(ctx)) }),
};

export const DeleteOrganization: Operation<object, void> = {
  handle(_, ctx) {
    const { Id, managementAccount } = managedOrganization(ctx);
    if (membersOf(ctx, Id).length > 1) throw organizationsErrors.notEmpty();
    const tables: readonly Table<object>[] = [unitsTable, policiesTable, accountRequestsTable];
    for (const table of tables) {
      for (const [key] of ctx.range(table, { prefix: keyIn(Id, '') })) ctx.delete(table, key);
    }
    ctx.delete(membersTable, managementAccount);
    ctx.delete(organizationsTable, Id);
  },
};

export const ListRoots: Operation<ListRootsRequest, ListRootsResponse> = {
  handle(input, ctx) {
    const organization = managedOrganization(ctx);
    const { rootId: Id, enabledPolicyTypes } = organization;
    const PolicyTypes = enabledPolicyTypes.map((Type) => ({ Type, Status: 'ENABLED' as const }));
    const root = { Id, Arn: arnIn(organization, 'root', Id), Name: 'Root', PolicyTypes };
    const { items, more } = page([root], input);
    return { Roots: items, ...more };
  },
};
