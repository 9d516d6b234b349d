import type {
  GetRequestedServiceQuotaChangeRequest,
  GetRequestedServiceQuotaChangeResponse,
  ListRequestedServiceQuotaChangeHistoryByQuotaRequest,
  ListRequestedServiceQuotaChangeHistoryByQuotaResponse,
  ListRequestedServiceQuotaChangeHistoryRequest,
  ListRequestedServiceQuotaChangeHistoryResponse,
} from '@aws-sdk/client-service-quotas';
import type { Context, Operation } from '../../operation';
import { noSuchRequest } from './errors';
import { shownIncrease } from './increases';
import { findQuota, findService } from './lookup';
import { page } from './paging';
import { anyResource } from './permissions';
import { increasesOf, increasesTable, type IncreaseRecord } from './state';

/** The account's requests in the Region, newest first. */
function requests(ctx: Context): IncreaseRecord[] {
  const prefix = increasesOf(ctx.caller.account, ctx.region);
  return ctx
    .range(increasesTable, { prefix })
    .map(([, record]) => record)
    .reverse();
}

export const GetRequestedServiceQuotaChange: Operation<
  GetRequestedServiceQuotaChangeRequest,
  GetRequestedServiceQuotaChangeResponse
> = {
  permissions: anyResource('GetRequestedServiceQuotaChange'),
  handle({ RequestId }, ctx) {
    const found = requests(ctx).find(({ Id }) => Id === RequestId);
    if (found === undefined) throw noSuchRequest();
    return { RequestedQuota: shownIncrease(found) };
  },
};

interface Filter {
  readonly ServiceCode?: string | undefined;
  readonly QuotaCode?: string | undefined;
  readonly Status?: string | undefined;
  readonly QuotaRequestedAtLevel?: string | undefined;
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

function history(filter: Filter, ctx: Context) {
  const { ServiceCode, QuotaCode, Status, QuotaRequestedAtLevel } = filter;
  const fitting = requests(ctx).filter(
    (record) =>
      QuotaRequestedAtLevel !== 'RESOURCE' &&
      (ServiceCode === undefined || record.serviceCode === ServiceCode) &&
      (QuotaCode === undefined || record.quotaCode === QuotaCode) &&
      (Status === undefined || record.Status === Status),
  );
  const { rows, next } = page(fitting, filter);
  return { ...next, RequestedQuotas: rows.map(shownIncrease) };
}

export const ListRequestedServiceQuotaChangeHistory: Operation<
  ListRequestedServiceQuotaChangeHistoryRequest,
  ListRequestedServiceQuotaChangeHistoryResponse
> = {
  permissions: anyResource('ListRequestedServiceQuotaChangeHistory'),
  handle(request, ctx) {
    if (request.ServiceCode !== undefined) findService(ctx.region, request.ServiceCode);
    return history(request, ctx);
  },
};

export const ListRequestedServiceQuotaChangeHistoryByQuota: Operation<
  ListRequestedServiceQuotaChangeHistoryByQuotaRequest,
  ListRequestedServiceQuotaChangeHistoryByQuotaResponse
> = {
  permissions: anyResource('ListRequestedServiceQuotaChangeHistoryByQuota'),
  handle(request, ctx) {
    findQuota(ctx.region, request.ServiceCode, request.QuotaCode);
    return history(request, ctx);
  },
};
