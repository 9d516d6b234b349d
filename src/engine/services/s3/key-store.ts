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

/** A new data key and its wrapped form, bound to the object's ARN: nonce, ciphertext, tag. */
export async function newDataKey(
  ctx: Context,
  arn: string,
): Promise<{ readonly key: DataKey; readonly kept: KeptDataKey }> {
  const key = newAes256(ctx.random);
  const { id: serviceKeyId, ...material } = serviceKey(ctx);
  const nonce = ctx.random.bytes(nonceBytes);
  const sealed = await seal(material, nonce, encoder.encode(arn), key.bytes);
  const ciphertext = new Uint8Array(sealed);
  const wrapped = new Uint8Array(nonceBytes + ciphertext.length);
  wrapped.set(nonce);
  wrapped.set(ciphertext, nonceBytes);
  return { key, kept: { under: 's3', serviceKeyId, wrapped } };
}

/** The data key back from its wrapped form. */
export async function openDataKey(
  ctx: Context,
  arn: string,
  wrapped: Uint8Array,
): Promise<DataKey> {
  const bytes = wrapped as Bytes;
  const nonce = bytes.subarray(0, nonceBytes);
  const key = await open(serviceKey(ctx), nonce, encoder.encode(arn), bytes.subarray(nonceBytes));
  if (key === undefined) throw new Error(`the data key of ${arn} is damaged`);
  return { bytes: key };
}
