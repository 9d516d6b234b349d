import type {
  FunctionConfiguration,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { Context, Operation } from '../../operation';
import { configurationOf } from './configuration';
import { dropGrant, openVariables, sealVariables } from './environment-variables';
import { otherRevision } from './errors';
import { findFunction, latestVersion, requireFunction } from './names';
import type { FoundFunction } from './names';
import { readPackage } from './packages';
import { functionPermission, passRole, unqualified } from './permissions';
import { assumeRole } from './role';
import { checkSettings } from './settings';
import { codeKey, codeTable, versionKey, versionsTable, type VersionRecord } from './state';
import { publish } from './versions';
import { without } from './without';

/** Puts a changed version in the place of the latest one. */
function change(
  ctx: Context,
  version: VersionRecord,
  changed: Partial<VersionRecord>,
): VersionRecord {
  const after = {
    ...{ ...without(version, 'deployed'), ...changed },
    ...{ LastModified: ctx.now, RevisionId: ctx.random.uuid() },
  };
  ctx.put(versionsTable, versionKey(version, version.Version), after);
  return after;
}

function checkRevision(version: VersionRecord, RevisionId: string | undefined): void {
  if (RevisionId !== undefined && RevisionId !== version.RevisionId) throw otherRevision();
}

export const UpdateFunctionCode: Operation<
  UpdateFunctionCodeRequest,
  FunctionConfiguration,
  FoundFunction
> = {
  target: (input, ctx) => unqualified(findFunction(ctx, input)),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'UpdateFunctionCode', found)],
  async handle(input, ctx, found) {
    const record = requireFunction(found);
    const version = latestVersion(ctx, record);
    checkRevision(version, input.RevisionId);
    const { zip, CodeSha256, CodeSize } = await readPackage(ctx, input);
    const { Architectures = version.Architectures } = input;
    const changed = { CodeSha256, CodeSize, Architectures };
    if (input.DryRun === true) return configurationOf(ctx, { ...version, ...changed });
    ctx.put(codeTable, codeKey(record, CodeSha256), { zip });
    const after = change(ctx, version, changed);
    const shown = input.Publish === true ? publish(ctx, record, after) : after;
    return configurationOf(ctx, shown, { progress: 'changed' });
  },
};

export const UpdateFunctionConfiguration: Operation<
  UpdateFunctionConfigurationRequest,
  FunctionConfiguration,
  FoundFunction
> = {
  target: (input, ctx) => unqualified(findFunction(ctx, input)),
  permissions: ({ Role }, found, ctx) => [
    functionPermission(ctx, 'UpdateFunctionConfiguration', found),
    ...(Role === undefined ? [] : [passRole(Role)]),
  ],
  async handle(input, ctx, found) {
    const record = requireFunction(found);
    const version = latestVersion(ctx, record);
    checkRevision(version, input.RevisionId);
    checkSettings(input);
    const { Role = version.Role, Runtime, Handler, Description, Timeout, MemorySize } = input;
    if (input.Role !== undefined) await assumeRole(ctx, { ...version, Role });
    const set = { Runtime, Handler, Description, Timeout, MemorySize };
    const { EphemeralStorage, LoggingConfig } = input;
    const changed: Partial<VersionRecord> = {
      ...Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
      Role,
      ...(EphemeralStorage?.Size === undefined ? {} : { EphemeralStorage: EphemeralStorage.Size }),
      ...(LoggingConfig?.LogGroup === undefined ? {} : { LogGroup: LoggingConfig.LogGroup }),
      ...(await changedEnvironment(input, ctx, version, Role)),
    };
    return configurationOf(ctx, change(ctx, version, changed), { progress: 'changed' });
  },
};

/** Other variables, another key or another role: what was encrypted before is so anew. */
async function changedEnvironment(
  { Environment, KMSKeyArn }: UpdateFunctionConfigurationRequest,
  ctx: Context,
  version: VersionRecord,
  Role: string,
): Promise<Partial<VersionRecord>> {
  const variables = Environment?.Variables;
  const isMoved = KMSKeyArn !== undefined || Role !== version.Role;
  if (variables === undefined && !isMoved) return {};
  if (variables === undefined && version.environment === undefined) {
    return KMSKeyArn ? { KMSKeyArn } : {};
  }
  const { KMSKeyArn: before, ...rest } = version;
  // An empty ARN is how a customer managed key is given up: the API model's pattern allows it.
  const key = KMSKeyArn ?? before;
  const owner = { ...rest, Role, ...(key ? { KMSKeyArn: key } : {}) };
  const plain = variables ?? (await openVariables(ctx, version, 'caller'));
  const environment = await sealVariables(ctx, owner, plain);
  await dropGrant(ctx, version);
  return { environment, KMSKeyArn: key === '' ? undefined : key } as Partial<VersionRecord>;
}
