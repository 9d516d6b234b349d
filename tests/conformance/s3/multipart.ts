import * as s3 from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { bytesOf, type SdkWorld, type Story } from '../clients';

const Bucket = 'reports';
const Key = 'large';
/** The smallest part that need not be the last one. */
const partSize = 5 * 1024 * 1024;

/** An upload that has begun. */
async function begun({ s3: client }: SdkWorld) {
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }));
  return { client, upload: { Bucket, Key, UploadId } };
}

/** What a client does with uploads in parts, and with copies. */
export const multipartStories: readonly Story[] = [
  [
    'parts become an object',
    async (world) => {
      const { client, upload } = await begun(world);
      const bodies = [new Uint8Array(partSize).fill(1), bytesOf('end')];
      const Parts: s3.CompletedPart[] = [];
      for (const [index, Body] of bodies.entries()) {
        const PartNumber = index + 1;
        const { ETag } = await client.send(
          new s3.UploadPartCommand({ ...upload, PartNumber, Body }),
        );
        Parts.push({ ETag, PartNumber });
      }
      const listed = await client.send(new s3.ListPartsCommand(upload));
      expect(listed.Parts?.map(({ Size }) => Size)).toEqual([partSize, 3]);
      const uploads = await client.send(new s3.ListMultipartUploadsCommand({ Bucket }));
      expect(uploads.Uploads).toMatchObject([{ Key, UploadId: upload.UploadId }]);
      const completed = await client.send(
        new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
      );
      expect(completed.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
      const part = await client.send(new s3.GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
      expect(await part.Body?.transformToString()).toBe('end');
      expect(part.PartsCount).toBe(2);
    },
  ],
  [
    'an upload is given up',
    async (world) => {
      const { client, upload } = await begun(world);
      await client.send(new s3.AbortMultipartUploadCommand(upload));
      await expect(client.send(new s3.ListPartsCommand(upload))).rejects.toBeInstanceOf(
        s3.NoSuchUpload,
      );
    },
  ],
  [
    'an object is copied, whole and as a part of another',
    async (world) => {
      const { client, upload } = await begun(world);
      const from = 'a b/ü+?';
      await client.send(new s3.PutObjectCommand({ Bucket, Key: from, Body: 'hello' }));
      const CopySource = encodeURIComponent(`${Bucket}/${from}`);
      const copied = await client.send(
        new s3.CopyObjectCommand({ Bucket, Key: 'copy', CopySource }),
      );
      expect(copied.CopyObjectResult).toMatchObject({
        ETag: '"5d41402abc4b2a76b9719d911017c592"',
        LastModified: new Date(world.engine.now),
      });
      const source = { CopySource, CopySourceRange: 'bytes=1-3' };
      const { CopyPartResult } = await client.send(
        new s3.UploadPartCopyCommand({ ...upload, PartNumber: 1, ...source }),
      );
      const Parts = [{ ETag: CopyPartResult?.ETag, PartNumber: 1 }];
      await client.send(
        new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
      );
      const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe('ell');
    },
  ],
];
