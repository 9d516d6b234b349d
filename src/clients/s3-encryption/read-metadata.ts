import { decodeBase64 } from '../../engine/base64';
import type { Bytes } from '../../engine/bytes';
import { decodeWord } from '../../wire/rfc2047';
import { committing, legacyCbc, lengths, plainGcm, type ContentSuite } from './algorithm-suites';
import type { ContentParameters } from './content';
import { S3EncryptionClientException, S3EncryptionClientSecurityException } from './errors';
import type { Pairs, StoredDataKey } from './keyring';
import { longWrapping, metadataKeys } from './metadata';

/** What is known of an encrypted object before its data key is unwrapped. */
export interface ObjectDescription extends ContentParameters {
  readonly key: StoredDataKey;
  readonly commitment: Bytes | undefined;
}

/**
 * Reads how an object was encrypted from its metadata, and from its instruction file where that has
 * the data key. Everything without such metadata is taken for an object with one.
 */
export async function describeObject(
  metadata: Pairs,
  instructionFile: () => Promise<Pairs>,
): Promise<ObjectDescription> {
  const has = (...names: readonly string[]) => names.every((name) => Object.hasOwn(metadata, name));
  const { iv, keyV1, keyV2, keyV3, suiteV3, commitmentV3, messageIdV3 } = metadataKeys;
  if (has(iv, keyV1) || has(iv, keyV2)) return readVersion2(metadata);
  if (!has(suiteV3, commitmentV3, messageIdV3)) return readVersion2(await instructionFile());
  if (has(keyV3)) return readVersion3(metadata);
  const apart = await instructionFile();
  if ([suiteV3, commitmentV3, messageIdV3].some((name) => Object.hasOwn(apart, name))) {
    throw new S3EncryptionClientSecurityException(
      'Instruction file is tampered, instruction file contains object metadata exclusive mapkeys',
    );
  }
  return readVersion3({ ...apart, ...only(metadata, [suiteV3, commitmentV3, messageIdV3]) });
}

function only(pairs: Pairs, names: readonly string[]): Pairs {
  return Object.fromEntries(names.map((name) => [name, pairs[name] ?? '']));
}

function readVersion3(metadata: Pairs): ObjectDescription {
  const { suiteV3, wrappingV3, commitmentV3, messageIdV3, keyV3, keyV2, keyV1 } = metadataKeys;
  require(metadata, [suiteV3, wrappingV3, commitmentV3, messageIdV3, keyV3], [keyV1, keyV2]);
  const id = metadata[suiteV3] ?? '';
  if (id !== String(committing.id)) {
    throw new S3EncryptionClientException(
      `Unknown content encryption algorithm for V3 message format: ${id}`,
    );
  }
  const wrapping = longWrapping(metadata[wrappingV3] ?? '');
  const isKms = wrapping === 'kms+context';
  const pairs = readPairs(metadata[isKms ? metadataKeys.contextV3 : metadataKeys.descriptionV3]);
  const commitment = base64(metadata, commitmentV3);
  const wrapped = base64(metadata, keyV3);
  return {
    ...{ suite: committing, nonce: base64(metadata, messageIdV3), commitment },
    key: storedKey(committing, { wrapped, wrapping, isKms, pairs }),
  };
}

function readVersion2(metadata: Pairs): ObjectDescription {
  const { keyV1, keyV2, keyV3, iv, cipher, wrapping: alg, description } = metadataKeys;
  const isV1 = Object.hasOwn(metadata, keyV1);
  if (isV1) require(metadata, [iv, description, keyV1], [keyV2, keyV3]);
  else require(metadata, [cipher, iv, alg, keyV2], [keyV1, keyV3]);
  const suite = suiteOf(metadata[cipher]);
  const wrapped = base64(metadata, isV1 ? keyV1 : keyV2);
  if (suite === plainGcm) checkTagLength(metadata[metadataKeys.tagLength]);
  // Of the first generation the length has to tell which kind of key it was.
  const wrapping = metadata[alg] ?? (wrapped.length > 48 ? 'RSA' : 'AES');
  const isKms = wrapping.includes('kms');
  return {
    ...{ suite, nonce: base64(metadata, iv), commitment: undefined },
    key: storedKey(suite, { wrapped, wrapping, isKms, pairs: readPairs(metadata[description]) }),
  };
}

function storedKey(
  suite: ContentSuite,
  { wrapped, wrapping, isKms, pairs }: {
    readonly wrapped: Bytes; readonly wrapping: string; readonly isKms: boolean; readonly pairs: Pairs;
  },
): StoredDataKey {
  return { suite, wrapped, wrapping, context: isKms ? pairs : {}, description: isKms ? {} : pairs };
} // prettier-ignore

function suiteOf(cipher: string | undefined): ContentSuite {
  if (cipher === undefined || cipher === legacyCbc.cipherName) return legacyCbc;
  if (cipher === plainGcm.cipherName) return plainGcm;
  throw new S3EncryptionClientException(
    `Unknown content encryption algorithm for V2 message format: ${cipher}`,
  );
}

// Objects of the client for Go may lack it.
function checkTagLength(bits: string | undefined): void {
  if (bits === undefined || Number(bits) === lengths.tag * 8) return;
  throw new S3EncryptionClientException(
    `Expected tag length (bits) of: ${lengths.tag * 8}, got: ${bits}`,
  );
}

function require(metadata: Pairs, names: readonly string[], others: readonly string[]): void {
  const has = (name: string) => Object.hasOwn(metadata, name);
  if (names.every(has) && !others.some(has)) return;
  throw new S3EncryptionClientException(
    'Content metadata is tampered, required metadata to decrypt the object are missing',
  );
}

function base64(metadata: Pairs, name: string): Bytes {
  const bytes = decodeBase64(metadata[name] ?? '');
  if (bytes !== undefined) return new Uint8Array(bytes);
  throw new S3EncryptionClientException(`The value of ${name} is not valid Base64`);
}

/** Names and values that an entry has as JSON. */
export function readPairs(text = '{}'): Pairs {
  let value: unknown;
  try {
    value = JSON.parse(decodeWord(text));
  } catch (cause) {
    throw new S3EncryptionClientException('Cannot read the JSON of the object’s metadata', {
      cause,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new S3EncryptionClientException('Cannot read the JSON of the object’s metadata');
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
}
