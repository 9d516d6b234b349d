import type { PolicyStatement } from '../../../engine/services/lambda/state';
import { dateText, keyFact, sizeText } from '../common';
import { subList, type ConsoleDefinition, type ListDefinition } from '../definition';
import { createFunction, functionActions } from './actions';
import { functionsOf, sourceOf, type FunctionRow } from './rows';

const functions: ListDefinition<FunctionRow> = {
  ...{ id: 'functions', title: 'Functions', one: 'function' },
  rows: functionsOf,
  idOf: ({ record }) => record.FunctionName,
  columns: [
    { title: 'Function name', text: ({ record }) => record.FunctionName },
    { title: 'Runtime', text: ({ version }) => version.Runtime },
    {
      ...{ title: 'Code size', narrow: false },
      text: ({ version }) => sizeText(version.CodeSize),
      sort: ({ version }) => version.CodeSize,
    },
    { title: 'Last modified', text: ({ version }) => dateText(version.LastModified) },
  ],
  empty:
    'There is no function in this Region yet. It runs in this page, with what its execution role may do.',
  actions: [createFunction],
  detail: {
    title: ({ record }) => record.FunctionName,
    facts: ({ record, version }) => [
      {
        ...{ label: 'Function ARN', mono: true },
        value: `arn:aws:lambda:${record.region}:${record.account}:function:${record.FunctionName}`,
      },
      { label: 'Runtime', value: version.Runtime },
      { label: 'Handler', value: version.Handler, mono: true },
      {
        ...{ label: 'Log group', value: version.LogGroup },
        place: { service: 'logs', resource: version.LogGroup },
      },
      { label: 'Last modified', value: dateText(version.LastModified) },
    ],
    tabs: [
      {
        ...{ id: 'code', title: 'Code', kind: 'text' },
        text: (row, world) => sourceOf(row, world)?.text ?? '',
        empty: 'The package has several files or is not text.',
      },
      {
        ...{ id: 'test', title: 'Test', kind: 'facts' },
        facts: () => [
          {
            ...{ label: 'Test', value: 'Runs the code in this page' },
            note: 'It reaches the world’s services and nothing else. Python is loaded when a function first needs it.',
          },
        ],
      },
      {
        ...{ id: 'configuration', title: 'Configuration', kind: 'facts' },
        facts: ({ version }, world) => [
          { label: 'Memory', value: `${version.MemorySize} MB` },
          { label: 'Timeout', value: `${version.Timeout} s` },
          {
            ...{ label: 'Execution role', value: version.Role.split('/').at(-1) ?? version.Role },
            place: {
              ...{ service: 'iam', list: 'roles' },
              resource: version.Role.split('/').at(-1),
            },
          },
          {
            label: 'Environment variables',
            value: version.environment?.ciphertext === undefined ? 'None' : 'Kept encrypted',
          },
          keyFact(world, 'KMS key of environment variables', version.KMSKeyArn, 'aws/lambda'),
        ],
      },
      {
        ...{ id: 'permissions', title: 'Permissions', kind: 'table' },
        table: subList<FunctionRow, PolicyStatement>({
          rows: ({ record }) => record.policies['']?.statements ?? [],
          columns: [
            { title: 'Statement ID', text: ({ Sid }) => Sid },
            {
              title: 'Principal',
              text: ({ Principal }) =>
                typeof Principal === 'string' ? Principal : Object.values(Principal).join(', '),
            },
            { title: 'Action', text: ({ Action }) => Action },
            {
              title: 'Conditions',
              text: ({ Condition }) => (Condition ? JSON.stringify(Condition) : '–'),
            },
          ],
          idOf: ({ Sid }) => Sid,
          empty: 'Only who has a policy of this account’s may invoke the function.',
        }),
      },
    ],
    actions: functionActions,
  },
};

/** The console of AWS Lambda. */
export const lambdaConsole: ConsoleDefinition = {
  ...{ service: 'lambda', title: 'Lambda', lists: [functions] },
};
