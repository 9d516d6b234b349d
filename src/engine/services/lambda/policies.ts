import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors';
import { parsePolicy } from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { principalIdsIn } from '../iam/principal-ids';
import { conflict, invalid, notFound, otherRevision } from './errors';
import { limits } from './limits';
import { findFunction, requireFunction, type FoundFunction } from './names';
import { functionPermission, policyDocument } from './permissions';
import {
  functionArn,
  functionKey,
  functionsTable,
  latest,
  versionKey,
  versionsTable,
  type FunctionRecord,
  type PolicyRecord,
  type PolicyStatement,
} from './state';
import { without } from './without';

export const AddPermission: Operation<AddPermissionRequest, AddPermissionResponse, FoundFunction> =
  {
    target: (input, ctx) => findFunction(ctx, input),
    permissions: ({ Principal = '' }, found, ctx) => [
      functionPermission(ctx, 'AddPermission', found, { 'lambda:Principal': Principal }),
    ],
    handle(input, ctx, found) {
      const record = requireFunction(found);
      requireQualified(ctx, record, found);
      const policy = record.policies[found.qualifier];
      checkRevision(ctx, found, input.RevisionId);
      const statement = statementOf(input, found);
      const { statements = [] } = policy ?? {};
      if (statements.some(({ Sid }) => Sid === statement.Sid)) {
        throw conflict.statementExists(statement.Sid);
      }
      put(ctx, record, found.qualifier, [...statements, statement]);
      return { Statement: JSON.stringify(statement) };
    },
  };

export const RemovePermission: Operation<RemovePermissionRequest, void, FoundFunction> = {
  target: (input, ctx) => findFunction(ctx, input),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'RemovePermission', found)],
  handle({ StatementId = '', RevisionId }, ctx, found) {
    if (found.record === undefined) {
      throw notFound.resource(`No policy found for: ${found.arn}`);
    }
    const { aliases, policies } = found.record;
    const policy = policies[found.qualifier];
    if (policy === undefined) {
      const isAlias = /^(?!\d+$)[a-zA-Z0-9-_]+$/.test(found.qualifier);
      if (isAlias && !Object.hasOwn(aliases, found.qualifier)) throw missing(found);
      throw notFound.noPolicy();
    }
    checkRevision(ctx, found, RevisionId);
    const kept = policy.statements.filter(({ Sid }) => Sid !== StatementId);
    if (kept.length === policy.statements.length) throw notFound.statement(StatementId);
    put(ctx, found.record, found.qualifier, kept);
  },
};

export const GetPolicy: Operation<GetPolicyRequest, GetPolicyResponse, FoundFunction> = {
  target: (input, ctx) => findFunction(ctx, input),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'GetPolicy', found)],
  handle(_, __, found) {
    const policy = found.record?.policies[found.qualifier];
    if (policy === undefined) throw notFound.policy();
    return { Policy: policyDocument(policy), RevisionId: policy.RevisionId };
  },
};

/** A policy can be had for a function, a version or an alias that is there. */
function requireQualified(ctx: Context, record: FunctionRecord, found: FoundFunction): void {
  const { qualifier } = found;
  if (qualifier === '' || Object.hasOwn(record.aliases, qualifier)) return;
  if (qualifier === latest)
    throw invalid('We currently do not support adding policies for $LATEST.');
  if (ctx.get(versionsTable, versionKey(record, qualifier)) !== undefined) return;
  throw missing(found);
}

/** What is missing, by its qualifier: a name with a `$` is no alias. */
function missing({ qualifier, arn }: FoundFunction): AwsError {
  return /^\d+$|\$/.test(qualifier) ? notFound.function(arn) : notFound.alias(arn);
}

// Where there is no policy yet, the revision is that of what gets one: recorded of an alias.
function checkRevision(
  ctx: Context,
  { record, qualifier }: FoundFunction,
  RevisionId: string | undefined,
): void {
  if (RevisionId === undefined || record === undefined) return;
  const { RevisionId: current } =
    record.policies[qualifier] ??
    record.aliases[qualifier] ??
    ctx.get(versionsTable, versionKey(record, qualifier || latest)) ??
    {};
  if (RevisionId !== current) throw otherRevision('GetPolicy');
}

function statementOf(input: AddPermissionRequest, found: FoundFunction): PolicyStatement {
  const { StatementId: Sid = '', Action = '', SourceArn, SourceAccount, PrincipalOrgID } = input;
  const equals = {
    ...(SourceAccount === undefined ? {} : { 'AWS:SourceAccount': SourceAccount }),
    ...(input.EventSourceToken === undefined
      ? {}
      : { 'lambda:EventSourceToken': input.EventSourceToken }),
    ...(input.FunctionUrlAuthType === undefined
      ? {}
      : { 'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType }),
    ...(PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': PrincipalOrgID }),
  };
  const Condition = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  return {
    ...{ Sid, Effect: 'Allow', Principal: principalOf(input.Principal ?? ''), Action },
    Resource: functionArn(found, found.qualifier),
    ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
  };
}

function principalOf(text: string): PolicyStatement['Principal'] {
  if (text === '*') return '*';
  if (/^\d{12}$/.test(text)) return { AWS: `arn:aws:iam::${text}:root` };
  if (text.startsWith('arn:')) return { AWS: text };
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazon(aws)?\.com$/.test(text)) return { Service: text };
  throw invalidPrincipal();
}

const invalidPrincipal = () =>
  invalid('The provided principal was invalid. Please check the principal and try again.');

function put(
  ctx: Context,
  record: FunctionRecord,
  qualifier: string,
  statements: readonly PolicyStatement[],
): void {
  const others = without(record.policies, qualifier);
  const policies =
    statements.length === 0 ? others : { ...others, [qualifier]: made(ctx, statements) };
  ctx.put(functionsTable, functionKey(record), { ...record, policies });
}

function made(ctx: Context, statements: readonly PolicyStatement[]): PolicyRecord {
  const policy = { statements, principalIds: {}, RevisionId: ctx.random.uuid() };
  const document = policyDocument(policy);
  if (document.length > limits.policy) {
    // Text: public bug reports; the code is the API model's.
    throw new AwsError(
      'PolicyLengthExceededException',
      `The final policy size (${document.length}) is bigger than the limit (${limits.policy}).`,
    );
  }
  const principalIds = principalIdsIn(ctx, parsePolicy(document, 'resource'), invalidPrincipal);
  return { ...policy, principalIds };
}
