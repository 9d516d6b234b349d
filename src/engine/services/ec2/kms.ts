import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { CallOptions, Context, InfrastructureRole } from '../../operation';
import { unlessRefused } from '../../refusals';
import { infrastructureArn } from '../iam/callers';
import type { CopyGrant } from './state';

/**
 * The data key of a volume: two AES keys of 256 bits, for XTS. Source: AWS KMS Developer Guide,
 * "Amazon EC2 example two", `numberOfBytes`.
 */
const dataKeyBytes = 64;

const encryptionContext = (id: string) => ({ 'aws:ebs:id': id });

/** The role by which the machines of EC2 use KMS keys for an instance, or for a copy of a snapshot. */
export function machinesOf(account: string, session: string): InfrastructureRole {
  return { account, role: 'aws:ec2-infrastructure', session };
}

/** What AWS KMS says of a key, in the caller's name; for `alias/aws/ebs` it makes the key. */
export async function describeKey(ctx: Context, KeyId: string): Promise<KeyMetadata> {
  const answer = await ctx.call('kms', 'DescribeKey', { KeyId });
  return (answer as { KeyMetadata: KeyMetadata }).KeyMetadata;
}

/** A new data key, encrypted, bound to the id of a volume or of a copy. */
export async function newDataKey(ctx: Context, KeyId: string, id: string): Promise<Uint8Array> {
  const answer = await ctx.call('kms', 'GenerateDataKeyWithoutPlaintext', {
    ...{ KeyId, NumberOfBytes: dataKeyBytes, EncryptionContext: encryptionContext(id) },
  });
  return (answer as { CiphertextBlob: Uint8Array }).CiphertextBlob;
}

/** The same data key under another KMS key, or bound to another id. It never leaves AWS KMS. */
export async function reEncryptDataKey(
  ctx: Context,
  from: { readonly dataKey: Uint8Array; readonly KmsKeyId: string; readonly contextId: string },
  DestinationKeyId: string,
  id: string,
): Promise<Uint8Array> {
  const answer = await ctx.call('kms', 'ReEncrypt', {
    ...{ CiphertextBlob: from.dataKey, SourceKeyId: from.KmsKeyId },
    ...{ SourceEncryptionContext: encryptionContext(from.contextId) },
    ...{ DestinationKeyId, DestinationEncryptionContext: encryptionContext(id) },
  });
  return (answer as { CiphertextBlob: Uint8Array }).CiphertextBlob;
}

/** The data key in plaintext, as an EC2 machine or the caller may have it. */
export async function openDataKey(
  ctx: Context,
  sealed: { readonly dataKey: Uint8Array; readonly KmsKeyId: string; readonly contextId: string },
  options: CallOptions & { readonly GrantTokens?: readonly string[] } = {},
): Promise<Uint8Array> {
  const { GrantTokens, ...call } = options;
  const answer = await ctx.call(
    'kms',
    'Decrypt',
    {
      ...{ CiphertextBlob: sealed.dataKey, KeyId: sealed.KmsKeyId },
      EncryptionContext: encryptionContext(sealed.contextId),
      ...(GrantTokens === undefined ? {} : { GrantTokens }),
    },
    call,
  );
  return (answer as { Plaintext: Uint8Array }).Plaintext;
}

/**
 * A grant by the caller that lets the machines decrypt the data key of a volume or copy. Source: AWS
 * KMS Developer Guide, "Amazon EC2 example two".
 */
export async function grantDecrypt(
  ctx: Context,
  KeyId: string,
  contextId: string,
  machines: InfrastructureRole,
  region: string = ctx.region,
): Promise<CopyGrant> {
  const answer = await ctx.call(
    'kms',
    'CreateGrant',
    {
      ...{ KeyId, GranteePrincipal: infrastructureArn(machines), Operations: ['Decrypt'] },
      RetiringPrincipal: `ec2.${region}.amazonaws.com`,
      Constraints: { EncryptionContextSubset: encryptionContext(contextId) },
    },
    { region },
  );
  const { GrantId, GrantToken } = answer as { GrantId: string; GrantToken: string };
  return { region, KeyId, GrantId, GrantToken };
}

/** Retires a grant whose work is done, in EC2's own name; one that is gone already is no matter. */
export async function retireGrant(
  ctx: Context,
  { region, KeyId, GrantId }: Pick<CopyGrant, 'region' | 'KeyId' | 'GrantId'>,
): Promise<void> {
  await unlessRefused(
    ctx.call('kms', 'RetireGrant', { KeyId, GrantId }, { region, as: 'service' }),
  );
}
