import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import { appliedValue, kmsResourceQuotas } from '../../quotas/index';
import { limitExceeded } from './errors';
import { keyArn, keysTable, type KeyRecord } from './state';

/** Tags of a key: a limit that is not a quota. Source: AWS KMS Developer Guide, "Tagging keys". */
export const tagsPerKey = 50;

/** The limit in force on what a key may have, in its account and Region. */
export function quotaOf(
  ctx: Pick<Context, 'get'>,
  name: 'aliasesPerKey' | 'grantsPerKey',
  { Arn, AWSAccountId }: KeyRecord,
): number {
  return appliedValue(ctx, kmsResourceQuotas[name], AWSAccountId, parseArn(Arn)?.region ?? '');
}

/** Throws LimitExceededException where the caller's account has all the keys it may in a Region. */
export function requireRoomForKey(ctx: Context, region: string): void {
  const { account } = ctx.caller;
  const limit = appliedValue(ctx, kmsResourceQuotas.keys, account, region);
  // Counting takes long, and hardly any world has so many keys.
  if (ctx.size(keysTable) < limit) return;
  const keys = ctx.range(keysTable, { prefix: keyArn(region, account, '') });
  const own = keys.filter(([, { KeyManager }]) => KeyManager === 'CUSTOMER').length;
  if (own >= limit) throw limitExceeded('customer managed keys', limit);
}
