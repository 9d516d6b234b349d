import { parseArn } from '../../arn';
import { rememberingStep } from '../../machines';
import type { Context } from '../../operation';
import { notPrimary } from './errors';
import {
  multiRegionReplication,
  type MultiRegionEvent,
  type MultiRegionState,
} from './multi-region.machine';
import {
  keyArn,
  keysTable,
  multiRegionId,
  multiRegionTable,
  type KeyRecord,
  type MultiRegionRecord,
} from './state';

type Reading = Pick<Context, 'get'>;

/** The Region a key is in. */
export function regionOf({ Arn }: KeyRecord): string {
  return parseArn(Arn)?.region ?? '';
}

/** The Regions of a multi-Region key. */
export function multiRegionSet(ctx: Reading, key: KeyRecord): MultiRegionRecord {
  const set = ctx.get(multiRegionTable, multiRegionId(key));
  if (set === undefined) throw new Error(`${key.Arn} is in no set of related keys`);
  return set;
}

/** The key of the set in another Region. */
export function relatedKey(ctx: Reading, key: KeyRecord, region: string): KeyRecord | undefined {
  return ctx.get(keysTable, keyArn(region, key.AWSAccountId, key.KeyId));
}

/** The primary key of the set a key belongs to; a single-Region key is its own. */
export function primaryOf(ctx: Reading, key: KeyRecord): KeyRecord {
  if (!key.MultiRegion) return key;
  return relatedKey(ctx, key, multiRegionSet(ctx, key).PrimaryRegion) ?? key;
}

/** The replicas of the set a key belongs to. */
export function replicasOf(ctx: Reading, key: KeyRecord): readonly KeyRecord[] {
  if (!key.MultiRegion) return [];
  const { ReplicaRegions } = multiRegionSet(ctx, key);
  return ReplicaRegions.flatMap((region) => relatedKey(ctx, key, region) ?? []);
}

/** Whether a key is the replica of a key in another Region. */
export function isReplica(ctx: Reading, key: KeyRecord): boolean {
  return key.MultiRegion && multiRegionSet(ctx, key).PrimaryRegion !== regionOf(key);
}

/** Throws UnsupportedOperationException for a replica: its primary key decides what they share. */
export function requireNoReplica(ctx: Reading, key: KeyRecord): void {
  if (isReplica(ctx, key)) throw notPrimary(key.Arn);
}

const takeStep = rememberingStep(multiRegionReplication);

/** Moves a set of related keys by an event, and writes it. */
export function moveSet(
  ctx: Context,
  key: KeyRecord,
  event: MultiRegionEvent,
  changes: Partial<MultiRegionRecord> = {},
): void {
  const set = multiRegionSet(ctx, key);
  const from = set.state;
  const state = takeStep({ value: from, context: {} }, event).state as MultiRegionState;
  const id = multiRegionId(key);
  ctx.step({
    kind: 'machine',
    machine: multiRegionReplication.id,
    id,
    event: event.type,
    from,
    to: state,
  });
  ctx.put(multiRegionTable, id, { ...set, ...changes, state });
}

/** Whether a key is in a state that passes by itself. */
export function isPassing({ KeyState }: Pick<KeyRecord, 'KeyState'>): boolean {
  return KeyState === 'Creating' || KeyState === 'Updating';
}

/** How many other keys of the set are in a state that passes by itself. */
export function othersPassing(ctx: Reading, key: KeyRecord): number {
  const keys = [primaryOf(ctx, key), ...replicasOf(ctx, key)];
  return keys.filter((other) => other.Arn !== key.Arn && isPassing(other)).length;
}
