import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import * as kms from '@aws-sdk/client-kms';
import { expect } from 'vitest';
import { allPages, bytesOf, type Story } from '../clients';
import { newKey } from './keys';

/** Where key material comes from when it is not KMS's own, and when it was used. */
export const originStories: readonly Story[] = [
  [
    'key material is imported and deleted',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world, { Origin: kms.OriginType.EXTERNAL });
      const parameters = await client.send(
        new kms.GetParametersForImportCommand({
          KeyId,
          WrappingAlgorithm: kms.AlgorithmSpec.RSAES_OAEP_SHA_256,
          WrappingKeySpec: kms.WrappingKeySpec.RSA_2048,
        }),
      );
      expect(parameters.ParametersValidTo).toBeInstanceOf(Date);
      const wrappingKey = createPublicKey({
        ...{ key: Buffer.from(parameters.PublicKey ?? []), format: 'der', type: 'spki' },
      });
      const padding = { oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING };
      await client.send(
        new kms.ImportKeyMaterialCommand({
          KeyId,
          ImportToken: parameters.ImportToken,
          EncryptedKeyMaterial: publicEncrypt({ key: wrappingKey, ...padding }, randomBytes(32)),
          ExpirationModel: kms.ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE,
        }),
      );
      await client.send(new kms.EncryptCommand({ KeyId, Plaintext: bytesOf('x') }));
      await client.send(new kms.DeleteImportedKeyMaterialCommand({ KeyId }));
      await expect(
        client.send(new kms.EncryptCommand({ KeyId, Plaintext: bytesOf('x') })),
      ).rejects.toBeInstanceOf(kms.KMSInvalidStateException);
    },
  ],
  [
    'keys know when they were used last',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world);
      await client.send(new kms.EncryptCommand({ KeyId, Plaintext: bytesOf('x') }));
      const usage = await client.send(new kms.GetKeyLastUsageCommand({ KeyId }));
      expect(usage.KeyId).toBeTruthy();
    },
  ],
  [
    'custom key stores are told of, though there is no cluster for one',
    async (world) => {
      const { kms: client } = world;
      const stores = kms.paginateDescribeCustomKeyStores({ client }, {});
      expect((await allPages(stores, 'CustomKeyStores')).items).toEqual([]);
      await expect(
        client.send(new kms.CreateCustomKeyStoreCommand({ CustomKeyStoreName: 'store' })),
      ).rejects.toBeInstanceOf(kms.KMSServiceException);
      const CustomKeyStoreId = 'cks-1234567890abcdef0';
      for (const command of [
        new kms.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }),
        new kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }),
        new kms.UpdateCustomKeyStoreCommand({ CustomKeyStoreId, NewCustomKeyStoreName: 'x' }),
        new kms.DeleteCustomKeyStoreCommand({ CustomKeyStoreId }),
      ]) {
        await expect(
          client.send(command as kms.ConnectCustomKeyStoreCommand),
        ).rejects.toBeInstanceOf(kms.KMSServiceException);
      }
    },
  ],
];
