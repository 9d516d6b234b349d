import type { Bytes } from '../../engine/bytes';
import type { ContentSuite } from './algorithm-suites';
import { S3EncryptionClientException } from './errors';

/** Names and values in the clear beside a data key. */
export type Pairs = Readonly<Record<string, string>>;

/** A data key and how it is kept. */
export interface WrappedDataKey {
  readonly dataKey: Bytes;
  readonly wrapped: Bytes;
  /** `kms+context`, `AES/GCM` or `RSA-OAEP-SHA1`. */
  readonly wrapping: string;
  /** The encryption context of AWS KMS: the data key is bound to it. */
  readonly context?: Pairs;
  /** Of raw keys a description: it helps to find the key, and binds nothing. */
  readonly description?: Pairs;
}

/** A data key as it was found beside an object. */
export interface StoredDataKey {
  readonly suite: ContentSuite;
  readonly wrapped: Bytes;
  readonly wrapping: string;
  readonly context: Pairs;
  readonly description: Pairs;
}

/** Makes, wraps and unwraps data keys. `given` is the encryption context of the request. */
export interface S3Keyring {
  wrap(suite: ContentSuite, given: Pairs | undefined): Promise<WrappedDataKey>;
  unwrap(stored: StoredDataKey, given: Pairs | undefined): Promise<Bytes>;
}

/** How data keys of one wrapping algorithm are unwrapped. */
export interface Unwrapping {
  readonly isLegacy?: true;
  readonly unwrap: (stored: StoredDataKey, given: Pairs | undefined) => Promise<Bytes>;
}

/** Unwraps a data key by its algorithm, if the keyring knows it and may use it. */
export async function unwrapBy(
  algorithms: Readonly<Record<string, Unwrapping>>,
  enableLegacyWrappingAlgorithms: boolean,
  stored: StoredDataKey,
  given: Pairs | undefined,
): Promise<Bytes> {
  const { wrapping } = stored;
  const algorithm = Object.hasOwn(algorithms, wrapping) ? algorithms[wrapping] : undefined;
  if (algorithm === undefined) {
    throw new S3EncryptionClientException(
      `The keyring does not support the object's key wrapping algorithm: ${wrapping}`,
    );
  }
  if (algorithm.isLegacy === true && !enableLegacyWrappingAlgorithms) {
    throw new S3EncryptionClientException(
      `Enable legacy wrapping algorithms to use legacy key wrapping algorithm: ${wrapping}`,
    );
  }
  try {
    return await algorithm.unwrap(stored, given);
  } catch (cause) {
    // WebCrypto says what fails in exceptions of its own; anything else has its own words.
    if (!(cause instanceof DOMException)) throw cause;
    throw new S3EncryptionClientException(`Unable to ${wrapping} unwrap`, { cause });
  }
}
