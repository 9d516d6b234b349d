import type { PolicyRecord } from '../../../engine/services/ssm/state';
import { dateText, keyFact, tagsOf } from '../common';
import { subList, type ConsoleDefinition, type ListDefinition } from '../definition';
import { createParameter, parameterActions } from './parameter-actions';
import {
  labelsOf,
  latestOf,
  parametersOf,
  versionsOf,
  type ParameterRow,
  type ParameterVersion,
} from './rows';

interface HistoryRow extends ParameterVersion {
  readonly labels: string;
}

const parameters: ListDefinition<ParameterRow> = {
  ...{ id: 'parameters', title: 'My parameters', one: 'parameter' },
  rows: parametersOf,
  idOf: ({ record }) => record.Name,
  columns: [
    { title: 'Name', share: 2, text: ({ record }) => record.Name },
    { title: 'Tier', narrow: false, text: ({ record }) => record.Tier },
    {
      title: 'Type',
      text: ({ record }) => record.Type,
      tone: ({ record }) => (record.Type === 'SecureString' ? 'cipher' : undefined),
    },
    {
      title: 'Version',
      text: ({ record }) => String(record.Version),
      sort: ({ record }) => record.Version,
    },
    {
      ...{ title: 'Last modified', narrow: false, share: 1.4 },
      text: (row, world) => dateText(latestOf(row, world)?.LastModifiedDate),
    },
  ],
  empty:
    'There is no parameter in this Region yet. A String is kept as it is, a SecureString encrypted under a KMS key.',
  actions: [createParameter],
  detail: {
    title: ({ record }) => record.Name,
    facts(row, world) {
      const latest = latestOf(row, world);
      const isSecret = row.record.Type === 'SecureString';
      const key = latest?.KeyId === 'alias/aws/ssm' ? undefined : latest?.KeyId;
      return [
        { label: 'Type', value: row.record.Type },
        { label: 'Tier', value: row.record.Tier },
        { label: 'Version', value: String(row.record.Version) },
        { label: 'ARN', value: row.record.ARN, mono: true },
        ...(isSecret ? [keyFact(world, 'KMS Key ID', key, 'aws/ssm')] : []),
        {
          label: isSecret ? 'Value, as it is kept' : 'Value',
          value: latest?.Value ?? '–',
          mono: true,
          note: isSecret ? 'Encrypted, in base64. To decrypt it is a request.' : undefined,
        },
        { label: 'Description', value: latest?.Description ?? '–' },
        { label: 'Last modified', value: dateText(latest?.LastModifiedDate) },
        { label: 'Last modified by', value: latest?.LastModifiedUser ?? '–' },
      ];
    },
    tabs: [
      {
        ...{ id: 'history', title: 'History', kind: 'table' },
        table: subList<ParameterRow, HistoryRow>({
          rows: (row, world) =>
            versionsOf(row, world).map((version) => ({
              ...version,
              labels: labelsOf(row, version.Version).join(', '),
            })),
          columns: [
            { title: 'Version', text: ({ Version }) => String(Version) },
            { title: 'Labels', text: ({ labels }) => labels || '–' },
            { title: 'Value, as it is kept', text: ({ Value }) => shortened(Value) },
            { title: 'Key', text: ({ KeyId }) => KeyId ?? '–' },
            { title: 'Last modified', text: ({ LastModifiedDate }) => dateText(LastModifiedDate) },
            {
              title: 'By',
              text: ({ LastModifiedUser }) => LastModifiedUser.split('/').at(-1) ?? '',
            },
          ],
          idOf: ({ Version }) => String(Version),
          buttons: [
            {
              ...{ label: 'Label', action: 'label' },
              values: ({ Version }) => ({ version: String(Version) }),
            },
          ],
          empty: 'There is no version.',
        }),
      },
      {
        ...{ id: 'policies', title: 'Policies', kind: 'table' },
        table: subList<ParameterRow, PolicyRecord>({
          rows: (row, world) => latestOf(row, world)?.policies ?? [],
          columns: [
            { title: 'Policy', text: ({ type }) => type },
            { title: 'Status', text: ({ state }) => state },
            { title: 'Document', text: ({ text }) => text },
          ],
          idOf: ({ text }) => text,
          empty: 'The parameter has no policies. Only advanced parameters have any.',
        }),
      },
      {
        ...{ id: 'tags', title: 'Tags', kind: 'table' },
        table: subList<ParameterRow, { readonly Key: string; readonly Value: string }>({
          rows: ({ record }) => tagsOf(record.tags),
          columns: [
            { title: 'Key', text: ({ Key }) => Key },
            { title: 'Value', text: ({ Value }) => Value },
          ],
          idOf: ({ Key }) => Key,
          empty: 'The parameter has no tags.',
        }),
      },
    ],
    actions: parameterActions,
  },
};

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** The console of AWS Systems Manager Parameter Store. */
export const ssmConsole: ConsoleDefinition = {
  ...{ service: 'ssm', title: 'Parameter Store', lists: [parameters] },
};
