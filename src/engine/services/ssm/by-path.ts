import type {
  GetParametersByPathRequest,
  GetParametersByPathResult,
  Parameter,
} from '@aws-sdk/client-ssm';
import type { Context, Operation } from '../../operation';
import { candidate, readFilters } from './filters';
import { shownParameter, versionOf, type FoundVersion } from './lookup';
import { keysBelow, keysDirectlyBelow, parameterArn, readPath } from './names';
import { page, pageOfList } from './paging';
import { isPublicPath, publicParameter, publicPathsBelow } from './public-parameters';
import { openValue } from './secure-strings';
import { parametersTable, type ParameterRecord } from './state';
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
  const isPublic = isPublicPath(path);
  const label = ParameterFilters?.find(({ Key }) => Key === 'Label')?.Values ?? [];
  const { account } = ctx.caller;
  const below = Recursive ? keysBelow : keysDirectlyBelow;
  const show = (key: string, parameter: ParameterRecord) => {
    const asked = candidate(ctx, key, parameter);
    if (!filters.every((passes) => passes(asked))) return undefined;
    const labelled = label.flatMap((name) => parameter.labels?.[name] ?? [])[0];
    return labelled === undefined ? asked.latest : versionOf(ctx, key, parameter, labelled);
  };
  const limit = input.MaxResults ?? pageSize;
  const { items, ...more } = isPublic
    ? pageOfList(publicPathsBelow(path, Recursive), { limit, token }, (name) => {
        const parameter = publicParameter(name, ctx.region)?.parameter;
        return parameter && show(name, parameter);
      })
    : page(
        ctx,
        { table: parametersTable, prefix: below(account, ctx.region, path), limit, token },
        show,
      );
  const owner = isPublic ? '' : account;
  const arn = parameterArn(ctx.region, owner, path === '/' ? path : path.slice(0, -1));
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
  permissions: ({ Recursive = false }, { arn }, { caller }) => [
    {
      ...{ action: 'ssm:GetParametersByPath', resource: arn, resourceAccount: caller.account },
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
