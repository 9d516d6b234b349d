import { ssmPrices, type Price } from '../../prices/index';
import type { FoundPage } from './by-path';
import type { FoundParameter } from './lookup';
import { isPublicPath } from './public-parameters';
import type { ParameterRecord } from './state';

// Source of this file: Systems Manager User Guide, "Managing Parameter Store throughput: Cost
// considerations", and AWS Systems Manager pricing.

type Target = FoundParameter | readonly FoundParameter[] | FoundPage | undefined;

/** The parameters a request is about, as far as they are there, and the throughput setting. */
function interactions(target: Target): {
  readonly parameters: readonly (ParameterRecord | undefined)[];
  readonly isHigher: boolean;
} {
  if (target === undefined) return { parameters: [], isHigher: false };
  if ('found' in target) {
    return {
      parameters: target.found.map(({ parameter }) => parameter),
      isHigher: target.isHigher,
    };
  }
  const list = 'length' in target ? target : [target];
  return {
    parameters: list.map(({ parameter }) => parameter),
    isHigher: list[0]?.isHigher === true,
  };
}

/** Requests that are about parameters; the others are free. */
const charged = /^(?:Get|Put|Delete|Label|Unlabel)Parameter/;

/**
 * How many parameters of a request are charged for: the advanced ones, or at higher throughput all.
 * AWS's own parameters under /aws/service are free.
 */
export function chargedInteractions(operation: string, input: object, target: unknown): number {
  if (!charged.test(operation)) return 0;
  const { parameters, isHigher } = interactions(target as Target);
  if (operation === 'PutParameter') {
    const { Tier } = input as { readonly Tier?: string };
    return isHigher || (Tier ?? parameters[0]?.Tier) === 'Advanced' ? 1 : 0;
  }
  return parameters.filter(
    (parameter) =>
      parameter !== undefined &&
      (isHigher || parameter.Tier === 'Advanced') &&
      !isPublicPath(parameter.Name),
  ).length;
}

/** What a request costs the account that sends it. */
export function requestPrice(operation: string, input: object, target: unknown): Price | undefined {
  const count = chargedInteractions(operation, input, target);
  return count === 0 ? undefined : ssmPrices.interaction;
}
