import type { Bytes } from '../../bytes';
import type { Context } from '../../operation';
import { table } from '../../tables';
import { newAes256, type Material } from '../kms/hsm/index';
import { serviceKey, unwrapKey, wrapKey, type ServiceKeyRecord } from '../service-keys';

// The only file that touches key material of CloudWatch Logs' own. It stands for the service behind
// the default encryption, whose keys no customer ever sees.

/** The service's own keys, by Region: the data keys of log groups lie under them. */
const serviceKeysTable = table<ServiceKeyRecord>('logs.service-keys');

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
  const under = serviceKey(ctx, serviceKeysTable);
  const material = newAes256(ctx.random);
  const wrapped = await wrapKey(ctx, under, arn, material);
  return { material, kept: { serviceKeyId: under.id, wrapped } };
}

/** The data key back that was kept under the service's own key. */
export function openOwnDataKey(
  ctx: Context,
  arn: string,
  { wrapped }: WrappedKey,
): Promise<Material> {
  return unwrapKey(serviceKey(ctx, serviceKeysTable), arn, wrapped);
}
