import type { Context } from '../../operation';
import { planNext, withRotation } from './rotation-runs';
import type { SecretRecord } from './state';

// Source of this file: Secrets Manager User Guide, "Secrets managed by other services" and "Managed
// rotation"; Amazon RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager".

/** How often services rotate what they manage unless told otherwise: every seven days. */
const managedRules = { AutomaticallyAfterDays: 7 } as const;

/**
 * The service that will manage a new secret: the one that passes its caller's access on, where the
 * name begins with its own and an exclamation mark.
 */
export function ownerOf(ctx: Pick<Context, 'viaService'>, name: string): string | undefined {
  const [service = ''] = (ctx.viaService ?? '').split('.');
  return service !== '' && name.startsWith(`${service}!`) ? service : undefined;
}

/**
 * The grant by which the owning service uses the KMS key of the secret from then on, without whoever
 * created it: who does so needs kms:CreateGrant. Returns its token.
 */
export async function grantToOwner(
  ctx: Context,
  owner: string,
  SecretARN: string,
  KeyId: string,
): Promise<string> {
  const { KeyMetadata } = (await ctx.call('kms', 'DescribeKey', { KeyId })) as {
    readonly KeyMetadata: { readonly Arn: string };
  };
  const service = `${owner}.${ctx.region}.amazonaws.com`;
  const { GrantToken } = (await ctx.call('kms', 'CreateGrant', {
    ...{ KeyId: KeyMetadata.Arn, GranteePrincipal: service, RetiringPrincipal: service },
    Operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'],
    Constraints: { EncryptionContextSubset: { SecretARN } },
  })) as { readonly GrantToken: string };
  return GrantToken;
}

/** A secret that its owner rotates from now on; not written yet. */
export function managed(ctx: Context, key: string, secret: SecretRecord): SecretRecord {
  const rotated = withRotation(secret, { enabled: true, rules: managedRules });
  return planNext(ctx, key, rotated, ctx.now);
}
