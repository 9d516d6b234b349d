import type { ParameterTier } from '@aws-sdk/client-ssm';
import type { Context } from '../../operation';
import { appliedValue, parameterQuotas } from '../../quotas/index';
import { advancedDataTypes } from './data-types';
import { tiers as errors } from './errors';
import { limits } from './limits';
import { storeKey, storesTable, type ParameterRecord, type StoredTier } from './state';

/** What decides about the tier of a parameter that is written. */
export interface TierQuestion {
  /** The tier asked for, else the parameter's own, else the account's default. */
  readonly wanted: ParameterTier;
  readonly existing: ParameterRecord | undefined;
  readonly size: number;
  readonly hasPolicies: boolean;
  readonly dataType: string;
}

/** How many parameters of a tier the caller has, and may have, in the Region. */
function countOf(ctx: Context, tier: StoredTier) {
  const { region, caller } = ctx;
  const count = ctx.get(storesTable, storeKey(caller.account, region))?.[tier] ?? 0;
  return { count, limit: appliedValue(ctx, parameterQuotas[tier], caller.account, region) };
}

function isFull(ctx: Context, tier: StoredTier): boolean {
  const { count, limit } = countOf(ctx, tier);
  return count >= limit;
}

/**
 * The tier a parameter is written in: Intelligent-Tiering takes the advanced one where the other
 * will not do. Throws what AWS answers where the tier does not allow the parameter, or is full.
 */
export function chooseTier(ctx: Context, question: TierQuestion): StoredTier {
  const { wanted, existing, size, hasPolicies, dataType } = question;
  const isNew = existing === undefined;
  const tier =
    wanted !== 'Intelligent-Tiering'
      ? wanted
      : existing?.Tier === 'Advanced' ||
          size > limits.value.Standard ||
          hasPolicies ||
          advancedDataTypes.has(dataType) ||
          (isNew && isFull(ctx, 'Standard'))
        ? 'Advanced'
        : 'Standard';
  if (tier === 'Standard') {
    if (existing?.Tier === 'Advanced') throw errors.downgrade();
    if (size > limits.value.Standard) throw errors.standardValue(limits.value.Standard);
    if (hasPolicies) throw errors.policiesOnStandard();
    if (advancedDataTypes.has(dataType)) throw errors.dataTypeOnStandard(dataType);
    if (isNew && isFull(ctx, tier)) throw errors.standardCount(countOf(ctx, tier).limit);
  } else {
    if (size > limits.value.Advanced) throw errors.advancedValue(limits.value.Advanced);
    if (existing?.Tier !== 'Advanced' && isFull(ctx, tier)) {
      throw errors.advancedCount(countOf(ctx, tier).limit);
    }
  }
  return tier;
}

/** Counts a parameter that came, went, or changed its tier. */
export function countParameter(
  ctx: Context,
  storeOf: { readonly account: string; readonly region: string },
  before: StoredTier | undefined,
  after: StoredTier | undefined,
): void {
  if (before === after) return;
  const key = storeKey(storeOf.account, storeOf.region);
  const store = { ...(ctx.get(storesTable, key) ?? { Standard: 0, Advanced: 0 }) };
  if (before !== undefined) store[before] -= 1;
  if (after !== undefined) store[after] += 1;
  ctx.put(storesTable, key, store);
}
