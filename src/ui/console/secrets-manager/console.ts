import { dateText, keyFact, keyName, prettyJson, stateTone, tagsOf } from '../common';
import { subList, type ConsoleDefinition, type ListDefinition } from '../definition';
import { secretsOf, versionsOf, type SecretRow, type StagedVersion } from './rows';
import { secretActions } from './secret-actions';
import { storeSecret } from './store-secret';

const stateOf = ({ record }: SecretRow) =>
  record.DeletedDate === undefined ? 'Active' : 'Deletion scheduled';

interface ReplicaRow {
  readonly Region: string;
  readonly Status: string;
  readonly KmsKeyId?: string;
  readonly StatusMessage: string;
}

const secrets: ListDefinition<SecretRow> = {
  ...{ id: 'secrets', title: 'Secrets', one: 'secret' },
  rows: secretsOf,
  idOf: ({ record }) => record.Name,
  columns: [
    { title: 'Secret name', share: 2, text: ({ record }) => record.Name },
    { title: 'State', text: stateOf, tone: (row) => stateTone(stateOf(row)) },
    {
      ...{ title: 'Encryption key', narrow: false },
      text: ({ record }, world) =>
        record.KmsKeyId === undefined ? 'aws/secretsmanager' : keyName(world, record.KmsKeyId),
    },
    {
      title: 'Rotation',
      text: ({ record }) => (record.rotation?.enabled === true ? 'Enabled' : 'Disabled'),
    },
    {
      ...{ title: 'Last changed', narrow: false, share: 1.4 },
      text: ({ record }) => dateText(record.LastChangedDate),
    },
  ],
  empty:
    'There is no secret in this Region yet. A secret’s value is encrypted under a data key of its own, and a function can rotate it.',
  actions: [storeSecret],
  detail: {
    title: ({ record }) => record.Name,
    facts: (row, world) => [
      { label: 'State', value: stateOf(row), tone: stateTone(stateOf(row)) },
      keyFact(world, 'Encryption key', row.record.KmsKeyId, 'aws/secretsmanager'),
      { label: 'Secret ARN', value: row.record.ARN, mono: true },
      { label: 'Description', value: row.record.Description ?? '–' },
      { label: 'Last changed', value: dateText(row.record.LastChangedDate) },
      { label: 'Last retrieved', value: dateText(row.record.LastAccessedDate) },
      ...(row.record.DeletedDate === undefined
        ? []
        : [{ label: 'Deleted on', value: dateText(row.record.DeletedDate) }]),
      ...(row.record.OwningService === undefined
        ? []
        : [{ label: 'Managed by', value: row.record.OwningService }]),
    ],
    tabs: [
      {
        ...{ id: 'versions', title: 'Versions', kind: 'table' },
        table: subList<SecretRow, StagedVersion>({
          rows: versionsOf,
          columns: [
            { title: 'Version ID', text: ({ VersionId }) => VersionId },
            {
              title: 'Staging labels',
              text: ({ stages }) => stages.join(', ') || 'none: deprecated',
              tone: ({ stages }) => (stages.includes('AWSCURRENT') ? 'ok' : undefined),
            },
            {
              title: 'Encrypted under',
              text: ({ value }, world) =>
                value?.keys
                  .map(({ KmsKeyId }) =>
                    KmsKeyId === undefined ? 'aws/secretsmanager' : keyName(world, KmsKeyId),
                  )
                  .join(', ') ?? 'no value yet',
            },
            { title: 'Created', text: ({ CreatedDate }) => dateText(CreatedDate) },
          ],
          idOf: ({ VersionId }) => VersionId,
          buttons: [
            {
              ...{ label: 'Retrieve', action: 'retrieve' },
              values: ({ VersionId }) => ({ version: VersionId }),
            },
          ],
          empty: 'The secret has no value yet.',
        }),
      },
      {
        ...{ id: 'rotation', title: 'Rotation', kind: 'facts' },
        facts: ({ record: { rotation } }) => [
          {
            ...{
              label: 'Rotation status',
              value: rotation?.enabled === true ? 'Enabled' : 'Disabled',
            },
            tone: rotation?.enabled === true ? 'ok' : 'neutral',
          },
          { label: 'Rotation schedule', value: rotation?.rules?.ScheduleExpression ?? '–' },
          { label: 'Rotation function', value: rotation?.lambda ?? '–', mono: true },
          { label: 'Last rotated', value: dateText(rotation?.last) },
          { label: 'Rotation under way', value: rotation?.run?.state ?? 'No' },
        ],
      },
      {
        ...{ id: 'replication', title: 'Replication', kind: 'table' },
        table: subList<SecretRow, ReplicaRow>({
          rows: ({ record }) =>
            Object.entries(record.replicas ?? {}).map(([Region, status]) => ({
              Region,
              ...status,
            })),
          columns: [
            { title: 'Region', text: ({ Region }) => Region },
            {
              title: 'Status',
              text: ({ Status }) => Status,
              tone: ({ Status }) => stateTone(Status),
            },
            { title: 'Encryption key', text: ({ KmsKeyId }) => KmsKeyId ?? 'aws/secretsmanager' },
            { title: 'Message', text: ({ StatusMessage }) => StatusMessage },
          ],
          idOf: ({ Region }) => Region,
          empty: 'The secret is in this Region only.',
        }),
      },
      {
        ...{ id: 'policy', title: 'Resource permissions', kind: 'text' },
        text: ({ record }) => prettyJson(record.policy?.document),
        empty: 'The secret has no resource policy: identity-based policies of its account decide.',
      },
      {
        ...{ id: 'tags', title: 'Tags', kind: 'table' },
        table: subList<SecretRow, { readonly Key: string; readonly Value: string }>({
          rows: ({ record }) => tagsOf(record.tags),
          columns: [
            { title: 'Key', text: ({ Key }) => Key },
            { title: 'Value', text: ({ Value }) => Value },
          ],
          idOf: ({ Key }) => Key,
          empty: 'The secret has no tags.',
        }),
      },
    ],
    actions: secretActions,
  },
};

/** The console of AWS Secrets Manager. */
export const secretsManagerConsole: ConsoleDefinition = {
  ...{ service: 'secrets-manager', title: 'Secrets Manager', lists: [secrets] },
};
