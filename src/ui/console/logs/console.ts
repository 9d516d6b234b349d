import type { LogGroupRecord, LogStreamRecord } from '../../../engine/services/logs/state';
import { dateText, keyFact, keyName, sizeText, storePrefix, tagsOf } from '../common';
import { subList, type ConsoleDefinition, type ListDefinition } from '../definition';
import { createGroup, groupActions } from './group-actions';

const groupKey = ({ account, region, logGroupName }: LogGroupRecord) =>
  `${account}|${region}|${logGroupName}`;

const retentionText = ({ retentionInDays }: LogGroupRecord) =>
  retentionInDays === undefined ? 'Never expire' : `${retentionInDays} days`;

const groups: ListDefinition<LogGroupRecord> = {
  ...{ id: 'groups', title: 'Log groups', one: 'log group' },
  rows: (world) => world.all<LogGroupRecord>('logs.groups', storePrefix(world)),
  idOf: ({ logGroupName }) => logGroupName,
  columns: [
    { title: 'Log group', share: 2, text: ({ logGroupName }) => logGroupName },
    {
      title: 'KMS key',
      text: ({ kmsKeyId }, world) => (kmsKeyId === undefined ? '–' : keyName(world, kmsKeyId)),
    },
    {
      title: 'Retention',
      text: retentionText,
      sort: ({ retentionInDays = Infinity }) => retentionInDays,
    },
    {
      ...{ title: 'Stored bytes', narrow: false },
      text: ({ storedBytes }) => sizeText(storedBytes),
      sort: ({ storedBytes }) => storedBytes,
    },
  ],
  empty:
    'There is no log group in this Region yet. A function of AWS Lambda makes its own with its first event.',
  actions: [createGroup],
  detail: {
    title: ({ logGroupName }) => logGroupName,
    facts: (group, world) => [
      {
        label: 'ARN',
        value: `arn:aws:logs:${group.region}:${group.account}:log-group:${group.logGroupName}:*`,
        mono: true,
      },
      keyFact(world, 'KMS key', group.kmsKeyId, 'None: CloudWatch Logs’ own key'),
      { label: 'Retention', value: retentionText(group) },
      { label: 'Log class', value: group.logGroupClass },
      { label: 'Stored bytes', value: sizeText(group.storedBytes) },
      { label: 'Created', value: dateText(group.creationTime) },
    ],
    tabs: [
      {
        ...{ id: 'streams', title: 'Log streams', kind: 'list', one: 'log stream' },
        table: subList<LogGroupRecord, LogStreamRecord>({
          rows: (group, world) => world.all<LogStreamRecord>('logs.streams', `${groupKey(group)}:`),
          columns: [
            { title: 'Log stream', share: 2, text: ({ logStreamName }) => logStreamName },
            {
              title: 'Last event',
              text: ({ lastEventTimestamp }) => dateText(lastEventTimestamp),
            },
          ],
          idOf: ({ logStreamName }) => logStreamName,
          empty: 'The group has no stream yet.',
        }),
      },
      {
        ...{ id: 'events', title: 'Log events', kind: 'view' },
        load: () => import('./LogEvents.svelte'),
      },
      {
        ...{ id: 'keys', title: 'Encryption', kind: 'table' },
        table: subList<LogGroupRecord, LogGroupRecord['sealing'][number]>({
          rows: ({ sealing }) => sealing,
          columns: [
            { title: 'Since', text: ({ since }) => dateText(since) },
            {
              title: 'New events are encrypted under',
              text: ({ kmsKeyId }, world) =>
                kmsKeyId === undefined ? 'CloudWatch Logs’ own key' : keyName(world, kmsKeyId),
            },
          ],
          idOf: ({ since }) => String(since),
          empty: '',
        }),
      },
      {
        ...{ id: 'tags', title: 'Tags', kind: 'table' },
        table: subList<LogGroupRecord, { readonly Key: string; readonly Value: string }>({
          rows: ({ tags }) => tagsOf(tags),
          columns: [
            { title: 'Key', text: ({ Key }) => Key },
            { title: 'Value', text: ({ Value }) => Value },
          ],
          idOf: ({ Key }) => Key,
          empty: 'The log group has no tags.',
        }),
      },
    ],
    actions: groupActions,
  },
};

/** The console of Amazon CloudWatch Logs. */
export const logsConsole: ConsoleDefinition = {
  ...{ service: 'logs', title: 'CloudWatch Logs', lists: [groups] },
};
