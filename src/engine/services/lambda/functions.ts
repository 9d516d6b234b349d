import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  DeleteFunctionResponse,
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import type { Context, Operation } from '../../operation';
import { configurationOf } from './configuration';
import { dropGrant, sealVariables } from './environment-variables';
import { conflict, invalid } from './errors';
import { defaults } from './limits';
import {
  checkNewName,
  findFunction,
  latestVersion,
  requireFunction,
  requireVersion,
  versionsOf,
} from './names';
import type { FoundFunction } from './names';
import { readPackage } from './packages';
import { pageOf } from './paging';
import { functionPermission, passRole, requestTagKeys, unqualified } from './permissions';
import { assumeRole } from './role';
import { checkSettings, requireForZip } from './settings';
import {
  codeKey,
  codeTable,
  functionKey,
  functionsTable,
  latest,
  versionKey,
  versionsTable,
  type FunctionRecord,
  type VersionRecord,
} from './state';
import { checkKeys, checkTags } from './tag-rules';
import { publish } from './versions';
import { without } from './without';

export const CreateFunction: Operation<
  CreateFunctionRequest,
  FunctionConfiguration,
  FoundFunction
> = {
  target(input, ctx) {
    const found = unqualified(findFunction(ctx, input));
    checkNewName(found.FunctionName);
    return found;
  },
  permissions: (input, found, ctx) => [
    functionPermission(ctx, 'CreateFunction', found, requestTagKeys(input.Tags)),
    passRole(input.Role ?? ''),
  ],
  async handle(input, ctx, found) {
    const { account, region, FunctionName } = found;
    if (found.record !== undefined) throw conflict.functionExists(FunctionName);
    checkSettings(input);
    const { Runtime, Handler } = requireForZip(input);
    const { Tags = {} } = input;
    checkKeys(Object.keys(Tags));
    checkTags(Tags);
    const code = await readPackage(ctx, input.Code ?? {});
    const Role = input.Role ?? '';
    await assumeRole(ctx, { account, region, FunctionName, Role });
    const record: FunctionRecord = {
      ...{ account, region, FunctionName, lastVersion: 0 },
      tags: { ...ctx.systemTags, ...Tags },
      ...{ aliases: {}, policies: {} },
    };
    const { KMSKeyArn, Environment } = input;
    const owner = { account, region, FunctionName, Role, ...(KMSKeyArn ? { KMSKeyArn } : {}) };
    const environment =
      Environment?.Variables && (await sealVariables(ctx, owner, Environment.Variables));
    const version: VersionRecord = {
      ...{ ...owner, Version: latest, Runtime, Handler },
      Description: input.Description ?? '',
      Timeout: input.Timeout ?? defaults.timeout,
      MemorySize: input.MemorySize ?? defaults.memory,
      EphemeralStorage: input.EphemeralStorage?.Size ?? defaults.ephemeralStorage,
      Architectures: input.Architectures ?? ['x86_64'],
      ...{ CodeSha256: code.CodeSha256, CodeSize: code.CodeSize },
      ...{ LastModified: ctx.now, RevisionId: ctx.random.uuid() },
      LogGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`,
      ...(environment === undefined ? {} : { environment }),
    };
    ctx.put(codeTable, codeKey(record, code.CodeSha256), { zip: code.zip });
    ctx.put(functionsTable, functionKey(record), record);
    ctx.put(versionsTable, versionKey(record, latest), version);
    const shown = input.Publish === true ? publish(ctx, record, version) : version;
    return configurationOf(ctx, shown, { qualifier: '', progress: 'new' });
  },
};

export const GetFunction: Operation<GetFunctionRequest, GetFunctionResponse, FoundFunction> = {
  target: (input, ctx) => findFunction(ctx, input),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'GetFunction', found)],
  /** The package has no address: it cannot be downloaded here. */
  async handle(_, ctx, found) {
    const version = requireVersion(ctx, found);
    const Tags = found.record?.tags ?? {};
    return {
      Configuration: await configurationOf(ctx, version, found),
      Code: { RepositoryType: 'S3' },
      ...(Object.keys(Tags).length === 0 ? {} : { Tags }),
    };
  },
};

export const GetFunctionConfiguration: Operation<
  GetFunctionConfigurationRequest,
  FunctionConfiguration,
  FoundFunction
> = {
  target: (input, ctx) => findFunction(ctx, input),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'GetFunctionConfiguration', found)],
  handle: (_, ctx, found) => configurationOf(ctx, requireVersion(ctx, found), found),
};

/** What the status of the answer is: recorded. */
const deleted: DeleteFunctionResponse = { StatusCode: 204 };

export const DeleteFunction: Operation<
  DeleteFunctionRequest,
  DeleteFunctionResponse,
  FoundFunction
> = {
  target: (input, ctx) => findFunction(ctx, input),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'DeleteFunction', found)],
  async handle(_, ctx, found) {
    if (found.qualifier === latest) {
      throw invalid('$LATEST version cannot be deleted without deleting the function.');
    }
    if (/[^\d]/.test(found.qualifier)) {
      throw invalid('Deletion of aliases is not currently supported.');
    }
    const record = requireFunction(found);
    if (found.qualifier !== '') {
      const version = ctx.get(versionsTable, versionKey(record, found.qualifier));
      // Deleting a version that is not there is no error: recorded.
      if (version !== undefined) await remove(ctx, version);
      return deleted;
    }
    for (const version of versionsOf(ctx, record)) await remove(ctx, version);
    ctx.delete(functionsTable, functionKey(record));
    return deleted;
  },
};

async function remove(ctx: Context, version: VersionRecord): Promise<void> {
  await dropGrant(ctx, version);
  ctx.delete(versionsTable, versionKey(version, version.Version));
  const isUsed = ctx
    .range(versionsTable, { prefix: `${version.account}/${version.region}/` })
    .some(([, other]) => other.CodeSha256 === version.CodeSha256);
  if (!isUsed) ctx.delete(codeTable, codeKey(version, version.CodeSha256));
}

export const ListFunctions: Operation<ListFunctionsRequest, ListFunctionsResponse> = {
  async handle(input, ctx) {
    const prefix = `${ctx.caller.account}/${ctx.region}/`;
    const records = ctx.range(functionsTable, { prefix }).map(([, record]) => record);
    const all = records.flatMap((record) =>
      input.FunctionVersion === 'ALL' ? versionsOf(ctx, record) : [latestVersion(ctx, record)],
    );
    const { items, more } = pageOf(all, input);
    const Functions: FunctionConfiguration[] = [];
    for (const version of items) {
      // Lists leave out how far a function is: recorded.
      const qualifier = input.FunctionVersion === 'ALL' ? version.Version : '';
      const shown = await configurationOf(ctx, version, {
        qualifier,
      });
      Functions.push(without(shown, 'State', 'LastUpdateStatus'));
    }
    return { Functions, ...more };
  },
};
