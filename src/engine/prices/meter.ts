import { table, type Change, type Reader, type Table } from '../tables';
import type { Turn } from '../turn';
import type { Price } from './price';
import { monthOf } from './months';

/** How often an account used something in a month: a line of the bill's breakdown. */
export interface UsageRecord {
  readonly count: number;
}

/** Usage by `month|account|Region|usage type|operation`. */
export const usageTable = table<UsageRecord>('prices.usage');

/** The Region, usage type and operation in a key of the usage table. */
export function usageOf(key: string): {
  readonly region: string;
  readonly usageType: string;
  readonly operation: string;
} {
  const [, , region = '', usageType = '', operation = ''] = key.split('|');
  return { region, usageType, operation };
}

/** Something kept for a price, from when and whose. */
export interface Kept {
  readonly account: string;
  readonly region: string;
  readonly price: Price;
  /** ARN of what is kept, or another name that nothing else has. */
  readonly resource: string;
  readonly since: number;
  /** How many of the price's units; one where it is absent. */
  readonly amount?: number;
}

/** How a service's records become what is kept for a price. */
export interface StorageMeter {
  /** The table whose records are charged for. */
  readonly table: Table<object>;
  /** Whether anything of a record is charged for now. */
  readonly isCharged: (row: never) => boolean;
  /** What of a record that is charged for. */
  readonly kept: (row: never, reader: Pick<Reader, 'get' | 'range'>) => readonly Kept[];
  /** Whether a record that took another's place is about something else: a new object. */
  readonly isOther?: (before: never, after: never) => boolean;
}

/** Something that was kept for a price until `until`. */
export interface KeptRecord {
  readonly resource: string;
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly usageType: string;
  readonly description: string;
  readonly since: number;
  readonly until: number;
  readonly amount?: number;
}

/** What was kept and is no longer, by `account|resource|n`. */
export const keptTable = table<KeptRecord>('prices.kept');

/** Counts a request, or the `units` of it that are charged for. */
export function countRequest(
  turn: Turn,
  { usageType }: Price,
  account: string,
  region: string,
  operation: string,
  units: number,
): void {
  const { name: month } = monthOf(turn.now);
  const key = `${month}|${account}|${region}|${usageType}|${operation}`;
  const before = turn.tables.get(usageTable, key);
  turn.book(usageTable, key, before, { count: (before?.count ?? 0) + units });
}

/**
 * Notes when something stops being kept for a price. What is kept now is read from the service's
 * own records, so only endings need writing down; an ending that is taken back, as when a key's
 * deletion is cancelled, is as if it had never been.
 */
export function followStorage(turn: Turn, meter: StorageMeter, { before, after }: Change): void {
  const was = before !== undefined && meter.isCharged(before as never);
  const is = after !== undefined && meter.isCharged(after as never);
  if (was === is && !(was && meter.isOther?.(before as never, after as never) === true)) return;
  for (const [key, kept] of was ? keptOf(turn, meter, before) : []) {
    // What was there for no time costs nothing.
    if (kept.since < turn.now)
      turn.book(keptTable, key, turn.tables.get(keptTable, key), ended(kept, turn.now));
  }
  for (const [key] of is ? keptOf(turn, meter, after) : []) {
    const ending = turn.tables.get(keptTable, key);
    if (ending !== undefined) turn.book(keptTable, key, ending, undefined);
  }
}

function keptOf(turn: Turn, meter: StorageMeter, row: object): (readonly [string, Kept])[] {
  const all = meter.kept(row as never, turn.tables);
  return all.map((kept, i) => [`${kept.account}|${kept.resource}|${i}`, kept]);
}

function ended(kept: Kept, until: number): KeptRecord {
  const { account, region, resource, price, since, amount } = kept;
  const { service, usageType, description } = price;
  const record = { resource, account, region, service, usageType, description, since, until };
  return amount === undefined ? record : { ...record, amount };
}
