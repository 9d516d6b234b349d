import type { PutObjectOutput } from '@aws-sdk/client-s3';
import type { Context } from '../../operation';
import { keepUnderBucketKey, openWithBucketKey } from './bucket-keys';
import { customerKeyAnswer, isSameKey, keptCheck, type CustomerKey } from './customer-keys';
import { customerKeys as customerKeyErrors, kmsEncryption } from './encryption-errors';
import { keepUnderServiceKey, newDataKey, openWithServiceKey, type DataKey } from './key-store';
import { decryptDataKey, generated, type KmsContext, type KmsDataKeys } from './kms-data-keys';
import {
  objectArn,
  type EncryptionModeName,
  type EncryptionRecord,
  type KeptDataKey,
} from './state';

/** The members of an answer that say how an object is encrypted. */
export type EncryptionAnswer = Pick<
  PutObjectOutput,
  | 'ServerSideEncryption'
  | 'SSEKMSKeyId'
  | 'BucketKeyEnabled'
  | 'SSECustomerAlgorithm'
  | 'SSECustomerKeyMD5'
>;

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
  readonly bucketKey: boolean;
  /** What the request adds to the encryption context. */
  readonly pairs: KmsContext;
  readonly customerKey?: CustomerKey;
  /** How data keys get under the KMS key; it makes them where this is absent. */
  readonly kmsDataKeys?: KmsDataKeys;
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
  /** Whether UpdateObjectEncryption leads away from it. */
  readonly isUpdatable: boolean;
  /** Whether S3 refuses requests for it that come over plain HTTP. */
  readonly wantsTls: boolean;
  /** Whether it takes Signature Version 4, by which S3 can ask AWS KMS in the caller's name. */
  readonly wantsVersion4: boolean;
  begin(ctx: Context, place: Place, chosen: Chosen): Promise<Begun>;
  /** Throws where a request with this key, or without one, may not see the object. */
  admit(encryption: EncryptionRecord, customerKey: CustomerKey | undefined): void;
  open(
    ctx: Context,
    place: Place,
    encryption: EncryptionRecord,
    customerKey: CustomerKey | undefined,
  ): Promise<readonly DataKey[]>;
  answer(encryption: EncryptionRecord, customerKey: CustomerKey | undefined): EncryptionAnswer;
}

const arnOf = ({ bucket, Key }: Place) => objectArn(bucket, Key);

function wantsNoKey(_: EncryptionRecord, customerKey: CustomerKey | undefined): void {
  if (customerKey !== undefined) throw customerKeyErrors.notNeeded();
}

/** A data key of KMS for one object. */
async function ownDataKey(ctx: Context, place: Place, chosen: Chosen) {
  const { kmsKeyId, pairs, kmsDataKeys = generated } = chosen;
  const context = { ...pairs, 'aws:s3:arn': arnOf(place) };
  const { key, ciphertext, kmsKeyArn } = await kmsDataKeys.forObject(ctx, kmsKeyId, context);
  return { key, kept: { under: 'kms' as const, ciphertext }, kmsKeyArn, context };
}

async function kmsDataKey(ctx: Context, place: Place, chosen: Chosen) {
  if (!chosen.bucketKey) return ownDataKey(ctx, place, chosen);
  const key = newDataKey(ctx);
  const { kmsKeyId, pairs, kmsDataKeys = generated } = chosen;
  const use = { ...place, kmsKeyId, pairs };
  return { key, ...(await keepUnderBucketKey(ctx, use, key, kmsDataKeys.forBucket)) };
}

function openKmsDataKey(
  ctx: Context,
  place: Place,
  { dataKeys, kmsKeyArn = '', context = {} }: EncryptionRecord,
): Promise<DataKey> {
  const [kept] = dataKeys;
  return kept?.under === 'bucket key'
    ? openWithBucketKey(ctx, place, kept, kmsKeyArn, context)
    : decryptDataKey(ctx, keptUnder('kms', kept).ciphertext, context);
}

const kmsKeyAnswer = ({ kmsKeyArn }: EncryptionRecord) =>
  kmsKeyArn === undefined ? {} : { SSEKMSKeyId: kmsKeyArn };

const modes: Readonly<Record<EncryptionModeName, EncryptionMode>> = {
  AES256: {
    hasDigestTag: true,
    isUpdatable: true,
    wantsTls: false,
    wantsVersion4: false,
    admit: wantsNoKey,
    async begin(ctx, place) {
      const key = newDataKey(ctx);
      const kept = await keepUnderServiceKey(ctx, arnOf(place), key);
      return { dataKeys: [key], encryption: { mode: 'AES256', dataKeys: [kept] } };
    },
    open: async (ctx, place, { dataKeys }) => [
      await openWithServiceKey(ctx, arnOf(place), keptUnder('s3', dataKeys[0])),
    ],
    answer: () => ({ ServerSideEncryption: 'AES256' }),
  },
  'aws:kms': {
    hasDigestTag: false,
    isUpdatable: true,
    wantsTls: true,
    wantsVersion4: true,
    admit: wantsNoKey,
    async begin(ctx, place, chosen) {
      const { key, kept, kmsKeyArn, context } = await kmsDataKey(ctx, place, chosen);
      const encryption = { mode: 'aws:kms' as const, dataKeys: [kept], kmsKeyArn, context };
      return { dataKeys: [key], encryption };
    },
    open: async (ctx, place, encryption) => [await openKmsDataKey(ctx, place, encryption)],
    answer: (encryption) => ({
      ServerSideEncryption: 'aws:kms',
      ...kmsKeyAnswer(encryption),
      ...(encryption.dataKeys[0]?.under === 'bucket key' ? { BucketKeyEnabled: true } : {}),
    }),
  },
  // The first layer's key is of KMS, the second's of S3. Source: Amazon S3 User Guide, "Using
  // dual-layer server-side encryption with AWS KMS keys (DSSE-KMS)", which knows no bucket keys.
  'aws:kms:dsse': {
    hasDigestTag: false,
    isUpdatable: false,
    wantsTls: true,
    wantsVersion4: true,
    admit: wantsNoKey,
    async begin(ctx, place, chosen) {
      const { key, kept, kmsKeyArn, context } = await ownDataKey(ctx, place, chosen);
      const outer = newDataKey(ctx);
      const dataKeys = [kept, await keepUnderServiceKey(ctx, arnOf(place), outer)];
      const encryption = { mode: 'aws:kms:dsse' as const, dataKeys, kmsKeyArn, context };
      return { dataKeys: [key, outer], encryption };
    },
    open: async (ctx, place, encryption) => [
      await openKmsDataKey(ctx, place, encryption),
      await openWithServiceKey(ctx, arnOf(place), keptUnder('s3', encryption.dataKeys[1])),
    ],
    answer: (encryption) => ({
      ServerSideEncryption: 'aws:kms:dsse',
      ...kmsKeyAnswer(encryption),
    }),
  },
  'SSE-C': {
    hasDigestTag: false,
    isUpdatable: false,
    wantsTls: true,
    wantsVersion4: false,
    admit({ dataKeys }, customerKey) {
      if (customerKey === undefined) throw customerKeyErrors.keyNeeded();
      if (!isSameKey(keptUnder('customer', dataKeys[0]), customerKey)) {
        throw customerKeyErrors.wrongKey();
      }
    },
    begin(ctx, _, { customerKey }) {
      if (customerKey === undefined) throw customerKeyErrors.keyRequired();
      const encryption = { mode: 'SSE-C' as const, dataKeys: [keptCheck(ctx, customerKey)] };
      return Promise.resolve({ dataKeys: [customerKey.key], encryption });
    },
    open: (_ctx, _place, _encryption, customerKey) =>
      Promise.resolve(customerKey === undefined ? [] : [customerKey.key]),
    answer: (_, customerKey) => (customerKey === undefined ? {} : customerKeyAnswer(customerKey)),
  },
};

function keptUnder<U extends KeptDataKey['under']>(
  under: U,
  kept: KeptDataKey | undefined,
): Extract<KeptDataKey, { under: U }> {
  if (kept?.under !== under) throw new Error(`no data key under ${under}`);
  return kept as Extract<KeptDataKey, { under: U }>;
}

/** Whether a text names a mode that headers and buckets may ask for. */
export function isNamedMode(name: string): name is Exclude<EncryptionModeName, 'SSE-C'> {
  return name !== 'SSE-C' && Object.hasOwn(modes, name);
}

/** Gets data keys for new bytes at a place. */
export function beginEncryption(ctx: Context, place: Place, chosen: Chosen): Promise<Begun> {
  const mode = modes[chosen.mode];
  requireSafety(ctx, mode);
  return mode.begin(ctx, place, chosen);
}

/** Gets the data keys back that the bytes at a place were sealed with. */
export function openEncryption(
  ctx: Context,
  place: Place,
  encryption: EncryptionRecord,
  customerKey?: CustomerKey,
): Promise<readonly DataKey[]> {
  const mode = modes[encryption.mode];
  mode.admit(encryption, customerKey);
  requireSafety(ctx, mode);
  return mode.open(ctx, place, encryption, customerKey);
}

/** Throws where a request with this key, or without one, may not even look at an object. */
export function admitReader(
  encryption: EncryptionRecord,
  customerKey: CustomerKey | undefined,
): void {
  modes[encryption.mode].admit(encryption, customerKey);
}

/** Throws where a request did not come as its mode of encryption has it. */
function requireSafety(ctx: Context, { wantsTls, wantsVersion4 }: EncryptionMode): void {
  if (wantsTls && !ctx.transport.secure) throw kmsEncryption.overPlainHttp();
  const isVersion4 = ctx.signature?.version === 'AWS4-HMAC-SHA256';
  if (wantsVersion4 && !isVersion4) throw kmsEncryption.anotherSignature();
}

/** What an answer says of encryption. */
export function encryptionAnswer(
  encryption: EncryptionRecord,
  customerKey?: CustomerKey,
): EncryptionAnswer {
  return modes[encryption.mode].answer(encryption, customerKey);
}

/** Whether objects in this mode have the MD5 digest of their bytes as their ETag. */
export function hasDigestTag(mode: EncryptionModeName): boolean {
  return modes[mode].hasDigestTag;
}

/** Whether an object's encryption may be updated in its place. */
export function isUpdatable({ mode }: EncryptionRecord): boolean {
  return modes[mode].isUpdatable;
}
