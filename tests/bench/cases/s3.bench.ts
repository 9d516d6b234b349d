import { Engine } from '../../../src/engine/engine';
import { objectKey, objectsTable, type Version } from '../../../src/engine/services/s3/state';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import type { Measurement } from '../bench';
import { median, milliseconds, ratio } from '../measure';

const region = 'us-east-1';
const Bucket = 'bench';

/** A world with one bucket and one KMS key, and how to send requests to S3. */
async function world() {
  const now = Date.UTC(2026, 10, 23);
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  const credentials = adminCredentials(engine.tables);
  const send = (service: string, operation: string, input: object) =>
    engine.send({ service, operation, region, credentials, input });
  const s3 = (operation: string, input: object = {}) => send('s3', operation, { Bucket, ...input });
  const { output } = await send('kms', 'CreateKey', {});
  const { KeyId } = (output as { KeyMetadata: { KeyId: string } }).KeyMetadata;
  await s3('CreateBucket');
  return { engine, s3, KeyId };
}

/** Raw AES-GCM over as many bytes: a tag of 16 is added to them. */
async function rawEncryption(bytes: number) {
  const algorithm = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.generateKey(algorithm, false, ['encrypt']);
  const plaintext = crypto.getRandomValues(new Uint8Array(bytes));
  return () => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plaintext);
  };
}

export async function putAgainstRaw(more: object = {}): Promise<number> {
  const { s3, KeyId } = await world();
  const Body = crypto.getRandomValues(new Uint8Array(1024));
  const input = { Key: 'a', Body, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId, ...more };
  const put = () => s3('PutObject', input);
  return ratio(put, await rawEncryption(1024), { rounds: 21, perRound: 500 });
}

const keys = 1_000_000;
const name = (i: number) =>
  `folder-${String(i % 1000).padStart(4, '0')}/${String(i).padStart(7, '0')}`;

/** A bucket with a million keys in a thousand folders: copies of one object under other names. */
async function crowded() {
  const made = await world();
  await made.s3('PutObject', { Key: name(0) });
  const { tables } = made.engine;
  const [, object] = tables.range<Version>(objectsTable)[0]!;
  for (let i = 1; i < keys; i += 1) {
    const after = { ...object, Key: name(i) };
    tables.apply({ table: objectsTable.name, key: objectKey(Bucket, after.Key), after });
  }
  return made;
}

/** Milliseconds that a page takes, all over the bucket. */
async function listing(input: object): Promise<number> {
  const { s3 } = await crowded();
  const times: number[] = [];
  for (let i = 0; i < 100; i += 1) {
    const StartAfter = name((i * 9973) % keys);
    times.push(await milliseconds(() => s3('ListObjectsV2', { StartAfter, ...input })));
  }
  return median(times.slice(20));
}

const measurements: Measurement[] = [
  {
    name: 'S3 PutObject of 1 KiB with SSE-KMS against raw AES-256-GCM',
    where: ['node'],
    bound: { max: 4, unit: 'times' },
    run: putAgainstRaw,
  },
  {
    name: 'S3 PutObject of 1 KiB with a bucket key against raw AES-256-GCM',
    where: ['node'],
    bound: { max: 4, unit: 'times' },
    run: () => putAgainstRaw({ BucketKeyEnabled: true }),
  },
  {
    name: 'S3 lists 1,000 of 1,000,000 keys',
    where: ['node', 'chromium'],
    bound: { max: 5, unit: 'ms' },
    run: () => listing({}),
  },
  {
    name: 'S3 lists 1,000 folders of 1,000,000 keys',
    where: ['node', 'chromium'],
    bound: { max: 5, unit: 'ms' },
    run: () => listing({ Delimiter: '/', StartAfter: '' }),
  },
];

export default measurements;
