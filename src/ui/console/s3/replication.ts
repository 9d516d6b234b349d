import type { RoleRecord } from '../../../engine/services/iam/state';
import type { ReplicationRule } from '../../../engine/services/s3/replication-rules';
import type { BucketRecord } from '../../../engine/services/s3/state';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import { givenText, isTicked, textOf, type Values } from '../form/values';
import { s3 } from './request';

const rolesForS3 = (world: ConsoleWorld) =>
  world
    .all<RoleRecord>('iam.roles', `${world.account}/`)
    .filter(({ trustPolicy }) => trustPolicy.document.includes('s3.amazonaws.com'))
    .map(({ Arn, RoleName }) => ({ value: Arn, label: RoleName }));

export const createReplication: Action<BucketRecord> = {
  ...{ id: 'create-replication', title: 'Create replication rule', tab: 'management' },
  submit: 'Save',
  closed: ({ versioning }) =>
    versioning === 'Enabled' ? undefined : 'Replication needs versioning: switch it on first.',
  steps: (values, { Name }, world) => [
    {
      title: 'Replication rule',
      fields: [
        { kind: 'text', name: 'name', label: 'Replication rule name', required: true },
        {
          ...{ kind: 'text', name: 'prefix', label: 'Prefix' },
          help: 'Empty: the rule is for all objects of the bucket.',
        },
        {
          ...{ kind: 'select', name: 'destination', label: 'Destination bucket', required: true },
          options: world
            .all<BucketRecord>('s3.buckets')
            .filter((bucket) => bucket.Name !== Name && bucket.versioning === 'Enabled')
            .map((bucket) => ({ value: bucket.Name, label: `${bucket.Name} (${bucket.region})` })),
          help: 'Buckets with versioning.',
        },
        {
          ...{ kind: 'select', name: 'role', label: 'IAM role', required: true },
          options: rolesForS3(world),
          help: 'Roles that trust s3.amazonaws.com. The real console can create one.',
        },
        {
          ...{ kind: 'tick', name: 'kms', label: 'Replicate objects encrypted with AWS KMS' },
          help: 'The role decrypts with the key here and encrypts with the one there.',
        },
        ...(isTicked(values, 'kms')
          ? [
              {
                ...({ kind: 'text', name: 'key', label: 'AWS KMS key for the replicas' } as const),
                ...{ required: true, placeholder: 'its ARN, in the destination’s Region' },
              },
            ]
          : []),
        {
          ...{ kind: 'tick', name: 'markers', label: 'Delete marker replication' },
        },
      ],
    },
  ],
  requests: (values, { Name: Bucket, replication: kept }) => [
    s3('PutBucketReplication', {
      Bucket,
      ReplicationConfiguration: {
        Role: textOf(values, 'role'),
        Rules: [...(kept?.rules ?? []), replicationRule(values, kept?.rules ?? [])],
      },
    }),
  ],
};

function replicationRule(values: Values, others: readonly ReplicationRule[]): object {
  const isKms = isTicked(values, 'kms');
  const key = isKms ? givenText(values, 'key') : undefined;
  return {
    ...{ ID: textOf(values, 'name'), Status: 'Enabled' },
    Priority: Math.max(-1, ...others.map(({ Priority = 0 }) => Priority)) + 1,
    Filter: { Prefix: textOf(values, 'prefix') },
    Destination: {
      Bucket: `arn:aws:s3:::${textOf(values, 'destination')}`,
      ...(key === undefined ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: key } }),
    },
    ...(isKms
      ? { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } }
      : {}),
    DeleteMarkerReplication: { Status: isTicked(values, 'markers') ? 'Enabled' : 'Disabled' },
  };
}

export const deleteReplication: Action<BucketRecord> = {
  ...{ id: 'delete-replication', title: 'Delete replication', tab: 'management' },
  isDangerous: true,
  closed: ({ replication: kept }) =>
    kept === undefined ? 'The bucket is not replicated.' : undefined,
  steps: () => [],
  requests: (_, { Name: Bucket }) => [s3('DeleteBucketReplication', { Bucket })],
};
