import type { GrantOperation, KeyMetadata } from '@aws-sdk/client-kms';
import type { CallOptions, Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import type { RdsGrant, StorageEncryption } from './state';

const encryptionContext = (dbId: string) => ({ 'aws:rds:db-id': dbId });

/** The KMS key that encrypts where nobody names another. */
export const predefinedKey = 'alias/aws/rds';

/** What AWS KMS says of a key, in the caller's name; for `alias/aws/rds` it makes the key. */
export async function describeKey(
  ctx: Context,
  KeyId: string,
  region: string = ctx.region,
): Promise<KeyMetadata> {
  const answer = await ctx.call('kms', 'DescribeKey', { KeyId }, { region });
  return (answer as { KeyMetadata: KeyMetadata }).KeyMetadata;
}

/**
 * The caller's grant to RDS, by which it uses the key from then on: all the caller needs are
 * kms:CreateGrant and kms:DescribeKey. Source: Amazon RDS User Guide, "Authorizing use of a customer
 * managed key".
 */
export async function grantUse(
  ctx: Context,
  KeyId: string,
  dbId: string,
  Operations: readonly GrantOperation[],
  region: string = ctx.region,
): Promise<RdsGrant> {
  const rds = `rds.${region}.amazonaws.com`;
  const answer = await ctx.call(
    'kms',
    'CreateGrant',
    {
      ...{ KeyId, GranteePrincipal: rds, RetiringPrincipal: rds, Operations },
      Constraints: { EncryptionContextSubset: encryptionContext(dbId) },
    },
    { region },
  );
  const { GrantId, GrantToken } = answer as { GrantId: string; GrantToken: string };
  return { region, KeyId, GrantId, GrantToken };
}

/** In RDS's own name, for a DB instance or snapshot. */
function byGrant({ region, KeyId, GrantToken }: RdsGrant, source: CallOptions['source']) {
  const options: CallOptions = {
    region,
    as: 'service',
    ...(source === undefined ? {} : { source }),
  };
  return { input: { KeyId, GrantTokens: [GrantToken] }, options };
}

/** A new data key, encrypted, bound to a database. */
export async function newDataKey(
  ctx: Context,
  grant: RdsGrant,
  dbId: string,
  source: CallOptions['source'],
): Promise<Uint8Array> {
  const { input, options } = byGrant(grant, source);
  const more = { KeySpec: 'AES_256', EncryptionContext: encryptionContext(dbId) };
  const answer = await ctx.call(
    ...(['kms', 'GenerateDataKeyWithoutPlaintext', { ...input, ...more }, options] as const),
  );
  return (answer as { CiphertextBlob: Uint8Array }).CiphertextBlob;
}

/** The data key in plaintext, for the machine that runs or copies the database. */
export async function openDataKey(
  ctx: Context,
  grant: RdsGrant,
  { dataKey: CiphertextBlob, dbId }: Pick<StorageEncryption, 'dataKey' | 'dbId'>,
  source: CallOptions['source'],
): Promise<Uint8Array> {
  const { input, options } = byGrant(grant, source);
  const more = { CiphertextBlob, EncryptionContext: encryptionContext(dbId) };
  const answer = await ctx.call(...(['kms', 'Decrypt', { ...input, ...more }, options] as const));
  return (answer as { Plaintext: Uint8Array }).Plaintext;
}

/** Retires a grant whose work is done; one that is gone already is no matter. */
export async function retireGrant(
  ctx: Context,
  { region, KeyId, GrantId }: RdsGrant,
): Promise<void> {
  const call = ctx.call('kms', 'RetireGrant', { KeyId, GrantId }, { region, as: 'service' });
  await unlessRefused(call);
}
