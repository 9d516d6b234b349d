import type { Bytes } from '../bytes';
import type { Context } from '../operation';
import type { Table } from '../tables';
import { newAes256, open, seal, type Material } from './kms/hsm/index';

// A service's own encryption, which needs no KMS key: a key of the service in each Region, and data
// keys that lie under it. How they are kept is this model's.

/** The key of a service in a Region, under which its own data keys lie. */
export interface ServiceKeyRecord extends Material {
  readonly id: string;
  readonly CreationDate: number;
}

const nonceBytes = 12;
const encoder = new TextEncoder();

/** The service's key in the request's Region; made when it is first needed. */
export function serviceKey(ctx: Context, table: Table<ServiceKeyRecord>): ServiceKeyRecord {
  const known = ctx.get(table, ctx.region);
  if (known !== undefined) return known;
  const key = { ...newAes256(ctx.random), id: ctx.random.uuid(), CreationDate: ctx.now };
  ctx.put(table, ctx.region, key);
  return key;
}

/** A data key sealed under another key, bound to an ARN: nonce, ciphertext, tag. */
export async function wrapKey(
  ctx: Context,
  under: Material,
  arn: string,
  key: Material,
): Promise<Bytes> {
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
): Promise<Material> {
  const bytes = wrapped as Bytes;
  const nonce = bytes.subarray(0, nonceBytes);
  const key = await open(under, nonce, encoder.encode(arn), bytes.subarray(nonceBytes));
  if (key === undefined) throw new Error(`the data key of ${arn} is damaged`);
  return { bytes: key };
}
