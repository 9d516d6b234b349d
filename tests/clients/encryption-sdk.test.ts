import {
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { describe, expect, it } from 'vitest';
import {
  multiKeyring,
  openEncryptionSdk,
  rawAesKeyring,
  rawRsaKeyring,
  type Keyring,
} from '../../src/clients/encryption-sdk';
import { sdkWorld } from './sdk-world';

const plaintext = crypto.getRandomValues(new Uint8Array(10_000));
const context = { purpose: 'test' };
const now = () => 0;

describe('the AWS Encryption SDK against the model\u2019s KMS', () => {
  it('makes a message with one GenerateDataKey and opens it with one Decrypt', async () => {
    const { sdk, calls, Arn } = await sdkWorld();
    const message = await sdk.encrypt(plaintext, { context });
    expect(await sdk.decrypt(message)).toEqual(plaintext);
    expect(calls).toEqual([
      { operation: 'GenerateDataKey', region: 'us-east-1', keyId: Arn },
      { operation: 'Decrypt', region: 'us-east-1', keyId: Arn },
    ]);
  });

  it.each([
    ['signed', 0x0578],
    ['unsigned', 0x0478],
  ])('opens no %s message of which any byte was changed', async (_, suiteId) => {
    const name = { namespace: 'tests', name: 'key' };
    const sdk = openEncryptionSdk({ keyring: await rawAesKeyring(name, new Uint8Array(32)), now });
    const message = await sdk.encrypt(plaintext.slice(0, 20), {
      context,
      suiteId,
      frameLength: 16,
    });
    for (let at = 0; at < message.length; at += 1) {
      const changed = message.slice();
      changed[at]! ^= 1 << (at % 8);
      await expect(sdk.decrypt(changed), `byte ${at}`).rejects.toBeInstanceOf(Error);
    }
  });
});

describe('raw keyrings', () => {
  const name = { namespace: 'tests', name: 'key' };
  const both = async (keyring: Keyring, opening = keyring) => {
    const message = await openEncryptionSdk({ keyring, now }).encrypt(plaintext, { context });
    return openEncryptionSdk({ keyring: opening, now }).decrypt(message);
  };

  it('of AES open what they have made, and nothing of another key', async () => {
    const [key, other] = [1, 2].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array];
    expect(await both(await rawAesKeyring(name, key))).toEqual(plaintext);
    await expect(
      both(await rawAesKeyring(name, key), await rawAesKeyring(name, other)),
    ).rejects.toThrow();
  }); // prettier-ignore

  it('of RSA encrypt with the public key and decrypt with the private one', async () => {
    const pair = await crypto.subtle.generateKey(
      {
        ...{ name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 2048 },
        publicExponent: Uint8Array.of(1, 0, 1),
      },
      false,
      ['wrapKey', 'unwrapKey'],
    );
    const { publicKey, privateKey } = pair;
    expect(
      await both(rawRsaKeyring(name, { publicKey }), rawRsaKeyring(name, { privateKey })),
    ).toEqual(plaintext);
  });

  it('open a message beside a KMS key', async () => {
    const { keyring, open, count } = await sdkWorld();
    const raw = await rawAesKeyring(name, new Uint8Array(16));
    const message = await open({ keyring: multiKeyring([keyring, raw]) }).encrypt(plaintext, {
      context,
    });
    expect(await open({ keyring: raw }).decrypt(message)).toEqual(plaintext);
    expect(count('Decrypt')).toBe(0);
  });

  it('make messages that the AWS Encryption SDK for Node.js opens outside', async () => {
    const key = crypto.getRandomValues(new Uint8Array(32));
    const sdk = openEncryptionSdk({ keyring: await rawAesKeyring(name, key), now });
    const message = await sdk.encrypt(plaintext, { context, frameLength: 1024 });
    const outside = new RawAesKeyringNode({
      ...{ keyNamespace: name.namespace, keyName: name.name, utf8Sorting: true },
      unencryptedMasterKey: key.slice(),
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    });
    const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
    const opened = await decrypt(outside, message);
    expect(new Uint8Array(opened.plaintext)).toEqual(plaintext);
    expect(opened.messageHeader.encryptionContext).toMatchObject(context);
  });
});
