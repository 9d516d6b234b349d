import type {
  CORSRule,
  DeleteBucketCorsRequest,
  GetBucketCorsOutput,
  GetBucketCorsRequest,
  PutBucketCorsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { corsMethods } from './cors-rules';
import { invalidRequest, malformedXml } from './errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { bucketsTable, without, type BucketRecord, type CorsRule } from './state';

/** Rules that a bucket may have. Source: Amazon S3 User Guide, "Elements of a CORS configuration". */
const ruleLimit = 100;

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

// Texts: of the method recorded against AWS, of the wildcards as clients of S3 quote them.
function checkRule(rule: CORSRule): void {
  const {
    AllowedMethods = [],
    AllowedOrigins = [],
    AllowedHeaders = [],
    ExposeHeaders = [],
  } = rule;
  if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml();
  const unknown = AllowedMethods.find((method) => !corsMethods.includes(method));
  if (unknown !== undefined) {
    throw invalidRequest(
      `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
    );
  }
  const twice = /\*.*\*/s;
  const origin = AllowedOrigins.find((text) => twice.test(text));
  if (origin !== undefined) {
    throw invalidRequest(`AllowedOrigin "${origin}" can not have more than one wildcard.`);
  }
  const header = AllowedHeaders.find((text) => twice.test(text));
  if (header !== undefined) {
    throw invalidRequest(`AllowedHeader "${header}" can not have more than one wildcard.`);
  }
  const exposed = ExposeHeaders.find((text) => text.includes('*'));
  if (exposed !== undefined) {
    throw invalidRequest(
      `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
    );
  }
}

export const PutBucketCors: Operation<PutBucketCorsRequest, void, BucketRecord> = {
  target,
  permissions: (input, bucket, ctx) => [bucketPermission('s3:PutBucketCORS', bucket, ctx, input)],
  handle({ CORSConfiguration }, ctx, bucket) {
    const rules = CORSConfiguration?.CORSRules ?? [];
    if (rules.length === 0 || rules.length > ruleLimit) throw malformedXml();
    rules.forEach(checkRule);
    const cors = rules.map(({ ID, AllowedHeaders, ExposeHeaders, MaxAgeSeconds, ...rule }) => ({
      ...{ AllowedMethods: rule.AllowedMethods ?? [], AllowedOrigins: rule.AllowedOrigins ?? [] },
      ...(ID === undefined ? {} : { ID }),
      ...(AllowedHeaders === undefined ? {} : { AllowedHeaders }),
      ...(ExposeHeaders === undefined ? {} : { ExposeHeaders }),
      ...(MaxAgeSeconds === undefined ? {} : { MaxAgeSeconds }),
    })) satisfies readonly CorsRule[];
    ctx.put(bucketsTable, bucket.Name, { ...bucket, cors });
  },
};

export const GetBucketCors: Operation<GetBucketCorsRequest, GetBucketCorsOutput, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketCORS', bucket, ctx)],
  handle(_, _ctx, { Name: BucketName, cors }) {
    if (cors === undefined) {
      const message = 'The CORS configuration does not exist';
      throw new AwsError('NoSuchCORSConfiguration', message, 404, { BucketName });
    }
    return { CORSRules: cors as CORSRule[] };
  },
};

export const DeleteBucketCors: Operation<DeleteBucketCorsRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketCORS', bucket, ctx)],
  handle(_, ctx, bucket) {
    ctx.put(bucketsTable, bucket.Name, without(bucket, 'cors'));
  },
};
