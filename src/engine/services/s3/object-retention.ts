import type {
  GetObjectLegalHoldOutput,
  GetObjectLegalHoldRequest,
  GetObjectRetentionOutput,
  GetObjectRetentionRequest,
  PutObjectLegalHoldRequest,
  PutObjectRetentionRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { malformedXml } from './errors';
import { findObject, requireContent, type FoundObject, type ObjectInput } from './lookup';
import {
  activeRetention,
  bypassPermissions,
  dateKeys,
  isHoldStatus,
  isLockMode,
  type BypassInput,
} from './object-lock';
import {
  bucketWithoutLock,
  noLockOfObject,
  protectedByLock,
  retention as errors,
} from './object-lock-errors';
import { objectPermission } from './permissions';
import type { ObjectVersion, Retention } from './state';
import { changeVersion } from './replicate';

const target = (input: ObjectInput, ctx: Context) => findObject(ctx, input);

/** The object whose lock a request is about. Throws InvalidRequest where its bucket has none. */
function lockedVersion(
  ctx: Context,
  input: ObjectInput,
  found: FoundObject,
  method: string,
): ObjectVersion {
  const version = requireContent(ctx, input, found, method);
  if (found.bucket.objectLock === undefined) throw bucketWithoutLock();
  return version;
}

/** The retention of a request; undefined where it wants none. Throws MalformedXML. */
function requestedRetention({ Retention: given }: PutObjectRetentionRequest) {
  if (given === undefined) throw malformedXml();
  const { Mode, RetainUntilDate: date } = given;
  if (Mode === undefined && date === undefined) return undefined;
  if (Mode === undefined || date === undefined || !isLockMode(Mode)) throw malformedXml();
  return { Mode, RetainUntilDate: date };
}

/**
 * Throws AccessDenied where retention would become looser: in compliance mode for everybody, in
 * governance mode for those who do not bypass it.
 */
function checkNotLoosened(before: Retention, after: Retention | undefined, input: BypassInput) {
  if (before.Mode === 'GOVERNANCE' && input.BypassGovernanceRetention === true) return;
  const isLooser =
    after === undefined ||
    after.RetainUntilDate < before.RetainUntilDate ||
    (before.Mode === 'COMPLIANCE' && after.Mode === 'GOVERNANCE');
  if (isLooser) throw protectedByLock();
}

export const PutObjectRetention: Operation<PutObjectRetentionRequest, object, FoundObject> = {
  target,
  permissions(input, found, ctx) {
    const { Mode, RetainUntilDate } = input.Retention ?? {};
    const more = {
      ...dateKeys(RetainUntilDate, ctx.now),
      ...(Mode === undefined ? {} : { 's3:object-lock-mode': Mode }),
    };
    const { bucket, Key } = found;
    const put = objectPermission('s3:PutObjectRetention', bucket, Key, ctx, input, more);
    return [put, ...bypassPermissions(input, found, ctx)];
  },
  handle(input, ctx, found) {
    const wanted = requestedRetention(input);
    const version = lockedVersion(ctx, input, found, 'PUT');
    const before = activeRetention(version, ctx.now);
    if (wanted === undefined) {
      if (before !== undefined) checkNotLoosened(before, undefined, input);
      const unlocked: { -readonly [Part in keyof ObjectVersion]: ObjectVersion[Part] } = {
        ...version,
      };
      delete unlocked.retention;
      changeVersion(ctx, found.bucket, unlocked);
      return {};
    }
    const RetainUntilDate = wanted.RetainUntilDate.getTime();
    if (RetainUntilDate <= ctx.now) {
      throw errors.dateIsPast(wanted.RetainUntilDate);
    }
    const retention = { Mode: wanted.Mode, RetainUntilDate };
    if (before !== undefined) checkNotLoosened(before, retention, input);
    changeVersion(ctx, found.bucket, { ...version, retention });
    return {};
  },
};

export const GetObjectRetention: Operation<
  GetObjectRetentionRequest,
  GetObjectRetentionOutput,
  FoundObject
> = {
  target,
  permissions: (input, { bucket, Key }, ctx) => [
    objectPermission('s3:GetObjectRetention', bucket, Key, ctx, input),
  ],
  handle(input, ctx, found) {
    const { retention } = lockedVersion(ctx, input, found, 'GET');
    if (retention === undefined) throw noLockOfObject();
    const { Mode, RetainUntilDate } = retention;
    return { Retention: { Mode, RetainUntilDate: new Date(RetainUntilDate) } };
  },
};

export const PutObjectLegalHold: Operation<PutObjectLegalHoldRequest, object, FoundObject> = {
  target,
  permissions(input, { bucket, Key }, ctx) {
    const { Status } = input.LegalHold ?? {};
    const more = Status === undefined ? {} : { 's3:object-lock-legal-hold': Status };
    return [objectPermission('s3:PutObjectLegalHold', bucket, Key, ctx, input, more)];
  },
  handle(input, ctx, found) {
    const { Status } = input.LegalHold ?? {};
    if (Status === undefined || !isHoldStatus(Status)) throw malformedXml();
    const version = lockedVersion(ctx, input, found, 'PUT');
    changeVersion(ctx, found.bucket, { ...version, legalHold: Status });
    return {};
  },
};

export const GetObjectLegalHold: Operation<
  GetObjectLegalHoldRequest,
  GetObjectLegalHoldOutput,
  FoundObject
> = {
  target,
  permissions: (input, { bucket, Key }, ctx) => [
    objectPermission('s3:GetObjectLegalHold', bucket, Key, ctx, input),
  ],
  handle(input, ctx, found) {
    const { legalHold } = lockedVersion(ctx, input, found, 'GET');
    if (legalHold === undefined) throw noLockOfObject();
    return { LegalHold: { Status: legalHold } };
  },
};
