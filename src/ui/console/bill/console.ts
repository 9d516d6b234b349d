import { dollars, serviceTitle } from '../../../diagrams/bill/lines';
import type { BillLine } from '../../../engine/prices/index';
import { monthToDate } from '../../lab/bill/month-to-date';
import type { ConsoleWorld } from '../console-world';
import type { ConsoleDefinition, ListDefinition } from '../definition';

const number = (value: number) =>
  value.toLocaleString('en', { maximumSignificantDigits: value < 1 ? 3 : 9 });

const linesOf = (world: ConsoleWorld): readonly BillLine[] =>
  monthToDate(world.tables)?.bills.find(({ account }) => account === world.account)?.lines ?? [];

const lines: ListDefinition<BillLine> = {
  ...{ id: 'lines', title: 'Charges by service, month to date', one: 'line' },
  rows: linesOf,
  idOf: ({ service, region, description }) => `${service} ${region} ${description}`,
  columns: [
    { title: 'Service', text: ({ service }) => serviceTitle(service) },
    { title: 'Description', share: 2.4, text: ({ description }) => description },
    { title: 'Region', narrow: false, text: ({ region }) => region },
    {
      ...{ title: 'Usage', narrow: false },
      text: ({ quantity, unit }) => `${number(quantity)} ${unit}`,
      sort: ({ quantity }) => quantity,
    },
    { title: 'Amount', text: ({ amount }) => dollars(amount), sort: ({ amount }) => amount },
  ],
  note: 'In US dollars, for the account, up to the world’s time. The Bill view below compares and projects.',
  empty: 'Nothing that has a price was kept or asked for in this month.',
  actions: [],
  detail: {
    title: ({ description }) => description,
    facts: ({
      service,
      region,
      usageType,
      unit,
      quantity,
      free,
      unitPrice,
      amount,
      operations,
    }) => [
      { label: 'Service', value: serviceTitle(service) },
      { label: 'Region', value: region },
      { label: 'Usage type', value: usageType, mono: true },
      { label: 'Usage', value: `${number(quantity)} ${unit}` },
      { label: 'Of it in the free tier', value: number(free) },
      { label: 'Price of one', value: `$${unitPrice}` },
      { label: 'Amount', value: dollars(amount) },
      {
        label: 'Operations',
        value: operations.map(({ operation, count }) => `${operation} ${count}`).join(', ') || '–',
      },
    ],
    tabs: [],
    actions: [],
  },
};

/** The console of AWS Billing. */
export const billConsole: ConsoleDefinition = {
  ...{ service: 'bill', title: 'Billing', lists: [lines] },
};
