import {
  KeyringTraceFlag,
  KeyringWebCrypto,
  type EncryptedDataKey,
  type WebCryptoDecryptionMaterial,
  type WebCryptoEncryptionMaterial,
} from '@aws-crypto/client-browser';
import { expect, it } from 'vitest';
import { openEncryptionSdk, rawAesKeyring, type Keyring } from '../../src/clients/encryption-sdk';

/** A keyring whose data key is in each message so often; how often it was asked to decrypt one. */
class ManyKeys extends KeyringWebCrypto {
  readonly #inner: Keyring;
  readonly #count: number;
  asked = 0;

  constructor(inner: Keyring, count: number) {
    super();
    this.#inner = inner;
    this.#count = count;
  }

  async _onEncrypt(material: WebCryptoEncryptionMaterial) {
    const made = await this.#inner.onEncrypt(material);
    const [one] = made.encryptedDataKeys;
    for (let more = 1; more < this.#count; more += 1) {
      made.addEncryptedDataKey(one!, KeyringTraceFlag.WRAPPING_KEY_ENCRYPTED_DATA_KEY);
    }
    return made;
  }

  async _onDecrypt(material: WebCryptoDecryptionMaterial, keys: EncryptedDataKey[]) {
    this.asked += 1;
    return this.#inner.onDecrypt(material, keys);
  }
}

const plaintext = new Uint8Array(10);
const context = {};

async function sdkOf(count: number, maxEncryptedDataKeys?: number) {
  const raw = await rawAesKeyring({ namespace: 'tests', name: 'key' }, new Uint8Array(32));
  const keyring = new ManyKeys(raw, count);
  const limit = maxEncryptedDataKeys === undefined ? {} : { maxEncryptedDataKeys };
  return { keyring, sdk: openEncryptionSdk({ keyring, now: () => 0, ...limit }) };
}

it('a message has 65,535 data keys at most: 65,536 are refused, and nothing is made', async () => {
  const { sdk } = await sdkOf(65_535);
  const message = await sdk.encrypt(plaintext, { context });
  expect(await sdk.decrypt(message)).toEqual(plaintext);
  const { sdk: beyond } = await sdkOf(65_536);
  await expect(beyond.encrypt(plaintext, { context })).rejects.toThrow('number out of bounds.');
});

it('more data keys than a client allows are refused before any is decrypted', async () => {
  const message = await (await sdkOf(4)).sdk.encrypt(plaintext, { context });
  const { sdk, keyring } = await sdkOf(4, 3);
  await expect(sdk.encrypt(plaintext, { context })).rejects.toThrow('maxEncryptedDataKeys exceeded.');
  await expect(sdk.decrypt(message)).rejects.toThrow('maxEncryptedDataKeys exceeded.');
  expect(keyring.asked).toBe(0);
}); // prettier-ignore
