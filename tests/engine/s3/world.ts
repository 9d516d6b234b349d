import { createHash } from 'node:crypto';
import type { GetObjectAnswer } from '../../../src/engine/services/s3/get-object';
import type { Credentials } from '../../../src/engine/operation';
import type { WorldOptions } from '../../../src/engine/world';
import { testWorld } from '../world';

export const Bucket = 'reports';
export const account = '123456789012';
export const otherAccount = '210987654321';

interface Options {
  readonly region?: string;
  readonly credentials?: Credentials;
}

/** A world with one bucket, and short ways to put and get. */
export async function s3World(options: Partial<WorldOptions> = {}) {
  const world = testWorld(null, [account, otherAccount], options);
  const s3 = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    more?: Options,
  ) => world.send<Output>('s3', operation, { ...ofBucket(operation), ...input }, more);
  await s3('CreateBucket');

  const put = (Key: string, text: string, input: object = {}, more?: Options) =>
    s3<Record<string, string>>('PutObject', { Key, Body: encode(text), ...input }, more);
  const get = (Key: string, input: object = {}, more?: Options) =>
    s3<GetObjectAnswer>('GetObject', { Key, ...input }, more);
  /** The content of an object as text. */
  const read = async (Key: string, input: object = {}, more?: Options) =>
    decode(await (await get(Key, input, more)).Body.bytes());

  return { ...world, s3, put, get, read };
}

const ofBucket = (operation: string) => (operation === 'ListBuckets' ? {} : { Bucket });

/** The headers of a customer's key. */
export function keyHeaders(fill: number, length = 32) {
  const key = Buffer.alloc(length, fill);
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
}

/** Lets SSE-C into the bucket. */
export function unblockSseC({ s3 }: Pick<Awaited<ReturnType<typeof s3World>>, 's3'>) {
  const Rules = [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }];
  return s3('PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules } });
}

export const encode = (text: string) => new TextEncoder().encode(text);
export const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The XML elements that an error has beside code and message. */
export const seen = ({
  code,
  message,
  statusCode,
  details,
}: {
  code: string;
  message: string;
  statusCode: number;
  details: object;
}) => ({ code, message, statusCode, ...details });
