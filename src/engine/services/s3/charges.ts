import { s3Prices, type Price } from '../../prices/index';
import { s3Model } from './regions';

// Source of this file: Amazon S3 pricing, https://aws.amazon.com/s3/pricing/, and Amazon S3 User
// Guide, "Understanding your AWS billing and usage reports for Amazon S3" (read 2026-04).

/**
 * What a request costs: by its method, but for lists; deleting and aborting are free. Whatever the
 * object's storage class: what AWS charges beyond that for the others is left out.
 */
export function requestPrice(operation: string): Price | undefined {
  const { method } = s3Model.operations[operation]?.http ?? {};
  if (operation.startsWith('Delete') || method === 'DELETE') return undefined;
  const isDear = method === 'PUT' || method === 'POST' || operation.startsWith('List');
  return isDear ? s3Prices.tier1 : s3Prices.tier2;
}

/** A bucket's owner pays for requests to it, whoever sends them. */
export function payer(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  const { account, bucket } = target as { account?: string; bucket?: { account?: string } };
  return bucket?.account ?? account;
}
