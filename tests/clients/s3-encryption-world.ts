import {
  kmsClients,
  kmsKeyring,
  openS3EncryptionClient,
  s3Client,
  type S3EncryptionOptions,
} from '../../src/clients/s3-encryption/index';
import type { Step } from '../../src/engine/trace';
import { testWorld } from '../engine/world';

/** Random bytes. */
export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A world with a bucket and a KMS key, and an S3 encryption client before it. */
export async function s3EncryptionWorld() {
  const world = testWorld();
  const { engine, admin, send } = world;
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  const { Arn } = await world.createKey();
  await send('s3', 'CreateBucket', { Bucket: 'vault' });
  const access = {
    ...{ cloud: engine, userAgent: 'tests', maxAttempts: 3 },
    credentials: () => Promise.resolve(admin),
    pause: () => Promise.resolve(),
  };
  const s3 = s3Client(access, 'us-east-1');
  const kms = kmsClients(access)('us-east-1');
  const keyring = kmsKeyring(kms, Arn);
  const open = (more: Partial<S3EncryptionOptions> = {}) =>
    openS3EncryptionClient({ s3, keyring, random, ...more });
  /** An object as Amazon S3 hands it to anybody. */
  const raw = async (Key: string) => {
    const { Body, Metadata } = await send<{
      Body: AsyncIterable<Uint8Array>;
      Metadata: Record<string, string>;
    }>('s3', 'GetObject', { Bucket: 'vault', Key });
    const pieces: Uint8Array[] = [];
    for await (const piece of Body) pieces.push(piece);
    return { bytes: new Uint8Array(Buffer.concat(pieces)), metadata: Metadata };
  };
  const store = (Key: string, Body: Uint8Array, Metadata: Record<string, string>) =>
    send('s3', 'PutObject', { Bucket: 'vault', Key, Body, Metadata });
  return { ...world, Arn, s3, kms, keyring, open, raw, store, steps };
}
