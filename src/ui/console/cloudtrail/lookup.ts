import { fitsAttribute } from '../../../engine/services/cloudtrail/attributes';
import type { TrailEvent } from '../../../engine/trail/state';
import { dateText } from '../common';
import type { Lookup } from '../definition';
import { textOf, type Values } from '../form/values';

type Attribute = keyof typeof fitsAttribute;

/** The attributes in the console's order, with what is typed as their value. */
const attributes: readonly (readonly [Attribute, string, string])[] = [
  ['ReadOnly', 'Read-only', 'false'],
  ['EventName', 'Event name', 'Decrypt'],
  ['Username', 'User name', 'admin'],
  ['EventSource', 'Event source', 'kms.amazonaws.com'],
  ['ResourceName', 'Resource name', 'a key ID or an ARN'],
  ['ResourceType', 'Resource type', 'AWS::KMS::Key'],
  ['EventId', 'Event ID', ''],
  ['AccessKeyId', 'AWS access key', 'AKIA…'],
];

const attributeOf = (values: Values) =>
  attributes.find(([key]) => key === textOf(values, 'attribute'));

/** A time as it is typed: a date, or a date and a time, in UTC; undefined where it is none. */
function timeOf(values: Values, name: string): Date | undefined {
  const text = textOf(values, name).trim().replace(' ', 'T');
  const time = Date.parse(/T/.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** The filters of the event history: one attribute, as LookupEvents takes no more, and a time range. */
export const eventLookup: Lookup<TrailEvent> = {
  fields: (values, { now }) => [
    {
      ...{ kind: 'select', name: 'attribute', label: 'Lookup attribute' },
      options: [
        { value: '', label: 'None' },
        ...attributes.map(([value, label]) => ({ value, label })),
      ],
    },
    ...(attributeOf(values) === undefined
      ? []
      : [
          {
            ...({ kind: 'text', name: 'value', label: 'Value' } as const),
            placeholder: attributeOf(values)?.[2] ?? '',
          },
        ]),
    {
      ...{ kind: 'text', name: 'from', label: 'From, in UTC' },
      placeholder: dateText(now - 3_600_000).slice(0, 16),
    },
    {
      ...{ kind: 'text', name: 'to', label: 'To, in UTC' },
      placeholder: dateText(now).slice(0, 16),
    },
  ],
  keeps(event, values) {
    const [attribute] = attributeOf(values) ?? [];
    const value = textOf(values, 'value');
    const from = timeOf(values, 'from')?.getTime() ?? -Infinity;
    const to = timeOf(values, 'to')?.getTime() ?? Infinity;
    if (event.eventTime < from || event.eventTime > to) return false;
    return attribute === undefined || value === '' || fitsAttribute[attribute](event, value);
  },
  request(values) {
    const [AttributeKey] = attributeOf(values) ?? [];
    const AttributeValue = textOf(values, 'value');
    return {
      ...{ service: 'cloudtrail', operation: 'LookupEvents' },
      input: {
        ...(AttributeKey === undefined || AttributeValue === ''
          ? {}
          : { LookupAttributes: [{ AttributeKey, AttributeValue }] }),
        ...{ StartTime: timeOf(values, 'from'), EndTime: timeOf(values, 'to') },
      },
    };
  },
};
