import { keyField, tagsField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { givenText, isTicked, pairsOf, tagList, textOf, type Values } from '../form/values';
import type { PlannedRequest } from '../requests';
import { functionOptions } from './rows';

/** One request of AWS Secrets Manager. */
export const secretsManager = (
  operation: string,
  input: PlannedRequest['input'],
): PlannedRequest => ({ service: 'secretsmanager', operation, input });

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

/** The fields of automatic rotation. */
export function rotationFields(
  values: Values,
  world: ConsoleWorld,
  isOn: boolean,
  schedule?: string,
): readonly Field[] {
  const on: Field = {
    ...{ kind: 'tick', name: 'rotate', label: 'Automatic rotation', value: isOn },
  };
  if (!('rotate' in values ? isTicked(values, 'rotate') : isOn)) return [on];
  return [
    on,
    {
      ...{ kind: 'text', name: 'schedule', label: 'Schedule expression', required: true },
      ...{ value: schedule ?? 'rate(30 days)', placeholder: 'rate(30 days)' },
      help: 'rate(…) or cron(…), in UTC.',
    },
    {
      ...{ kind: 'select', name: 'function', label: 'Rotation function' },
      options: functionOptions(world),
      help: 'A function of AWS Lambda. The console of Lambda has templates of them. A secret that a service manages has none: that service rotates it.',
    },
    {
      ...{ kind: 'tick', name: 'now', label: 'Rotate immediately when the secret is stored' },
      value: true,
    },
  ];
}

/** The request that sets rotation up. */
export function rotateSecret(SecretId: string, values: Values): PlannedRequest {
  return secretsManager('RotateSecret', {
    SecretId,
    RotationLambdaARN: givenText(values, 'function'),
    RotationRules: { ScheduleExpression: textOf(values, 'schedule') },
    ...(isTicked(values, 'now') ? {} : { RotateImmediately: false }),
  });
}

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
    { title: 'Configure rotation', fields: rotationFields(values, world, false) },
  ],
  requests(values) {
    const Name = textOf(values, 'name');
    return [
      secretsManager('CreateSecret', {
        ...{ Name, Description: givenText(values, 'description') },
        ...{ KmsKeyId: givenText(values, 'key'), SecretString: secretString(values) },
        Tags: tagList(values),
      }),
      ...(isTicked(values, 'rotate') ? [rotateSecret(Name, values)] : []),
    ];
  },
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};
