import type { Bytes } from '../../bytes';
import type { Context } from '../../operation';
import { table } from '../../tables';
import { newAes256, open, seal, type Material } from '../kms/hsm/index';

// The only file that touches key material of CloudWatch Logs' own. It stands for the service behind
// the default encryption, whose keys no customer ever sees. How they are kept is this model's.

/** The key of CloudWatch Logs in a Region, under which the data keys of log groups lie. */
interface ServiceKeyRecord extends Material {
  readonly id: string;
  readonly CreationDate: number;
}

/** The service's own keys, by Region. */
const serviceKeysTable = table<ServiceKeyRecord>('logs.service-keys');

const nonceBytes = 12;
const encoder = new TextEncoder();

function serviceKey(ctx: Context): ServiceKeyRecord {
  const known = ctx.get(serviceKeysTable, ctx.region);
  if (known !== undefined) return known;
  const key = { ...newAes256(ctx.random), id: ctx.random.uuid(), CreationDate: ctx.now };
  ctx.put(serviceKeysTable, ctx.region, key);
  return key;
}

/** A data key under the service's own: nonce, ciphertext, tag. */
export interface WrappedKey {
  readonly serviceKeyId: string;
  readonly wrapped: Bytes;
}

/** A new data key, and what is kept of it under the service's own key, bound to a log group's ARN. */
export async function newOwnDataKey(
  ctx: Context,
  arn: string,
): Promise<{ readonly material: Material; readonly kept: WrappedKey }> {
  const under = serviceKey(ctx);
  const material = newAes256(ctx.random);
  const nonce = ctx.random.bytes(nonceBytes);
  const ciphertext = new Uint8Array(await seal(under, nonce, encoder.encode(arn), material.bytes));
  const wrapped = new Uint8Array(nonceBytes + ciphertext.length);
  wrapped.set(nonce);
  wrapped.set(ciphertext, nonceBytes);
  return { material, kept: { serviceKeyId: under.id, wrapped } };
}

/** The data key back that was kept under the service's own key. */
export async function openOwnDataKey(
  ctx: Context,
  arn: string,
  { wrapped }: WrappedKey,
): Promise<Material> {
  const nonce = wrapped.subarray(0, nonceBytes);
  const sealed = wrapped.subarray(nonceBytes);
  const bytes = await open(serviceKey(ctx), nonce, encoder.encode(arn), sealed);
  if (bytes === undefined) throw new Error(`the data key of ${arn} is damaged`);
  return { bytes };
}
