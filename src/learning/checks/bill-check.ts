import { billOf, monthOf, priceLines, prices, type BillLine } from '../../engine/prices/index';
import { homeAccount } from '../../engine/services/iam/world-accounts';
import { storageMeters } from '../../engine/services/meters';
import type { BillCheck } from '../scenario';
import { setupUsage } from '../scenario-record';
import type { Finding, Inspection } from './finding';

/** Holds what a month costs, by the table of prices, against a sum of US dollars. */
export function checkBill(check: BillCheck, inspection: Inspection): Finding {
  const { bill, atLeast = 0, atMost = Infinity } = check;
  const amount = Math.round(monthly(bill, inspection) * 100) / 100;
  const passed = amount >= atLeast && amount <= atMost;
  return { passed, actual: `$${amount.toFixed(2)} a month` };
}

/**
 * What the learner's account pays for a whole month if what is kept stays, and if each request since
 * the learner came in and each byte that is kept stands for `times` as many.
 */
function monthly({ services, times = 1 }: BillCheck['bill'], { engine }: Inspection): number {
  const { tables: reader, now } = engine;
  const account = homeAccount(reader);
  const source = { reader, now, prices, meters: storageMeters };
  const before = setupUsage(reader);
  const { month, lines } = billOf(source, account);
  const kept = billOf(source, account, monthOf(now).end).forecastLines.map((line) =>
    priced(line, line.quantity * (line.unit === 'GB-Months' ? times : 1)),
  );
  const requests = lines
    .filter(({ operations }) => operations.length > 0)
    .map((line) => {
      const key = `${month}|${account}|${line.region}|${line.usageType}`;
      const bySetup = line.operations.map(({ operation }) => before[`${key}|${operation}`] ?? 0);
      return priced(line, (line.quantity - bySetup.reduce((a, b) => a + b, 0)) * times);
    });
  return priceLines([...kept, ...requests])
    .filter(({ service }) => services?.includes(service) ?? true)
    .reduce((total, { amount }) => total + amount, 0);
}

function priced({ description, region, operations }: BillLine, quantity: number) {
  const price = prices.find((it) => it.description === description)!;
  return { price, region, quantity, operations };
}
