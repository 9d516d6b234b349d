import { concat, type Bytes } from '../../engine/bytes';
import { lengths, type ContentSuite } from './algorithm-suites';
import { S3EncryptionClientException } from './errors';

/** What a committing suite makes of a data key. */
export interface DerivedKey {
  /** Encrypts the content. */
  readonly contentKey: Bytes;
  /** Stored beside the object: only the same data key gives it again. */
  readonly commitment: Bytes;
}

/**
 * HKDF with SHA-512: the data key is the input, the message ID the salt, the suite's id and a label
 * the info. Source: the specification of the Amazon S3 Encryption Client, "Key Derivation".
 */
export async function deriveKey(
  dataKey: Bytes,
  messageId: Bytes,
  { id }: ContentSuite,
): Promise<DerivedKey> {
  if (dataKey.length !== lengths.dataKey) {
    throw new S3EncryptionClientException(
      'Length of Input key material does not match the expected value!',
    );
  }
  if (messageId.length !== lengths.messageId) {
    throw new S3EncryptionClientException(
      'Length of Input Message ID does not match the expected value!',
    );
  }
  const key = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveBits']);
  const expand = async (label: string, length: number) => {
    const info = concat(suiteBytes(id), new TextEncoder().encode(label));
    const algorithm = { name: 'HKDF', hash: 'SHA-512', salt: messageId, info };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
  };
  return {
    contentKey: await expand('DERIVEKEY', lengths.dataKey),
    commitment: await expand('COMMITKEY', lengths.commitment),
  };
}

/** A suite's id as two bytes: what the content's tag is bound to. */
export function suiteBytes(id: number): Bytes {
  return Uint8Array.of(id >> 8, id & 0xff);
}
