import * as kms from '@aws-sdk/client-kms';
import { expect } from 'vitest';
import { allPages, bytesOf, type Story } from '../clients';
import { newKey } from './keys';

/** What becomes of keys over time, and in other Regions. */
export const lifecycleStories: readonly Story[] = [
  [
    'keys are rotated, by the clock and on demand',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world);
      await client.send(new kms.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
      const status = await client.send(new kms.GetKeyRotationStatusCommand({ KeyId }));
      expect(status).toMatchObject({
        KeyRotationEnabled: true,
        RotationPeriodInDays: 90,
        NextRotationDate: expect.any(Date) as Date,
      });
      await client.send(new kms.RotateKeyOnDemandCommand({ KeyId }));
      await world.engine.advanceTo(world.engine.now + 91 * 86_400_000);
      const rotations = kms.paginateListKeyRotations({ client, pageSize: 1 }, { KeyId });
      const { items } = await allPages(rotations, 'Rotations');
      expect(items.map((item) => (item as kms.RotationsListEntry).RotationType)).toEqual(
        expect.arrayContaining([kms.RotationType.AUTOMATIC, kms.RotationType.ON_DEMAND]),
      );
      await client.send(new kms.DisableKeyRotationCommand({ KeyId }));
    },
  ],
  [
    'multi-Region keys are replicated and their primary is moved',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world, { MultiRegion: true });
      const { ReplicaKeyMetadata } = await client.send(
        new kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }),
      );
      expect(ReplicaKeyMetadata?.Arn).toContain(':eu-west-1:');
      const europe = new kms.KMSClient(world.config(world.admin, 'eu-west-1'));
      const { CiphertextBlob } = await client.send(
        new kms.EncryptCommand({ KeyId, Plaintext: bytesOf('x') }),
      );
      await world.engine.advanceTo(world.engine.now + 60_000);
      const { Plaintext } = await europe.send(new kms.DecryptCommand({ CiphertextBlob, KeyId }));
      expect(Plaintext).toEqual(bytesOf('x'));
      await client.send(new kms.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: 'eu-west-1' }));
    },
  ],
];
