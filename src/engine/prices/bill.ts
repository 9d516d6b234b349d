import type { Reader, Table } from '../tables';
import { keptTable, usageOf, usageTable, type Kept, type StorageMeter } from './meter';
import { hour, monthOf, type Month } from './months';
import { unitPrice, type Price } from './price';

/** One line of a bill: so much of one kind of usage in one Region. Amounts in US dollars. */
export interface BillLine {
  readonly service: string;
  readonly region: string;
  readonly usageType: string;
  readonly description: string;
  readonly unit: Price['unit'];
  readonly quantity: number;
  /** How many of these units the free tier covers. */
  readonly free: number;
  readonly unitPrice: number;
  readonly amount: number;
  /** Requests by operation, most first; empty for what is kept. */
  readonly operations: readonly Counted[];
}

/** What an account pays for a month. */
export interface Bill {
  readonly account: string;
  /** `2026-11` */
  readonly month: string;
  readonly lines: readonly BillLine[];
  /** For the month up to now. */
  readonly total: number;
  /** For the whole month, if what is kept stays and requests go on as they did so far. */
  readonly forecast: number;
  /** The lines of that. */
  readonly forecastLines: readonly BillLine[];
}

/** What a bill is made from: the world's records, and how to read them. */
export interface BillSource {
  readonly reader: Reader;
  readonly now: number;
  readonly prices: readonly Price[];
  readonly meters: readonly StorageMeter[];
}

interface Counted {
  readonly operation: string;
  readonly count: number;
}

/** So much of something at its price, before the free tier is taken off. */
export interface PricedUse {
  readonly price: Price;
  readonly region: string;
  readonly quantity: number;
  readonly operations: BillLine['operations'];
}

/** An account's bill for the month that a time falls into; for the running month, up to now. */
export function billOf(source: BillSource, account: string, at: number = source.now): Bill {
  const month = monthOf(at);
  const until = Math.max(month.start, Math.min(month.end, source.now));
  const requests = requestLines(source, account, month.name);
  const kept = [...intervals(source, account)];
  const lines = priceLines([...keptLines(kept, month, until), ...requests]);
  const factor = (month.end - month.start) / Math.max(until - month.start, hour);
  const whole = [
    ...keptLines(kept, month, month.end),
    ...requests.map((line) => ({ ...line, quantity: line.quantity * factor })),
  ];
  const forecastLines = until === month.end ? lines : priceLines(whole);
  const forecast = total(forecastLines);
  return { account, month: month.name, lines, total: total(lines), forecast, forecastLines };
}

function requestLines({ reader, prices }: BillSource, account: string, month: string): PricedUse[] {
  const lines = new Map<string, { price: Price; region: string; operations: Counted[] }>();
  for (const [key, { count }] of reader.range(usageTable, { prefix: `${month}|${account}|` })) {
    const { region, usageType, operation } = usageOf(key);
    const price = prices.find((p) => p.usageType === usageType && isCounted(p));
    if (price === undefined) continue;
    const line = lines.get(`${region}|${usageType}`) ?? { price, region, operations: [] };
    line.operations.push({ operation, count });
    lines.set(`${region}|${usageType}`, line);
  }
  return [...lines.values()].map(({ operations, ...line }) => ({
    ...line,
    quantity: operations.reduce((sum, { count }) => sum + count, 0),
    operations: operations.sort(
      (a, b) => b.count - a.count || (a.operation < b.operation ? -1 : 1),
    ),
  }));
}

/** Whether a price is that of requests, and not of keeping something. */
function isCounted({ unit }: Price): boolean {
  return unit === 'Requests' || unit === 'GB' || unit === 'GB-Seconds';
}

interface Interval {
  readonly region: string;
  readonly price: Price;
  readonly since: number;
  readonly until: number;
  readonly amount?: number;
}

function keptLines(kept: readonly Interval[], month: Month, until: number): PricedUse[] {
  const lines = new Map<string, { price: Price; region: string; quantity: number }>();
  for (const { price, region, amount = 1, ...time } of kept) {
    const quantity = amount * shareOfMonth(time.since, Math.min(time.until, until), month);
    if (quantity === 0) continue;
    const key = `${region}|${price.description}`;
    const line = lines.get(key);
    lines.set(key, { price, region, quantity: (line?.quantity ?? 0) + quantity });
  }
  return [...lines.values()].map((line) => ({ ...line, operations: [] }));
}

function* intervals({ reader, prices, meters }: BillSource, account: string): Generator<Interval> {
  for (const meter of meters) {
    for (const [, row] of reader.range(meter.table as Table<object>)) {
      if (!meter.isCharged(row as never)) continue;
      for (const kept of meter.kept(row as never, reader)) {
        if (kept.account === account) yield { ...endless(kept) };
      }
    }
  }
  for (const [, row] of reader.range(keptTable, { prefix: `${account}|` })) {
    const price = prices.find(({ description }) => description === row.description);
    if (price !== undefined) yield { ...row, price };
  }
}

function endless({ region, price, since, amount = 1 }: Kept): Interval {
  return { region, price, since, until: Infinity, amount };
}

/** How much of a month something was kept, in hours begun. */
export function shareOfMonth(since: number, until: number, { start, end }: Month): number {
  const from = Math.max(since, start);
  const to = Math.min(until, end);
  if (to <= from) return 0;
  return Math.min(1, (Math.ceil((to - from) / hour) * hour) / (end - start));
}

/** Puts prices on lines; the free tier of a usage type goes to the lines in order. */
export function priceLines(lines: readonly PricedUse[]): BillLine[] {
  const left = new Map<string, number>();
  return lines.map(({ price, region, quantity, operations }) => {
    const { service, usageType, description, unit, freePerMonth = 0 } = price;
    const pool = price.freeWith ?? usageType;
    const available = left.get(pool) ?? freePerMonth;
    const free = Math.min(available, quantity);
    left.set(pool, available - free);
    const each = unitPrice(price, region);
    const amount = (quantity - free) * each;
    return {
      ...{ service, region, usageType, description, unit, quantity, free, amount, operations },
      unitPrice: each,
    };
  });
}

function total(lines: readonly BillLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}
