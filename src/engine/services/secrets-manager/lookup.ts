import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import { markedForDeletion, replication, secretNotFound } from './errors';
import { readReference, secretArn, type SecretReference } from './names';
import {
  secretKey,
  secretsTable,
  versionKey,
  versionsTable,
  type SecretRecord,
  type VersionRecord,
} from './state';

/** What a request names, and the secret that is there, if one is. */
export interface FoundSecret {
  readonly reference: SecretReference;
  /** The secret's ARN; where there is none, what the request said of it. */
  readonly arn: string;
  readonly key: string;
  readonly secret: SecretRecord | undefined;
}

/** A secret that is there. */
export interface ExistingSecret extends FoundSecret {
  readonly secret: SecretRecord;
}

type Reader = Pick<Context, 'get' | 'region' | 'caller'>;

/** Looks up what a request names. Throws ValidationException where that is no name. */
export function findSecret(ctx: Reader, { SecretId = '' }: { SecretId: string | undefined }) {
  const reference = readReference(SecretId, ctx);
  const { account, region, name } = reference;
  const key = secretKey(account, region, name);
  // A secret of another Region is not found here.
  const row = region === ctx.region ? ctx.get(secretsTable, key) : undefined;
  const secret = reference.arn === undefined || reference.arn === row?.ARN ? row : undefined;
  const arn = secret?.ARN ?? reference.arn ?? secretArn(region, account, name);
  return { reference, arn, key, secret } satisfies FoundSecret;
}

/** Throws ResourceNotFoundException where there is no such secret. */
export function existing(found: FoundSecret): ExistingSecret {
  if (found.secret === undefined) throw secretNotFound();
  return found as ExistingSecret;
}

/** Throws also where the secret waits for its deletion. */
export function inUse(found: FoundSecret): ExistingSecret {
  const there = existing(found);
  if (there.secret.DeletedDate !== undefined) throw markedForDeletion();
  return there;
}

/** Throws also where the secret is a replica, which only its primary changes. */
export function changeable(found: FoundSecret): ExistingSecret {
  requirePrimary(existing(found).secret);
  return inUse(found);
}

/** Whether a secret is the copy of one in another Region. */
export function isReplica({ PrimaryRegion, ARN }: SecretRecord): boolean {
  return PrimaryRegion !== undefined && PrimaryRegion !== parseArn(ARN)?.region;
}

/** Throws InvalidParameterException for a replica. */
export function requirePrimary(secret: SecretRecord): void {
  if (isReplica(secret)) throw replication.onReplica();
}

/** The secret as it is now: what a request called in between may have changed it. */
export function reread(ctx: Pick<Context, 'get'>, key: string): SecretRecord {
  const secret = ctx.get(secretsTable, key);
  if (secret === undefined) throw secretNotFound();
  return secret;
}

/** A version of a secret by its id. */
export function findVersion(
  ctx: Pick<Context, 'get'>,
  key: string,
  versionId: string,
): VersionRecord | undefined {
  return ctx.get(versionsTable, versionKey(key, versionId));
}

/** All versions of a secret, in the order in which they came to be. */
export function versionsOf(ctx: Pick<Context, 'range'>, key: string): readonly VersionRecord[] {
  return ctx
    .range(versionsTable, { prefix: versionKey(key, '') })
    .map(([, version]) => version)
    .sort((a, b) => a.number - b.number);
}

/** The staging labels of a version, in order. */
export function labelsOf({ stages }: Pick<SecretRecord, 'stages'>, versionId: string): string[] {
  return Object.keys(stages)
    .filter((label) => stages[label] === versionId)
    .sort();
}
