import { Readable } from 'node:stream';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import type { SdkWorld, Story } from '../clients';

const Bucket = 'reports';

/** The world's client, with a bucket. */
async function withBucket({ s3: client }: SdkWorld): Promise<s3.S3Client> {
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  return client;
}

/** What a client does with objects. */
export const objectStories: readonly Story[] = [
  [
    'an object is put, read, looked at and deleted',
    async (world) => {
      const client = await withBucket(world);
      const Key = 'a b/ü+&?#%//.txt';
      const Metadata = { team: 'blue' };
      const input = { Bucket, Key, Body: 'hello', ContentType: 'text/plain', Metadata };
      const { ETag } = await client.send(new s3.PutObjectCommand(input));
      expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
      const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key }));
      expect(head).toMatchObject({ ETag, Metadata, ContentLength: 5, ContentType: 'text/plain' });
      expect(head.LastModified).toEqual(new Date(world.engine.now));
      const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe('hello');
      await client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
      await expect(client.send(new s3.GetObjectCommand({ Bucket, Key }))).rejects.toThrow(
        'The specified key does not exist.',
      );
    },
  ],
  [
    'a stream is put in chunks with a checksum after them, and read in pieces',
    async (world) => {
      const client = await withBucket(world);
      const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251);
      const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
      const input = { Bucket, Key: 'k', Body, ContentLength: bytes.length } as const;
      await client.send(new s3.PutObjectCommand({ ...input, ChecksumAlgorithm: 'CRC32' }));
      const answer = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'k' }));
      expect(answer.ContentEncoding).toBeUndefined();
      const read = await answer.Body?.transformToByteArray();
      expect(Buffer.compare(read ?? new Uint8Array(), bytes)).toBe(0);
    },
  ],
  [
    'a version is deleted and another comes to light',
    async (world) => {
      const client = await withBucket(world);
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      const put = (Body: string) =>
        client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body }));
      const first = await put('1');
      const second = await put('2');
      expect(second.VersionId).not.toBe(first.VersionId);
      const { VersionId } = second;
      await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'k', VersionId }));
      const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'k' }));
      expect(await Body?.transformToString()).toBe('1');
      const marker = await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'k' }));
      expect(marker.DeleteMarker).toBe(true);
    },
  ],
  [
    'an object is put under another key where it lies',
    async (world) => {
      const client = await withBucket(world);
      await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'hello' }));
      const { KeyMetadata } = await world.kms.send(new CreateKeyCommand({}));
      const KMSKeyArn = KeyMetadata?.Arn ?? '';
      const ObjectEncryption = { SSEKMS: { KMSKeyArn } };
      await client.send(
        new s3.UpdateObjectEncryptionCommand({ Bucket, Key: 'k', ObjectEncryption }),
      );
      const { Body, SSEKMSKeyId } = await client.send(
        new s3.GetObjectCommand({ Bucket, Key: 'k' }),
      );
      expect([await Body?.transformToString(), SSEKMSKeyId]).toEqual(['hello', KMSKeyArn]);
    },
  ],
];
