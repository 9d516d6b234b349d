import type { ObjectLockMode, ObjectLockLegalHoldStatus } from '@aws-sdk/client-s3';
import type { Context as ConditionContext } from '../../iam/index';
import type { Context, Permission } from '../../operation';
import type { FoundObject } from './lookup';
import { protectedByLock, retention as errors, writeWithoutLock } from './object-lock-errors';
import { objectPermission } from './permissions';
import type { BucketRecord, ObjectVersion, Retention, Version } from './state';

// Source of this file: Amazon S3 User Guide, "Locking objects with Object Lock" and "Object Lock
// considerations".

const day = 86_400_000;

/** The lock that a request gives the object it writes. */
export interface LockInput {
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

/** What keeps a version from being deleted. */
export type Lock = Pick<ObjectVersion, 'retention' | 'legalHold'>;

/** Whether this is a mode of retention. */
export function isLockMode(mode: string): mode is ObjectLockMode {
  return mode === 'GOVERNANCE' || mode === 'COMPLIANCE';
}

/** Whether this is what a legal hold can be. */
export function isHoldStatus(status: string): status is ObjectLockLegalHoldStatus {
  return status === 'ON' || status === 'OFF';
}

/** The lock in the headers of a request. Throws InvalidArgument and InvalidRequest. */
export function requestedLock(input: LockInput, bucket: BucketRecord, now: number): Lock {
  const { ObjectLockMode: Mode, ObjectLockRetainUntilDate: date } = input;
  const { ObjectLockLegalHoldStatus: legalHold } = input;
  if (Mode === undefined && date === undefined && legalHold === undefined) return {};
  if (Mode !== undefined && date === undefined) throw errors.dateMissing();
  if (Mode !== undefined && !isLockMode(Mode)) throw errors.unknownMode(Mode);
  if (Mode === undefined && date !== undefined) throw errors.modeMissing();
  if (legalHold !== undefined && !isHoldStatus(legalHold)) throw errors.unknownHold(legalHold);
  if (bucket.objectLock === undefined) throw writeWithoutLock();
  if (date !== undefined && date.getTime() <= now) throw errors.headerIsPast(date);
  return {
    ...(Mode === undefined || date === undefined
      ? {}
      : { retention: { Mode, RetainUntilDate: date.getTime() } }),
    ...(legalHold === undefined ? {} : { legalHold }),
  };
}

/**
 * The lock of an object that is written now: where no retention was asked for, the bucket's default,
 * from now on. AWS does not say how many days a year has; here it is 365.
 */
export function lockOfNew(lock: Lock, { objectLock }: BucketRecord, now: number): Lock {
  const standard = objectLock?.defaultRetention;
  if (lock.retention !== undefined || standard === undefined) return lock;
  const { Mode, Days = 0, Years = 0 } = standard;
  return { ...lock, retention: { Mode, RetainUntilDate: now + (Days + Years * 365) * day } };
}

/** The permissions that the lock in a request takes. */
export function lockPermissions(
  input: LockInput,
  { bucket, Key }: FoundObject,
  ctx: Context,
): readonly Permission[] {
  const { ObjectLockMode, ObjectLockRetainUntilDate: date, ObjectLockLegalHoldStatus } = input;
  const permission = (action: string, more: ConditionContext = {}) =>
    objectPermission(action, bucket, Key, ctx, input, more);
  return [
    ...(ObjectLockMode === undefined && date === undefined
      ? []
      : [permission('s3:PutObjectRetention', dateKeys(date, ctx.now))]),
    ...(ObjectLockLegalHoldStatus === undefined ? [] : [permission('s3:PutObjectLegalHold')]),
  ];
}

/** The condition keys of the time until which an object is to be retained. */
export function dateKeys(date: Date | undefined, now: number): ConditionContext {
  if (date === undefined) return {};
  return {
    's3:object-lock-retain-until-date': date.toISOString(),
    's3:object-lock-remaining-retention-days': String(Math.ceil((date.getTime() - now) / day)),
  };
}

/** A version's retention, unless its time is over. */
export function activeRetention(version: Version | undefined, now: number): Retention | undefined {
  if (version?.kind !== 'object' || version.retention === undefined) return undefined;
  return version.retention.RetainUntilDate > now ? version.retention : undefined;
}

/** Whether a version is kept from being deleted, by whoever may not bypass governance. */
export function isLocked(version: Version, now: number): boolean {
  const isHeld = version.kind === 'object' && version.legalHold === 'ON';
  return isHeld || activeRetention(version, now) !== undefined;
}

/** A request that may want to go past retention in governance mode. */
export interface BypassInput {
  readonly BypassGovernanceRetention?: boolean | undefined;
}

/** What going past the retention of a version in governance mode takes, where the request wants to. */
export function bypassPermissions(
  input: BypassInput,
  { bucket, Key, version }: FoundObject,
  ctx: Context,
): readonly Permission[] {
  const isGoverned = activeRetention(version, ctx.now)?.Mode === 'GOVERNANCE';
  if (input.BypassGovernanceRetention !== true || !isGoverned) return [];
  return [objectPermission('s3:BypassGovernanceRetention', bucket, Key, ctx, input)];
}

/** Throws AccessDenied for a version that may not be deleted yet. */
export function checkUnlocked(version: Version, input: BypassInput, now: number): void {
  if (!isLocked(version, now)) return;
  const isHeld = version.kind === 'object' && version.legalHold === 'ON';
  const isGoverned = activeRetention(version, now)?.Mode === 'GOVERNANCE';
  if (isHeld || !isGoverned || input.BypassGovernanceRetention !== true) throw protectedByLock();
}

/** How an object's headers tell of its lock: each part to those who may know it. */
export function lockAnswer(
  ctx: Context,
  { bucket, Key }: FoundObject,
  { retention, legalHold }: ObjectVersion,
) {
  const may = (action: string) => ctx.decide(objectPermission(action, bucket, Key, ctx)).allowed;
  return {
    ...(retention === undefined || !may('s3:GetObjectRetention')
      ? {}
      : {
          ObjectLockMode: retention.Mode,
          ObjectLockRetainUntilDate: new Date(retention.RetainUntilDate),
        }),
    ...(legalHold === undefined || !may('s3:GetObjectLegalHold')
      ? {}
      : { ObjectLockLegalHoldStatus: legalHold }),
  };
}
