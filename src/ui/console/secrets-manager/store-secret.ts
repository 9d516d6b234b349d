import { formatArn } from '../../../engine/arn';
import { keyField, tagsField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { givenText, isTicked, pairsOf, tagList, textOf, type Values } from '../form/values';
import { rotationBefore, rotationFields, rotationRequests } from './rotation';
import { secretsManager } from './request';

/** The fields of a secret value: pairs or a text. */
export function valueFields(values: Values): readonly Field[] {
  return [
    {
      ...{ kind: 'choice', name: 'form', label: 'Secret value', required: true },
      options: [
        { value: 'pairs', label: 'Key/value', help: 'Kept as JSON.' },
        { value: 'text', label: 'Plaintext' },
      ],
    },
    textOf(values, 'form') === 'text'
      ? { kind: 'area', name: 'text', label: 'Plaintext', required: true }
      : {
          ...{ kind: 'pairs', name: 'pairs', label: 'Key/value pairs', required: true },
          value: [['', '']],
        },
  ];
}

/** The secret value that was entered. */
export function secretString(values: Values): string {
  if (textOf(values, 'form') === 'text') return textOf(values, 'text');
  return JSON.stringify(Object.fromEntries(pairsOf(values, 'pairs')));
}

/** What the ARN of a secret of this name will be like: its end is made up. */
const newSecretArn = (name: string, { region, account }: ConsoleWorld) =>
  formatArn('secretsmanager', region, account, `secret:${name}-??????`);

/** The wizard that stores a secret: its steps are the console's. */
export const storeSecret: Action<undefined> = {
  ...{ id: 'store', title: 'Store a new secret', submit: 'Store' },
  steps: (values, _, world) => [
    {
      title: 'Choose secret type',
      fields: [
        ...valueFields(values),
        keyField(world, { label: 'Encryption key', own: 'aws/secretsmanager' }),
      ],
    },
    {
      title: 'Configure secret',
      fields: [
        {
          ...{ kind: 'text', name: 'name', label: 'Secret name', required: true },
          placeholder: 'prod/app/mysql',
        },
        { kind: 'text', name: 'description', label: 'Description' },
        tagsField(),
      ],
    },
    { title: 'Configure rotation', fields: rotationFields(values, world) },
  ],
  requests(values, _, world) {
    const Name = textOf(values, 'name');
    return [
      secretsManager('CreateSecret', {
        ...{ Name, Description: givenText(values, 'description') },
        ...{ KmsKeyId: givenText(values, 'key'), SecretString: secretString(values) },
        Tags: tagList(values),
      }),
      ...(isTicked(values, 'rotate')
        ? rotationRequests(values, world, {
            ...{ id: Name, arn: newSecretArn(Name, world), key: givenText(values, 'key') },
          })
        : []),
    ];
  },
  before: rotationBefore,
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};
