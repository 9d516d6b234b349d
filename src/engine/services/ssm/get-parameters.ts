import type {
  GetParameterRequest,
  GetParameterResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { notFound } from './errors';
import {
  findParameter,
  selectVersion,
  shownParameter,
  type FoundParameter,
  type FoundVersion,
} from './lookup';
import { parameterPermission } from './permissions';
import { openValue } from './secure-strings';

/**
 * A version as a request gets it: under the name it asked for (recorded against AWS: of `db`, `/db`
 * is returned as `/db`), with its selector.
 */
async function read(
  ctx: Context,
  { reference: { text, selector } }: FoundParameter,
  found: FoundVersion,
  withDecryption: boolean,
): Promise<Parameter> {
  return {
    ...shownParameter(found),
    ...(text.startsWith('arn:') ? {} : { Name: text }),
    ...(withDecryption ? { Value: await openValue(ctx, found) } : {}),
    ...(selector === undefined ? {} : { Selector: selector }),
  };
}

export const GetParameter: Operation<GetParameterRequest, GetParameterResult, FoundParameter> = {
  target: ({ Name = '' }, ctx) => findParameter(ctx, Name),
  permissions: (_, found) => [parameterPermission('GetParameter', found)],
  async handle({ WithDecryption = false }, ctx, found) {
    if (found.parameter === undefined) throw notFound();
    const version = selectVersion(ctx, found, found.parameter);
    return { Parameter: await read(ctx, found, version, WithDecryption) };
  },
};

export const GetParameters: Operation<
  GetParametersRequest,
  GetParametersResult,
  readonly FoundParameter[]
> = {
  target: ({ Names = [] }, ctx) => [...new Set(Names)].map((name) => findParameter(ctx, name)),
  // Every parameter must be allowed, or none is returned.
  permissions: (_, found) => found.map((each) => parameterPermission('GetParameters', each)),
  async handle({ WithDecryption = false }, ctx, targets) {
    const Parameters: Parameter[] = [];
    const InvalidParameters: string[] = [];
    for (const found of targets) {
      const version = selected(ctx, found);
      if (version !== undefined) {
        Parameters.push(await read(ctx, found, version, WithDecryption));
      } else {
        const { text, selector = '' } = found.reference;
        InvalidParameters.push(text + selector);
      }
    }
    return { Parameters, InvalidParameters };
  },
};

function selected(ctx: Context, found: FoundParameter): FoundVersion | undefined {
  if (found.parameter === undefined) return undefined;
  try {
    return selectVersion(ctx, found, found.parameter);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
