import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import {
  matchesCodes,
  policySize,
  policySizeLimits,
  PolicySyntaxError,
  validatePolicy,
  wildcardCodes,
  type ParsedPolicy,
} from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { principalIdsIn } from '../iam/principal-ids';
import { bucketPolicies, malformedPolicy } from './bucket-errors';
import { findBucket } from './lookup';
import { bucketPermission, bucketPolicyOf } from './permissions';
import { isPublic } from './public-policies';
import { bucketArn, bucketsTable, without, type BucketRecord } from './state';

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

/** A bucket's policy is its account's alone to see and change, whatever it allows others. */
function requireOwner(ctx: Context, { account }: BucketRecord, method: string): void {
  if (ctx.caller.account !== account) throw bucketPolicies.ofAnotherAccount(method);
}

export const PutBucketPolicy: Operation<PutBucketPolicyRequest, void, BucketRecord> = {
  target,
  permissions: (input, bucket, ctx) => [bucketPermission('s3:PutBucketPolicy', bucket, ctx, input)],
  handle({ Policy = '' }, ctx, bucket) {
    requireOwner(ctx, bucket, 'PUT');
    const policy = checked(Policy, bucket, ctx);
    ctx.put(bucketsTable, bucket.Name, { ...bucket, ...policy });
  },
};

/**
 * A document that is to become the policy of a bucket, with the unique ids of the users and roles it
 * names. Throws MalformedPolicy.
 */
function checked(
  document: string,
  { Name, publicAccessBlock }: BucketRecord,
  ctx: Context,
): Required<Pick<BucketRecord, 'policy' | 'policyIds'>> {
  const { characters } = policySizeLimits.bucket;
  if (policySize([document], policySizeLimits.bucket) > characters) {
    throw bucketPolicies.tooLarge(characters);
  }
  const json = readJson(document);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw bucketPolicies.notJson();
  }
  if (!Object.hasOwn(json, 'Statement')) throw bucketPolicies.noStatement();
  try {
    const parsed = validatePolicy(document, 'resource');
    checkResources(parsed, bucketArn(Name));
    const policy = { name: 'bucket policy', document };
    const policyIds = principalIdsIn(ctx, parsed, bucketPolicies.invalidPrincipal);
    if (publicAccessBlock?.BlockPublicPolicy === true && isPublic(policy)) {
      throw bucketPolicies.isPublic(ctx.caller.arn, bucketArn(Name));
    }
    return { policy, policyIds };
  } catch (error) {
    if (error instanceof PolicySyntaxError) {
      const { message } = error;
      if (message.startsWith('Invalid principal')) throw bucketPolicies.invalidPrincipal();
      throw malformedPolicy(message);
    }
    throw error;
  }
}

function readJson(document: string): unknown {
  if (!document.startsWith('{')) return undefined;
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

/** A bucket's policy is about the bucket and what is in it, and each action about one of the two. */
function checkResources({ statements }: ParsedPolicy, arn: string): void {
  for (const { resource, action } of statements) {
    const resources = resource?.values ?? [];
    for (const value of resources) {
      if (value !== arn && !value.startsWith(`${arn}/`) && !mayMean(value, arn)) {
        throw bucketPolicies.invalidResource();
      }
    }
    if (resource?.negated === true || action === null || action.negated) continue;
    const onObjects = resources.some((value) => value.includes('/') || /[*?]$/.test(value));
    const onBucket = resources.some((value) => !value.includes('/'));
    for (const value of action.values) {
      const [service = '', name = ''] = value.split(':');
      if (value !== '*' && service.toLowerCase() !== 's3') throw bucketPolicies.invalidAction();
      if (/[*?]/.test(name) || value === '*') continue;
      const isObject = objectAction.test(name);
      if (isObject ? !onObjects : !onBucket) throw bucketPolicies.actionWithoutResource();
    }
  }
}

/** Whether a resource with wildcards in the bucket's name can be this bucket. */
function mayMean(value: string, arn: string): boolean {
  const [name = ''] = value.split('/');
  return matchesCodes(wildcardCodes(name), arn);
}

/**
 * Actions on objects; all others are on buckets. Source: Service Authorization Reference, "Actions,
 * resources, and condition keys for Amazon S3" (read 2026-11).
 */
const objectAction =
  /^(?:AbortMultipartUpload|BypassGovernanceRetention|DeleteObject|GetObject|InitiateReplication|ListMultipartUploadParts|ObjectOwnerOverrideToBucketOwner|PutObject|Replicate|RestoreObject|UpdateObjectEncryption)/i;

export const GetBucketPolicy: Operation<
  GetBucketPolicyRequest,
  GetBucketPolicyOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketPolicy', bucket, ctx)],
  handle(_, ctx, bucket) {
    requireOwner(ctx, bucket, 'GET');
    const policy = bucketPolicyOf(ctx, bucket);
    if (policy === undefined) throw bucketPolicies.none(bucket.Name);
    return { Policy: policy.document };
  },
};

export const DeleteBucketPolicy: Operation<DeleteBucketPolicyRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:DeleteBucketPolicy', bucket, ctx)],
  handle(_, ctx, bucket) {
    requireOwner(ctx, bucket, 'DELETE');
    ctx.put(bucketsTable, bucket.Name, without(bucket, 'policy', 'policyIds'));
  },
};
