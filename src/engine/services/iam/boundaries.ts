import type {
  AttachedPermissionsBoundary,
  PutUserPermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import type { Context as ConditionContext } from '../../iam/index';
import type { Context } from '../../operation';
import { onEntity, policyUser, put, type EntityKind, type Naming } from './entities';
import { noSuchEntity } from './errors';
import { findManagedPolicy } from './managed-policy-lookup';
import { parsePolicyArn } from './policy-arns';
import { forgetBoundary, noteUse } from './policy-uses';
import type { RoleRecord, UserRecord } from './state';

/** The boundary of a user or role as condition key: what limits who may hand out permissions. */
export function boundaryKey(record: object | undefined): ConditionContext {
  if (record === undefined || !('permissionsBoundary' in record)) return {};
  return boundaryKeyOf(record.permissionsBoundary as string | undefined);
}

/** The same of a boundary that a request is about to set. */
export function boundaryKeyOf(arn: string | undefined): ConditionContext {
  return arn === undefined ? {} : { 'iam:PermissionsBoundary': arn };
}

/** Checks that a policy can be a boundary in the caller's account. */
export function checkBoundary(ctx: Context, arn: string): void {
  const { account } = parsePolicyArn(arn);
  const isVisible = account === 'aws' || account === ctx.caller.account;
  if (!isVisible || findManagedPolicy(ctx, arn) === undefined) throw noSuchEntity.boundary(arn);
}

/** A boundary as users and roles are described with it. */
export function describeBoundary({ permissionsBoundary: arn }: UserRecord | RoleRecord): {
  PermissionsBoundary?: AttachedPermissionsBoundary;
} {
  if (arn === undefined) return {};
  // The API reference says `PermissionsBoundaryPolicy`; AWS answers `Policy` (LocalStack's tests).
  const PermissionsBoundaryType = 'Policy' as 'PermissionsBoundaryPolicy';
  return { PermissionsBoundary: { PermissionsBoundaryType, PermissionsBoundaryArn: arn } };
}

/** The two operations on the permissions boundary of users or roles. */
export function boundaryOperations<
  R extends UserRecord | RoleRecord,
  M extends 'UserName' | 'RoleName',
>(kind: EntityKind<R, M>) {
  const { type } = kind;
  return {
    [`Put${type}PermissionsBoundary`]: onEntity(
      kind,
      `Put${type}PermissionsBoundary`,
      (
        {
          PermissionsBoundary: arn = '',
        }: Naming<M> & Pick<PutUserPermissionsBoundaryRequest, 'PermissionsBoundary'>,
        ctx,
        record,
      ) => {
        checkBoundary(ctx, arn);
        forgetBoundary(ctx, policyUser(kind, record), record);
        noteUse(ctx, policyUser(kind, record), arn, 'PermissionsBoundary');
        put(kind, { ...record, permissionsBoundary: arn }, ctx);
      },
      ({ PermissionsBoundary }) => boundaryKeyOf(PermissionsBoundary),
    ),
    [`Delete${type}PermissionsBoundary`]: onEntity(
      kind,
      `Delete${type}PermissionsBoundary`,
      (_: Naming<M>, ctx, record) => {
        forgetBoundary(ctx, policyUser(kind, record), record);
        put(kind, { ...record, permissionsBoundary: undefined }, ctx);
      },
      (_, record) => boundaryKey(record),
    ),
  };
}
