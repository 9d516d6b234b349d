import {
  encodeContext,
  type EncryptedDataKey,
  type EncryptionContext,
} from '../../../src/engine/encryption-sdk/index';
import type { Random } from '../../../src/engine/random';

type Bytes = Uint8Array<ArrayBuffer>;

const ivLength = 12;
const tagBits = 128;

/** Chance for tests. */
export const random: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  uuid: () => crypto.randomUUID(),
};

/** A wrapping key that is only bytes, as the raw AES keyrings of the AWS Encryption SDK use it. */
export interface RawAesKey {
  readonly namespace: string;
  readonly name: string;
  readonly bytes: Bytes;
}

const cryptoKey = ({ bytes }: RawAesKey) =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);

/**
 * Wraps a data key. The provider's information is the key's name, the tag's length in bits, the
 * initialization vector's length, and that. Source: the AWS Encryption SDK's specification, "Raw AES
 * Keyring".
 */
export async function wrap(
  key: RawAesKey,
  dataKey: Bytes,
  context: EncryptionContext,
): Promise<EncryptedDataKey> {
  const iv = random.bytes(ivLength);
  const lengths = new DataView(new ArrayBuffer(8));
  lengths.setUint32(0, tagBits);
  lengths.setUint32(4, ivLength);
  const name = new TextEncoder().encode(key.name);
  const parameters = { name: 'AES-GCM', iv, additionalData: encodeContext(context) };
  const ciphertext = await crypto.subtle.encrypt(parameters, await cryptoKey(key), dataKey);
  return {
    providerId: key.namespace,
    providerInfo: new Uint8Array([...name, ...new Uint8Array(lengths.buffer), ...iv]),
    ciphertext: new Uint8Array(ciphertext),
  };
}

/** Unwraps what `wrap`, or a raw AES keyring, has wrapped. */
export async function unwrap(
  key: RawAesKey,
  { providerInfo, ciphertext }: EncryptedDataKey,
  context: EncryptionContext,
): Promise<Bytes> {
  const iv = providerInfo.slice(-ivLength);
  const parameters = { name: 'AES-GCM', iv, additionalData: encodeContext(context) };
  return new Uint8Array(await crypto.subtle.decrypt(parameters, await cryptoKey(key), ciphertext));
}
