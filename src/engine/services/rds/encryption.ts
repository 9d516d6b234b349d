import type { GrantOperation } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors';
import type { CallOptions, Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import { keyNotAccessible } from './errors';
import { describeKey, grantUse, newDataKey, openDataKey } from './kms';
import type { RdsGrant, StorageEncryption } from './state';

/** What RDS does with the key of a database: it makes the data key, and decrypts it. */
const operations: readonly GrantOperation[] = [
  ...(['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey', 'RetireGrant'] as const),
];

/** Encrypted storage that was just made ready: how, with what key in plaintext, by which grant. */
export interface Prepared {
  readonly encryption: StorageEncryption;
  readonly plaintextKey: Uint8Array;
  readonly grant: RdsGrant;
}

/**
 * A data key for a database under a KMS key of this Region: the caller grants, RDS makes it. Unlike
 * EBS, RDS says at once that a key cannot be used: throws KMSKeyNotAccessibleFault.
 */
export async function prepareEncryption(
  ctx: Context,
  keyId: string,
  dbId: string,
  source: CallOptions['source'],
  which: Parameters<typeof keyNotAccessible>[0],
): Promise<Prepared> {
  const prepared = await unlessRefused(prepare(ctx, keyId, dbId, source));
  if (prepared instanceof AwsError) throw keyNotAccessible(which, keyId);
  return prepared;
}

async function prepare(
  ctx: Context,
  keyId: string,
  dbId: string,
  source: CallOptions['source'],
): Promise<Prepared> {
  const { Arn: KmsKeyId = '', KeyManager } = await describeKey(ctx, keyId);
  const grant = await grantUse(ctx, KmsKeyId, dbId, operations);
  const dataKey = await newDataKey(ctx, grant, dbId, source);
  const encryption = { KmsKeyId, awsManaged: KeyManager === 'AWS', dataKey, dbId };
  return { encryption, plaintextKey: await openDataKey(ctx, grant, encryption, source), grant };
}

/**
 * A grant to read a snapshot's storage, from the caller, who must be allowed the key in its Region.
 * Throws KMSKeyNotAccessibleFault.
 */
export async function grantReading(
  ctx: Context,
  { KmsKeyId, dbId }: StorageEncryption,
  region: string,
): Promise<RdsGrant> {
  const grant = await unlessRefused(reading(ctx, KmsKeyId, dbId, region));
  if (grant instanceof AwsError) throw keyNotAccessible('The source snapshot', KmsKeyId);
  return grant;
}

async function reading(ctx: Context, KmsKeyId: string, dbId: string, region: string) {
  await describeKey(ctx, KmsKeyId, region);
  return grantUse(ctx, KmsKeyId, dbId, ['Decrypt', 'DescribeKey', 'RetireGrant'], region);
}
