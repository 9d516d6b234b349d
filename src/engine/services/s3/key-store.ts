import type { Context } from '../../operation';
import { table } from '../../tables';
import { newAes256, open, seal, type Bytes, type Material } from '../kms/hsm/index';
import { serviceKey, unwrapKey, wrapKey, type ServiceKeyRecord } from '../service-keys';
import type { KeptDataKey } from './state';

// The only file that touches key material of S3's own. It stands for the service behind SSE-S3,
// whose keys no customer ever sees: AWS publishes only that each object has a key of its own, and
// that this is encrypted with a key that AWS manages ("Using server-side encryption with Amazon S3
// managed keys", Amazon S3 User Guide).

/** A key that bytes of an object are sealed with. It exists while a request is at work. */
export type DataKey = Material;

export { open, seal, unwrapKey, wrapKey, type Bytes };

/** S3's own keys, by Region: the data keys of SSE-S3 lie under them. */
const serviceKeysTable = table<ServiceKeyRecord>('s3.service-keys');

/** A new data key. */
export function newDataKey(ctx: Context): DataKey {
  return newAes256(ctx.random);
}

/** What is kept of a data key under S3's own key of the Region. */
export async function keepUnderServiceKey(
  ctx: Context,
  arn: string,
  key: DataKey,
): Promise<KeptDataKey> {
  const under = serviceKey(ctx, serviceKeysTable);
  return { under: 's3', serviceKeyId: under.id, wrapped: await wrapKey(ctx, under, arn, key) };
}

/** The data key back that was kept under S3's own key. */
export function openWithServiceKey(
  ctx: Context,
  arn: string,
  { wrapped }: Extract<KeptDataKey, { under: 's3' }>,
): Promise<DataKey> {
  return unwrapKey(serviceKey(ctx, serviceKeysTable), arn, wrapped);
}
