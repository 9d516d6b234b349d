import type { Parameter } from '@aws-sdk/client-ssm';
import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import { versionNotFound } from './errors';
import { parameterArn, parameterKey, readReference, type ParameterReference } from './names';
import { isPublicPath, publicParameter } from './public-parameters';
import { hasHigherThroughput } from './throughput';
import {
  parametersTable,
  versionKey,
  versionsTable,
  type ParameterRecord,
  type VersionRecord,
} from './state';

/** What a request names, and the parameter that is there, if one is. */
export interface FoundParameter {
  readonly reference: ParameterReference;
  readonly arn: string;
  readonly key: string;
  readonly parameter: ParameterRecord | undefined;
  /** Whether the caller's account has higher throughput: it decides about the quota. */
  readonly isHigher: boolean;
}

/** A version of a parameter that exists. */
export interface FoundVersion {
  readonly parameter: ParameterRecord;
  readonly number: number;
  readonly version: VersionRecord;
}

type Reader = Pick<Context, 'get' | 'region' | 'caller'>;

/** Looks up what a request names, by name or ARN. */
export function findParameter(ctx: Reader, name: string): FoundParameter {
  return lookUp(ctx, readReference(name, ctx));
}

/** Looks up what a request to read names: it may be a parameter of AWS's own. */
export function findReadable(ctx: Reader, name: string): FoundParameter {
  const reference = readReference(name, ctx);
  const { path, region } = reference;
  if (!isPublicPath(path)) return lookUp(ctx, reference);
  return {
    ...lookUp(ctx, reference),
    arn: parameterArn(region, '', path),
    parameter: publicParameter(path, region)?.parameter,
  };
}

/** Looks up the parameter that a reference names. */
export function lookUp(ctx: Reader, reference: ParameterReference): FoundParameter {
  const { account, region, path } = reference;
  const key = parameterKey(account, region, path);
  const arn = parameterArn(region, account, path);
  const parameter = ctx.get(parametersTable, key);
  return { reference, arn, key, parameter, isHigher: hasHigherThroughput(ctx) };
}

/** A version by its number; undefined where it is not kept. */
export function versionOf(
  ctx: Pick<Context, 'get'>,
  key: string,
  parameter: ParameterRecord,
  number: number,
): FoundVersion | undefined {
  const { Name, ARN } = parameter;
  if (isPublicPath(Name)) {
    return number === 1 ? publicParameter(Name, parseArn(ARN)?.region ?? '') : undefined;
  }
  const version = ctx.get(versionsTable, versionKey(key, number));
  return version === undefined ? undefined : { parameter, number, version };
}

/** The latest version of a parameter. */
export function latestVersion(
  ctx: Pick<Context, 'get'>,
  key: string,
  parameter: ParameterRecord,
): FoundVersion {
  const latest = versionOf(ctx, key, parameter, parameter.Version);
  if (latest === undefined) throw new Error(`${key} has no version ${parameter.Version}`);
  return latest;
}

/**
 * The version that a reference selects: the latest without a selector. Throws
 * ParameterVersionNotFound.
 */
export function selectVersion(
  ctx: Reader,
  { key, reference: { selector, text } }: Pick<FoundParameter, 'key' | 'reference'>,
  parameter: ParameterRecord,
): FoundVersion {
  if (selector === undefined) return latestVersion(ctx, key, parameter);
  const wanted = selector.slice(1);
  const labelled = parameter.labels?.[wanted];
  const number = /^\d+$/.test(wanted) ? Number(wanted) : labelled;
  const found = number === undefined ? undefined : versionOf(ctx, key, parameter, number);
  if (found === undefined) throw versionNotFound(wanted, text);
  return found;
}

/** A version as GetParameter and its kin return it, without decrypting. */
export function shownParameter({ parameter, number, version }: FoundVersion): Parameter {
  return {
    Name: parameter.Name,
    Type: parameter.Type,
    Value: version.Value,
    Version: number,
    LastModifiedDate: new Date(version.LastModifiedDate),
    ARN: parameter.ARN,
    DataType: version.DataType,
  };
}
