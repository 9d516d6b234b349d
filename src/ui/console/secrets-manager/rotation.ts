import { functionTemplates, type FunctionTemplate } from '../../../functions/templates/index';
import type { SecretRecord } from '../../../engine/services/secrets-manager/state';
import { Kept } from '../../../shell/aws/command-line';
import { keysOf } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Field } from '../form/fields';
import { givenText, isTicked, textOf, type Values } from '../form/values';
import { packed, packing } from '../lambda/package';
import type { PlannedRequest } from '../requests';
import { secretsManager } from './request';
import { functionOptions, secretsOf } from './rows';

/** What a function rotates: how requests name the secret, how policies do, and its KMS key. */
export interface RotatedSecret {
  readonly id: string;
  readonly arn: string;
  readonly key: string | undefined;
}

const isNew = (values: Values) => textOf(values, 'by') === 'new';

const templateOf = (values: Values): FunctionTemplate | undefined =>
  functionTemplates.find(({ id }) => id === textOf(values, 'template')) ?? functionTemplates[0];

const needsSuperuser = (values: Values) =>
  templateOf(values)?.id.includes('alternating-users') === true;

/** The fields of automatic rotation, in the console's order: the schedule, then the function. */
export function rotationFields(
  values: Values,
  world: ConsoleWorld,
  record?: SecretRecord,
): readonly Field[] {
  const { enabled: isOn = false, rules, lambda } = record?.rotation ?? {};
  const on: Field = {
    ...{ kind: 'tick', name: 'rotate', label: 'Automatic rotation', value: isOn },
  };
  if (!('rotate' in values ? isTicked(values, 'rotate') : isOn)) return [on];
  return [
    on,
    {
      ...{ kind: 'text', name: 'schedule', label: 'Schedule expression', required: true },
      ...{ value: rules?.ScheduleExpression ?? 'rate(30 days)', placeholder: 'rate(30 days)' },
      help: 'rate(…) or cron(…), in UTC.',
    },
    {
      ...{ kind: 'tick', name: 'now', label: 'Rotate immediately when the secret is stored' },
      value: true,
    },
    // Those of a service that manages its secrets are rotated by it.
    ...(record?.OwningService === undefined ? functionFields(values, world, lambda) : []),
  ];
}

function functionFields(
  values: Values,
  world: ConsoleWorld,
  lambda: string | undefined,
): readonly Field[] {
  const existing = functionOptions(world);
  return [
    {
      ...{ kind: 'choice', name: 'by', label: 'Rotation function', required: true },
      value: existing.length > 0 ? 'existing' : 'new',
      options: [
        {
          ...{ value: 'new', label: 'Create a rotation function' },
          help: 'From a template, with a role of its own and the permission to be invoked.',
        },
        { value: 'existing', label: 'Use a rotation function from your account' },
      ],
    },
    ...(isNew(values)
      ? newFunctionFields(values, world)
      : [
          {
            ...({ kind: 'select', name: 'function', label: 'Lambda rotation function' } as const),
            ...{ required: true, options: existing },
            ...(lambda === undefined ? {} : { value: lambda }),
            help: 'It needs the permission that lets secretsmanager.amazonaws.com invoke it.',
          },
        ]),
  ];
}

function newFunctionFields(values: Values, world: ConsoleWorld): readonly Field[] {
  return [
    {
      ...{ kind: 'select', name: 'template', label: 'Template', required: true },
      options: functionTemplates.map(({ id, title }) => ({ value: id, label: `${id}: ${title}` })),
    },
    {
      ...{ kind: 'text', name: 'functionName', label: 'Function name', required: true },
      value: 'SecretsManagerRotation',
    },
    ...(needsSuperuser(values)
      ? [
          {
            ...({ kind: 'select', name: 'superuser', label: 'Superuser secret' } as const),
            required: true,
            options: secretsOf(world).map(({ record }) => ({
              ...{ value: record.ARN, label: record.Name },
            })),
            help: 'Its credentials make the other user. The secret that is rotated names it as masterarn.',
          },
        ]
      : []),
  ];
}

/** The lines that make the package of a new function. */
export function rotationBefore(values: Values): string | undefined {
  const template = templateOf(values);
  if (!isTicked(values, 'rotate') || !isNew(values) || template === undefined) return undefined;
  return packing(template.file, template.source);
}

/** The requests that set rotation up: those of a new function, its role and its permission first. */
export function rotationRequests(
  values: Values,
  world: ConsoleWorld,
  secret: RotatedSecret,
): readonly PlannedRequest[] {
  const rotate = (RotationLambdaARN: string | Kept | undefined) =>
    secretsManager('RotateSecret', {
      ...{ SecretId: secret.id, RotationLambdaARN },
      RotationRules: { ScheduleExpression: textOf(values, 'schedule') },
      ...(isTicked(values, 'now') ? {} : { RotateImmediately: false }),
    });
  const template = templateOf(values);
  if (!isNew(values) || template === undefined) return [rotate(givenText(values, 'function'))];
  return [...functionRequests(values, world, secret, template), rotate(new Kept('FUNCTION_ARN'))];
}

function functionRequests(
  values: Values,
  world: ConsoleWorld,
  secret: RotatedSecret,
  { runtime, handler, file, source }: FunctionTemplate,
): readonly PlannedRequest[] {
  const FunctionName = textOf(values, 'functionName');
  const RoleName = `${FunctionName}Role`;
  const iam = (operation: string, input: PlannedRequest['input']) => ({
    ...{ service: 'iam', operation, input },
  });
  const trust = {
    ...{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    Action: 'sts:AssumeRole',
  };
  return [
    {
      ...iam('CreateRole', { RoleName, AssumeRolePolicyDocument: policy([trust]) }),
      keeps: { variable: 'ROLE_ARN', path: ['Role', 'Arn'] },
    },
    iam('PutRolePolicy', {
      ...{ RoleName, PolicyName: 'rotation' },
      PolicyDocument: policy(statementsFor(values, world, secret, FunctionName)),
    }),
    {
      ...{ service: 'lambda', operation: 'CreateFunction' },
      input: {
        ...{ FunctionName, Runtime: runtime, Handler: handler, Role: new Kept('ROLE_ARN') },
        ...{ Timeout: 30, Code: { ZipFile: packed(file, source) } },
      },
      keeps: { variable: 'FUNCTION_ARN', path: ['FunctionArn'] },
    },
    {
      ...{ service: 'lambda', operation: 'AddPermission' },
      input: {
        ...{ FunctionName, StatementId: 'SecretsManagerAccess', Action: 'lambda:InvokeFunction' },
        ...{ Principal: 'secretsmanager.amazonaws.com', SourceAccount: world.account },
      },
    },
  ];
}

const policy = (Statement: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/**
 * What a rotation function may do: with its secret, with the superuser's, with the secret's KMS key,
 * and its logs. Source: AWS Secrets Manager User Guide, "Lambda rotation function execution role
 * permissions" (read 2026-11).
 */
function statementsFor(
  values: Values,
  world: ConsoleWorld,
  { arn, key }: RotatedSecret,
  functionName: string,
): readonly object[] {
  const { account, region } = world;
  const allow = (Action: readonly string[], Resource: string) => ({
    ...{ Effect: 'Allow', Action, Resource },
  });
  const superuser = needsSuperuser(values) ? givenText(values, 'superuser') : undefined;
  const used = keysOf(world).find((one) => one.key.Arn === key || one.key.KeyId === key);
  return [
    allow(
      [
        ...['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        ...['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
      ],
      arn,
    ),
    allow(['secretsmanager:GetRandomPassword'], '*'),
    ...(superuser === undefined ? [] : [allow(['secretsmanager:GetSecretValue'], superuser)]),
    ...(used === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], used.key.Arn)]),
    allow(
      ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/${functionName}:*`,
    ),
  ];
}
