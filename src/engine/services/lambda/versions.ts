import type {
  FunctionConfiguration,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
  PublishVersionRequest,
} from '@aws-sdk/client-lambda';
import type { Context, Operation } from '../../operation';
import { configurationOf } from './configuration';
import { invalid, otherRevision } from './errors';
import { findFunction, latestVersion, requireFunction, versionsOf } from './names';
import type { FoundFunction } from './names';
import { pageOf } from './paging';
import { functionPermission, unqualified } from './permissions';
import {
  functionKey,
  functionsTable,
  latest,
  versionKey,
  versionsTable,
  type FunctionRecord,
  type VersionRecord,
} from './state';
import { without } from './without';

/**
 * Makes a version of what is the latest; the version published last, where nothing has changed
 * since. Source: Lambda API Reference, PublishVersion.
 */
export function publish(
  ctx: Context,
  record: FunctionRecord,
  current: VersionRecord,
  Description = current.Description,
): VersionRecord {
  const { lastVersion } = record;
  const last = ctx.get(versionsTable, versionKey(record, String(lastVersion)));
  if (last !== undefined && isSame(last, current)) return last;
  const Version = String(lastVersion + 1);
  const { deployed = current.RevisionId, ...rest } = current;
  const version = { ...rest, Version, Description, RevisionId: ctx.random.uuid() };
  ctx.put(versionsTable, versionKey(record, Version), version);
  // The latest one gets another revision, and goes on in the same execution environment.
  const before = { ...rest, deployed, RevisionId: ctx.random.uuid() };
  ctx.put(versionsTable, versionKey(record, latest), before);
  ctx.put(functionsTable, functionKey(record), { ...record, lastVersion: lastVersion + 1 });
  return version;
}

/** Whether a version has the code and configuration of another. */
function isSame(one: VersionRecord, other: VersionRecord): boolean {
  const text = (version: VersionRecord) => {
    const rest = without(
      version,
      'Version',
      'Description',
      'RevisionId',
      'deployed',
      'environment',
    );
    const { ciphertext } = version.environment ?? {};
    return JSON.stringify([rest, ciphertext && [...ciphertext]]);
  };
  return text(one) === text(other);
}

export const PublishVersion: Operation<
  PublishVersionRequest,
  FunctionConfiguration,
  FoundFunction
> = {
  target: (input, ctx) => unqualified(findFunction(ctx, input)),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'PublishVersion', found)],
  handle({ CodeSha256, Description, RevisionId }, ctx, found) {
    const record = requireFunction(found);
    const current = latestVersion(ctx, record);
    if (RevisionId !== undefined && RevisionId !== current.RevisionId) throw otherRevision();
    if (CodeSha256 !== undefined && CodeSha256 !== current.CodeSha256) {
      throw invalid(
        `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${current.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    return configurationOf(ctx, publish(ctx, record, current, Description));
  },
};

export const ListVersionsByFunction: Operation<
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
  FoundFunction
> = {
  target: (input, ctx) => unqualified(findFunction(ctx, input)),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'ListVersionsByFunction', found)],
  async handle(input, ctx, found) {
    const { items, more } = pageOf(versionsOf(ctx, requireFunction(found)), input);
    const Versions: FunctionConfiguration[] = [];
    for (const version of items) {
      const shown = await configurationOf(ctx, version, {
        qualifier: version.Version,
      });
      Versions.push(without(shown, 'State', 'LastUpdateStatus'));
    }
    return { Versions, ...more };
  },
};
