import * as kms from '@aws-sdk/client-kms';
import { expect } from 'vitest';
import { allPages, bytesOf, type SdkWorld, type Story } from '../clients';

/** A new key; returns its id. */
export async function newKey(
  world: SdkWorld,
  input: kms.CreateKeyCommandInput = {},
): Promise<string> {
  const { KeyMetadata } = await world.kms.send(new kms.CreateKeyCommand(input));
  if (KeyMetadata?.KeyId === undefined) throw new Error('no key was made');
  return KeyMetadata.KeyId;
}

/** What clients do with keys themselves: their names, tags, policies and states. */
export const keyStories: readonly Story[] = [
  [
    'keys are created, described, listed page by page',
    async (world) => {
      const KeyId = await newKey(world, { Description: 'first' });
      const other = await newKey(world);
      const { KeyMetadata } = await world.kms.send(new kms.DescribeKeyCommand({ KeyId }));
      expect(KeyMetadata).toMatchObject({
        Description: 'first',
        KeyState: kms.KeyState.Enabled,
        KeySpec: kms.KeySpec.SYMMETRIC_DEFAULT,
        KeyManager: kms.KeyManagerType.CUSTOMER,
        CreationDate: expect.any(Date) as Date,
      });
      await world.kms.send(new kms.UpdateKeyDescriptionCommand({ KeyId, Description: 'second' }));
      const pages = kms.paginateListKeys({ client: world.kms, pageSize: 1 }, {});
      const { count, items } = await allPages(pages, 'Keys');
      expect(count).toBe(2);
      expect(items.map((item) => (item as kms.KeyListEntry).KeyId).toSorted()).toEqual(
        [KeyId, other].toSorted(),
      );
    },
  ],
  [
    'aliases name keys, tags and policies describe them',
    async (world) => {
      const { kms: client } = world;
      const [KeyId, TargetKeyId] = [await newKey(world), await newKey(world)];
      for (const name of ['alias/a', 'alias/b']) {
        await client.send(new kms.CreateAliasCommand({ AliasName: name, TargetKeyId: KeyId }));
      }
      await client.send(new kms.UpdateAliasCommand({ AliasName: 'alias/b', TargetKeyId }));
      await client.send(new kms.DeleteAliasCommand({ AliasName: 'alias/a' }));
      const aliases = kms.paginateListAliases({ client }, { KeyId: TargetKeyId });
      expect((await allPages(aliases, 'Aliases')).items).toMatchObject([{ AliasName: 'alias/b' }]);

      const tags = ['a', 'b'].map((TagKey) => ({ TagKey, TagValue: 'x' }));
      await client.send(new kms.TagResourceCommand({ KeyId, Tags: tags }));
      const tagPages = kms.paginateListResourceTags({ client, pageSize: 1 }, { KeyId });
      expect(await allPages(tagPages, 'Tags')).toEqual({ count: 2, items: tags });
      await client.send(new kms.UntagResourceCommand({ KeyId, TagKeys: ['a'] }));

      const names = kms.paginateListKeyPolicies({ client }, { KeyId });
      expect((await allPages(names, 'PolicyNames')).items).toEqual(['default']);
      const { Policy } = await client.send(new kms.GetKeyPolicyCommand({ KeyId }));
      await client.send(new kms.PutKeyPolicyCommand({ KeyId, Policy }));
    },
  ],
  [
    'keys are disabled, enabled, scheduled for deletion and kept after all',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world);
      await client.send(new kms.DisableKeyCommand({ KeyId }));
      await expect(
        client.send(new kms.EncryptCommand({ KeyId, Plaintext: bytesOf('x') })),
      ).rejects.toBeInstanceOf(kms.DisabledException);
      await client.send(new kms.EnableKeyCommand({ KeyId }));
      const { DeletionDate, KeyState } = await client.send(
        new kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }),
      );
      expect(KeyState).toBe(kms.KeyState.PendingDeletion);
      expect(DeletionDate).toBeInstanceOf(Date);
      await expect(client.send(new kms.EnableKeyCommand({ KeyId }))).rejects.toBeInstanceOf(
        kms.KMSInvalidStateException,
      );
      await client.send(new kms.CancelKeyDeletionCommand({ KeyId }));
    },
  ],
  [
    'grants are made, listed and ended',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world);
      const GranteePrincipal = 'arn:aws:iam::123456789012:user/admin';
      const grant = () =>
        client.send(
          new kms.CreateGrantCommand({
            ...{ KeyId, GranteePrincipal, RetiringPrincipal: GranteePrincipal },
            Operations: [kms.GrantOperation.Decrypt],
            Constraints: { EncryptionContextSubset: { team: 'blue' } },
          }),
        );
      const [first, second] = [await grant(), await grant()];
      expect(first.GrantToken).toBeTruthy();
      const grants = kms.paginateListGrants({ client, pageSize: 1 }, { KeyId });
      expect(await allPages(grants, 'Grants')).toMatchObject({
        count: 2,
        items: [{ GranteePrincipal }, { GranteePrincipal }],
      });
      const retirable = kms.paginateListRetirableGrants(
        { client, pageSize: 1 },
        { RetiringPrincipal: GranteePrincipal },
      );
      expect((await allPages(retirable, 'Grants')).count).toBe(2);
      await client.send(new kms.RevokeGrantCommand({ KeyId, GrantId: first.GrantId }));
      await client.send(new kms.RetireGrantCommand({ GrantToken: second.GrantToken }));
      const { Grants } = await client.send(new kms.ListGrantsCommand({ KeyId }));
      expect(Grants).toEqual([]);
    },
  ],
];
