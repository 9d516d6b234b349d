import type {
  APIErrorType,
  BatchGetSecretValueRequest,
  BatchGetSecretValueResponse,
  SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import { accessDenied } from '../../common-errors';
import { AwsError } from '../../errors';
import { denialMessage } from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { listing as errors } from './errors';
import { readPermission, readSecret } from './get-secret-value';
import { chosenSecrets } from './list-secrets';
import { existing, findSecret } from './lookup';
import { pageOf } from './paging';

/** Secrets on a page. Source: Secrets Manager API Reference, BatchGetSecretValue, `MaxResults`. */
const pageSize = 20;

/** What is asked for, page by page where that is by filters. */
function asked(ctx: Context, input: BatchGetSecretValueRequest) {
  const { SecretIdList, Filters, MaxResults, NextToken } = input;
  if ((SecretIdList === undefined) === (Filters === undefined)) throw errors.listOrFilters();
  if (SecretIdList !== undefined) {
    if (MaxResults !== undefined) throw errors.maxResults();
    return { items: SecretIdList };
  }
  const arns = chosenSecrets(ctx, { Filters }).map(({ ARN }) => ARN);
  return pageOf(arns, { MaxResults: MaxResults ?? pageSize, NextToken });
}

export const BatchGetSecretValue: Operation<
  BatchGetSecretValueRequest,
  BatchGetSecretValueResponse
> = {
  permissions: ({ Filters }) => [
    { action: 'secretsmanager:BatchGetSecretValue', resource: '*' },
    ...(Filters === undefined ? [] : [{ action: 'secretsmanager:ListSecrets', resource: '*' }]),
  ],
  async handle(input, ctx) {
    const { items, ...more } = asked(ctx, input);
    const SecretValues: SecretValueEntry[] = [];
    const Errors: APIErrorType[] = [];
    for (const SecretId of items) {
      try {
        SecretValues.push(await read(ctx, SecretId));
      } catch (error) {
        if (!(error instanceof AwsError) || error.statusCode >= 500) throw error;
        Errors.push({ SecretId, ErrorCode: error.code, Message: error.message });
      }
    }
    return { SecretValues, ...more, Errors };
  },
};

/** Reads one secret as GetSecretValue would, which the audit trail then tells of too. */
async function read(ctx: Context, SecretId: string): Promise<SecretValueEntry> {
  const found = findSecret(ctx, { SecretId });
  const permission = readPermission(ctx, found, {});
  const evaluation = ctx.decide(permission);
  if (!evaluation.allowed) throw accessDenied('json', denialMessage(evaluation, permission));
  existing(found);
  const output = await readSecret(ctx, found, {});
  const input = { SecretId };
  ctx.innerCall({ operation: 'GetSecretValue', region: ctx.region, input, output });
  return output;
}
