import type { LogGroupRecord, LogStreamRecord } from '../../../engine/services/logs/state';
import { keyField, keysOf } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Option } from '../form/fields';
import { givenText, pairsOf, textOf } from '../form/values';
import type { PlannedRequest } from '../requests';

type GroupAction = Action<LogGroupRecord>;

/** One request of Amazon CloudWatch Logs. */
export const logs = (operation: string, input: PlannedRequest['input']): PlannedRequest => ({
  ...{ service: 'logs', operation, input },
});

/** Source: Amazon CloudWatch Logs API Reference, PutRetentionPolicy. */
const days = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557],
  ...[2922, 3288, 3653],
];

const retentions: readonly Option[] = [
  { value: '', label: 'Never expire' },
  ...days.map((count) => ({
    value: String(count),
    label: `${count} day${count === 1 ? '' : 's'}`,
  })),
];

const retention = (logGroupName: string, value: string) =>
  logs('PutRetentionPolicy', { logGroupName, retentionInDays: Number(value) });

/** The page that creates a log group: the only place where the console takes a KMS key. */
export const createGroup: Action<undefined> = {
  ...{ id: 'create', title: 'Create log group' },
  steps: (_, __, world) => [
    {
      title: 'Log group details',
      fields: [
        {
          ...{ kind: 'text', name: 'name', label: 'Log group name', required: true },
          placeholder: '/aws/lambda/orders',
        },
        { kind: 'select', name: 'retention', label: 'Retention setting', options: retentions },
        {
          ...{ kind: 'select', name: 'class', label: 'Log class' },
          options: [
            { value: '', label: 'Standard' },
            { value: 'INFREQUENT_ACCESS', label: 'Infrequent Access' },
          ],
        },
        keyField(world, {
          ...{ label: 'KMS key ARN', own: 'CloudWatch Logs’ own key' },
          help: 'Its policy has to let the service logs.<Region>.amazonaws.com use it. An existing log group takes a key only by the CLI and the SDKs.',
        }),
        { kind: 'pairs', name: 'tags', label: 'Tags' },
      ],
    },
  ],
  requests(values) {
    const logGroupName = textOf(values, 'name');
    const tags = pairsOf(values, 'tags');
    const kept = textOf(values, 'retention');
    return [
      logs('CreateLogGroup', {
        ...{ logGroupName, kmsKeyId: givenText(values, 'key') },
        tags: tags.length === 0 ? undefined : Object.fromEntries(tags),
        logGroupClass: givenText(values, 'class'),
      }),
      ...(kept === '' ? [] : [retention(logGroupName, kept)]),
    ];
  },
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

const editRetention: GroupAction = {
  ...{ id: 'retention', title: 'Edit retention setting', submit: 'Save' },
  steps: (_, group) => [
    {
      title: 'Retention setting',
      fields: [
        {
          ...{ kind: 'select', name: 'retention', label: 'Expire events after' },
          ...{ options: retentions, value: String(group.retentionInDays ?? '') },
        },
      ],
    },
  ],
  requests(values, { logGroupName }) {
    const kept = textOf(values, 'retention');
    if (kept === '') return [logs('DeleteRetentionPolicy', { logGroupName })];
    return [retention(logGroupName, kept)];
  },
};

const associate: GroupAction = {
  ...{ id: 'key', title: 'Associate KMS key' },
  closed: () =>
    'The console takes a KMS key only when it creates a log group. For one that exists, the CLI and the SDKs do: put the line into the prompt. Events that are there stay encrypted as they are.',
  steps: (_, __, world) => [
    {
      title: 'KMS key',
      fields: [keyField(world, { label: 'KMS key ARN', help: noKey(keysOf(world).length) })],
    },
  ],
  requests: (values, { logGroupName }) => [
    logs('AssociateKmsKey', { logGroupName, kmsKeyId: textOf(values, 'key') }),
  ],
};

const noKey = (count: number) => (count === 0 ? 'Create a KMS key first.' : '');

const disassociate: GroupAction = {
  ...{ id: 'no-key', title: 'Disassociate KMS key' },
  closed: ({ kmsKeyId }) =>
    kmsKeyId === undefined
      ? 'No KMS key is associated.'
      : 'The console cannot do this: put the line into the prompt.',
  steps: () => [],
  requests: (_, { logGroupName }) => [logs('DisassociateKmsKey', { logGroupName })],
};

/** The streams of a group, to choose from. */
const streamsOf = ({ account, region, logGroupName }: LogGroupRecord, world: ConsoleWorld) =>
  world
    .all<LogStreamRecord>('logs.streams', `${account}|${region}|${logGroupName}:`)
    .map(({ logStreamName: value }) => ({ value, label: value }));

const createStream: GroupAction = {
  ...{ id: 'create-stream', title: 'Create log stream', tab: 'streams' },
  steps: () => [
    {
      title: 'Log stream',
      fields: [{ kind: 'text', name: 'name', label: 'Log stream name', required: true }],
    },
  ],
  requests: (values, { logGroupName }) => [
    logs('CreateLogStream', { logGroupName, logStreamName: textOf(values, 'name') }),
  ],
};

const deleteStream: GroupAction = {
  ...{ id: 'delete-stream', title: 'Delete log stream', tab: 'streams', isDangerous: true },
  steps: (_, group, world) => [
    {
      title: 'Log stream',
      notes: ['The stream is gone with its events.'],
      fields: [
        {
          ...{ kind: 'select', name: 'name', label: 'Log stream', required: true },
          options: streamsOf(group, world),
        },
      ],
    },
  ],
  requests: (values, { logGroupName }) => [
    logs('DeleteLogStream', { logGroupName, logStreamName: textOf(values, 'name') }),
  ],
};

const putEvents: GroupAction = {
  ...{ id: 'put', title: 'Put log event', tab: 'streams' },
  closed: () =>
    'The console writes no log events: agents, SDKs and the CLI do: put the line into the prompt.',
  steps: (_, group, world) => [
    {
      title: 'Log event',
      fields: [
        {
          ...{ kind: 'select', name: 'stream', label: 'Log stream', required: true },
          options: streamsOf(group, world),
        },
        { kind: 'area', name: 'message', label: 'Message', required: true },
      ],
    },
  ],
  requests: (values, { logGroupName }, world) => [
    logs('PutLogEvents', {
      ...{ logGroupName, logStreamName: textOf(values, 'stream') },
      logEvents: [{ timestamp: world.now, message: textOf(values, 'message') }],
    }),
  ],
};

const remove: GroupAction = {
  ...{ id: 'delete', title: 'Delete log group', isDangerous: true },
  steps: () => [
    { title: 'Delete', notes: ['The group is gone with its streams and events.'], fields: [] },
  ],
  requests: (_, { logGroupName }) => [logs('DeleteLogGroup', { logGroupName })],
  after: () => ({ resource: undefined }),
};

/** What may be done with a log group. */
export const groupActions: readonly GroupAction[] = [
  ...[editRetention, associate, disassociate, remove],
  ...[createStream, deleteStream, putEvents],
];
