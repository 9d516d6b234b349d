import { describe, expect, test } from 'vitest';
import * as s3 from '@aws-sdk/client-s3';
import { s3 as service } from '../../src/engine/services/s3/index';
import { sdkWorld, type SdkWorld } from './clients';
import { accessStories } from './s3/access';
import { bucketStories } from './s3/buckets';
import { plainCommand } from './s3/every-operation';
import { listingStories } from './s3/listing';
import { lockStories } from './s3/locks';
import { multipartStories } from './s3/multipart';
import { objectStories } from './s3/objects';

describe('the S3 client of the AWS SDK', () => {
  test.each([
    ...bucketStories,
    ...objectStories,
    ...listingStories,
    ...multipartStories,
    ...accessStories,
    ...lockStories,
  ])('%s', async (_, tell) => {
    await tell(sdkWorld());
  });
});

test.each(Object.keys(service.operations))('its %s reaches that operation', async (operation) => {
  const { s3: client, engine } = sdkWorld();
  const reached: string[] = [];
  engine.observe(({ steps }) => {
    for (const step of steps) if (step.kind === 'request') reached.push(step.operation);
  });
  const answer = await client.send(plainCommand(service.model, operation)).then(
    () => 'an answer',
    (error: unknown) => (error as s3.S3ServiceException).name,
  );
  expect(reached[0]).toBe(operation);
  expect(answer).not.toMatch(/^(InternalError|MethodNotAllowed|MalformedXML)$/);
});

type Refusal = readonly [error: string, cause: (world: SdkWorld) => Promise<unknown>];

const Bucket = 'reports';

/** The error classes of the SDK, each with a request that gets it. */
const refusals: readonly Refusal[] = [
  ['NoSuchBucket', ({ s3: client }) => client.send(new s3.DeleteBucketCommand({ Bucket }))],
  [
    'NoSuchKey',
    async ({ s3: client }) => {
      await client.send(new s3.CreateBucketCommand({ Bucket }));
      await client.send(new s3.GetObjectCommand({ Bucket, Key: 'nothing' }));
    },
  ],
  // An answer to HEAD has no body, and so no code.
  ['NotFound', ({ s3: client }) => client.send(new s3.HeadBucketCommand({ Bucket }))],
  [
    'BucketAlreadyOwnedByYou',
    async (world) => {
      const client = new s3.S3Client(world.config(undefined, 'eu-west-1'));
      const LocationConstraint = 'eu-west-1';
      const input = { Bucket, CreateBucketConfiguration: { LocationConstraint } } as const;
      await client.send(new s3.CreateBucketCommand(input));
      await client.send(new s3.CreateBucketCommand(input));
    },
  ],
];

test.each(refusals)('%s is the class of its error', async (name, cause) => {
  const error = await cause(sdkWorld()).then(
    () => undefined,
    (refused: unknown) => refused,
  );
  expect(error).toBeInstanceOf(s3[name as keyof typeof s3]);
  const $metadata = {
    requestId: expect.any(String) as string,
    extendedRequestId: expect.any(String) as string,
  };
  expect(error).toMatchObject({ name, $metadata });
});

const object = { Bucket, Key: 'k' };

/** What this model of S3 leaves out, by name; the last one it does not know at all. */
const leftOut: readonly Refusal[] = [
  ['RestoreObject', ({ s3: client }) => client.send(new s3.RestoreObjectCommand(object))],
  ['BitTorrent', ({ s3: client }) => client.send(new s3.GetObjectTorrentCommand(object))],
  [
    'RenameObject',
    ({ s3: client }) => client.send(new s3.RenameObjectCommand({ ...object, RenameSource: 'a' })),
  ],
  [
    'S3 Select',
    ({ s3: client }) =>
      client.send(
        new s3.SelectObjectContentCommand({
          ...{ ...object, Expression: 'SELECT 1', ExpressionType: 'SQL' },
          ...{ InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} } },
        }),
      ),
  ],
  [
    'GetBucketMetadataConfiguration',
    ({ s3: client }) => client.send(new s3.GetBucketMetadataConfigurationCommand({ Bucket })),
  ],
];

test.each(leftOut)('%s is left out, and says so', async (_, cause) => {
  const world = sdkWorld();
  await expect(cause(world)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringMatching(
      /^A header or query you provided implies functionality that is not implemented\. \(.+\)$/,
    ) as string,
    $metadata: { httpStatusCode: 501 },
  });
});
