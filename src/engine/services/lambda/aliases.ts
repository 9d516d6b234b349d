import type {
  AliasConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { conflict, invalid, notFound, otherRevision } from './errors';
import { findFunction, requireFunction, type FoundFunction } from './names';
import { pageOf } from './paging';
import { functionPermission } from './permissions';
import {
  functionArn,
  functionKey,
  functionsTable,
  latest,
  versionKey,
  versionsTable,
  type AliasRecord,
  type FunctionRecord,
} from './state';
import { without } from './without';

interface AliasInput {
  readonly FunctionName: string | undefined;
  readonly Name: string | undefined;
}

/** The function, qualified with the alias: that is what permissions are for. */
const target = ({ FunctionName, Name }: AliasInput, ctx: Context) =>
  findFunction(ctx, { FunctionName, Qualifier: Name });

const permissions = (action: string) => (_: object, found: FoundFunction, ctx: Context) => [
  functionPermission(ctx, action, found),
];

function shown(record: FunctionRecord, Name: string, alias: AliasRecord): AliasConfiguration {
  const { FunctionVersion, Description, RevisionId, weights } = alias;
  return {
    ...{ AliasArn: functionArn(record, Name), Name, FunctionVersion, Description, RevisionId },
    ...(Object.keys(weights).length === 0
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: weights } }),
  };
}

function put(ctx: Context, record: FunctionRecord, Name: string, alias: AliasRecord) {
  const aliases = { ...record.aliases, [Name]: alias };
  ctx.put(functionsTable, functionKey(record), { ...record, aliases });
  return shown(record, Name, alias);
}

/** Throws for versions that are not there, and for more than one beside the alias's own. */
function check(
  ctx: Context,
  record: FunctionRecord,
  { FunctionVersion, weights }: AliasRecord,
): void {
  const others = Object.keys(weights);
  if (others.length > 1) {
    throw invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  if (others.length > 0 && FunctionVersion === latest) {
    // The one refusal of this code that is recorded without a type.
    throw new AwsError(
      'InvalidParameterValueException',
      '$LATEST is not supported for an alias pointing to more than 1 version',
    );
  }
  if (others.includes(FunctionVersion)) {
    throw invalid(
      `Invalid function version ${FunctionVersion}. Function version ${FunctionVersion} is already included in routing configuration.`,
    );
  }
  for (const version of [FunctionVersion, ...others]) {
    if (ctx.get(versionsTable, versionKey(record, version)) === undefined) {
      throw notFound.function(functionArn(record, version));
    }
  }
}

export const CreateAlias: Operation<CreateAliasRequest, AliasConfiguration, FoundFunction> = {
  target,
  permissions: permissions('CreateAlias'),
  handle({ Name = '', FunctionVersion = '', Description = '', RoutingConfig }, ctx, found) {
    if (found.record === undefined) throw notFound.function(functionArn(found, FunctionVersion));
    const { record } = found;
    if (Object.hasOwn(record.aliases, Name)) throw conflict.aliasExists(found.arn);
    const weights = RoutingConfig?.AdditionalVersionWeights ?? {};
    const alias = { FunctionVersion, Description, weights, RevisionId: ctx.random.uuid() };
    check(ctx, record, alias);
    return put(ctx, record, Name, alias);
  },
};

export const GetAlias: Operation<GetAliasRequest, AliasConfiguration, FoundFunction> = {
  target,
  permissions: permissions('GetAlias'),
  handle({ Name = '' }, _, found) {
    const alias = found.record?.aliases[Name];
    if (found.record === undefined || alias === undefined) throw notFound.alias(found.arn);
    return shown(found.record, Name, alias);
  },
};

export const UpdateAlias: Operation<UpdateAliasRequest, AliasConfiguration, FoundFunction> = {
  target,
  permissions: permissions('UpdateAlias'),
  handle({ Name = '', FunctionVersion, Description, RoutingConfig, RevisionId }, ctx, found) {
    const before = found.record?.aliases[Name];
    if (found.record === undefined || before === undefined) {
      throw notFound.resource(`Alias not found: ${found.arn}`);
    }
    if (RevisionId !== undefined && RevisionId !== before.RevisionId) throw otherRevision();
    const alias = {
      FunctionVersion: FunctionVersion ?? before.FunctionVersion,
      Description: Description ?? before.Description,
      weights:
        RoutingConfig === undefined
          ? before.weights
          : (RoutingConfig.AdditionalVersionWeights ?? {}),
      RevisionId: ctx.random.uuid(),
    };
    check(ctx, found.record, alias);
    return put(ctx, found.record, Name, alias);
  },
};

export const DeleteAlias: Operation<DeleteAliasRequest, void, FoundFunction> = {
  target,
  permissions: permissions('DeleteAlias'),
  /** One that is not there is no error: recorded. */
  handle({ Name = '' }, ctx, found) {
    if (found.record === undefined) return;
    const aliases = without(found.record.aliases, Name);
    const policies = without(found.record.policies, Name);
    ctx.put(functionsTable, functionKey(found.record), { ...found.record, aliases, policies });
  },
};

export const ListAliases: Operation<ListAliasesRequest, ListAliasesResponse, FoundFunction> = {
  target: ({ FunctionName }, ctx) => findFunction(ctx, { FunctionName }),
  permissions: permissions('ListAliases'),
  handle(input, _, found) {
    const record = requireFunction(found);
    const all = Object.entries(record.aliases)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter(([, alias]) => {
        const { FunctionVersion: version } = input;
        return (
          version === undefined || alias.FunctionVersion === version || version in alias.weights
        );
      })
      .map(([name, alias]) => shown(record, name, alias));
    const { items, more } = pageOf(all, input);
    return { Aliases: [...items], ...more };
  },
};
