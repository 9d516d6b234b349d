import './polyfill';
import {
  buildClient,
  CommitmentPolicy,
  WebCryptoCachingMaterialsManager,
  type AlgorithmSuiteIdentifier,
} from '@aws-crypto/client-browser';
import type { EncryptionContext } from '../engine/encryption-sdk/index';
import type { Keyring } from './keyrings';
import { checkEnd } from './message-end';
import { worldCache, type WorldCache } from './materials-cache';

export { worldCache, type WorldCache } from './materials-cache';
export { kmsClients, type KmsAccess, type KmsCall } from './kms-client';
export {
  discoveryKeyring,
  kmsKeyring,
  multiKeyring,
  rawAesKeyring,
  rawRsaKeyring,
  type Keyring,
} from './keyrings';

const policies = {
  'forbid-encrypt-allow-decrypt': CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT,
  'require-encrypt-allow-decrypt': CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT,
  'require-encrypt-require-decrypt': CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
} as const;

/** Which messages a client makes and opens: such that commit to their data key, or others too. */
export type CommitmentPolicyName = keyof typeof policies;

/** Limits of a cache of data keys. */
export interface CachingOptions {
  /** Entries. */
  readonly capacity: number;
  /** In ms of the world's time, above 0. */
  readonly maxAge: number;
  readonly maxMessages?: number;
  /** At 0 only empty plaintexts share a data key. */
  readonly maxBytes?: number;
  /** Caching managers with the same one share entries of a cache. */
  readonly partition?: string;
  /** A cache that several clients use; without it the client has one of its own. */
  readonly cache?: WorldCache;
}

/** What an AWS Encryption SDK client is made of. */
export interface SdkOptions {
  readonly keyring: Keyring;
  readonly commitmentPolicy?: CommitmentPolicyName;
  readonly maxEncryptedDataKeys?: number;
  /** Without it every message has a data key of its own. */
  readonly caching?: CachingOptions;
  /** World time in ms, by which cached data keys age. */
  readonly now: () => number;
}

/** How a message is to be made. */
export interface MessageOptions {
  readonly context: EncryptionContext;
  /** The id of an algorithm suite; the policy's own where there is none. */
  readonly suiteId?: number;
  /** In bytes, above 0. */
  readonly frameLength?: number;
}

/** The AWS Encryption SDK for JavaScript with its keyring, as one client. */
export interface EncryptionSdk {
  /** Makes a message. Rejects with the library's errors, or those of the client of AWS KMS. */
  encrypt(plaintext: Uint8Array, options: MessageOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** Opens a message once all of it is authentic. Rejects as `encrypt` does. */
  decrypt(message: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Forgets the data keys in a cache of its own. */
  close(): void;
}

/** Opens the AWS Encryption SDK for JavaScript, the build for browsers. */
export function openEncryptionSdk(options: SdkOptions): EncryptionSdk {
  const { keyring, caching, now, maxEncryptedDataKeys } = options;
  const { commitmentPolicy = 'require-encrypt-require-decrypt' } = options;
  const client = buildClient({
    commitmentPolicy: policies[commitmentPolicy],
    maxEncryptedDataKeys: maxEncryptedDataKeys ?? false,
  });
  const own =
    caching?.cache === undefined && caching ? worldCache(caching.capacity, now) : undefined;
  const cached = caching?.cache ?? own;
  const materials = caching && cached ? cachingManager(keyring, caching, cached.cache) : keyring;
  return {
    async encrypt(plaintext, { context, suiteId, frameLength }) {
      const { result } = await client.encrypt(materials, ownBuffer(plaintext), {
        encryptionContext: context,
        ...(suiteId === undefined ? {} : { suiteId: suiteId as AlgorithmSuiteIdentifier }),
        ...(frameLength === undefined ? {} : { frameLength }),
      });
      return ownBuffer(result);
    },
    async decrypt(message) {
      const { plaintext } = await client.decrypt(materials, ownBuffer(message));
      checkEnd(message);
      return ownBuffer(plaintext);
    },
    close: () => own?.clear(),
  };
}

function cachingManager(
  backingMaterials: Keyring,
  { maxAge, maxMessages, maxBytes, partition }: CachingOptions,
  cache: WebCryptoCachingMaterialsManager['_cache'],
): WebCryptoCachingMaterialsManager {
  return new WebCryptoCachingMaterialsManager({
    ...{ backingMaterials, cache, maxAge },
    ...(maxMessages === undefined ? {} : { maxMessagesEncrypted: maxMessages }),
    // The library takes 0 for no limit; less than a byte allows what 0 does.
    ...(maxBytes === undefined ? {} : { maxBytesEncrypted: maxBytes === 0 ? 0.5 : maxBytes }),
    ...(partition === undefined ? {} : { partition }),
  });
}

// The library reads a plaintext from the start of its buffer, wherever the view begins.
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  const isWhole =
    byteOffset === 0 && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer;
  return isWhole ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
