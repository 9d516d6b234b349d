import { strToU8 } from 'fflate';
import { functionTemplates } from '../../../functions/templates/index';
import type { RoleRecord } from '../../../engine/services/iam/state';
import { formatArn } from '../../../engine/arn';
import { Kept } from '../../../shell/aws/command-line';
import { keyField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { givenNumber, givenText, pairsOf, textOf, type Values } from '../form/values';
import type { PlannedRequest } from '../requests';
import { iam } from '../iam/entity-actions';
import { packed, packing } from './package';
import { sourceOf, type FunctionRow } from './rows';

const lambda = (operation: string, input: PlannedRequest['input']): PlannedRequest => ({
  ...{ service: 'lambda', operation, input },
});

const runtimes = [
  ...['nodejs24.x', 'nodejs22.x', 'nodejs20.x'],
  ...['python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'],
].map((value) => ({ value, label: value }));

const hello = {
  node: 'export const handler = async (event) => {\n  console.log(JSON.stringify(event));\n  return { statusCode: 200, body: "Hello" };\n};\n',
  python:
    'def lambda_handler(event, context):\n    print(event)\n    return {"statusCode": 200, "body": "Hello"}\n',
};

interface Code {
  readonly runtime: string;
  readonly handler: string;
  readonly file: string;
  readonly source: string;
}

/** What the chosen template, or else the runtime, begins with. */
function codeOf(values: Values): Code {
  const template = functionTemplates.find(({ id }) => id === textOf(values, 'template'));
  if (template !== undefined) return template;
  const runtime = textOf(values, 'runtime') || 'nodejs24.x';
  if (runtime.startsWith('python')) {
    const file = 'lambda_function.py';
    return { runtime, handler: 'lambda_function.lambda_handler', file, source: hello.python };
  }
  return { runtime, handler: 'index.handler', file: 'index.mjs', source: hello.node };
}

function roles(world: ConsoleWorld) {
  return world.all<RoleRecord>('iam.roles', `${world.account}/`).flatMap((role) => {
    if (!role.trustPolicy.document.includes('lambda.amazonaws.com')) return [];
    return [{ value: role.Arn, label: role.RoleName }];
  });
}

const roleField = (world: ConsoleWorld, value?: string): Field => ({
  ...{ kind: 'select', name: 'role', label: 'Existing role', required: true },
  ...{ options: roles(world), ...(value === undefined ? {} : { value }) },
  help: 'Roles that trust lambda.amazonaws.com.',
});

const hasNewRole = (values: Values) => textOf(values, 'permissions') !== 'existing';

const roleFields = (values: Values, world: ConsoleWorld): readonly Field[] => [
  {
    ...{ kind: 'choice', name: 'permissions', label: 'Execution role', required: true },
    options: [
      {
        ...{ value: 'new', label: 'Create a new role with basic Lambda permissions' },
        help: 'Its functions write their logs to CloudWatch Logs, and may nothing else.',
      },
      { value: 'existing', label: 'Use an existing role' },
    ],
  },
  ...(hasNewRole(values) ? [] : [roleField(world)]),
];

/** The requests that make a function's role. The real console adds letters at random to its name. */
function roleRequests(values: Values): readonly PlannedRequest[] {
  const RoleName = `${textOf(values, 'name')}-role`;
  const trust = {
    ...{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    Action: 'sts:AssumeRole',
  };
  return [
    {
      ...iam('CreateRole', {
        ...{ RoleName, Path: '/service-role/' },
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      }),
      keeps: { variable: 'ROLE_ARN', path: ['Role', 'Arn'] },
    },
    iam('AttachRolePolicy', {
      RoleName,
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    }),
  ];
}

/** The page that creates a function. */
export const createFunction: Action<undefined> = {
  ...{ id: 'create', title: 'Create function' },
  steps(values, _, world) {
    const code = codeOf(values);
    const isTemplate = textOf(values, 'template') !== '';
    return [
      {
        title: 'Basic information',
        fields: [
          { kind: 'text', name: 'name', label: 'Function name', required: true },
          {
            ...{ kind: 'select', name: 'template', label: 'Begin with' },
            options: [
              { value: '', label: 'Author from scratch' },
              ...functionTemplates.map(({ id, title }) => ({
                value: id,
                label: `${id}: ${title}`,
              })),
            ],
          },
          ...(isTemplate
            ? []
            : [
                {
                  ...({ kind: 'select', name: 'runtime', label: 'Runtime' } as const),
                  options: runtimes,
                },
              ]),
          ...roleFields(values, world),
        ],
      },
      {
        title: 'Code',
        fields: [
          {
            ...{ kind: 'code', name: 'source', label: code.file, required: true },
            value: code.source,
          },
        ],
      },
    ];
  },
  requests(values) {
    const { runtime, handler, file } = codeOf(values);
    return [
      ...(hasNewRole(values) ? roleRequests(values) : []),
      lambda('CreateFunction', {
        ...{ FunctionName: textOf(values, 'name'), Runtime: runtime, Handler: handler },
        Role: hasNewRole(values) ? new Kept('ROLE_ARN') : textOf(values, 'role'),
        Code: { ZipFile: packed(file, textOf(values, 'source')) },
      }),
    ];
  },
  before: (values) => packing(codeOf(values).file, textOf(values, 'source')),
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

const editCode: Action<FunctionRow> = {
  ...{ id: 'code', title: 'Edit code', tab: 'code', submit: 'Deploy' },
  closed: (row, world) =>
    sourceOf(row, world) === undefined
      ? 'The package has several files or is not text: change it in the terminal.'
      : undefined,
  steps(_, row, world) {
    const source = sourceOf(row, world);
    return [
      {
        title: 'Code',
        fields: [
          {
            kind: 'text',
            name: 'file',
            label: 'File',
            required: true,
            value: source?.file ?? 'index.mjs',
          },
          {
            ...{ kind: 'code', name: 'source', label: 'Code', required: true },
            value: source?.text ?? '',
          },
        ],
      },
    ];
  },
  requests: (values, { record }) => [
    lambda('UpdateFunctionCode', {
      FunctionName: record.FunctionName,
      ZipFile: packed(textOf(values, 'file'), textOf(values, 'source')),
    }),
  ],
  before: (values) => packing(textOf(values, 'file'), textOf(values, 'source')),
};

const invoke: Action<FunctionRow> = {
  ...{ id: 'test', title: 'Test', tab: 'test', submit: 'Test' },
  steps: () => [
    {
      title: 'Test event',
      fields: [{ kind: 'code', name: 'event', label: 'Event JSON', value: '{}' }],
    },
  ],
  requests: (values, { record }) => [
    lambda('Invoke', {
      FunctionName: record.FunctionName,
      LogType: 'Tail',
      Payload: strToU8(textOf(values, 'event')),
    }),
  ],
  shows([output]) {
    const { Payload, LogResult, FunctionError, StatusCode } = output as {
      readonly Payload?: Uint8Array;
      readonly LogResult?: string;
      readonly FunctionError?: string;
      readonly StatusCode?: number;
    };
    return [
      {
        label: 'Result',
        value: FunctionError ?? `Succeeded, status ${StatusCode}`,
        tone: FunctionError === undefined ? 'ok' : 'bad',
      },
      { label: 'Response', value: new TextDecoder().decode(Payload), mono: true },
      { label: 'Log output', value: LogResult === undefined ? '–' : atob(LogResult), mono: true },
    ];
  },
};

const configure: Action<FunctionRow> = {
  ...{ id: 'configuration', title: 'Edit general configuration', tab: 'configuration' },
  submit: 'Save',
  steps: (_, { version }, world) => [
    {
      title: 'General configuration',
      fields: [
        {
          ...{ kind: 'number', name: 'memory', label: 'Memory (MB)', required: true },
          value: String(version.MemorySize),
        },
        {
          ...{ kind: 'number', name: 'timeout', label: 'Timeout (s)', required: true },
          value: String(version.Timeout),
        },
        roleField(world, version.Role),
      ],
    },
  ],
  requests: (values, { record }) => [
    lambda('UpdateFunctionConfiguration', {
      FunctionName: record.FunctionName,
      MemorySize: givenNumber(values, 'memory'),
      Timeout: givenNumber(values, 'timeout'),
      Role: textOf(values, 'role'),
    }),
  ],
};

const environment: Action<FunctionRow> = {
  ...{ id: 'environment', title: 'Edit environment variables', tab: 'configuration' },
  submit: 'Save',
  steps: (_, { version }, world) => [
    {
      title: 'Environment variables',
      notes: [
        'They are kept encrypted: to read them is a request (GetFunctionConfiguration). What you save replaces all of them.',
      ],
      fields: [
        { kind: 'pairs', name: 'variables', label: 'Environment variables' },
        keyField(world, {
          ...{ label: 'KMS key to encrypt at rest', own: 'aws/lambda' },
          ...(version.KMSKeyArn === undefined ? {} : { value: version.KMSKeyArn }),
        }),
      ],
    },
  ],
  requests: (values, { record }) => [
    lambda('UpdateFunctionConfiguration', {
      FunctionName: record.FunctionName,
      Environment: { Variables: Object.fromEntries(pairsOf(values, 'variables')) },
      KMSKeyArn: textOf(values, 'key'),
    }),
  ],
};

/** Whom a statement names that AddPermission makes; undefined where the text is no principal. */
function principalOf(text: string): object | string | undefined {
  if (text === '*') return text;
  if (/^\d{12}$/.test(text)) return { AWS: formatArn('iam', '', text, 'root') };
  if (text.startsWith('arn:')) return { AWS: text };
  return text.endsWith('.amazonaws.com') ? { Service: text } : undefined;
}

const addPermission = (values: Values, { FunctionName }: FunctionRow['record']) => ({
  ...{ FunctionName, StatementId: textOf(values, 'sid'), Action: 'lambda:InvokeFunction' },
  ...{ Principal: textOf(values, 'principal'), SourceAccount: givenText(values, 'account') },
});

const permission: Action<FunctionRow> = {
  ...{ id: 'permission', title: 'Add permissions', tab: 'permissions', submit: 'Save' },
  steps: () => [
    {
      title: 'Policy statement',
      fields: [
        { kind: 'text', name: 'sid', label: 'Statement ID', required: true },
        {
          ...{ kind: 'text', name: 'principal', label: 'Principal', required: true },
          value: 'secretsmanager.amazonaws.com',
        },
        { kind: 'text', name: 'account', label: 'Source account' },
      ],
    },
  ],
  edits(values, { record }) {
    const Principal = principalOf(textOf(values, 'principal'));
    if (Principal === undefined) return undefined;
    const { account, region, FunctionName } = record;
    const arn = formatArn('lambda', region, account, `function:${FunctionName}`);
    const of = givenText(values, 'account');
    const added = {
      ...{ Effect: 'Allow', Principal, Action: 'lambda:InvokeFunction', Resource: arn },
      ...(of === undefined ? {} : { Condition: { StringEquals: { 'AWS:SourceAccount': of } } }),
    };
    const Statement = [...(record.policies['']?.statements ?? []), added];
    return { arn, document: JSON.stringify({ Version: '2012-10-17', Statement }) };
  },
  requests: (values, { record }) => [lambda('AddPermission', addPermission(values, record))],
};

const remove: Action<FunctionRow> = {
  ...{ id: 'delete', title: 'Delete', isDangerous: true },
  steps: () => [],
  requests: (_, { record }) => [lambda('DeleteFunction', { FunctionName: record.FunctionName })],
  after: () => ({ resource: undefined }),
};

/** What may be done with a function. */
export const functionActions: readonly Action<FunctionRow>[] = [
  ...[invoke, editCode, configure, environment, permission, remove],
];
