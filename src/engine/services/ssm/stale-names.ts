import type { Context } from '../../operation';
import { putting as errors } from './errors';
import { deletedTable, storeKey, type ParameterRecord } from './state';
import { storeOf } from './names';

/**
 * How long a deleted parameter's name is not to be used. Source: Systems Manager API Reference,
 * DeleteParameter: "wait for at least 30 seconds to create a parameter with the same name". AWS does
 * not say what fails until then. The one refusal that is known is about tags that are still there, so
 * only parameters that had tags are refused here.
 */
const wait = 30_000;

/** Old notes that one deletion clears away: they never pile up, and no deletion has much to do. */
const clearedAtOnce = 2;

/** Notes that a parameter was deleted. */
export function noteDeletion(ctx: Context, key: string, { tags }: ParameterRecord): void {
  const { account, region } = storeOf(key);
  const prefix = `${storeKey(account, region)}|`;
  for (const [name, { at }] of ctx.range(deletedTable, { prefix, limit: clearedAtOnce })) {
    if (at + wait <= ctx.now) ctx.delete(deletedTable, name);
  }
  if (Object.keys(tags).length > 0) ctx.put(deletedTable, key, { at: ctx.now });
}

/** Throws TooManyUpdates for a new parameter whose name was that of one deleted just now. */
export function checkNotStale(ctx: Context, key: string): void {
  const deleted = ctx.get(deletedTable, key);
  if (deleted === undefined) return;
  if (deleted.at + wait > ctx.now) throw errors.staleTags();
  ctx.delete(deletedTable, key);
}
