import {
  appliedValue,
  defaultValue,
  isRequestQuota,
  quotaId,
  quotaServices,
  type Quota,
  type RequestQuotaRecord,
} from '../../../engine/quotas/index';
import type { IncreaseRecord } from '../../../engine/services/service-quotas/state';
import { dateText, stateTone, storePrefix } from '../common';
import type { ConsoleWorld } from '../console-world';
import { subList, type ConsoleDefinition, type ListDefinition } from '../definition';
import { givenNumber } from '../form/values';

/** A quota of a service, as Service Quotas lists it. */
interface QuotaRow {
  readonly service: string;
  readonly quota: Quota & { readonly code: string };
}

const rows: readonly QuotaRow[] = quotaServices.flatMap(({ name, quotas }) =>
  quotas.map((quota) => ({ service: name, quota })),
);

const applied = ({ quota }: QuotaRow, world: ConsoleWorld) =>
  appliedValue(world.reader, quota, world.account, world.region);

function usage({ quota }: QuotaRow, world: ConsoleWorld): RequestQuotaRecord | undefined {
  if (!isRequestQuota(quota)) return undefined;
  return world.one('quotas.requests', `${world.account}|${world.region}|${quotaId(quota)}`);
}

const increasesOf = ({ quota }: QuotaRow, world: ConsoleWorld) =>
  world
    .all<IncreaseRecord>('service-quotas.increases', storePrefix(world))
    .filter(({ quotaCode }) => quotaCode === quota.code)
    .reverse();

const number = (value: number) => value.toLocaleString('en');

const quotas: ListDefinition<QuotaRow> = {
  ...{ id: 'quotas', title: 'Service quotas', one: 'quota' },
  rows: () => rows,
  idOf: ({ quota }) => `${quota.serviceCode}/${quota.code}`,
  columns: [
    { title: 'Quota name', share: 2.4, text: ({ quota }) => quota.name },
    { title: 'Service', narrow: false, share: 1.4, text: ({ service }) => service },
    {
      title: 'Applied value',
      text: (row, world) => number(applied(row, world)),
      sort: applied,
    },
    {
      ...{ title: 'AWS default', narrow: false },
      text: ({ quota }, { region }) => number(defaultValue(quota, region)),
      sort: ({ quota }, { region }) => defaultValue(quota, region),
    },
    {
      ...{ title: 'Adjustability', narrow: false },
      text: ({ quota }) => (quota.adjustable ? 'Account level' : 'Not adjustable'),
    },
  ],
  empty: '',
  actions: [],
  detail: {
    title: ({ quota }) => quota.name,
    facts: (row, world) => {
      const { quota, service } = row;
      const record = usage(row, world);
      return [
        { label: 'Service', value: service },
        { label: 'Quota code', value: quota.code, mono: true },
        { label: 'Applied value', value: number(applied(row, world)) },
        { label: 'AWS default value', value: number(defaultValue(quota, world.region)) },
        { label: 'Adjustability', value: quota.adjustable ? 'Account level' : 'Not adjustable' },
        { label: 'Description', value: quota.description ?? '–' },
        ...(record === undefined
          ? []
          : [
              {
                label: 'Rate',
                value: record.mode.value.rate === 'throttling' ? 'Throttling' : 'Within the quota',
                tone: record.mode.value.rate === 'throttling' ? ('bad' as const) : ('ok' as const),
              },
            ]),
      ];
    },
    tabs: [
      {
        ...{ id: 'history', title: 'Request history', kind: 'table' },
        table: subList<QuotaRow, IncreaseRecord>({
          rows: increasesOf,
          columns: [
            { title: 'Requested value', text: ({ DesiredValue }) => number(DesiredValue) },
            {
              title: 'Status',
              text: ({ Status }) => Status,
              tone: ({ Status }) => stateTone(Status),
            },
            { title: 'Requested', text: ({ Created }) => dateText(Created) },
            { title: 'Last updated', text: ({ LastUpdated }) => dateText(LastUpdated) },
          ],
          idOf: ({ Id }) => Id,
          empty: 'Nobody has asked for more.',
        }),
      },
    ],
    actions: [
      {
        ...{ id: 'increase', title: 'Request increase at account level', submit: 'Request' },
        closed: ({ quota }) =>
          quota.adjustable ? undefined : 'AWS does not raise this quota for anybody.',
        steps: (_, row, world) => [
          {
            title: 'Request increase',
            notes: ['Support decides: the world’s clock moves the request on.'],
            fields: [
              {
                ...{ kind: 'number', name: 'value', label: 'Increase quota value', required: true },
                help: `More than ${number(applied(row, world))}.`,
              },
            ],
          },
        ],
        requests: (values, { quota }) => [
          {
            ...{ service: 'service-quotas', operation: 'RequestServiceQuotaIncrease' },
            input: {
              ServiceCode: quota.serviceCode,
              QuotaCode: quota.code,
              DesiredValue: givenNumber(values, 'value'),
            },
          },
        ],
      },
    ],
  },
};

/** The console of Service Quotas. */
export const quotasConsole: ConsoleDefinition = {
  ...{ service: 'quotas', title: 'Service Quotas', lists: [quotas] },
};
