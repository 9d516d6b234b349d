import type {
  DescribeParametersRequest,
  DescribeParametersResult,
  ParameterMetadata,
} from '@aws-sdk/client-ssm';
import type { Context, Operation } from '../../operation';
import { candidate, readFilters, readOldFilters, type Filter } from './filters';
import { filterErrors } from './filter-errors';
import type { FoundVersion } from './lookup';
import { keysBelow, parameterKey, pathOf } from './names';
import { page } from './paging';
import { shownPolicies } from './parameter-policies';
import { regionPermission } from './permissions';
import { parametersTable } from './state';
import { hasHigherThroughput } from './throughput';

/** Parameters on a page where the request does not say how many. Source: as moto has it. */
const pageSize = 10;

/** What DescribeParameters says of a parameter: of its latest version. */
function metadata({ parameter, number, version }: FoundVersion): ParameterMetadata {
  const { Description, AllowedPattern, KeyId } = version;
  return {
    ...{ Name: parameter.Name, ARN: parameter.ARN, Type: parameter.Type },
    ...(KeyId === undefined ? {} : { KeyId }),
    LastModifiedDate: new Date(version.LastModifiedDate),
    LastModifiedUser: version.LastModifiedUser,
    ...(Description === undefined ? {} : { Description }),
    ...(AllowedPattern === undefined ? {} : { AllowedPattern }),
    ...{ Version: number, Tier: parameter.Tier, Policies: shownPolicies(version.policies) },
    DataType: version.DataType,
  };
}

/** The names of a filter that can be looked up, where a request has one. */
function namesAskedFor({ ParameterFilters = [] }: DescribeParametersRequest) {
  return ParameterFilters.find(
    ({ Key, Option = 'Equals' }) => Key === 'Name' && Option === 'Equals',
  )?.Values;
}

/** What a request is filtered by. */
interface FoundFilters {
  readonly filters: readonly Filter[];
  readonly isHigher: boolean;
}

export const DescribeParameters: Operation<
  DescribeParametersRequest,
  DescribeParametersResult,
  FoundFilters
> = {
  target(input, ctx) {
    const { Filters, ParameterFilters } = input;
    if (Filters !== undefined && ParameterFilters !== undefined) throw filterErrors.both();
    const filters =
      Filters === undefined
        ? readFilters('DescribeParameters', ParameterFilters)
        : readOldFilters(Filters);
    return { filters, isHigher: hasHigherThroughput(ctx) };
  },
  permissions: (_input, _target, ctx) => [regionPermission('DescribeParameters', ctx)],
  handle(input, ctx, { filters }) {
    const { MaxResults: limit = pageSize, NextToken: token, Shared = false } = input;
    // Parameters are shared through AWS RAM, which this model does not have: none are.
    if (Shared) return { Parameters: [] };
    const show = (key: string) => described(ctx, key, filters);
    const names = namesAskedFor(input);
    if (names !== undefined && names.length <= limit) {
      const { account } = ctx.caller;
      const keys = new Set(names.map((name) => parameterKey(account, ctx.region, pathOf(name))));
      return { Parameters: [...keys].map(show).filter((found) => found !== undefined) };
    }
    const prefix = keysBelow(ctx.caller.account, ctx.region, '/');
    const { items, ...more } = page(ctx, { table: parametersTable, prefix, limit, token }, show);
    return { Parameters: [...items], ...more };
  },
};

function described(ctx: Context, key: string, filters: readonly Filter[]) {
  const parameter = ctx.get(parametersTable, key);
  if (parameter === undefined) return undefined;
  const asked = candidate(ctx, key, parameter);
  return filters.every((passes) => passes(asked)) ? metadata(asked.latest) : undefined;
}
