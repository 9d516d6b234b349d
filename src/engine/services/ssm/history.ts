import type {
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  ParameterHistory,
} from '@aws-sdk/client-ssm';
import type { Operation } from '../../operation';
import { namedNotFound } from './errors';
import { findParameter, versionOf, type FoundParameter, type FoundVersion } from './lookup';
import { page } from './paging';
import { shownPolicies } from './parameter-policies';
import { parameterPermission } from './permissions';
import { openValue } from './secure-strings';
import { versionsTable } from './state';

/** Versions on a page, also at most. Source: Systems Manager API Reference. */
const pageSize = 50;

function shown({ parameter, number, version }: FoundVersion, Value: string): ParameterHistory {
  const { KeyId, Description, AllowedPattern, DataType, Tier } = version;
  const labels = Object.entries(parameter.labels ?? {});
  return {
    ...{ Name: parameter.Name, Type: parameter.Type },
    ...(KeyId === undefined ? {} : { KeyId }),
    LastModifiedDate: new Date(version.LastModifiedDate),
    LastModifiedUser: version.LastModifiedUser,
    ...(Description === undefined ? {} : { Description }),
    Value,
    ...(AllowedPattern === undefined ? {} : { AllowedPattern }),
    Version: number,
    Labels: labels.filter(([, on]) => on === number).map(([label]) => label),
    ...{ Tier, Policies: shownPolicies(version.policies), DataType },
  };
}

export const GetParameterHistory: Operation<
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  FoundParameter
> = {
  target: ({ Name = '' }, ctx) => findParameter(ctx, Name),
  permissions: (_, found) => [parameterPermission('GetParameterHistory', found)],
  async handle(input, ctx, { key, parameter, reference }) {
    const { WithDecryption = false, MaxResults: limit = pageSize, NextToken: token } = input;
    if (parameter === undefined) throw namedNotFound(reference.text);
    const { items, ...more } = page(
      ctx,
      { table: versionsTable, prefix: `${key}|`, limit, token },
      (row) => versionOf(ctx, key, parameter, Number(row.slice(key.length + 1))),
    );
    const Parameters: ParameterHistory[] = [];
    for (const found of items) {
      const value = WithDecryption ? await openValue(ctx, found) : found.version.Value;
      Parameters.push(shown(found, value));
    }
    return { Parameters, ...more };
  },
};
