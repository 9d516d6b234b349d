import * as s3 from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import type { Story } from '../clients';

const Bucket = 'reports';
const Key = 'k';

/** What a client does about who may do what, and about tags. */
export const accessStories: readonly Story[] = [
  [
    'a bucket’s policy lets anybody read',
    async ({ s3: client, door }) => {
      await client.send(new s3.CreateBucketCommand({ Bucket }));
      await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'hello' }));
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
            Resource: `arn:aws:s3:::${Bucket}/*`,
          },
        ],
      });
      await expect(
        client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy })),
      ).rejects.toMatchObject({ name: 'AccessDenied' });
      await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
      await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
      const found = await client.send(new s3.GetBucketPolicyCommand({ Bucket }));
      expect(JSON.parse(found.Policy ?? '')).toEqual(JSON.parse(Policy));
      const anybody = await door.fetch(new Request('https://reports.s3.amazonaws.com/k'));
      expect([anybody.status, await anybody.text()]).toEqual([200, 'hello']);
      await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
      const nobody = await door.fetch(new Request('https://reports.s3.amazonaws.com/k'));
      expect(nobody.status).toBe(403);
    },
  ],
  [
    'an object has tags',
    async ({ s3: client }) => {
      await client.send(new s3.CreateBucketCommand({ Bucket }));
      const Tagging = 'team=blue&a=b%2Bc';
      await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'x', Tagging }));
      const first = await client.send(new s3.GetObjectTaggingCommand({ Bucket, Key }));
      expect(first.TagSet).toContainEqual({ Key: 'a', Value: 'b+c' });
      const TagSet = [{ Key: 'team', Value: 'red' }];
      await client.send(new s3.PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
      const second = await client.send(new s3.GetObjectTaggingCommand({ Bucket, Key }));
      expect(second.TagSet).toEqual(TagSet);
      await client.send(new s3.DeleteObjectTaggingCommand({ Bucket, Key }));
      const last = await client.send(new s3.GetObjectTaggingCommand({ Bucket, Key }));
      expect(last.TagSet).toEqual([]);
    },
  ],
  [
    'an object’s access control list names its owner',
    async ({ s3: client }) => {
      await client.send(new s3.CreateBucketCommand({ Bucket }));
      await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'x' }));
      const { Owner, Grants } = await client.send(new s3.GetObjectAclCommand({ Bucket, Key }));
      expect(Grants).toMatchObject([
        { Grantee: { Type: 'CanonicalUser', ID: Owner?.ID }, Permission: 'FULL_CONTROL' },
      ]);
      const ACL = 'public-read' as const;
      await expect(
        client.send(new s3.PutObjectAclCommand({ Bucket, Key, ACL })),
      ).rejects.toMatchObject({ name: 'AccessControlListNotSupported' });
    },
  ],
];
