import { formatArn } from '../../../engine/arn';
import type { InstanceRecord } from '../../../engine/services/rds/state';
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
      ? { kind: 'area', name: 'text', label: 'Plaintext', required: true, isSecret: true }
      : {
          ...{
            kind: 'pairs',
            name: 'pairs',
            label: 'Key/value pairs',
            required: true,
            isSecret: true,
          },
          value: [['', '']],
        },
  ];
}

const databases = (world: ConsoleWorld) =>
  world.all<InstanceRecord>('rds.instances', formatArn('rds', world.region, world.account, 'db:'));

/** The fields of a new secret: what kind it is, and its value. */
function typeFields(values: Values, world: ConsoleWorld): readonly Field[] {
  const type: Field = {
    ...{ kind: 'choice', name: 'type', label: 'Secret type', required: true },
    options: [
      {
        ...{ value: 'other', label: 'Other type of secret' },
        help: 'API key, OAuth token, other.',
      },
      { value: 'rds', label: 'Credentials for Amazon RDS database' },
    ],
  };
  if (textOf(values, 'type') !== 'rds') return [type, ...valueFields(values)];
  return [
    type,
    { kind: 'text', name: 'username', label: 'User name', required: true },
    { kind: 'password', name: 'password', label: 'Password', required: true },
    {
      ...{ kind: 'select', name: 'database', label: 'Database', required: true },
      options: databases(world).map(({ DBInstanceIdentifier: value }) => ({ value, label: value })),
    },
  ];
}

/**
 * What the console stores of a database's credentials. Source: AWS Secrets Manager User Guide, "JSON
 * structure of AWS Secrets Manager secrets" (from memory).
 */
function credentials(values: Values, world: ConsoleWorld): string {
  const name = textOf(values, 'database');
  const database = databases(world).find((one) => one.DBInstanceIdentifier === name);
  return JSON.stringify({
    ...{ username: textOf(values, 'username'), password: textOf(values, 'password') },
    ...{ engine: database?.Engine, host: database?.Address, port: database?.Port },
    dbInstanceIdentifier: name,
  });
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
        ...typeFields(values, world),
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
    { title: 'Review', fields: [], isReview: true },
  ],
  requests(values, _, world) {
    const Name = textOf(values, 'name');
    return [
      secretsManager('CreateSecret', {
        ...{ Name, Description: givenText(values, 'description') },
        KmsKeyId: givenText(values, 'key'),
        SecretString:
          textOf(values, 'type') === 'rds' ? credentials(values, world) : secretString(values),
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
