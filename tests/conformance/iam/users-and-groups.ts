import * as iam from '@aws-sdk/client-iam';
import { expect } from 'vitest';
import { allPages, type Story } from '../clients';
import { allow, boundary } from './documents';

/** What clients do with users, their access keys and groups. */
export const userStories: readonly Story[] = [
  [
    'users are created, renamed, tagged, listed and deleted',
    async ({ iam: client }) => {
      await client.send(new iam.CreateUserCommand({ UserName: 'bob', Path: '/ops/' }));
      await client.send(new iam.UpdateUserCommand({ UserName: 'bob', NewUserName: 'rob' }));
      const Tags = ['a', 'b'].map((Key) => ({ Key, Value: 'x y' }));
      await client.send(new iam.TagUserCommand({ UserName: 'rob', Tags }));
      const tags = iam.paginateListUserTags({ client, pageSize: 1 }, { UserName: 'rob' });
      expect(await allPages(tags, 'Tags')).toEqual({ count: 2, items: Tags });
      await client.send(new iam.UntagUserCommand({ UserName: 'rob', TagKeys: ['a', 'b'] }));
      const { User } = await client.send(new iam.GetUserCommand({ UserName: 'rob' }));
      expect(User).toMatchObject({
        Arn: 'arn:aws:iam::123456789012:user/ops/rob',
        CreateDate: expect.any(Date) as Date,
      });
      const users = iam.paginateListUsers({ client, pageSize: 1 }, {});
      expect((await allPages(users, 'Users')).count).toBe(2);
      await client.send(new iam.DeleteUserCommand({ UserName: 'rob' }));
      await expect(client.send(new iam.GetUserCommand({ UserName: 'rob' }))).rejects.toBeInstanceOf(
        iam.NoSuchEntityException,
      );
    },
  ],
  [
    'access keys are created, listed, switched off and deleted',
    async ({ iam: client }) => {
      const UserName = 'bob';
      await client.send(new iam.CreateUserCommand({ UserName }));
      const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
      await client.send(new iam.CreateAccessKeyCommand({ UserName }));
      await expect(
        client.send(new iam.CreateAccessKeyCommand({ UserName })),
      ).rejects.toBeInstanceOf(iam.LimitExceededException);
      const keys = iam.paginateListAccessKeys({ client, pageSize: 1 }, { UserName });
      expect((await allPages(keys, 'AccessKeyMetadata')).count).toBe(2);
      const key = { UserName, AccessKeyId: AccessKey?.AccessKeyId };
      const used = await client.send(
        new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: AccessKey?.AccessKeyId }),
      );
      expect(used).toMatchObject({ UserName, AccessKeyLastUsed: { ServiceName: 'N/A' } });
      const Status = iam.StatusType.Inactive;
      await client.send(new iam.UpdateAccessKeyCommand({ ...key, Status }));
      await client.send(new iam.DeleteAccessKeyCommand(key));
    },
  ],
  [
    'a user has policies of its own, attached ones, and a boundary',
    async ({ iam: client }) => {
      const UserName = 'bob';
      await client.send(new iam.CreateUserCommand({ UserName }));
      const PolicyDocument = allow('kms:Decrypt');
      for (const PolicyName of ['one', 'two']) {
        await client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
      }
      const inline = { UserName, PolicyName: 'one' };
      // As from AWS: the JavaScript SDK leaves the document percent-encoded.
      const found = await client.send(new iam.GetUserPolicyCommand(inline));
      expect(found.PolicyDocument).toContain('%22Version%22%3A');
      expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(PolicyDocument);
      const names = iam.paginateListUserPolicies({ client, pageSize: 1 }, { UserName });
      expect(await allPages(names, 'PolicyNames')).toEqual({ count: 2, items: ['one', 'two'] });
      await client.send(new iam.DeleteUserPolicyCommand(inline));

      const attached = { UserName, PolicyArn: boundary };
      await client.send(new iam.AttachUserPolicyCommand(attached));
      const policies = iam.paginateListAttachedUserPolicies({ client }, { UserName });
      expect((await allPages(policies, 'AttachedPolicies')).items).toMatchObject([
        { PolicyArn: boundary },
      ]);
      await client.send(new iam.DetachUserPolicyCommand(attached));

      const PermissionsBoundary = boundary;
      await client.send(
        new iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }),
      );
      const { User } = await client.send(new iam.GetUserCommand({ UserName }));
      expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
      await client.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName }));
    },
  ],
  [
    'groups have members and policies',
    async ({ iam: client }) => {
      const [UserName, GroupName] = ['bob', 'team'];
      await client.send(new iam.CreateUserCommand({ UserName }));
      await client.send(new iam.CreateGroupCommand({ GroupName: 'crew' }));
      await client.send(new iam.UpdateGroupCommand({ GroupName: 'crew', NewGroupName: GroupName }));
      await client.send(new iam.AddUserToGroupCommand({ GroupName, UserName }));
      const members = iam.paginateGetGroup({ client }, { GroupName });
      expect((await allPages(members, 'Users')).items).toMatchObject([{ UserName }]);
      const groups = iam.paginateListGroups({ client }, {});
      expect((await allPages(groups, 'Groups')).items).toMatchObject([{ GroupName }]);
      const ofUser = iam.paginateListGroupsForUser({ client }, { UserName });
      expect((await allPages(ofUser, 'Groups')).items).toMatchObject([{ GroupName }]);

      const PolicyName = 'inline';
      const PolicyDocument = allow('kms:Decrypt');
      await client.send(new iam.PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument }));
      const inline = await client.send(new iam.GetGroupPolicyCommand({ GroupName, PolicyName }));
      expect(decodeURIComponent(inline.PolicyDocument ?? '')).toBe(PolicyDocument);
      const names = iam.paginateListGroupPolicies({ client }, { GroupName });
      expect((await allPages(names, 'PolicyNames')).items).toEqual([PolicyName]);
      await client.send(new iam.DeleteGroupPolicyCommand({ GroupName, PolicyName }));

      const attached = { GroupName, PolicyArn: boundary };
      await client.send(new iam.AttachGroupPolicyCommand(attached));
      const policies = iam.paginateListAttachedGroupPolicies({ client }, { GroupName });
      expect((await allPages(policies, 'AttachedPolicies')).items).toHaveLength(1);
      await expect(client.send(new iam.DeleteGroupCommand({ GroupName }))).rejects.toBeInstanceOf(
        iam.DeleteConflictException,
      );
      await client.send(new iam.DetachGroupPolicyCommand(attached));
      await client.send(new iam.RemoveUserFromGroupCommand({ GroupName, UserName }));
      await client.send(new iam.DeleteGroupCommand({ GroupName }));
    },
  ],
];
