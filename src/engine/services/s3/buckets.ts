import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { firstEncryption } from './bucket-encryption';
import { isBucketName, isRegionalName } from './bucket-names';
import * as errors from './bucket-errors';
import { tagsOf } from './bucket-tagging';
import { checkObjectOwnership } from './object-ownership';
import { requestKeys } from './condition-keys';
import { forgetRuns } from './lifecycle-run';
import { findBucket, findBucketAnywhere } from './lookup';
import { bucketPermission } from './permissions';
import { firstRegion, regionOfLocation } from './regions';
import { firstPublicAccessBlock } from './public-access';
import { bucketArn, bucketsTable, type BucketRecord } from './state';
import { wholeSeconds } from './times';
import { removeUploads } from './uploads';
import { isEmpty } from './versions';

/** Buckets an account may have, unless AWS grants more. Source: Service Quotas, `L-DC2B2D3D`. */
const bucketQuota = 10_000;

/**
 * The Region of a new bucket: the one that the request was sent to. Only the endpoint of US East
 * (N. Virginia) takes others, and wants none named for its own.
 */
function newRegion(ctx: Context, constraint: string | undefined): string {
  if (ctx.region !== firstRegion) {
    const isHere = constraint !== undefined && regionOfLocation(constraint) === ctx.region;
    if (isHere) return ctx.region;
    throw errors.illegalLocation(constraint ?? 'unspecified');
  }
  if (constraint === undefined) return firstRegion;
  const region = regionOfLocation(constraint);
  if (region === undefined) throw errors.invalidLocation(constraint);
  return region;
}

/**
 * Whether a new bucket is in the namespace of its account and Region. Throws where its name and the
 * request do not agree about that.
 */
function isRegional(
  { Bucket = '', BucketNamespace }: CreateBucketRequest,
  account: string,
  region: string,
): boolean {
  const isWanted = BucketNamespace === 'account-regional';
  if (isWanted && !isRegionalName(Bucket, account, region)) throw errors.invalidNamespaceHeader();
  if (!isWanted && isRegionalName(Bucket)) throw errors.missingNamespaceHeader();
  return isWanted;
}

/** What Object Lock takes beside. Source: Amazon S3 API Reference, CreateBucket, "Permissions". */
const lockActions = ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'];

/** The actions that a new bucket takes. Source: the same. */
function actionsOf(input: CreateBucketRequest): readonly string[] {
  const { ObjectLockEnabledForBucket, ObjectOwnership, CreateBucketConfiguration } = input;
  return [
    's3:CreateBucket',
    ...(ObjectLockEnabledForBucket === true ? lockActions : []),
    ...(ObjectOwnership === undefined ? [] : ['s3:PutBucketOwnershipControls']),
    ...((CreateBucketConfiguration?.Tags ?? []).length === 0 ? [] : ['s3:TagResource']),
  ];
}

export const CreateBucket: Operation<CreateBucketRequest, CreateBucketOutput> = {
  permissions: (input, _, ctx) =>
    actionsOf(input).map((action) => ({
      ...{ action, resource: bucketArn(input.Bucket ?? '') },
      shownAs: `"${bucketArn(input.Bucket ?? '')}"`,
      context: {
        ...requestKeys(input, ctx),
        ...locationKey(input.CreateBucketConfiguration?.LocationConstraint),
      },
    })),
  handle(input, ctx) {
    const { Bucket: Name = '', CreateBucketConfiguration } = input;
    const { LocationConstraint, Tags = [] } = CreateBucketConfiguration ?? {};
    if (!isBucketName(Name)) throw errors.invalidBucketName(Name);
    checkOwnership(input);
    const region = newRegion(ctx, LocationConstraint);
    const { account } = ctx.caller;
    const inOwnNamespace = isRegional(input, account, region);
    const existing = ctx.get(bucketsTable, Name);
    if (existing === undefined) {
      if (bucketsOf(ctx, account).length >= bucketQuota) throw errors.tooManyBuckets();
      ctx.put(bucketsTable, Name, {
        ...{ Name, account, region, CreationDate: wholeSeconds(ctx.now) },
        ...(LocationConstraint === 'EU' ? { LocationConstraint } : {}),
        encryption: firstEncryption(ctx.now),
        publicAccessBlock: firstPublicAccessBlock,
        ObjectOwnership: 'BucketOwnerEnforced',
        ...(Tags.length === 0 && ctx.systemTags === undefined
          ? {}
          : { tags: { ...ctx.systemTags, ...tagsOf(Tags, 'new bucket') } }),
        ...(input.ObjectLockEnabledForBucket === true
          ? { versioning: 'Enabled' as const, objectLock: {} }
          : {}),
      });
    } else {
      if (existing.account !== account) throw errors.bucketAlreadyExists(Name);
      // The oldest Region answers as if the bucket had just been created (recorded: without tags).
      const isThere = region === firstRegion && existing.region === firstRegion;
      const again = isThere && ctx.region === firstRegion && Tags.length === 0;
      if (!again) throw errors.bucketAlreadyOwnedByYou(Name);
    }
    return {
      Location:
        region === firstRegion || inOwnNamespace ? `/${Name}` : `http://${Name}.s3.amazonaws.com/`,
      BucketArn: bucketArn(Name),
    };
  },
};

/** Throws where a bucket is to have access control lists, which are left out, or makes no sense. */
function checkOwnership({ ObjectOwnership, ACL, ...grants }: CreateBucketRequest): void {
  checkObjectOwnership(ObjectOwnership);
  const { GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = grants;
  const grant = GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWrite ?? GrantWriteACP;
  if ((ACL !== undefined && ACL !== 'private') || grant !== undefined) {
    throw errors.accessControlLists.withEnforcedOwner();
  }
}

function locationKey(constraint: string | undefined): Readonly<Record<string, string>> {
  return constraint === undefined ? {} : { 's3:locationconstraint': constraint };
}

/** An account's buckets, in the order of their names. */
export function bucketsOf(ctx: Context, account: string): readonly BucketRecord[] {
  return ctx
    .range(bucketsTable)
    .flatMap(([, bucket]) => (bucket.account === account ? [bucket] : []));
}

export const DeleteBucket: Operation<DeleteBucketRequest, void, BucketRecord> = {
  target: (input, ctx) => findBucket(ctx, input),
  permissions: (_, bucket, ctx) => [bucketPermission('s3:DeleteBucket', bucket, ctx)],
  handle(_, ctx, { Name, versioning }) {
    if (!isEmpty(ctx, Name)) throw errors.bucketNotEmpty(Name, versioning !== undefined);
    removeUploads(ctx, Name);
    forgetRuns(ctx, Name);
    ctx.delete(bucketsTable, Name);
  },
};

export const HeadBucket: Operation<HeadBucketRequest, HeadBucketOutput, BucketRecord> = {
  target: (input, ctx) => findBucket(ctx, input),
  permissions: (_, bucket, ctx) => [bucketPermission('s3:ListBucket', bucket, ctx)],
  handle: (_, _ctx, { Name, region }) => ({
    ...{ BucketArn: bucketArn(Name), BucketRegion: region, AccessPointAlias: false },
  }),
};

export const GetBucketLocation: Operation<
  GetBucketLocationRequest,
  GetBucketLocationOutput,
  BucketRecord
> = {
  target: (input, ctx) => findBucketAnywhere(ctx, input),
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketLocation', bucket, ctx)],
  handle: (_, _ctx, { region, LocationConstraint = region }) =>
    region === firstRegion
      ? {}
      : {
          LocationConstraint: LocationConstraint as NonNullable<
            GetBucketLocationOutput['LocationConstraint']
          >,
        },
};
