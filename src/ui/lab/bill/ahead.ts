import type { Ahead } from '../../../diagrams/bill/what-if';
import { billOf, monthOf, prices } from '../../../engine/prices/index';
import { storageMeters } from '../../../engine/services/meters';
import { worldReader } from '../world-reader';
import type { WorldTables } from '../world-view';
import type { MonthToDate } from './month-to-date';
import { useFacts } from './use-facts';

/** What each account is going to pay, month by month, and what its records say of why. */
export function ahead(tables: WorldTables, { bills, month }: MonthToDate, now: number): Ahead[] {
  const source = { reader: worldReader(tables), now, prices, meters: storageMeters };
  const nextMonth = monthOf(now).end;
  return bills.map(({ account, forecastLines }) => {
    // Nothing was asked for in the month to come: its requests are those of this one.
    const kept = billOf(source, account, nextMonth).forecastLines;
    const requests = forecastLines.filter(({ operations }) => operations.length > 0);
    return {
      account,
      month: forecastLines,
      next: [...kept, ...requests],
      facts: useFacts(tables, account, month),
    };
  });
}
