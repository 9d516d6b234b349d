import type { AlgorithmSuite } from './algorithm-suites';
import { concat, type Bytes } from '../bytes';
import { number, utf8 } from './bytes';
import { MessageError } from './errors';

/** What a data key becomes in one message. */
export interface ContentKeys {
  /** Encrypts the content, and authenticates the header. */
  readonly contentKey: CryptoKey;
  /** Shows which data key it was, of suites that commit. */
  readonly commitment?: Bytes;
}

/**
 * Derives a message's keys from its data key: by HKDF, in version 2 salted with the message id, in
 * version 1 with the id in its info. Source: AWS Encryption SDK Developer Guide, "AWS Encryption SDK
 * algorithms reference", and the specification of its algorithm suites.
 */
export async function deriveKeys(
  suite: AlgorithmSuite,
  dataKey: Bytes,
  messageId: Bytes,
): Promise<ContentKeys> {
  const { id, keyBytes, kdf, commits } = suite;
  if (dataKey.length !== keyBytes) throw new MessageError('The data key has the wrong length.');
  if (kdf === undefined) return { contentKey: await importKey(dataKey) };
  const material = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveBits']);
  const derive = async (salt: Bytes, info: Bytes, length: number) => {
    const parameters = { name: 'HKDF', hash: kdf, salt, info };
    return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, length * 8));
  };
  const suiteId = number(id, 2);
  if (!commits) {
    const key = await derive(new Uint8Array(0), concat(suiteId, messageId), keyBytes);
    return { contentKey: await importKey(key) };
  }
  const key = await derive(messageId, concat(suiteId, utf8('DERIVEKEY')), keyBytes);
  const commitment = await derive(messageId, utf8('COMMITKEY'), 32);
  return { contentKey: await importKey(key), commitment };
}

async function importKey(key: Bytes): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  } catch (error) {
    // Chromium's WebCrypto has AES with keys of 128 and 256 bits only.
    if (key.length !== 24) throw error;
    throw new MessageError('This browser has no AES with keys of 192 bits.');
  }
}
