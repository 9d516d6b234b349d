import { encodeBase64 } from '../../engine/base64';
import type { Bytes } from '../../engine/bytes';
import { lengths } from './algorithm-suites';
import type { ContentParameters } from './content';
import { S3EncryptionClientException } from './errors';
import type { Pairs, WrappedDataKey } from './keyring';

/**
 * What the formats call their entries in an object's metadata. Source: the specification of the
 * Amazon S3 Encryption Client, "Content Metadata", and its clients for Java and Go.
 */
export const metadataKeys = {
  keyV1: 'x-amz-key',
  keyV2: 'x-amz-key-v2',
  wrapping: 'x-amz-wrap-alg',
  description: 'x-amz-matdesc',
  iv: 'x-amz-iv',
  cipher: 'x-amz-cek-alg',
  tagLength: 'x-amz-tag-len',
  plaintextLength: 'x-amz-unencrypted-content-length',
  instructionFile: 'x-amz-crypto-instr-file',
  suiteV3: 'x-amz-c',
  keyV3: 'x-amz-3',
  descriptionV3: 'x-amz-m',
  contextV3: 'x-amz-t',
  wrappingV3: 'x-amz-w',
  commitmentV3: 'x-amz-d',
  messageIdV3: 'x-amz-i',
} as const;

const shortWrappings: Readonly<Record<string, string>> = {
  '02': 'AES/GCM',
  '12': 'kms+context',
  '22': 'RSA-OAEP-SHA1',
};

/** The wrapping algorithm behind the two digits that the V3 format has for it. */
export function longWrapping(short: string): string {
  const long = Object.hasOwn(shortWrappings, short) ? shortWrappings[short] : undefined;
  if (long !== undefined) return long;
  throw new S3EncryptionClientException(`Unknown wrapping algorithm value: ${short}`);
}

/** An encrypted object: what is stored beside its content. */
export interface SealedObject extends ContentParameters {
  readonly key: WrappedDataKey;
  readonly commitment: Bytes | undefined;
  /** In bytes. */
  readonly plaintextLength: number;
}

/** Where the entries of an object go: those of the object itself, and those that may lie apart. */
export interface Entries {
  readonly own: Pairs;
  readonly movable: Pairs;
}

/** The entries of an encrypted object, by the format that its suite has. */
export function entriesOf(sealed: SealedObject): Entries {
  return sealed.suite.commits ? version3(sealed) : version2(sealed);
}

function version2({ suite, key, nonce, plaintextLength }: SealedObject): Entries {
  return {
    own: {},
    movable: {
      [metadataKeys.keyV2]: encodeBase64(key.wrapped),
      [metadataKeys.iv]: encodeBase64(nonce),
      [metadataKeys.cipher]: suite.cipherName,
      [metadataKeys.tagLength]: String(lengths.tag * 8),
      [metadataKeys.wrapping]: key.wrapping,
      [metadataKeys.description]: JSON.stringify(key.context ?? key.description ?? {}),
      [metadataKeys.plaintextLength]: String(plaintextLength),
    },
  };
}

// What belongs to the content stays with it, so that no instruction file can exchange it.
function version3({ suite, key, nonce, commitment }: SealedObject): Entries {
  const { context, description } = key;
  const short = Object.entries(shortWrappings).find(([, long]) => long === key.wrapping)?.[0];
  return {
    own: {
      [metadataKeys.suiteV3]: String(suite.id),
      [metadataKeys.commitmentV3]: encodeBase64(commitment ?? new Uint8Array()),
      [metadataKeys.messageIdV3]: encodeBase64(nonce),
    },
    movable: {
      [metadataKeys.keyV3]: encodeBase64(key.wrapped),
      [metadataKeys.wrappingV3]: short ?? key.wrapping,
      ...(context === undefined ? {} : { [metadataKeys.contextV3]: JSON.stringify(context) }),
      ...(description === undefined
        ? {}
        : { [metadataKeys.descriptionV3]: JSON.stringify(description) }),
    },
  };
}
