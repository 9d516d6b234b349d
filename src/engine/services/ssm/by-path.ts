import type {
  GetParametersByPathRequest,
  GetParametersByPathResult,
  Parameter,
} from '@aws-sdk/client-ssm';
import type { Context, Operation } from '../../operation';
import { candidate, readFilters } from './filters';
import { shownParameter, versionOf, type FoundVersion } from './lookup';
import { keysBelow, keysDirectlyBelow, parameterArn, readPath } from './names';
import { page } from './paging';
import { openValue } from './secure-strings';
import { parametersTable } from './state';
import { hasHigherThroughput } from './throughput';

/** Parameters on a page, also at most. Source: Systems Manager API Reference. */
const pageSize = 10;

/** A page of what lies below a path: it is looked up before anything is decrypted. */
export interface FoundPage {
  readonly arn: string;
  readonly found: readonly FoundVersion[];
  readonly NextToken?: string;
  readonly isHigher: boolean;
}

function findPage(ctx: Context, input: GetParametersByPathRequest): FoundPage {
  const { Path = '', Recursive = false, ParameterFilters, NextToken: token } = input;
  const path = readPath(Path);
  const filters = readFilters('GetParametersByPath', ParameterFilters);
  const label = ParameterFilters?.find(({ Key }) => Key === 'Label')?.Values ?? [];
  const { account } = ctx.caller;
  const below = Recursive ? keysBelow : keysDirectlyBelow;
  const { items, ...more } = page(
    ctx,
    {
      ...{ table: parametersTable, prefix: below(account, ctx.region, path) },
      ...{ limit: input.MaxResults ?? pageSize, token },
    },
    (key, parameter) => {
      const asked = candidate(ctx, key, parameter);
      if (!filters.every((passes) => passes(asked))) return undefined;
      const labelled = label.flatMap((name) => parameter.labels?.[name] ?? [])[0];
      return labelled === undefined ? asked.latest : versionOf(ctx, key, parameter, labelled);
    },
  );
  const arn = parameterArn(ctx.region, account, path === '/' ? path : path.slice(0, -1));
  return { arn, found: items, ...more, isHigher: hasHigherThroughput(ctx) };
}

export const GetParametersByPath: Operation<
  GetParametersByPathRequest,
  GetParametersByPathResult,
  FoundPage
> = {
  target: (input, ctx) => findPage(ctx, input),
  // The path alone is authorized, not what lies below it. Source: Systems Manager User Guide, "How
  // Parameter Store authorizes parameter retrieval".
  permissions: ({ Recursive = false }, { arn }) => [
    {
      ...{ action: 'ssm:GetParametersByPath', resource: arn },
      context: { 'ssm:Recursive': String(Recursive) },
    },
  ],
  async handle({ WithDecryption = false }, ctx, { found, NextToken }) {
    const Parameters: Parameter[] = [];
    for (const version of found) {
      const Value = WithDecryption ? await openValue(ctx, version) : version.version.Value;
      Parameters.push({ ...shownParameter(version), Value });
    }
    return { Parameters, ...(NextToken === undefined ? {} : { NextToken }) };
  },
};
