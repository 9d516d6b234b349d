import type { Bytes } from '../../bytes';
import type { Context } from '../../operation';
import { table } from '../../tables';
import type { Material } from '../kms/hsm/index';
import { newOwnDataKey, openOwnDataKey, type WrappedKey } from './key-store';
import { decryptDataKey, generateDataKey } from './kms-calls';
import { groupArn } from './names';
import { groupsTable, keyOf, type LogGroupRecord } from './state';

/**
 * How long CloudWatch Logs goes on with a data key that KMS made, in ms; meanwhile it asks KMS
 * nothing to encrypt. AWS does not publish it: the figure is this model's.
 */
export const dataKeyLifetime = 5 * 60_000;

/** A data key as it is kept: under a KMS key, or under the service's own. */
export type DataKeyRecord =
  | ({ readonly under: 'logs' } & WrappedKey)
  | { readonly under: 'kms'; readonly kmsKeyId: string; readonly ciphertext: Bytes };

/** A data key of KMS in the clear, until its time is over. */
interface KeyAtHand {
  readonly id: string;
  readonly bytes: Bytes;
  readonly kmsKeyId: string;
  readonly expiresAt: number;
}

/** Data keys by `key of the log group:id`. */
export const dataKeysTable = table<DataKeyRecord>('logs.data-keys');

/** The data key at hand for new events, by the key of the log group. */
const keysAtHandTable = table<KeyAtHand>('logs.keys-at-hand');

/** The key of a data key. */
export function dataKeyKey(group: string, id: string): string {
  return `${group}:${id}`;
}

const arnOf = ({ account, region, logGroupName: name }: LogGroupRecord) =>
  groupArn({ account, region, name });

/** The KMS key under which events go that come at a time; undefined for the service's own key. */
export function keyInEffect({ sealing }: LogGroupRecord, now: number): string | undefined {
  return sealing.findLast(({ since }) => since <= now)?.kmsKeyId;
}

/** The data key that new events of a log group are sealed with. */
export function keyForWriting(
  ctx: Context,
  group: LogGroupRecord,
): Promise<Material & { readonly id: string }> {
  const kmsKeyId = keyInEffect(group, ctx.now);
  return kmsKeyId === undefined ? ownKey(ctx, group) : kmsKey(ctx, group, kmsKeyId);
}

async function ownKey(ctx: Context, group: LogGroupRecord) {
  const key = keyOf(group);
  if (group.ownDataKey !== undefined) {
    const material = await openDataKey(ctx, group, group.ownDataKey);
    return { ...material, id: group.ownDataKey };
  }
  const id = ctx.random.uuid();
  const { material, kept } = await newOwnDataKey(ctx, arnOf(group));
  ctx.put(dataKeysTable, dataKeyKey(key, id), { under: 'logs', ...kept });
  ctx.put(groupsTable, key, { ...group, ownDataKey: id });
  return { ...material, id };
}

async function kmsKey(ctx: Context, group: LogGroupRecord, kmsKeyId: string) {
  const key = keyOf(group);
  const known = ctx.get(keysAtHandTable, key);
  if (known !== undefined && known.kmsKeyId === kmsKeyId && known.expiresAt > ctx.now) return known;
  const id = ctx.random.uuid();
  const { material, ciphertext } = await generateDataKey(ctx, kmsKeyId, arnOf(group));
  ctx.put(dataKeysTable, dataKeyKey(key, id), { under: 'kms', kmsKeyId, ciphertext });
  const expiresAt = ctx.now + dataKeyLifetime;
  const atHand = { id, bytes: material.bytes, kmsKeyId, expiresAt };
  ctx.put(keysAtHandTable, key, atHand);
  ctx.setTimer({ id: `logs data key|${key}`, at: expiresAt, kind: 'forgetDataKey', payload: key });
  return atHand;
}

/** Timer: the time of a data key at hand is over. */
export function forgetDataKey(key: string, ctx: Context): void {
  ctx.delete(keysAtHandTable, key);
}

/** A data key in the clear, to read what it seals. Throws where KMS does not give it out. */
export function openDataKey(ctx: Context, group: LogGroupRecord, id: string): Promise<Material> {
  const record = ctx.get(dataKeysTable, dataKeyKey(keyOf(group), id));
  if (record === undefined) throw new Error(`the data key ${id} is missing`);
  const arn = arnOf(group);
  return record.under === 'logs'
    ? openOwnDataKey(ctx, arn, record)
    : decryptDataKey(ctx, record.kmsKeyId, record.ciphertext, arn);
}

/** Removes all data keys of a log group. */
export function dropDataKeys(ctx: Context, group: string): void {
  for (const [key] of ctx.range(dataKeysTable, { prefix: `${group}:` })) {
    ctx.delete(dataKeysTable, key);
  }
  if (ctx.get(keysAtHandTable, group) === undefined) return;
  ctx.delete(keysAtHandTable, group);
  ctx.cancelTimer(`logs data key|${group}`);
}
