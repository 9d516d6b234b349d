import type { ServiceQuota } from '@aws-sdk/client-service-quotas';
import { formatArn } from '../../arn';
import {
  defaultValue,
  isRequestQuota,
  quotaServices,
  type Quota,
  type QuotaService,
} from '../../quotas/index';
import { noSuchQuota, noSuchService } from './errors';

type CodedQuota = QuotaService['quotas'][number];

/** A quota together with its service, as Service Quotas names both. */
export interface FoundQuota {
  readonly service: QuotaService;
  readonly quota: CodedQuota;
}

/** The services whose quotas a Region shows: global ones only US East (N. Virginia). */
export function servicesIn(region: string): readonly QuotaService[] {
  return quotaServices.filter(
    ({ quotas }) => region === 'us-east-1' || quotas.some(({ isGlobal }) => isGlobal !== true),
  );
}

/** Finds a service by its code. Throws NoSuchResourceException. */
export function findService(region: string, serviceCode = ''): QuotaService {
  const found = servicesIn(region).find(({ code }) => code === serviceCode);
  if (found === undefined) throw noSuchService();
  return found;
}

/** Finds a quota by the codes of its service and its own. Throws NoSuchResourceException. */
export function findQuota(region: string, serviceCode = '', quotaCode = ''): FoundQuota {
  const service = findService(region, serviceCode);
  const quota = service.quotas.find(({ code }) => code === quotaCode);
  if (quota === undefined) throw noSuchQuota();
  return { service, quota };
}

/** The ARN of a quota; of AWS's default where no account is given. */
export function quotaArn(region: string, account: string, { serviceCode, code }: Quota): string {
  return formatArn('servicequotas', region, account, `${serviceCode}/${code}`);
}

/** A quota with a value in force, as the API shows it. */
export function shownQuota(
  { service, quota }: FoundQuota,
  region: string,
  account: string,
  value: number = defaultValue(quota, region),
): ServiceQuota {
  return {
    ServiceCode: service.code,
    ServiceName: service.name,
    QuotaArn: quotaArn(region, account, quota),
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: value,
    Unit: 'None',
    Adjustable: quota.adjustable,
    GlobalQuota: quota.isGlobal === true,
    ...(isRequestQuota(quota) ? { Period: { PeriodValue: 1, PeriodUnit: 'SECOND' as const } } : {}),
    QuotaAppliedAtLevel: 'ACCOUNT',
    ...(quota.description === undefined ? {} : { Description: quota.description.slice(0, 350) }),
  };
}
