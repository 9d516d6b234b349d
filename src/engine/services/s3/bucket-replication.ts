import type {
  DeleteBucketReplicationRequest,
  GetBucketReplicationOutput,
  GetBucketReplicationRequest,
  PutBucketReplicationRequest,
} from '@aws-sdk/client-s3';
import { parseArn } from '../../arn';
import type { Context, Operation } from '../../operation';
import { malformedXml } from './errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { replication as errors } from './replication-errors';
import { destinationOf, type ReplicationRule } from './replication-rules';
import { checkRole, checkRules } from './replication-validation';
import { bucketsTable, without, type BucketRecord } from './state';
import { newId } from './versions';

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

/** Characters of an id that S3 gives a rule without one. */
const idLength = 48;

/** What handing a role to S3 takes. Source: Amazon S3 API Reference, PutBucketReplication. */
function passRole(role: string) {
  const account = parseArn(role)?.account;
  return {
    ...{ action: 'iam:PassRole', resource: role },
    ...(account === undefined ? {} : { resourceAccount: account }),
    context: { 'iam:PassedToService': 's3.amazonaws.com' },
  };
}

export const PutBucketReplication: Operation<PutBucketReplicationRequest, void, BucketRecord> = {
  target,
  permissions(input, bucket, ctx) {
    const { Role = '' } = input.ReplicationConfiguration ?? {};
    checkRole(Role);
    return [bucketPermission('s3:PutReplicationConfiguration', bucket, ctx, input), passRole(Role)];
  },
  handle({ ReplicationConfiguration }, ctx, bucket) {
    const { Role = '', Rules: given = [] } = ReplicationConfiguration ?? {};
    if (bucket.versioning !== 'Enabled') throw errors.sourceUnversioned();
    if (given.length === 0) throw malformedXml();
    checkRules(given, bucket.Name);
    const rules = given.map(({ ID, ...rule }) => ({ ID: ID ?? newId(ctx, idLength), ...rule }));
    for (const rule of rules) {
      const destination = ctx.get(bucketsTable, destinationOf(rule));
      if (destination?.versioning !== 'Enabled') throw errors.destinationUnversioned();
    }
    ctx.put(bucketsTable, bucket.Name, { ...bucket, replication: { Role, rules } });
  },
};

export const GetBucketReplication: Operation<
  GetBucketReplicationRequest,
  GetBucketReplicationOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [
    bucketPermission('s3:GetReplicationConfiguration', bucket, ctx),
  ],
  handle(_, _ctx, { Name, replication }) {
    if (replication === undefined) throw errors.none(Name);
    const { Role, rules } = replication;
    return { ReplicationConfiguration: { Role, Rules: rules as ReplicationRule[] } };
  },
};

export const DeleteBucketReplication: Operation<
  DeleteBucketReplicationRequest,
  void,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [
    bucketPermission('s3:PutReplicationConfiguration', bucket, ctx),
  ],
  handle(_, ctx, bucket) {
    ctx.put(bucketsTable, bucket.Name, without(bucket, 'replication'));
  },
};
