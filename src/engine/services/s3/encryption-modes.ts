import type { PutObjectOutput } from '@aws-sdk/client-s3';
import type { Context } from '../../operation';
import { invalidEncryptionAlgorithm } from './errors';
import { newDataKey, openDataKey, type DataKey } from './key-store';
import { decryptDataKey, generateDataKey } from './kms-data-keys';
import {
  objectArn,
  type BucketRecord,
  type EncryptionModeName,
  type EncryptionRecord,
  type KeptDataKey,
} from './state';

/** What a request says of encryption, by members that PutObject, CopyObject and others share. */
export interface EncryptionInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
}

/** The members of an answer that say how an object is encrypted. */
export type EncryptionAnswer = Pick<PutObjectOutput, 'ServerSideEncryption' | 'SSEKMSKeyId'>;

/** The object whose bytes are to be sealed or opened. */
export interface Place {
  readonly bucket: string;
  readonly Key: string;
}

/** Encryption that has been chosen for new bytes. */
export interface Chosen {
  readonly mode: EncryptionModeName;
  /** As it was named; absent for `aws/s3`, and where there is none. */
  readonly kmsKeyId?: string;
}

/** New data keys, the innermost layer's first, and what is kept of them. */
export interface Begun {
  readonly dataKeys: readonly DataKey[];
  readonly encryption: EncryptionRecord;
}

/** One way to encrypt: everything in which it differs from the others. */
interface EncryptionMode {
  /** Whether an object's ETag is the MD5 digest of its bytes. */
  readonly hasDigestTag: boolean;
  begin(ctx: Context, place: Place, chosen: Chosen): Promise<Begun>;
  open(ctx: Context, place: Place, encryption: EncryptionRecord): Promise<readonly DataKey[]>;
  answer(encryption: EncryptionRecord): EncryptionAnswer;
}

const modes: Readonly<Record<EncryptionModeName, EncryptionMode>> = {
  AES256: {
    hasDigestTag: true,
    async begin(ctx, { bucket, Key }) {
      const { key, kept } = await newDataKey(ctx, objectArn(bucket, Key));
      return { dataKeys: [key], encryption: { mode: 'AES256', dataKeys: [kept] } };
    },
    open: async (ctx, { bucket, Key }, { dataKeys }) => [
      await openDataKey(ctx, objectArn(bucket, Key), keptUnder('s3', dataKeys[0]).wrapped),
    ],
    answer: () => ({ ServerSideEncryption: 'AES256' }),
  },
  'aws:kms': {
    hasDigestTag: false,
    async begin(ctx, { bucket, Key }, { kmsKeyId }) {
      const context = { 'aws:s3:arn': objectArn(bucket, Key) };
      const { key, ciphertext, kmsKeyArn } = await generateDataKey(ctx, kmsKeyId, context);
      const dataKeys = [{ under: 'kms', ciphertext }] as const;
      return { dataKeys: [key], encryption: { mode: 'aws:kms', dataKeys, kmsKeyArn, context } };
    },
    open: async (ctx, _, { dataKeys, context = {} }) => [
      await decryptDataKey(ctx, keptUnder('kms', dataKeys[0]).ciphertext, context),
    ],
    answer: ({ kmsKeyArn }) => ({
      ServerSideEncryption: 'aws:kms',
      ...(kmsKeyArn === undefined ? {} : { SSEKMSKeyId: kmsKeyArn }),
    }),
  },
};

function keptUnder<U extends KeptDataKey['under']>(
  under: U,
  kept: KeptDataKey | undefined,
): Extract<KeptDataKey, { under: U }> {
  if (kept?.under !== under) throw new Error(`no data key under ${under}`);
  return kept as Extract<KeptDataKey, { under: U }>;
}

/** The encryption of new bytes: what the request asks for, or else the bucket's default. */
export function chooseEncryption(
  { ServerSideEncryption, SSEKMSKeyId }: EncryptionInput,
  { encryption }: BucketRecord,
): Chosen {
  if (ServerSideEncryption === undefined) {
    return chosen(encryption.SSEAlgorithm, encryption.KMSMasterKeyID);
  }
  return chosen(ServerSideEncryption, SSEKMSKeyId);
}

function chosen(mode: string, kmsKeyId: string | undefined): Chosen {
  if (!Object.hasOwn(modes, mode)) throw invalidEncryptionAlgorithm(mode);
  return { mode: mode as EncryptionModeName, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) };
}

/** Gets data keys for new bytes at a place. */
export function beginEncryption(ctx: Context, place: Place, chosen: Chosen): Promise<Begun> {
  return modes[chosen.mode].begin(ctx, place, chosen);
}

/** Gets the data keys back that the bytes at a place were sealed with. */
export function openEncryption(
  ctx: Context,
  place: Place,
  encryption: EncryptionRecord,
): Promise<readonly DataKey[]> {
  return modes[encryption.mode].open(ctx, place, encryption);
}

/** What an answer says of encryption. */
export function encryptionAnswer(encryption: EncryptionRecord): EncryptionAnswer {
  return modes[encryption.mode].answer(encryption);
}

/** Whether objects in this mode have the MD5 digest of their bytes as their ETag. */
export function hasDigestTag(mode: EncryptionModeName): boolean {
  return modes[mode].hasDigestTag;
}
