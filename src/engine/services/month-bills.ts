import { billOf, prices, type Bill } from '../prices/index';
import type { Reader } from '../tables';
import { accountsTable } from './iam/state';
import { storageMeters } from './meters';

/**
 * What a world has cost in the month in which `now` (world time in ms) lies, account by account, the
 * learner's own first. Amounts in US dollars.
 */
export function billsOfMonth(reader: Reader, now: number): Bill[] {
  const accounts = [...reader.range(accountsTable)].map(([account, { home }]) => ({
    account,
    isHome: home === true,
  }));
  const source = { reader, now, prices, meters: storageMeters };
  return [...accounts.filter(({ isHome }) => isHome), ...accounts.filter(({ isHome }) => !isHome)]
    .map(({ account }) => billOf(source, account))
    .filter(({ lines }, index) => index === 0 || lines.length > 0);
}
