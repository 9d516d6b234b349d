import { priceLines, type BillLine, type PricedUse } from './bill';
import { kmsPrices } from './kms';
import type { Price } from './price';
import { secretsManagerPrices } from './secrets-manager';
import { ssmPrices } from './ssm';

/** What would be done otherwise. What is absent stays as it is. */
export interface Change {
  /** Bucket keys for all objects under SSE-KMS. */
  readonly bucketKeys?: boolean;
  /** For how many messages a client uses one data key, by the caching of the AWS Encryption SDK. */
  readonly cachedMessages?: number;
  /** How many customer managed keys there are. */
  readonly keys?: number;
  /** Standard parameters in place of those advanced ones that could be. */
  readonly standardParameters?: boolean;
  /** Standard SecureStrings in place of secrets. */
  readonly parametersForSecrets?: boolean;
  /** How many times as many requests there are. */
  readonly requests?: number;
}

/** What the records of an account say beyond its bill, as far as a change depends on it. */
export interface UseFacts {
  /** Requests of this month that S3 sent to KMS, by Region, and those it would with bucket keys. */
  readonly s3: Readonly<Record<string, { readonly sent: number; readonly withBucketKeys: number }>>;
  /** GenerateDataKey and Decrypt requests of this month that no service sent, by Region. */
  readonly dataKeys: Readonly<Record<string, number>>;
  /** Customer managed keys that are paid for now. */
  readonly keys: number;
  readonly advanced: number;
  /** Advanced parameters that need to be: they have policies or more than 4 KB. */
  readonly bound: number;
}

/** A bill's lines as they would be. Amounts follow from the same prices and free tiers. */
export function whatIf(
  lines: readonly BillLine[],
  prices: readonly Price[],
  facts: UseFacts,
  change: Change,
): BillLine[] {
  const uses = lines.flatMap((line): PricedUse[] => {
    const price = prices.find(({ description }) => description === line.description);
    if (price === undefined) return [];
    const quantity = Math.max(0, quantityOf(line, price, facts, change));
    return [{ price, region: line.region, quantity, operations: line.operations }];
  });
  return priceLines(uses);
}

function quantityOf(line: BillLine, price: Price, facts: UseFacts, change: Change): number {
  const { quantity, operations } = line;
  const requests = quantity * (operations.length > 0 ? (change.requests ?? 1) : 1);
  switch (price) {
    case kmsPrices.request:
      return requests - spared(line, facts, change);
    case kmsPrices.key:
    case kmsPrices.rotatedMaterial:
      return quantity * share(change.keys ?? facts.keys, facts.keys);
    case ssmPrices.advancedParameter:
    case ssmPrices.interaction:
      // Which parameters the interactions were about is not metered: they count as evenly spread.
      return change.standardParameters === true
        ? requests * share(facts.bound, facts.advanced)
        : requests;
    case secretsManagerPrices.secret:
    case secretsManagerPrices.request:
      return change.parametersForSecrets === true ? 0 : requests;
    default:
      return requests;
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

/** How many of a line's requests to KMS would not be sent. */
function spared(line: BillLine, { s3, dataKeys }: UseFacts, change: Change): number {
  const { bucketKeys = false, cachedMessages = 1, requests = 1 } = change;
  const metered = line.operations.reduce((sum, { count }) => sum + count, 0);
  // A projected line has more requests than were metered so far, and spares as many more.
  const scale = metered === 0 ? 0 : line.quantity / metered;
  const { sent = 0, withBucketKeys = 0 } = s3[line.region] ?? {};
  const direct = (dataKeys[line.region] ?? 0) * requests;
  const byBucketKeys = bucketKeys ? sent * requests - withBucketKeys : 0;
  const byCaching = direct - Math.ceil(direct / Math.max(1, cachedMessages));
  return (byBucketKeys + byCaching) * scale;
}
