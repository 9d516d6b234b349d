import { createHash, createPublicKey, verify } from 'node:crypto';
import * as kms from '@aws-sdk/client-kms';
import { expect } from 'vitest';
import { bytesOf, type Story } from '../clients';
import { newKey } from './keys';

const message = bytesOf('message');

/** What clients do with keys: every cryptographic operation, checked with other software. */
export const cryptographyStories: readonly Story[] = [
  [
    'data is encrypted, encrypted anew and decrypted',
    async (world) => {
      const { kms: client } = world;
      const [KeyId, DestinationKeyId] = [await newKey(world), await newKey(world)];
      const EncryptionContext = { purpose: 'test' };
      const { CiphertextBlob } = await client.send(
        new kms.EncryptCommand({ KeyId, Plaintext: message, EncryptionContext }),
      );
      const again = await client.send(
        new kms.ReEncryptCommand({
          ...{ CiphertextBlob, SourceEncryptionContext: EncryptionContext, DestinationKeyId },
        }),
      );
      const decrypted = await client.send(
        new kms.DecryptCommand({ CiphertextBlob: again.CiphertextBlob }),
      );
      expect(decrypted.Plaintext).toEqual(message);
      await expect(client.send(new kms.DecryptCommand({ CiphertextBlob }))).rejects.toBeInstanceOf(
        kms.InvalidCiphertextException,
      );
    },
  ],
  [
    'data keys and random bytes are handed out',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world);
      const KeySpec = kms.DataKeySpec.AES_256;
      const dataKey = await client.send(new kms.GenerateDataKeyCommand({ KeyId, KeySpec }));
      expect(dataKey.Plaintext).toHaveLength(32);
      const sealed = await client.send(
        new kms.GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec }),
      );
      expect(sealed.CiphertextBlob?.length).toBe(dataKey.CiphertextBlob?.length);
      const KeyPairSpec = kms.DataKeyPairSpec.ECC_NIST_P256;
      const pair = await client.send(new kms.GenerateDataKeyPairCommand({ KeyId, KeyPairSpec }));
      expect(pair.PrivateKeyPlaintext).toBeInstanceOf(Uint8Array);
      const sealedPair = await client.send(
        new kms.GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec }),
      );
      expect(sealedPair.PrivateKeyCiphertextBlob).toBeInstanceOf(Uint8Array);
      const random = await client.send(new kms.GenerateRandomCommand({ NumberOfBytes: 9 }));
      expect(random.Plaintext).toHaveLength(9);
    },
  ],
  [
    'messages are signed, and Node verifies with the public key',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world, {
        KeySpec: kms.KeySpec.ECC_NIST_P256,
        KeyUsage: kms.KeyUsageType.SIGN_VERIFY,
      });
      const SigningAlgorithm = kms.SigningAlgorithmSpec.ECDSA_SHA_256;
      const MessageType = kms.MessageType.DIGEST;
      const Message = createHash('sha256').update(message).digest();
      const { Signature } = await client.send(
        new kms.SignCommand({ KeyId, Message, MessageType, SigningAlgorithm }),
      );
      const checked = await client.send(
        new kms.VerifyCommand({ KeyId, Message, MessageType, SigningAlgorithm, Signature }),
      );
      expect(checked.SignatureValid).toBe(true);
      const { PublicKey } = await client.send(new kms.GetPublicKeyCommand({ KeyId }));
      const key = createPublicKey({
        ...{ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' },
      });
      expect(verify('sha256', message, key, Signature ?? new Uint8Array())).toBe(true);
      await expect(
        client.send(
          new kms.VerifyCommand({ KeyId, Message: message, SigningAlgorithm, Signature: message }),
        ),
      ).rejects.toBeInstanceOf(kms.KMSInvalidSignatureException);
    },
  ],
  [
    'messages are authenticated',
    async (world) => {
      const { kms: client } = world;
      const KeyId = await newKey(world, {
        KeySpec: kms.KeySpec.HMAC_256,
        KeyUsage: kms.KeyUsageType.GENERATE_VERIFY_MAC,
      });
      const MacAlgorithm = kms.MacAlgorithmSpec.HMAC_SHA_256;
      const input = { KeyId, Message: message, MacAlgorithm };
      const { Mac } = await client.send(new kms.GenerateMacCommand(input));
      const { MacValid } = await client.send(new kms.VerifyMacCommand({ ...input, Mac }));
      expect(MacValid).toBe(true);
      await expect(
        client.send(new kms.VerifyMacCommand({ ...input, Mac: message })),
      ).rejects.toBeInstanceOf(kms.KMSInvalidMacException);
    },
  ],
  [
    'secrets are agreed on and encapsulated',
    async (world) => {
      const { kms: client } = world;
      const agreement = () =>
        newKey(world, {
          KeySpec: kms.KeySpec.ECC_NIST_P256,
          KeyUsage: kms.KeyUsageType.KEY_AGREEMENT,
        });
      const [alice, bob] = [await agreement(), await agreement()];
      const derive = async (KeyId: string, peer: string) => {
        const { PublicKey } = await client.send(new kms.GetPublicKeyCommand({ KeyId: peer }));
        const { SharedSecret } = await client.send(
          new kms.DeriveSharedSecretCommand({
            ...{ KeyId, PublicKey, KeyAgreementAlgorithm: kms.KeyAgreementAlgorithmSpec.ECDH },
          }),
        );
        return SharedSecret;
      };
      expect(await derive(alice, bob)).toEqual(await derive(bob, alice));

      const KeyId = await newKey(world, {
        KeySpec: kms.KeySpec.ML_KEM_512,
        KeyUsage: kms.KeyUsageType.ENCAPSULATE_DECAPSULATE,
      });
      const EncapsulationAlgorithm = kms.EncapsulationAlgorithmSpec.ML_KEM;
      const { SharedSecret, SharedSecretCiphertextBlob } = await client.send(
        new kms.EncapsulateCommand({ KeyId, EncapsulationAlgorithm }),
      );
      const opened = await client.send(
        new kms.DecapsulateCommand({ KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob }),
      );
      expect(opened.SharedSecret).toEqual(SharedSecret);
      expect(SharedSecret).toHaveLength(32);
    },
  ],
];
