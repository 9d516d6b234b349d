import { ebsPrices } from './ebs';
import { kmsPrices } from './kms';
import { lambdaPrices } from './lambda';
import { logsPrices } from './logs';
import type { Price } from './price';
import { rdsPrices } from './rds';
import { s3Prices } from './s3';
import { secretsManagerPrices } from './secrets-manager';
import { ssmPrices } from './ssm';

export {
  billOf,
  priceLines,
  type Bill,
  type BillLine,
  type BillSource,
  type PricedUse,
} from './bill';
export { ebsPrices } from './ebs';
export { kmsPrices, type KmsRequestKind } from './kms';
export { lambdaPrices } from './lambda';
export { logsPrices } from './logs';
export {
  countRequest,
  followStorage,
  keptTable,
  usageTable,
  type Kept,
  type StorageMeter,
} from './meter';
export { rdsPrices } from './rds';
export { s3Prices } from './s3';
export { secretsManagerPrices } from './secrets-manager';
export { ssmPrices } from './ssm';
export { monthOf, type Month } from './months';
export { unitPrice, type Price } from './price';
export { whatIf, type Change as WhatIfChange, type UseFacts } from './what-if';
export { priceWorkload, type Workload, type WorkloadPrice } from './workload';

/** Every price of the model. */
export const prices: readonly Price[] = [
  ebsPrices,
  kmsPrices,
  lambdaPrices,
  logsPrices,
  rdsPrices,
  s3Prices,
  secretsManagerPrices,
  ssmPrices,
].flatMap((of): readonly Price[] => Object.values(of));
