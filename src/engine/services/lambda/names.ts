import type { Context } from '../../operation';
import { invalid, notFound } from './errors';
import {
  functionArn,
  functionKey,
  functionsTable,
  latest,
  versionKey,
  versionsTable,
  type FunctionRecord,
  type VersionRecord,
} from './state';

/** A function as a request names it. */
export interface FunctionName {
  readonly account: string;
  readonly region: string;
  readonly FunctionName: string;
  /** A version, an alias, or nothing. */
  readonly qualifier: string;
}

/** What a request is about, whether it is there or not. */
export interface FoundFunction extends FunctionName {
  /** With the qualifier that the request has. */
  readonly arn: string;
  readonly record: FunctionRecord | undefined;
}

/** Source: Lambda API Reference, CreateFunction, `FunctionName`. */
const longestName = 64;

const pattern =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads a function's name, partial ARN or ARN. Throws ResourceNotFoundException for one of another
 * Region, and InvalidParameterValueException where the ARN has another qualifier than the request.
 */
export function readName(ctx: Context, text: string, qualifier?: string): FunctionName {
  const [, region = ctx.region, account = ctx.caller.account, FunctionName = text, own] =
    pattern.exec(text) ?? [];
  if (region !== ctx.region) throw notFound.otherRegion(region, ctx.region);
  if (own !== undefined && qualifier !== undefined && own !== qualifier) {
    throw invalid(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { account, region, FunctionName, qualifier: qualifier ?? own ?? '' };
}

/** Looks a function up. */
export function findFunction(
  ctx: Context,
  {
    FunctionName = '',
    Qualifier,
  }: { FunctionName: string | undefined; Qualifier?: string | undefined },
): FoundFunction {
  const name = readName(ctx, FunctionName, Qualifier);
  const record = ctx.get(functionsTable, functionKey(name));
  return { ...name, arn: functionArn(name, name.qualifier), record };
}

/** Throws InvalidParameterValueException for a name that a new function cannot have. */
export function checkNewName(name: string): void {
  if (name.length <= longestName) return;
  throw invalid(
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${longestName}`,
  );
}

/** A function that must be there. Throws ResourceNotFoundException. */
export function requireFunction({ record, arn }: FoundFunction): FunctionRecord {
  if (record === undefined) throw notFound.function(arn);
  return record;
}

/** A version that must be there, by number, alias or as the latest one. Throws ResourceNotFoundException. */
export function requireVersion(ctx: Context, found: FoundFunction): VersionRecord {
  const record = requireFunction(found);
  const number = versionOf(ctx, record, found.qualifier);
  const version = ctx.get(versionsTable, versionKey(record, number));
  if (version === undefined) throw notFound.function(found.arn);
  return version;
}

/** The version that a qualifier means now: an alias with weights sends some requests elsewhere. */
function versionOf(ctx: Context, { aliases }: FunctionRecord, qualifier: string): string {
  if (qualifier === '') return latest;
  const alias = Object.hasOwn(aliases, qualifier) ? aliases[qualifier] : undefined;
  if (alias === undefined) return qualifier;
  const [other] = Object.entries(alias.weights);
  if (other === undefined) return alias.FunctionVersion;
  const [version, weight] = other;
  const [byte = 0, more = 0] = ctx.random.bytes(2);
  return (byte * 256 + more) / 65_536 < weight ? version : alias.FunctionVersion;
}

/** The version called `$LATEST`. */
export function latestVersion(ctx: Context, record: FunctionRecord): VersionRecord {
  const version = ctx.get(versionsTable, versionKey(record, latest));
  if (version === undefined) throw notFound.function(functionArn(record));
  return version;
}

/** All versions of a function, the latest first and then by number. */
export function versionsOf(
  ctx: Context,
  record: FunctionRecord | VersionRecord,
): readonly VersionRecord[] {
  const rows = ctx.range(versionsTable, { prefix: `${functionKey(record)}/` });
  const number = ({ Version }: VersionRecord) => (Version === latest ? 0 : Number(Version));
  return rows.map(([, version]) => version).sort((a, b) => number(a) - number(b));
}
