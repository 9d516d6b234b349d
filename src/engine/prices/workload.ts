import { kmsPrices, type KmsRequestKind } from './kms';
import { unitPrice, type Price } from './price';

/** What somebody plans to do with KMS: the same in every month. */
export interface Workload {
  readonly region: string;
  readonly months: number;
  /** Customer managed keys; each multi-Region primary and replica is one. */
  readonly keys: number;
  /** How often each key is rotated in a year: automatically or on demand. */
  readonly rotationsPerYear?: number;
  /** Requests a month, by how they are priced. */
  readonly requestsPerMonth: Readonly<Partial<Record<KmsRequestKind, number>>>;
}

/** One item of what a workload costs. Amounts in US dollars, for all months together. */
export interface WorkloadLine {
  readonly price: Price;
  readonly quantity: number;
  readonly free: number;
  readonly amount: number;
}

/** What a workload costs, without anything being done. */
export interface WorkloadPrice {
  readonly lines: readonly WorkloadLine[];
  readonly total: number;
  readonly perMonth: number;
}

const kinds = ['request', 'rsa2048', 'asymmetric', 'eccKeyPair', 'rsaKeyPair'] as const;

/** Prices a workload by the same table as the bill: so many keys, requests and months. */
export function priceWorkload(workload: Workload): WorkloadPrice {
  const { region, months, keys, rotationsPerYear = 0, requestsPerMonth } = workload;
  const kept = [
    line(kmsPrices.key, region, keys * months, 0),
    line(kmsPrices.rotatedMaterial, region, keys * materialMonths(rotationsPerYear, months), 0),
  ];
  const requests = kinds.map((kind) => {
    const price: Price = kmsPrices[kind];
    const monthly = requestsPerMonth[kind] ?? 0;
    const free = Math.min(monthly, price.freePerMonth ?? 0);
    return line(price, region, monthly * months, free * months);
  });
  const lines = [...kept, ...requests].filter(({ quantity }) => quantity > 0);
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  return { lines, total, perMonth: months === 0 ? 0 : total / months };
}

/**
 * The months for which the material of the first and the second rotation of a key is paid, if
 * rotations come evenly from the day the key is made.
 */
function materialMonths(rotationsPerYear: number, months: number): number {
  if (rotationsPerYear === 0) return 0;
  const every = 12 / rotationsPerYear;
  return Math.max(0, months - every) + Math.max(0, months - 2 * every);
}

function line(price: Price, region: string, quantity: number, free: number): WorkloadLine {
  return { price, quantity, free, amount: (quantity - free) * unitPrice(price, region) };
}
