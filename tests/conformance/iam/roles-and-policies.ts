import * as iam from '@aws-sdk/client-iam';
import { expect } from 'vitest';
import { allPages, type Story } from '../clients';
import { allow, boundary, trust } from './documents';

/** What clients do with roles, managed policies and the account. */
export const roleStories: readonly Story[] = [
  [
    'roles are created, changed, tagged, listed and deleted',
    async ({ iam: client }) => {
      const RoleName = 'reader';
      const { Role } = await client.send(
        new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }),
      );
      expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust);
      const update = { RoleName, Description: 'reads', MaxSessionDuration: 7200 };
      await client.send(new iam.UpdateRoleCommand(update));
      await client.send(new iam.UpdateRoleDescriptionCommand({ RoleName, Description: 'still' }));
      await client.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
      const Tags = ['a', 'b'].map((Key) => ({ Key, Value: '' }));
      await client.send(new iam.TagRoleCommand({ RoleName, Tags }));
      const tags = iam.paginateListRoleTags({ client, pageSize: 1 }, { RoleName });
      expect(await allPages(tags, 'Tags')).toEqual({ count: 2, items: Tags });
      await client.send(new iam.UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
      const got = await client.send(new iam.GetRoleCommand({ RoleName }));
      expect(got.Role).toMatchObject({ Description: 'still', MaxSessionDuration: 7200 });
      const roles = iam.paginateListRoles({ client }, {});
      expect((await allPages(roles, 'Roles')).items).toContainEqual(
        expect.objectContaining({ RoleName }),
      );
      await client.send(new iam.DeleteRoleCommand({ RoleName }));
    },
  ],
  [
    'a role has policies of its own, attached ones, and a boundary',
    async ({ iam: client }) => {
      const RoleName = 'reader';
      await client.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
      const PolicyName = 'inline';
      const PolicyDocument = allow('kms:Decrypt');
      await client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
      const inline = await client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName }));
      expect(decodeURIComponent(inline.PolicyDocument ?? '')).toBe(PolicyDocument);
      const names = iam.paginateListRolePolicies({ client }, { RoleName });
      expect((await allPages(names, 'PolicyNames')).items).toEqual([PolicyName]);
      await client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName }));

      const attached = { RoleName, PolicyArn: boundary };
      await client.send(new iam.AttachRolePolicyCommand(attached));
      const policies = iam.paginateListAttachedRolePolicies({ client }, { RoleName });
      expect((await allPages(policies, 'AttachedPolicies')).items).toHaveLength(1);
      await client.send(new iam.DetachRolePolicyCommand(attached));

      const PermissionsBoundary = boundary;
      await client.send(
        new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }),
      );
      await client.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName }));

      const linked = await client.send(
        new iam.CreateServiceLinkedRoleCommand({ AWSServiceName: 'mrk.kms.amazonaws.com' }),
      );
      const { DeletionTaskId } = await client.send(
        new iam.DeleteServiceLinkedRoleCommand({ RoleName: linked.Role?.RoleName }),
      );
      const status = await client.send(
        new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }),
      );
      expect(Object.values(iam.DeletionTaskStatusType)).toContain(status.Status);
    },
  ],
  [
    'managed policies have versions, tags and users',
    async ({ iam: client }) => {
      const { Policy } = await client.send(
        new iam.CreatePolicyCommand({ PolicyName: 'own', PolicyDocument: allow('kms:Encrypt') }),
      );
      const PolicyArn = Policy?.Arn;
      const PolicyDocument = allow('kms:Decrypt');
      await client.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
      const versions = iam.paginateListPolicyVersions({ client, pageSize: 1 }, { PolicyArn });
      expect((await allPages(versions, 'Versions')).count).toBe(2);
      const version = { PolicyArn, VersionId: 'v2' };
      await client.send(new iam.SetDefaultPolicyVersionCommand(version));
      const { PolicyVersion } = await client.send(new iam.GetPolicyVersionCommand(version));
      expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(PolicyDocument);
      await client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
      const Tags = [{ Key: 'a', Value: 'x' }];
      await client.send(new iam.TagPolicyCommand({ PolicyArn, Tags }));
      const tags = iam.paginateListPolicyTags({ client }, { PolicyArn });
      expect((await allPages(tags, 'Tags')).items).toEqual(Tags);
      await client.send(new iam.UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
      const got = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
      expect(got.Policy).toMatchObject({ DefaultVersionId: 'v2', IsAttachable: true });
      const policies = iam.paginateListPolicies({ client }, { Scope: 'Local' });
      expect((await allPages(policies, 'Policies')).items).toHaveLength(1);
      const entities = iam.paginateListEntitiesForPolicy({ client }, { PolicyArn });
      expect((await allPages(entities, 'PolicyUsers')).items).toEqual([]);
      await client.send(new iam.DeletePolicyCommand({ PolicyArn }));
      await expect(
        client.send(new iam.CreatePolicyCommand({ PolicyName: 'own', PolicyDocument: '{}' })),
      ).rejects.toBeInstanceOf(iam.MalformedPolicyDocumentException);
    },
  ],
  [
    'an account has an alias, a summary and details',
    async ({ iam: client }) => {
      const AccountAlias = 'envelope-lab';
      await client.send(new iam.CreateAccountAliasCommand({ AccountAlias }));
      const aliases = iam.paginateListAccountAliases({ client }, {});
      expect((await allPages(aliases, 'AccountAliases')).items).toEqual([AccountAlias]);
      await client.send(new iam.DeleteAccountAliasCommand({ AccountAlias }));
      const { SummaryMap } = await client.send(new iam.GetAccountSummaryCommand({}));
      expect(SummaryMap?.['Users']).toBe(1);
      const details = iam.paginateGetAccountAuthorizationDetails({ client }, {});
      const { items } = await allPages(details, 'UserDetailList');
      expect(items).toMatchObject([{ UserName: 'admin' }]);
      const [admin] = items as iam.UserDetail[];
      const document = decodeURIComponent(admin?.UserPolicyList?.[0]?.PolicyDocument ?? '');
      expect(JSON.parse(document)).toHaveProperty('Statement');
    },
  ],
  [
    'policies are tried out before they are used',
    async (world) => {
      const { iam: client } = world;
      const PolicyInputList = [allow('kms:Decrypt')];
      const ActionNames = ['kms:Decrypt', 'kms:Encrypt'];
      const custom = iam.paginateSimulateCustomPolicy({ client }, { PolicyInputList, ActionNames });
      expect((await allPages(custom, 'EvaluationResults')).items).toMatchObject([
        { EvalActionName: 'kms:Decrypt', EvalDecision: 'allowed' },
        { EvalActionName: 'kms:Encrypt', EvalDecision: 'implicitDeny' },
      ]);
      const PolicySourceArn = 'arn:aws:iam::123456789012:user/admin';
      const own = iam.paginateSimulatePrincipalPolicy({ client }, { PolicySourceArn, ActionNames });
      expect((await allPages(own, 'EvaluationResults')).items).toMatchObject([
        { EvalDecision: 'allowed' },
        { EvalDecision: 'allowed' },
      ]);
      const conditional = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Action: '*', Resource: '*' },
            Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
          },
        ],
      });
      const keys = await client.send(
        new iam.GetContextKeysForCustomPolicyCommand({ PolicyInputList: [conditional] }),
      );
      expect(keys.ContextKeyNames).toEqual(['aws:PrincipalTag/team']);
      const none = await client.send(
        new iam.GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn }),
      );
      expect(none.ContextKeyNames).toEqual([]);
    },
  ],
];
