import { CreateKeyCommand } from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { s3Client, type Story } from '../clients';

const Bucket = 'reports';

/** What a client does with buckets as such. */
export const bucketStories: readonly Story[] = [
  [
    'a bucket comes and goes',
    async ({ s3: client, engine }) => {
      const { Location, BucketArn } = await client.send(new s3.CreateBucketCommand({ Bucket }));
      expect([Location, BucketArn]).toEqual(['/reports', 'arn:aws:s3:::reports']);
      const { Buckets, Owner } = await client.send(new s3.ListBucketsCommand({}));
      expect(Buckets).toMatchObject([{ Name: Bucket, CreationDate: new Date(engine.now) }]);
      expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
      const { BucketRegion } = await client.send(new s3.HeadBucketCommand({ Bucket }));
      expect(BucketRegion).toBe('us-east-1');
      await client.send(new s3.DeleteBucketCommand({ Bucket }));
      expect((await client.send(new s3.ListBucketsCommand({}))).Buckets).toEqual([]);
    },
  ],
  [
    'a bucket is in the Region of its endpoint, path-style as well',
    async ({ config, called }) => {
      const client = s3Client({ ...config(undefined, 'eu-west-1'), forcePathStyle: true }, called);
      const LocationConstraint = 'eu-west-1';
      const CreateBucketConfiguration = { LocationConstraint } as const;
      await client.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
      const location = await client.send(new s3.GetBucketLocationCommand({ Bucket }));
      expect(location.LocationConstraint).toBe('eu-west-1');
    },
  ],
  [
    'a bucket encrypts by default, as it is told',
    async ({ s3: client, kms }) => {
      await client.send(new s3.CreateBucketCommand({ Bucket }));
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      const rule = {
        ApplyServerSideEncryptionByDefault: {
          ...{ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyMetadata?.Arn ?? '' },
        },
        BucketKeyEnabled: true,
      } satisfies s3.ServerSideEncryptionRule;
      const ServerSideEncryptionConfiguration = { Rules: [rule] };
      await client.send(
        new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }),
      );
      const found = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
      expect(found.ServerSideEncryptionConfiguration?.Rules).toMatchObject([rule]);
      const put = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
      expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true });
      expect(put.SSEKMSKeyId).toBe(KeyMetadata?.Arn);
      await client.send(new s3.DeleteBucketEncryptionCommand({ Bucket }));
      const reset = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
      expect(reset.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
      ]);
    },
  ],
  [
    'versioning is switched on',
    async ({ s3: client }) => {
      await client.send(new s3.CreateBucketCommand({ Bucket }));
      const before = await client.send(new s3.GetBucketVersioningCommand({ Bucket }));
      expect(before.Status).toBeUndefined();
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      const after = await client.send(new s3.GetBucketVersioningCommand({ Bucket }));
      expect(after.Status).toBe('Enabled');
    },
  ],
];
