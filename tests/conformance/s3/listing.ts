import * as s3 from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { allPages, type Story } from '../clients';

const Bucket = 'reports';

/** A bucket that keeps versions, with some objects. */
async function withObjects(client: s3.S3Client, keys: readonly string[]): Promise<void> {
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  for (const Key of keys) await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: Key }));
}

const keys = ['a/1', 'a/2', 'b', 'c d/é', 'e&f'];

/** What a client does with many objects at once. */
export const listingStories: readonly Story[] = [
  [
    'objects are listed, page by page and by prefix',
    async ({ s3: client }) => {
      await withObjects(client, keys);
      const pages = s3.paginateListObjectsV2({ client, pageSize: 2 }, { Bucket });
      const { count, items } = await allPages(pages, 'Contents');
      expect(count).toBe(3);
      expect(items.map((item) => (item as s3._Object).Key)).toEqual(keys);
      const grouped = await client.send(new s3.ListObjectsCommand({ Bucket, Delimiter: '/' }));
      expect(grouped.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'c d/' }]);
      expect(grouped.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
        ['b', 1],
        ['e&f', 3],
      ]);
    },
  ],
  [
    'many objects are deleted at once, and their versions stay',
    async ({ s3: client }) => {
      await withObjects(client, keys);
      const Objects = keys.map((Key) => ({ Key }));
      const { Deleted } = await client.send(
        new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
      );
      expect(Deleted?.map(({ Key }) => Key)).toEqual(keys);
      const { Versions, DeleteMarkers } = await client.send(
        new s3.ListObjectVersionsCommand({ Bucket }),
      );
      expect([Versions?.length, DeleteMarkers?.length]).toEqual([keys.length, keys.length]);
    },
  ],
  [
    'an object tells what it is asked',
    async ({ s3: client }) => {
      await withObjects(client, keys);
      const attributes = await client.send(
        new s3.GetObjectAttributesCommand({
          ...{ Bucket, Key: 'b', ObjectAttributes: ['ETag', 'ObjectSize', 'StorageClass'] },
        }),
      );
      expect(attributes).toMatchObject({
        ...{ ETag: '92eb5ffee6ae2fec3ad71c777531578f', ObjectSize: 1, StorageClass: 'STANDARD' },
      });
    },
  ],
];
