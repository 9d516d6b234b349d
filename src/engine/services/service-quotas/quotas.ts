import type {
  GetAWSDefaultServiceQuotaRequest,
  GetAWSDefaultServiceQuotaResponse,
  GetServiceQuotaRequest,
  GetServiceQuotaResponse,
  ListAWSDefaultServiceQuotasRequest,
  ListAWSDefaultServiceQuotasResponse,
  ListServiceQuotasRequest,
  ListServiceQuotasResponse,
  ListServicesRequest,
  ListServicesResponse,
} from '@aws-sdk/client-service-quotas';
import type { Operation } from '../../operation';
import { appliedValue } from '../../quotas/index';
import { accountLevelOnly } from './errors';
import { findQuota, findService, servicesIn, shownQuota } from './lookup';
import { page } from './paging';
import { anyResource } from './permissions';

export const ListServices: Operation<ListServicesRequest, ListServicesResponse> = {
  permissions: anyResource('ListServices'),
  handle(request, { region }) {
    const { rows, next } = page(servicesIn(region), request);
    return {
      ...next,
      Services: rows.map(({ code, name }) => ({ ServiceCode: code, ServiceName: name })),
    };
  },
};

export const ListServiceQuotas: Operation<ListServiceQuotasRequest, ListServiceQuotasResponse> = {
  permissions: anyResource('ListServiceQuotas'),
  handle(request, ctx) {
    const { region, caller } = ctx;
    const { ServiceCode, QuotaCode, QuotaAppliedAtLevel } = request;
    const service = findService(region, ServiceCode);
    const fits = ({ code }: { readonly code: string }) =>
      QuotaAppliedAtLevel !== 'RESOURCE' && (QuotaCode === undefined || code === QuotaCode);
    const { rows, next } = page(service.quotas.filter(fits), request);
    return {
      ...next,
      Quotas: rows.map((quota) => {
        const value = appliedValue(ctx, quota, caller.account, region);
        return shownQuota({ service, quota }, region, caller.account, value);
      }),
    };
  },
};

export const GetServiceQuota: Operation<GetServiceQuotaRequest, GetServiceQuotaResponse> = {
  permissions: anyResource('GetServiceQuota'),
  handle({ ServiceCode, QuotaCode, ContextId }, ctx) {
    const { region, caller } = ctx;
    const found = findQuota(region, ServiceCode, QuotaCode);
    if (ContextId !== undefined) throw accountLevelOnly();
    const value = appliedValue(ctx, found.quota, caller.account, region);
    return { Quota: shownQuota(found, region, caller.account, value) };
  },
};

export const ListAWSDefaultServiceQuotas: Operation<
  ListAWSDefaultServiceQuotasRequest,
  ListAWSDefaultServiceQuotasResponse
> = {
  permissions: anyResource('ListAWSDefaultServiceQuotas'),
  handle(request, { region }) {
    const service = findService(region, request.ServiceCode);
    const { rows, next } = page(service.quotas, request);
    return { ...next, Quotas: rows.map((quota) => shownQuota({ service, quota }, region, '')) };
  },
};

export const GetAWSDefaultServiceQuota: Operation<
  GetAWSDefaultServiceQuotaRequest,
  GetAWSDefaultServiceQuotaResponse
> = {
  permissions: anyResource('GetAWSDefaultServiceQuota'),
  handle: ({ ServiceCode, QuotaCode }, { region }) => ({
    Quota: shownQuota(findQuota(region, ServiceCode, QuotaCode), region, ''),
  }),
};
