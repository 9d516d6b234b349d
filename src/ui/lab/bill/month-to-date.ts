import { billOf, prices, type Bill } from '../../../engine/prices/index';
import { storageMeters } from '../../../engine/services/meters';
import { worldTime } from '../clock/world-time';
import { worldReader } from '../world-reader';
import type { WorldTables } from '../world-view';

/** What the world has cost in the running month, account by account. Amounts in US dollars. */
export interface MonthToDate {
  /** `2026-11` */
  readonly month: string;
  readonly total: number;
  /** For the whole month, if what is kept stays and requests go on as they did so far. */
  readonly forecast: number;
  /** One of each account that has anything to pay for, the learner's own first. */
  readonly bills: readonly Bill[];
}

/** The world's bill for the month its clock stands in; undefined while there is no world. */
export function monthToDate(tables: WorldTables): MonthToDate | undefined {
  const now = worldTime(tables);
  if (now === undefined) return undefined;
  const source = { reader: worldReader(tables), now, prices, meters: storageMeters };
  const all = accountsOf(tables).map((account) => billOf(source, account));
  const bills = all.filter(({ lines }, index) => index === 0 || lines.length > 0);
  return {
    month: bills[0]?.month ?? '',
    total: bills.reduce((sum, { total }) => sum + total, 0),
    forecast: bills.reduce((sum, { forecast }) => sum + forecast, 0),
    bills,
  };
}

/** The accounts of the world, the learner's own first. */
function accountsOf(tables: WorldTables): string[] {
  const accounts = [...(tables.get('iam.accounts')?.entries() ?? [])] as [
    string,
    { home?: true },
  ][];
  const home = accounts.filter(([, { home: isHome }]) => isHome === true);
  const others = accounts.filter(([, { home: isHome }]) => isHome !== true);
  return [...home, ...others].map(([account]) => account);
}
