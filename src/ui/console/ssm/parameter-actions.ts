import { keyField, prettyJson, tagChange, tagsField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { givenText, pairsOf, tagList, textOf, type Values } from '../form/values';
import type { PlannedRequest } from '../requests';
import { latestOf, type ParameterRow } from './rows';

type ParameterAction = Action<ParameterRow>;

const ssm = (operation: string, input: PlannedRequest['input']): PlannedRequest => ({
  ...{ service: 'ssm', operation, input },
});

const types = [
  { value: 'String', label: 'String', help: 'Kept and answered as it is.' },
  { value: 'StringList', label: 'StringList', help: 'Texts separated by commas.' },
  { value: 'SecureString', label: 'SecureString', help: 'Encrypted under a KMS key.' },
];

const tiers = [
  { value: 'Standard', label: 'Standard', help: 'Up to 4 KB, no policies, free.' },
  { value: 'Advanced', label: 'Advanced', help: 'Up to 8 KB, policies, charged for.' },
  {
    ...{ value: 'Intelligent-Tiering', label: 'Intelligent-Tiering' },
    help: 'Advanced only where the parameter needs it.',
  },
];

function valueFields(values: Values, world: ConsoleWorld, row?: ParameterRow): readonly Field[] {
  const type = textOf(values, 'type') || row?.record.Type || 'String';
  const tier = textOf(values, 'tier') || row?.record.Tier || 'Standard';
  const latest = row === undefined ? undefined : latestOf(row, world);
  const isSecret = type === 'SecureString';
  return [
    {
      ...{ kind: 'choice', name: 'tier', label: 'Tier', required: true, value: tier },
      options: row?.record.Tier === 'Advanced' ? tiers.slice(1, 2) : tiers,
    },
    ...(row === undefined
      ? [{ kind: 'choice', name: 'type', label: 'Type', required: true, options: types } as const]
      : []),
    ...(isSecret
      ? [
          keyField(world, {
            ...{ name: 'key', label: 'KMS Key ID', own: 'aws/ssm', by: 'id' },
            ...(latest?.KeyId === undefined ? {} : { value: ownKey(latest.KeyId) }),
          }),
        ]
      : []),
    {
      ...{ kind: 'area', name: 'value', label: 'Value', required: true },
      // A ciphertext would be encrypted once more.
      value: isSecret ? '' : (latest?.Value ?? ''),
    },
    ...(tier === 'Standard'
      ? []
      : [
          {
            ...({ kind: 'code', name: 'policies', label: 'Parameter policies' } as const),
            help: 'A JSON array: Expiration, ExpirationNotification, NoChangeNotification.',
            value: policiesText(latest?.policies),
          },
        ]),
  ];
}

const ownKey = (keyId: string) => (keyId === 'alias/aws/ssm' ? '' : keyId);

/** The policies as PutParameter takes them: a JSON array of their documents. */
function policiesText(policies: readonly { readonly text: string }[] | undefined): string {
  if (policies === undefined || policies.length === 0) return '';
  return prettyJson(`[${policies.map(({ text }) => text).join(',')}]`);
}

function put(values: Values, Name: string, Type: string, Overwrite: boolean): PlannedRequest {
  return ssm('PutParameter', {
    ...{ Name, Description: givenText(values, 'description'), Value: textOf(values, 'value') },
    ...{ Type, KeyId: Type === 'SecureString' ? givenText(values, 'key') : undefined },
    ...(Overwrite ? { Overwrite } : {}),
    Tags: Overwrite ? undefined : tagList(values),
    Tier: textOf(values, 'tier') === 'Standard' ? undefined : givenText(values, 'tier'),
    Policies: textOf(values, 'tier') === 'Standard' ? undefined : givenText(values, 'policies'),
  });
}

/** The page that creates a parameter. */
export const createParameter: Action<undefined> = {
  ...{ id: 'create', title: 'Create parameter' },
  steps: (values, _, world) => [
    {
      title: 'Parameter details',
      fields: [
        {
          ...{ kind: 'text', name: 'name', label: 'Name', required: true },
          help: 'Slashes make a hierarchy: /shop/prod/db-password.',
        },
        { kind: 'text', name: 'description', label: 'Description' },
        ...valueFields(values, world),
        tagsField(),
      ],
    },
  ],
  requests: (values) => [put(values, textOf(values, 'name'), textOf(values, 'type'), false)],
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

const edit: ParameterAction = {
  ...{ id: 'edit', title: 'Edit', submit: 'Save changes' },
  steps: (values, row, world) => [
    {
      title: 'Parameter details',
      notes:
        row.record.Type === 'SecureString'
          ? [
              'The console does not put the decrypted value here: show it first, or write a new one.',
            ]
          : undefined,
      fields: [
        {
          ...{ kind: 'text', name: 'description', label: 'Description' },
          value: latestOf(row, world)?.Description ?? '',
        },
        ...valueFields(values, world, row),
      ],
    },
  ],
  requests: (values, { record }) => [put(values, record.Name, record.Type, true)],
};

const show: ParameterAction = {
  ...{ id: 'show', title: 'Show decrypted value', submit: 'Show' },
  closed: ({ record }) =>
    record.Type === 'SecureString' ? undefined : 'Its value is not encrypted: it is below.',
  steps: () => [],
  requests: (_, { record }) => [ssm('GetParameter', { Name: record.Name, WithDecryption: true })],
  shows([output]) {
    const { Parameter } = output as { readonly Parameter: { readonly Value: string } };
    return [{ label: 'Decrypted value', value: Parameter.Value, mono: true }];
  },
};

const label: ParameterAction = {
  ...{ id: 'label', title: 'Attach labels', tab: 'history' },
  steps: (_, row) => [
    {
      title: 'Labels',
      fields: [
        {
          ...{ kind: 'number', name: 'version', label: 'Version', required: true },
          value: String(row.record.Version),
        },
        {
          ...{ kind: 'text', name: 'labels', label: 'Labels', required: true },
          help: 'Separated by commas. A label moves: it is on one version at a time.',
        },
      ],
    },
  ],
  requests: (values, { record }) => [
    ssm('LabelParameterVersion', {
      Name: record.Name,
      ParameterVersion: Number(textOf(values, 'version')),
      Labels: textOf(values, 'labels')
        .split(',')
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    }),
  ],
};

const tags: ParameterAction = {
  ...{ id: 'tags', title: 'Edit tags', tab: 'tags', submit: 'Save changes' },
  steps: (_, { record }) => [{ title: 'Tags', fields: [tagsField(record.tags)] }],
  requests(values, { record }) {
    const { set, remove } = tagChange(record.tags, pairsOf(values, 'tags'));
    const on = { ResourceType: 'Parameter', ResourceId: record.Name };
    const Tags = set.map(([Key, Value]) => ({ Key, Value }));
    return [
      ...(remove.length === 0 ? [] : [ssm('RemoveTagsFromResource', { ...on, TagKeys: remove })]),
      ...(Tags.length === 0 ? [] : [ssm('AddTagsToResource', { ...on, Tags })]),
    ];
  },
};

const remove: ParameterAction = {
  ...{ id: 'delete', title: 'Delete', isDangerous: true },
  steps: () => [
    {
      title: 'Delete',
      notes: ['The parameter is gone at once with all its versions. Nothing brings it back.'],
      fields: [],
    },
  ],
  requests: (_, { record }) => [ssm('DeleteParameter', { Name: record.Name })],
  after: () => ({ resource: undefined }),
};

/** What may be done with a parameter. */
export const parameterActions: readonly ParameterAction[] = [show, edit, remove, label, tags];
