import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Bytes } from '../../engine/bytes';
import { encodeWord, isHeaderText } from '../../wire/rfc2047';
import { committing, lengths, type ContentSuite } from './algorithm-suites';
import { checkReading, checkWriting, type CommitmentPolicy } from './commitment-policy';
import { decryptContent, encryptContent } from './content';
import { S3EncryptionClientException } from './errors';
import type { Pairs, S3Keyring } from './keyring';
import { entriesOf, metadataKeys } from './metadata';
import { describeObject, readPairs } from './read-metadata';

/** What an Amazon S3 Encryption Client is made of. */
export interface S3EncryptionOptions {
  readonly s3: S3Client;
  readonly keyring: S3Keyring;
  readonly suite?: ContentSuite;
  readonly commitmentPolicy?: CommitmentPolicy;
  /** Objects of the first generation are read: nothing tells whether they were changed. */
  readonly enableLegacyUnauthenticatedModes?: boolean;
  /** The data key goes into an object of its own instead of into the metadata. */
  readonly putInstructionFile?: boolean;
  /** Where initialization vectors and message IDs come from. */
  readonly random: (length: number) => Bytes;
  /** Told of each step of cryptography here, in order. */
  readonly worked?: (work: CryptoWork) => void;
}

/** One step of cryptography on the client. */
export interface CryptoWork {
  readonly action: 'derive' | 'encrypt' | 'decrypt';
  readonly algorithm: string;
  readonly of: 'content' | 'data key' | 'content key and key commitment';
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** One object, and the encryption context to write it with or to expect of it. */
export interface ObjectRequest {
  readonly bucket: string;
  readonly key: string;
  readonly context?: Pairs;
  /** What the name of the instruction file ends with. */
  readonly instructionFileSuffix?: string;
}

/** Puts and gets objects that Amazon S3 never sees the content of. */
export interface S3EncryptionClient {
  /** Rejects with S3EncryptionClientException, or the errors of the clients below it. */
  putObject(request: ObjectRequest, plaintext: Bytes): Promise<void>;
  /** The plaintext, once all of it is authentic. Rejects as `putObject` does. */
  getObject(request: ObjectRequest): Promise<Bytes>;
}

const standardSuffix = '.instruction';
/** How much is decrypted before any of it is handed out, in bytes. */
const bufferSize = 64 * 1024 * 1024;

/**
 * Opens a client in the format of the Amazon S3 Encryption Client, of which AWS has none for
 * JavaScript. Throws S3EncryptionClientException where policy and suite do not fit.
 */
export function openS3EncryptionClient(options: S3EncryptionOptions): S3EncryptionClient {
  const { s3, keyring, random, worked = () => undefined } = options;
  const { suite = committing, commitmentPolicy = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' } = options;
  checkWriting(suite, commitmentPolicy);
  const tellOfKey = (action: 'encrypt' | 'decrypt', wrapping: string, wrapped: number) => {
    // AWS KMS does it elsewhere.
    if (wrapping.includes('kms')) return;
    const [bytesIn, bytesOut] = sizes(action, lengths.dataKey, wrapped);
    worked({ action, algorithm: wrapping, of: 'data key', bytesIn, bytesOut });
  };
  const tell = (action: 'encrypt' | 'decrypt', of: ContentSuite, open: number, sealed: number) => {
    if (of.commits) {
      worked({
        ...{ action: 'derive', algorithm: 'HKDF-SHA512', of: 'content key and key commitment' },
        ...{ bytesIn: lengths.dataKey, bytesOut: lengths.dataKey + lengths.commitment },
      });
    }
    const [bytesIn, bytesOut] = sizes(action, open, sealed);
    const algorithm = of.isLegacy ? 'AES-256-CBC' : 'AES-256-GCM';
    worked({ action, algorithm, of: 'content', bytesIn, bytesOut });
  };

  async function putObject(request: ObjectRequest, plaintext: Bytes): Promise<void> {
    const { bucket: Bucket, key: Key, context, instructionFileSuffix = standardSuffix } = request;
    const key = await keyring.wrap(suite, context);
    tellOfKey('encrypt', key.wrapping, key.wrapped.length);
    const nonce = random(suite.commits ? lengths.messageId : lengths.iv);
    const { sealed, commitment } = await encryptContent(plaintext, key.dataKey, { suite, nonce });
    tell('encrypt', suite, plaintext.length, sealed.length);
    const plaintextLength = plaintext.length;
    const { own, movable } = entriesOf({ suite, nonce, key, commitment, plaintextLength });
    const isApart = options.putInstructionFile === true;
    if (isApart) {
      await s3.send(
        new PutObjectCommand({
          ...{ Bucket, Key: Key + instructionFileSuffix, Body: JSON.stringify(movable) },
          Metadata: { [metadataKeys.instructionFile]: '' },
        }),
      );
    }
    const Metadata = asHeaders(isApart ? own : { ...own, ...movable });
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: sealed, Metadata }));
  }

  async function getObject(request: ObjectRequest): Promise<Bytes> {
    const { bucket: Bucket, key: Key, context, instructionFileSuffix = standardSuffix } = request;
    const { Metadata = {}, Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const found = await describeObject(Metadata, () =>
      instructionFile(s3, Bucket, Key + instructionFileSuffix),
    );
    checkReading(found.suite, commitmentPolicy, options.enableLegacyUnauthenticatedModes === true);
    const dataKey = await keyring.unwrap(found.key, context);
    tellOfKey('decrypt', found.key.wrapping, found.key.wrapped.length);
    const sealed = new Uint8Array((await Body?.transformToByteArray()) ?? []);
    if (sealed.length > bufferSize && !found.suite.isLegacy) throw tooLarge();
    const plaintext = await decryptContent(sealed, dataKey, found);
    tell('decrypt', found.suite, plaintext.length, sealed.length);
    return plaintext;
  }

  return { putObject, getObject };
}

function sizes(action: 'encrypt' | 'decrypt', open: number, sealed: number) {
  return action === 'encrypt' ? ([open, sealed] as const) : ([sealed, open] as const);
}

async function instructionFile(s3: S3Client, Bucket: string, Key: string): Promise<Pairs> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return readPairs(await Body?.transformToString());
  } catch (cause) {
    throw new S3EncryptionClientException(
      'Exception encountered while fetching Instruction File. Ensure the object you are attempting to decrypt has been encrypted using the S3 Encryption Client and instruction files are enabled.',
      { cause },
    );
  }
}

/** Metadata travels in headers, which hold ASCII only. */
function asHeaders(pairs: Pairs): Record<string, string> {
  const one = ([name, value]: readonly [string, string]) =>
    [name, isHeaderText(value) ? value : encodeWord(value)] as const;
  return Object.fromEntries(Object.entries(pairs).map(one));
}

function tooLarge(): Error {
  return new S3EncryptionClientException(
    `The object you are attempting to decrypt exceeds the maximum buffer size: ${bufferSize} for the default (buffered) mode. Either increase your buffer size when configuring your client, or enable Delayed Authentication mode to disable buffered decryption.`,
  );
}
