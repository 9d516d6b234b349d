import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import type { AwsError } from '../../errors';
import { aliasForKey, notFound, unseen } from './errors';
import { checkGrantTokens } from './grant-permission';
import { aliasArn, aliasesTable, keyArn, keysTable, type KeyRecord } from './state';

/** A key, the alias by which the request named it, and the grant tokens it came with. */
export interface FoundKey {
  readonly key: KeyRecord;
  readonly requestAlias?: string;
  readonly grantTokens?: readonly string[];
  /** True where only the request's ciphertext says which key it is. */
  readonly byCiphertext?: boolean;
}

const keyIdPattern = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/**
 * Finds a key by key ID, key ARN, alias name or alias ARN, as cryptographic operations and
 * DescribeKey do, for a request with these grant tokens. Throws NotFoundException with the text
 * that fits how it was named, AccessDeniedException for a key of another account that does not
 * exist, and InvalidGrantTokenException.
 */
export function findKey(ctx: Context, keyId: string, grantTokens?: readonly string[]): FoundKey {
  const found = findKeyByAnyName(ctx, keyId);
  return grantTokens === undefined ? found : withGrantTokens(ctx, found, grantTokens);
}

function withGrantTokens(ctx: Context, found: FoundKey, grantTokens: readonly string[]): FoundKey {
  checkGrantTokens(ctx, grantTokens);
  return { ...found, grantTokens };
}

function findKeyByAnyName(ctx: Context, keyId: string): FoundKey {
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

/**
 * Finds a key by key ID or key ARN only, as operations that manage keys do. Throws
 * InvalidArnException for an alias, and what `findKey` throws.
 */
export function findKeyByIdOrArn(
  ctx: Context,
  keyId: string,
  grantTokens?: readonly string[],
): FoundKey {
  const arn = keyArnOf(ctx, keyId);
  const key = ctx.get(keysTable, arn);
  if (key === undefined) throw unknownKey(ctx, arn);
  return grantTokens === undefined ? { key } : withGrantTokens(ctx, { key }, grantTokens);
}

function keyArnOf(ctx: Context, keyId: string): string {
  if (keyIdPattern.test(keyId)) return keyArn(ctx.region, ctx.caller.account, keyId);
  if (keyId.startsWith('alias/')) throw aliasForKey();
  const arn = parseArn(keyId);
  if (arn?.service === 'kms' && arn.resource.startsWith('alias/')) throw aliasForKey();
  if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) {
    throw notFound.malformedKeyId(keyId);
  }
  if (arn.region !== ctx.region) throw notFound.arnOfOtherRegion(arn.region);
  return keyId;
}

/** What is said of a key that does not exist: to another account not even that. */
function unknownKey(ctx: Context, arn: string): AwsError {
  const { account, principal } = ctx.caller;
  if (principal.type === 'Service' || parseArn(arn)?.account === account) return notFound.key(arn);
  const operation = ctx.operation === 'ReEncrypt' ? 'ReEncryptTo' : ctx.operation;
  return unseen(ctx.caller.arn, `kms:${operation}`, 'this resource');
}

function behindAlias(ctx: Context, arn: string, requestAlias: string): FoundKey {
  const alias = ctx.get(aliasesTable, arn);
  const key = alias === undefined ? undefined : ctx.get(keysTable, alias.targetKeyArn);
  if (key === undefined) throw notFound.alias(arn);
  return { key, requestAlias };
}
