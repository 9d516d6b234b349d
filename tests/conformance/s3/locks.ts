import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import type { Story } from '../clients';

const Bucket = 'records';
const Key = 'k';
const object = { Bucket, Key };
const day = 86_400_000;

/** What a client does so that objects stay, or go. */
export const lockStories: readonly Story[] = [
  [
    'a version is retained and held',
    async ({ s3: client, engine }) => {
      const ObjectLockEnabledForBucket = true;
      await client.send(new s3.CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket }));
      const DefaultRetention = { Mode: 'GOVERNANCE', Days: 1 } as const;
      const ObjectLockConfiguration = {
        ...({ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } } as const),
      };
      await client.send(
        new s3.PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }),
      );
      const configured = await client.send(new s3.GetObjectLockConfigurationCommand({ Bucket }));
      expect(configured.ObjectLockConfiguration).toEqual(ObjectLockConfiguration);
      const { VersionId } = await client.send(new s3.PutObjectCommand({ ...object, Body: 'x' }));
      const head = await client.send(new s3.HeadObjectCommand(object));
      expect(head).toMatchObject({
        ObjectLockMode: 'GOVERNANCE',
        ObjectLockRetainUntilDate: new Date(engine.now + day),
      });
      const RetainUntilDate = new Date(engine.now + 2 * day);
      const Retention = { Mode: 'GOVERNANCE', RetainUntilDate } as const;
      await client.send(new s3.PutObjectRetentionCommand({ ...object, Retention }));
      const retained = await client.send(new s3.GetObjectRetentionCommand(object));
      expect(retained.Retention).toEqual(Retention);
      const LegalHold = { Status: 'ON' } as const;
      await client.send(new s3.PutObjectLegalHoldCommand({ ...object, LegalHold }));
      const held = await client.send(new s3.GetObjectLegalHoldCommand(object));
      expect(held.LegalHold).toEqual(LegalHold);
      const remove = (BypassGovernanceRetention?: boolean) =>
        client.send(
          new s3.DeleteObjectCommand({
            ...{ ...object, VersionId },
            ...(BypassGovernanceRetention === undefined ? {} : { BypassGovernanceRetention }),
          }),
        );
      const message = 'Access Denied because object protected by object lock.';
      await expect(remove(true)).rejects.toMatchObject({ name: 'AccessDenied', message });
      const off = { ...object, LegalHold: { Status: 'OFF' } } as const;
      await client.send(new s3.PutObjectLegalHoldCommand(off));
      await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied', message });
      expect(await remove(true)).toMatchObject({ VersionId });
    },
  ],
  [
    'objects expire as the bucket’s lifecycle says',
    async ({ s3: client, engine }) => {
      await client.send(new s3.CreateBucketCommand({ Bucket }));
      const Rules: s3.LifecycleRule[] = [
        {
          ...{ ID: 'logs', Status: 'Enabled', Expiration: { Days: 1 } },
          Filter: { And: { Prefix: 'k', Tags: [{ Key: 'kind', Value: 'log' }] } },
          Transitions: [{ Days: 0, StorageClass: 'GLACIER' }],
        },
        { ID: 'date', Status: 'Disabled', Prefix: '', Expiration: { Date: new Date(0) } },
      ];
      const LifecycleConfiguration = { Rules };
      await client.send(
        new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }),
      );
      const told = await client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }));
      expect(told.Rules).toEqual(Rules);
      const put = await client.send(
        new s3.PutObjectCommand({ ...object, Body: 'x', Tagging: 'kind=log' }),
      );
      expect(put.Expiration).toContain('rule-id="logs"');
      await engine.advanceTo(engine.now + 2 * day);
      const head = client.send(new s3.HeadObjectCommand(object));
      await expect(head).rejects.toMatchObject({ name: 'NotFound' });
      await client.send(new s3.DeleteBucketLifecycleCommand({ Bucket }));
      await expect(
        client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket })),
      ).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
    },
  ],
  [
    'objects are replicated as the bucket’s rules say',
    async ({ s3: client, iam, engine }) => {
      const Copies = 'copies';
      for (const name of [Bucket, Copies]) {
        await client.send(new s3.CreateBucketCommand({ Bucket: name }));
        const VersioningConfiguration = { Status: 'Enabled' } as const;
        const versioned = { Bucket: name, VersioningConfiguration };
        await client.send(new s3.PutBucketVersioningCommand(versioned));
      }
      const Version = '2012-10-17';
      const trust = {
        ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
        Principal: { Service: 's3.amazonaws.com' },
      };
      const RoleName = 'replication';
      const { Role: { Arn: Role } = {} } = await iam.send(
        new CreateRoleCommand({
          ...{ RoleName, AssumeRolePolicyDocument: JSON.stringify({ Version, Statement: trust }) },
        }),
      );
      const all = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
      const PolicyDocument = JSON.stringify({ Version, Statement: all });
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
      const rule = {
        ...({ ID: 'all', Status: 'Enabled', Priority: 1, Filter: { Prefix: '' } } as const),
        DeleteMarkerReplication: { Status: 'Disabled' } as const,
        Destination: { Bucket: `arn:aws:s3:::${Copies}` },
      };
      const ReplicationConfiguration = { Role, Rules: [rule] };
      await client.send(new s3.PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
      const configured = await client.send(new s3.GetBucketReplicationCommand({ Bucket }));
      expect(configured.ReplicationConfiguration).toEqual(ReplicationConfiguration);
      const { VersionId } = await client.send(new s3.PutObjectCommand({ ...object, Body: 'x' }));
      const pending = await client.send(new s3.HeadObjectCommand(object));
      expect(pending.ReplicationStatus).toBe('PENDING');
      await engine.advanceTo(engine.now + 60_000);
      const done = await client.send(new s3.HeadObjectCommand(object));
      expect(done.ReplicationStatus).toBe('COMPLETED');
      const replica = await client.send(new s3.HeadObjectCommand({ Bucket: Copies, Key }));
      expect(replica).toMatchObject({ VersionId, ReplicationStatus: 'REPLICA' });
      await client.send(new s3.DeleteBucketReplicationCommand({ Bucket }));
    },
  ],
];
