import { equalBytes, type Bytes } from '../../engine/bytes';
import { legacyCbc, lengths, type ContentSuite } from './algorithm-suites';
import { S3EncryptionClientException, S3EncryptionClientSecurityException } from './errors';
import { deriveKey, suiteBytes } from './key-commitment';

/** How one object's content is encrypted, beside its data key. */
export interface ContentParameters {
  readonly suite: ContentSuite;
  /** The initialization vector; of a committing suite the message ID. */
  readonly nonce: Bytes;
}

// The key is derived anew for every message ID, so the vector may be the same in all objects.
const committingIv = new Uint8Array(lengths.iv).fill(1);

/** Encrypts content; the tag is at the end. The commitment is there where the suite commits. */
export async function encryptContent(
  plaintext: Bytes,
  dataKey: Bytes,
  { suite, nonce }: ContentParameters,
): Promise<{ readonly sealed: Bytes; readonly commitment?: Bytes }> {
  if (!suite.commits) return { sealed: await gcm('encrypt', dataKey, nonce, plaintext) };
  const { contentKey, commitment } = await deriveKey(dataKey, nonce, suite);
  const aad = suiteBytes(suite.id);
  return { sealed: await gcm('encrypt', contentKey, committingIv, plaintext, aad), commitment };
}

/** Decrypts content, once the commitment is that of its data key. */
export async function decryptContent(
  sealed: Bytes,
  dataKey: Bytes,
  { suite, nonce, commitment }: ContentParameters & { readonly commitment: Bytes | undefined },
): Promise<Bytes> {
  if (suite === legacyCbc) return cbc(dataKey, nonce, sealed);
  if (!suite.commits) return gcm('decrypt', dataKey, nonce, sealed);
  const derived = await deriveKey(dataKey, nonce, suite);
  if (commitment === undefined || !equalBytes(derived.commitment, commitment)) {
    throw new S3EncryptionClientSecurityException(
      'Key commitment validation failed. The derived key commitment does not match the stored key commitment value. This indicates potential data tampering or corruption.',
    );
  }
  return gcm('decrypt', derived.contentKey, committingIv, sealed, suiteBytes(suite.id));
}

async function gcm(
  action: 'encrypt' | 'decrypt',
  bytes: Bytes,
  iv: Bytes,
  input: Bytes,
  additionalData?: Bytes,
): Promise<Bytes> {
  if (iv.length !== lengths.iv || iv.every((byte) => byte === 0)) {
    throw new S3EncryptionClientSecurityException('IV has not been initialized!');
  }
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [action]);
  const bound = additionalData === undefined ? {} : { additionalData };
  const work = crypto.subtle[action]({ name: 'AES-GCM', iv, ...bound }, key, input);
  if (action === 'encrypt') return new Uint8Array(await work);
  // The text is that of Java's own cipher.
  return new Uint8Array(
    await unless(work, () => new S3EncryptionClientSecurityException('Tag mismatch')),
  );
}

async function cbc(bytes: Bytes, iv: Bytes, input: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['decrypt']);
  const work = crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, input);
  const failed = () =>
    new S3EncryptionClientException(
      'Given final block not properly padded. Such issues can arise if a bad key is used during decryption.',
    );
  return new Uint8Array(await unless(work, failed));
}

function unless<T>(work: Promise<T>, failed: () => Error): Promise<T> {
  return work.catch((error: unknown) => {
    throw Object.assign(failed(), { cause: error });
  });
}
