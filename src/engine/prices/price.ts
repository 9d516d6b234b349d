/**
 * What a service charges for one kind of usage, in US dollars. Prices drift: `asOf` says when they
 * were read, `source` where.
 */
export interface Price {
  /** The engine's name of the service: `kms`. */
  readonly service: string;
  /** AWS's usage type, without the Region's prefix: `KMS-Requests`. */
  readonly usageType: string;
  readonly description: string;
  /**
   * What is counted: requests, GB (2^30 bytes) in them, or seconds that they hold a GB of memory; or
   * months that something, or a GB, is kept.
   */
  readonly unit: 'Requests' | 'GB' | 'GB-Seconds' | 'Months' | 'GB-Months';
  /** Price of `per` units. */
  readonly usd: number;
  readonly per: number;
  /** Prices of `per` units in Regions that differ. */
  readonly usdIn?: Readonly<Record<string, number>>;
  /** Units an account has free each month, all Regions together. */
  readonly freePerMonth?: number;
  /** The usage type whose free units these are taken of, where they are not their own. */
  readonly freeWith?: string;
  readonly source: string;
  readonly asOf: string;
}

/** The price of one unit in a Region. */
export function unitPrice({ usd, per, usdIn }: Price, region: string): number {
  return (usdIn?.[region] ?? usd) / per;
}
