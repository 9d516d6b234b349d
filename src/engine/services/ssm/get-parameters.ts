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
  findReadable,
  selectVersion,
  shownParameter,
  type FoundParameter,
  type FoundVersion,
} from './lookup';
import { parameterPermission } from './permissions';
import { isSecretReference, readSecret } from './secret-references';
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

/** What a name stands for: a parameter of the account, one of AWS's own, or a secret. */
async function resolve(
  ctx: Context,
  found: FoundParameter,
  withDecryption: boolean,
): Promise<Parameter> {
  const { reference, parameter } = found;
  if (isSecretReference(reference.path)) return readSecret(ctx, reference, withDecryption);
  if (parameter === undefined) throw notFound();
  return read(ctx, found, selectVersion(ctx, found, parameter), withDecryption);
}

export const GetParameter: Operation<GetParameterRequest, GetParameterResult, FoundParameter> = {
  target: ({ Name = '' }, ctx) => findReadable(ctx, Name),
  permissions: (_, found) => [parameterPermission('GetParameter', found)],
  handle: async ({ WithDecryption = false }, ctx, found) => ({
    Parameter: await resolve(ctx, found, WithDecryption),
  }),
};

export const GetParameters: Operation<
  GetParametersRequest,
  GetParametersResult,
  readonly FoundParameter[]
> = {
  target: ({ Names = [] }, ctx) => [...new Set(Names)].map((name) => findReadable(ctx, name)),
  // Every parameter must be allowed, or none is returned.
  permissions: (_, found) => found.map((each) => parameterPermission('GetParameters', each)),
  async handle({ WithDecryption = false }, ctx, targets) {
    const Parameters: Parameter[] = [];
    const InvalidParameters: string[] = [];
    for (const found of targets) {
      const parameter = await resolve(ctx, found, WithDecryption).catch(unlessMissing);
      const { text, selector = '' } = found.reference;
      if (parameter === undefined) InvalidParameters.push(text + selector);
      else Parameters.push(parameter);
    }
    return { Parameters, InvalidParameters };
  },
};

const missing = new Set(['ParameterNotFound', 'ParameterVersionNotFound']);

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof AwsError) || !missing.has(error.code)) throw error;
}
