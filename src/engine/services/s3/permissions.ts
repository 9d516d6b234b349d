import {
  denialMessage,
  type Context as ConditionContext,
  type Evaluation,
  type NamedPolicy,
} from '../../iam/index';
import type { Context, Permission } from '../../operation';
import type { Reader } from '../../tables';
import { withPrincipalIds } from '../iam/principal-ids';
import { membershipOf } from '../organizations/membership';
import { requestKeys } from './condition-keys';
import { isPublic } from './public-policies';
import { bucketArn, objectArn, type BucketRecord } from './state';

/** What a permission on a bucket is asked with. */
export type AskedWith = Reader & Pick<Context, 'caller' | 'signature'>;

/**
 * A permission on a bucket. Other accounts, unless they are of the same organization, are not told
 * why they were denied. Source: Amazon S3 User Guide, "Troubleshoot access denied (403 Forbidden)
 * errors".
 */
export function bucketPermission(
  action: string,
  bucket: BucketRecord,
  ctx: AskedWith,
  input?: object,
  more?: ConditionContext,
): Permission {
  return permissionOn(bucketArn(bucket.Name), action, bucket, ctx, input, more);
}

/** A permission on an object, or on the place where one may come to be. */
export function objectPermission(
  action: string,
  bucket: BucketRecord,
  key: string,
  ctx: AskedWith,
  input?: object,
  more?: ConditionContext,
): Permission {
  return permissionOn(objectArn(bucket.Name, key), action, bucket, ctx, input, more);
}

function permissionOn(
  resource: string,
  action: string,
  bucket: BucketRecord,
  ctx: AskedWith,
  input: object | undefined,
  more: ConditionContext | undefined,
): Permission {
  const { account } = bucket;
  const context = { ...requestKeys(input, ctx), 's3:ResourceAccount': account, ...more };
  const permission: { -readonly [Part in keyof Permission]: Permission[Part] } = {
    ...{ action, resource, resourceAccount: account, context, shownAs: `"${resource}"` },
  };
  const policy = bucketPolicyOf(ctx, bucket);
  if (policy !== undefined && !isRestricted(ctx, bucket, policy))
    permission.policies = { resource: policy };
  if (!areTogether(ctx, account)) permission.unexplained = 'Access Denied';
  return permission;
}

/**
 * Whether a public policy lets nobody outside the account in. Source: Amazon S3 User Guide,
 * "Blocking public access to your Amazon S3 storage", RestrictPublicBuckets.
 */
function isRestricted(ctx: AskedWith, bucket: BucketRecord, policy: NamedPolicy): boolean {
  const restricts = bucket.publicAccessBlock?.RestrictPublicBuckets === true;
  return restricts && ctx.caller.account !== bucket.account && isPublic(policy);
}

/** A bucket's policy as things stand: deleted users and roles are in it by their unique ids. */
export function bucketPolicyOf(
  reader: Pick<Reader, 'get'>,
  { policy, policyIds = {} }: BucketRecord,
): NamedPolicy | undefined {
  return policy && withPrincipalIds(reader, policy, policyIds);
}

/** Whether the caller is of the account, or of its organization. */
function areTogether(ctx: AskedWith, account: string): boolean {
  if (ctx.caller.account === account) return true;
  const home = membershipOf(ctx, ctx.caller.account)?.organizationId;
  return home !== undefined && home === membershipOf(ctx, account)?.organizationId;
}

/** What a denied caller is told. */
export function explainedDenial(evaluation: Evaluation, permission: Permission): string {
  return denialMessage(evaluation, permission);
}
