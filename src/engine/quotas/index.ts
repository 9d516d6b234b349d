import { iamQuotas } from './iam';
import { kmsQuotas } from './kms';
import { lambdaQuotas } from './lambda';
import { logsQuotas } from './logs';
import { requestQuotas } from './other-services';
import type { Charge, Quota } from './quota';

export { freshRecord, leftBy, moved, take, withinQuotas } from './admission';
export { appliedValue, quotaRegion } from './applied-value';
export { iamRaisableQuotas } from './iam';
export { kmsResourceQuotas } from './kms';
export { concurrentExecutions } from './lambda';
export { logsResourceQuotas } from './logs';
export {
  defaultValue,
  isRequestQuota,
  quotaId,
  type Charge,
  type Quota,
  type RequestQuota,
} from './quota';
export { secretQuotas } from './secrets-manager';
export { prefixCharge, type PrefixAccess } from './s3';
export { parameterCharges, parameterQuotas } from './ssm';
export { requestQuotaMachine } from './request-quota.machine';
export {
  appliedValuesTable,
  areRequestQuotasLifted,
  otherTrafficTable,
  quotaKey,
  requestQuotasTable,
  setRequestQuotas,
  type QuotaSettings,
  type RequestQuotaRecord,
} from './state';

/** A service as Service Quotas lists it, with the quotas whose codes are known. */
export interface QuotaService {
  readonly code: string;
  readonly name: string;
  readonly quotas: readonly (Quota & { readonly code: string })[];
}

/** What Service Quotas knows, in the order of the codes. */
export const quotaServices: readonly QuotaService[] = (
  [
    ['iam', 'AWS Identity and Access Management (IAM)', iamQuotas],
    ['kms', 'AWS Key Management Service (AWS KMS)', kmsQuotas],
    ['lambda', 'AWS Lambda', lambdaQuotas],
    ['logs', 'Amazon CloudWatch Logs', logsQuotas],
  ] as const
).map(([code, name, quotas]) => ({ code, name, quotas: quotas.filter(hasCode) }));

function hasCode(quota: Quota): quota is Quota & { readonly code: string } {
  return quota.code !== null;
}

const chargesOf = new Map(
  Object.entries(requestQuotas).flatMap(([service, rates]) =>
    rates.flatMap(([operations, quota]) =>
      operations.map((operation): [string, readonly Charge[]] => [
        `${service}:${operation}`,
        [{ quota, count: 1 }],
      ]),
    ),
  ),
);

const none: readonly Charge[] = [];

/** What a request takes of which quotas, for services that do not say so themselves. */
export function chargesFor(service: string, operation: string): readonly Charge[] {
  return chargesOf.get(`${service}:${operation}`) ?? none;
}
