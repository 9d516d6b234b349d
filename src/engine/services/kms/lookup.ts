import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import { notFound } from './errors';
import { aliasArn, aliasesTable, keyArn, keysTable, type KeyRecord } from './state';

/** A key, and the alias by which the request named it. */
export interface FoundKey {
  readonly key: KeyRecord;
  readonly requestAlias?: string;
}

const keyIdPattern = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/**
 * Finds a key by key ID, key ARN, alias name or alias ARN, as cryptographic operations and
 * DescribeKey do. Throws NotFoundException with the text that fits how it was named.
 */
export function findKey(ctx: Context, keyId: string): FoundKey {
  if (keyId.startsWith('alias/')) {
    return behindAlias(ctx, aliasArn(ctx.region, ctx.caller.account, keyId), keyId);
  }
  const arn = parseArn(keyId);
  if (arn?.service === 'kms' && arn.resource.startsWith('alias/')) {
    if (arn.region !== ctx.region) throw notFound.arnOfOtherRegion(arn.region);
    return behindAlias(ctx, keyId, arn.resource);
  }
  return findKeyByIdOrArn(ctx, keyId);
}

/** Finds a key by key ID or key ARN only, as operations that manage keys do. */
export function findKeyByIdOrArn(ctx: Context, keyId: string): FoundKey {
  const arn = keyArnOf(ctx, keyId);
  const key = ctx.get(keysTable, arn);
  if (key === undefined) throw notFound.key(arn);
  return { key };
}

function keyArnOf(ctx: Context, keyId: string): string {
  if (keyIdPattern.test(keyId)) return keyArn(ctx.region, ctx.caller.account, keyId);
  const arn = parseArn(keyId);
  if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) {
    throw notFound.malformedKeyId(keyId);
  }
  if (arn.region !== ctx.region) throw notFound.arnOfOtherRegion(arn.region);
  return keyId;
}

function behindAlias(ctx: Context, arn: string, requestAlias: string): FoundKey {
  const alias = ctx.get(aliasesTable, arn);
  const key = alias === undefined ? undefined : ctx.get(keysTable, alias.targetKeyArn);
  if (key === undefined) throw notFound.alias(arn);
  return { key, requestAlias };
}
