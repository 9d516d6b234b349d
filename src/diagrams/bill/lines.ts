import type { Bill, BillLine } from '../../engine/prices/index';

/** One thing that costs: a line of a bill, or an operation's part of one. Amounts in US dollars. */
export interface Item {
  readonly key: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** What it is: the operation, or what is kept. */
  readonly title: string;
  readonly description: string;
  readonly kind: 'kept' | 'requests';
  readonly unit: BillLine['unit'];
  readonly unitPrice: number;
  /** Of the month so far, and as the whole month would be. */
  readonly toDate: Amount;
  readonly projected: Amount;
}

/** So much of something, how much of it is free, and what the rest costs. */
export interface Amount {
  readonly quantity: number;
  readonly free: number;
  readonly amount: number;
}

const nothing: Amount = { quantity: 0, free: 0, amount: 0 };

/** What is on bills, split by operation where requests are counted. */
export function itemsOf(bills: readonly Pick<Bill, 'account' | 'lines' | 'forecastLines'>[]) {
  return bills.flatMap(({ account, lines, forecastLines }) => {
    const items = new Map<string, Item>();
    const add = (line: BillLine, period: 'toDate' | 'projected') => {
      for (const part of partsOf(line, account)) {
        const before = items.get(part.key) ?? part;
        items.set(part.key, { ...before, [period]: part.toDate });
      }
    };
    for (const line of lines) add(line, 'toDate');
    for (const line of forecastLines) {
      for (const part of partsOf(line, account)) {
        if (!items.has(part.key)) items.set(part.key, { ...part, toDate: nothing });
      }
      add(line, 'projected');
    }
    return [...items.values()];
  });
}

function partsOf(line: BillLine, account: string): Item[] {
  const { service, region, description, unit, unitPrice, operations } = line;
  const key = `${account} ${region} ${description}`;
  const of = { service, region, account, description, unit, unitPrice, projected: nothing };
  const { quantity, free, amount } = line;
  if (operations.length === 0) {
    return [{ ...of, key, title: description, kind: 'kept', toDate: { quantity, free, amount } }];
  }
  const all = operations.reduce((sum, { count }) => sum + count, 0);
  return operations.map(({ operation, count }) => {
    const share = count / all;
    const toDate = { quantity: quantity * share, free: free * share, amount: amount * share };
    return { ...of, key: `${key} ${operation}`, title: operation, kind: 'requests', toDate };
  });
}

const titles: Readonly<Record<string, string>> = {
  ec2: 'Amazon EBS',
  kms: 'AWS KMS',
  lambda: 'AWS Lambda',
  logs: 'CloudWatch Logs',
  rds: 'Amazon RDS',
  s3: 'Amazon S3',
  secretsmanager: 'Secrets Manager',
  ssm: 'Parameter Store',
};

/** What a service is called on the bill. */
export function serviceTitle(service: string): string {
  return titles[service] ?? service;
}

/** The least amount that is told from nothing, in US dollars. */
const least = 0.0001;

/** An amount of money: to the cent, or to three digits where it is less than that. */
export function dollars(amount: number): string {
  const size = Math.abs(amount);
  const sign = amount < 0 ? '−' : '';
  if (size > 0 && size < least) return `${sign}under $${least}`;
  const digits =
    size === 0 || size >= 0.1
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { minimumFractionDigits: 2, maximumSignificantDigits: 3 };
  return `${sign}$${size.toLocaleString('en', digits)}`;
}

/** A quantity, to four digits where it is no whole number. */
export function quantityText(quantity: number): string {
  const digits = Number.isInteger(quantity)
    ? { maximumFractionDigits: 0 }
    : { maximumSignificantDigits: quantity >= 1000 ? 7 : 4 };
  return quantity.toLocaleString('en', digits);
}
