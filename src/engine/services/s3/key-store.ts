import type { Context } from '../../operation';
import { table } from '../../tables';
import { newAes256, open, seal, type Bytes, type Material } from '../kms/hsm/index';
import type { KeptDataKey } from './state';

// The only file that touches key material of S3's own. It stands for the service behind SSE-S3,
// whose keys no customer ever sees: AWS publishes only that each object has a key of its own, and
// that this is encrypted with a key that AWS manages ("Using server-side encryption with Amazon S3
// managed keys", Amazon S3 User Guide). How it is kept is this model's.

/** A key that bytes of an object are sealed with. It exists while a request is at work. */
export type DataKey = Material;

export { open, seal, type Bytes };

/** The key of S3 in a Region, under which the data keys of SSE-S3 lie. */
interface ServiceKeyRecord extends Material {
  readonly id: string;
  readonly CreationDate: number;
}

/** S3's own keys, by Region. */
const serviceKeysTable = table<ServiceKeyRecord>('s3.service-keys');

const nonceBytes = 12;
const encoder = new TextEncoder();

function serviceKey(ctx: Context): ServiceKeyRecord {
  const known = ctx.get(serviceKeysTable, ctx.region);
  if (known !== undefined) return known;
  const key = { ...newAes256(ctx.random), id: ctx.random.uuid(), CreationDate: ctx.now };
  ctx.put(serviceKeysTable, ctx.region, key);
  return key;
}

/** A new data key. */
export function newDataKey(ctx: Context): DataKey {
  return newAes256(ctx.random);
}

/** A data key sealed under another key, bound to an ARN: nonce, ciphertext, tag. */
export async function wrapKey(
  ctx: Context,
  under: Material,
  arn: string,
  key: DataKey,
): Promise<Uint8Array> {
  const nonce = ctx.random.bytes(nonceBytes);
  const ciphertext = new Uint8Array(await seal(under, nonce, encoder.encode(arn), key.bytes));
  const wrapped = new Uint8Array(nonceBytes + ciphertext.length);
  wrapped.set(nonce);
  wrapped.set(ciphertext, nonceBytes);
  return wrapped;
}

/** The data key back from its wrapped form. */
export async function unwrapKey(
  under: Material,
  arn: string,
  wrapped: Uint8Array,
): Promise<DataKey> {
  const bytes = wrapped as Bytes;
  const nonce = bytes.subarray(0, nonceBytes);
  const key = await open(under, nonce, encoder.encode(arn), bytes.subarray(nonceBytes));
  if (key === undefined) throw new Error(`the data key of ${arn} is damaged`);
  return { bytes: key };
}

/** What is kept of a data key under S3's own key of the Region. */
export async function keepUnderServiceKey(
  ctx: Context,
  arn: string,
  key: DataKey,
): Promise<KeptDataKey> {
  const under = serviceKey(ctx);
  return { under: 's3', serviceKeyId: under.id, wrapped: await wrapKey(ctx, under, arn, key) };
}

/** The data key back that was kept under S3's own key. */
export function openWithServiceKey(
  ctx: Context,
  arn: string,
  { wrapped }: Extract<KeptDataKey, { under: 's3' }>,
): Promise<DataKey> {
  return unwrapKey(serviceKey(ctx), arn, wrapped);
}
