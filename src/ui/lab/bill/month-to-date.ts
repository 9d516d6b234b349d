import type { Bill } from '../../../engine/prices/index';
import { billsOfMonth } from '../../../engine/services/month-bills';
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
export function monthToDate(
  tables: WorldTables,
  now: number | undefined = worldTime(tables),
): MonthToDate | undefined {
  if (now === undefined) return undefined;
  const bills = billsOfMonth(worldReader(tables), now);
  return {
    month: bills[0]?.month ?? '',
    total: bills.reduce((sum, { total }) => sum + total, 0),
    forecast: bills.reduce((sum, { forecast }) => sum + forecast, 0),
    bills,
  };
}
