import { expect, it } from 'vitest';
import {
  openEncryptionSdk,
  rawAesKeyring,
  rawRsaKeyring,
  type Keyring,
} from '../../src/clients/encryption-sdk';
import { decodeBase64 } from '../../src/engine/base64';
import vectors from './vectors/raw-keys.json';

const { namespace, aes, rsa, plaintext } = vectors;
const bytes = (text: string) => decodeBase64(text)!;
const keyrings: Readonly<Record<'aes' | 'rsa', () => Promise<Keyring>>> = {
  aes: () => rawAesKeyring({ namespace, name: aes.name }, bytes(aes.key)),
  rsa: async () =>
    rawRsaKeyring(
      { namespace, name: rsa.name },
      {
        privateKey: await crypto.subtle.importKey(
          'pkcs8',
          bytes(rsa.privateKey),
          { name: 'RSA-OAEP', hash: 'SHA-256' },
          false,
          ['unwrapKey'],
        ),
      },
    ),
};

// Messages of the AWS Encryption SDK for Python, with the wrapping keys that are published beside them.
it.each([
  ['an AES key', 'aes', 'message', plaintext],
  ['an AES key, of nothing', 'aes', 'empty', ''],
  ['an RSA key pair', 'rsa', 'message', plaintext],
  ['an RSA key pair, of nothing', 'rsa', 'empty', ''],
] as const)('a published message under %s opens here', async (_, key, which, expected) => {
  const sdk = openEncryptionSdk({ keyring: await keyrings[key](), now: () => 0 });
  const opened = await sdk.decrypt(bytes(vectors[key][which]));
  expect(new TextDecoder().decode(opened)).toBe(expected);
});

it('a published message does not open with the other key', async () => {
  const sdk = openEncryptionSdk({ keyring: await keyrings.aes(), now: () => 0 });
  await expect(sdk.decrypt(bytes(rsa.message))).rejects.toThrow();
});
