import * as org from '@aws-sdk/client-organizations';
import { afterAll, describe, expect, test } from 'vitest';
import { organizations as service } from '../../src/engine/services/organizations/index';
import { allPages, expectAllOf, sdkWorld, type SdkWorld, type Story } from './clients';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

const limit = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'kms:*', Resource: '*' }],
});

const Type = org.PolicyType.SERVICE_CONTROL_POLICY;

/** A new organization of the administrator's account; returns its client and its root's id. */
async function found(world: SdkWorld) {
  const client = new org.OrganizationsClient(world.config());
  const FeatureSet = org.OrganizationFeatureSet.ALL;
  await client.send(new org.CreateOrganizationCommand({ FeatureSet }));
  const { items } = await allPages(org.paginateListRoots({ client }, {}), 'Roots');
  const [root] = items as org.Root[];
  return { client, root: root?.Id ?? '' };
}

const stories: readonly Story[] = [
  [
    'an organization is founded, described and ended',
    async (world) => {
      const { client } = await found(world);
      const { Organization } = await client.send(new org.DescribeOrganizationCommand({}));
      expect(Organization).toMatchObject({ MasterAccountId: '123456789012', FeatureSet: 'ALL' });
      await client.send(new org.DeleteOrganizationCommand({}));
      await expect(client.send(new org.DescribeOrganizationCommand({}))).rejects.toBeInstanceOf(
        org.AWSOrganizationsNotInUseException,
      );
    },
  ],
  [
    'accounts are created on the clock and moved between units',
    async (world) => {
      const { client, root: ParentId } = await found(world);
      const { CreateAccountStatus } = await client.send(
        new org.CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }),
      );
      const CreateAccountRequestId = CreateAccountStatus?.Id;
      expect(CreateAccountStatus?.State).toBe(org.CreateAccountState.IN_PROGRESS);
      await world.engine.advanceTo(world.engine.now + 3_600_000);
      const done = await client.send(
        new org.DescribeCreateAccountStatusCommand({ CreateAccountRequestId }),
      );
      expect(done.CreateAccountStatus?.State).toBe(org.CreateAccountState.SUCCEEDED);
      const statuses = org.paginateListCreateAccountStatus({ client }, {});
      expect((await allPages(statuses, 'CreateAccountStatuses')).items).toHaveLength(1);
      const AccountId = done.CreateAccountStatus?.AccountId;
      const { Account } = await client.send(new org.DescribeAccountCommand({ AccountId }));
      expect(Account).toMatchObject({ Name: 'member', Email: 'member@example.com' });
      const accounts = org.paginateListAccounts({ client, pageSize: 1 }, {});
      expect((await allPages(accounts, 'Accounts')).items).toHaveLength(2);

      const created = await client.send(
        new org.CreateOrganizationalUnitCommand({ ParentId, Name: 'unit' }),
      );
      const OrganizationalUnitId = created.OrganizationalUnit?.Id;
      const renamed = { OrganizationalUnitId, Name: 'team' };
      await client.send(new org.UpdateOrganizationalUnitCommand(renamed));
      const { OrganizationalUnit } = await client.send(
        new org.DescribeOrganizationalUnitCommand({ OrganizationalUnitId }),
      );
      expect(OrganizationalUnit?.Name).toBe('team');
      const units = org.paginateListOrganizationalUnitsForParent({ client }, { ParentId });
      expect((await allPages(units, 'OrganizationalUnits')).items).toHaveLength(1);

      const there = { SourceParentId: ParentId, DestinationParentId: OrganizationalUnitId };
      await client.send(new org.MoveAccountCommand({ AccountId, ...there }));
      const parents = org.paginateListParents({ client }, { ChildId: AccountId });
      expect((await allPages(parents, 'Parents')).items).toMatchObject([
        { Id: OrganizationalUnitId },
      ]);
      const unit = { ParentId: OrganizationalUnitId };
      const children = org.paginateListChildren(
        { client },
        { ...unit, ChildType: org.ChildType.ACCOUNT },
      );
      expect((await allPages(children, 'Children')).items).toMatchObject([{ Id: AccountId }]);
      const within = org.paginateListAccountsForParent({ client }, unit);
      expect((await allPages(within, 'Accounts')).items).toMatchObject([{ Id: AccountId }]);
      await expect(
        client.send(new org.DeleteOrganizationalUnitCommand({ OrganizationalUnitId })),
      ).rejects.toBeInstanceOf(org.OrganizationalUnitNotEmptyException);
      const back = { SourceParentId: OrganizationalUnitId, DestinationParentId: ParentId };
      await client.send(new org.MoveAccountCommand({ AccountId, ...back }));
      await client.send(new org.DeleteOrganizationalUnitCommand({ OrganizationalUnitId }));
    },
  ],
  [
    'policies limit what they are attached to',
    async (world) => {
      const { client, root: TargetId } = await found(world);
      await client.send(new org.EnablePolicyTypeCommand({ RootId: TargetId, PolicyType: Type }));
      const { Policy } = await client.send(
        new org.CreatePolicyCommand({ Name: 'limit', Description: '', Content: limit, Type }),
      );
      const PolicyId = Policy?.PolicySummary?.Id;
      await client.send(new org.UpdatePolicyCommand({ PolicyId, Description: 'no keys' }));
      const described = await client.send(new org.DescribePolicyCommand({ PolicyId }));
      expect(described.Policy?.Content).toBe(limit);
      const all = org.paginateListPolicies({ client }, { Filter: Type });
      expect((await allPages(all, 'Policies')).items).toHaveLength(2);
      await client.send(new org.AttachPolicyCommand({ PolicyId, TargetId }));
      const targets = org.paginateListTargetsForPolicy({ client }, { PolicyId });
      expect((await allPages(targets, 'Targets')).items).toMatchObject([{ TargetId }]);
      const attached = org.paginateListPoliciesForTarget({ client }, { TargetId, Filter: Type });
      expect((await allPages(attached, 'Policies')).items).toHaveLength(2);
      await expect(client.send(new org.DeletePolicyCommand({ PolicyId }))).rejects.toBeInstanceOf(
        org.PolicyInUseException,
      );
      await client.send(new org.DetachPolicyCommand({ PolicyId, TargetId }));
      await client.send(new org.DeletePolicyCommand({ PolicyId }));
      await client.send(new org.DisablePolicyTypeCommand({ RootId: TargetId, PolicyType: Type }));
      await expect(
        client.send(
          new org.CreatePolicyCommand({ Name: 'x', Description: '', Content: '{', Type }),
        ),
      ).rejects.toBeInstanceOf(org.MalformedPolicyDocumentException);
    },
  ],
];

describe('the Organizations client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});
