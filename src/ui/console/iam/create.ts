import type { ManagedPolicyRecord } from '../../../engine/services/iam/state';
import { prettyJson, tagsField } from '../common';
import type { Action } from '../definition';
import { givenText, tagList, textOf, tickedOf, type Values } from '../form/values';
import { emptyPolicy, iam, managedPolicies } from './entity-actions';

/** The wizard that creates a user. */
export const createUser: Action<undefined> = {
  ...{ id: 'create', title: 'Create user' },
  steps: (_, __, world) => [
    {
      title: 'Specify user details',
      fields: [{ kind: 'text', name: 'name', label: 'User name', required: true }],
    },
    {
      title: 'Set permissions',
      fields: [
        {
          ...{ kind: 'ticks', name: 'policies', label: 'Attach policies directly' },
          options: managedPolicies(world),
        },
      ],
    },
    { title: 'Review and create', fields: [tagsField()], isReview: true },
  ],
  requests(values) {
    const UserName = textOf(values, 'name');
    return [
      iam('CreateUser', { UserName, Tags: tagList(values) }),
      ...tickedOf(values, 'policies').map((PolicyArn) =>
        iam('AttachUserPolicy', { UserName, PolicyArn }),
      ),
    ];
  },
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

const services = ['lambda', 'ec2', 'rds', 's3', 'cloudformation'].map((name) => ({
  ...{ value: `${name}.amazonaws.com`, label: name },
}));

function trustOf(values: Values, account: string): string {
  const isService = textOf(values, 'trusted') !== 'account';
  const service = textOf(values, 'service') || 'lambda.amazonaws.com';
  const other = textOf(values, 'account') || account;
  const statement = {
    Effect: 'Allow',
    Principal: isService ? { Service: service } : { AWS: `arn:aws:iam::${other}:root` },
    Action: 'sts:AssumeRole',
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

/** The wizard that creates a role. */
export const createRole: Action<undefined> = {
  ...{ id: 'create', title: 'Create role' },
  steps: (values, _, world) => [
    {
      title: 'Select trusted entity',
      fields: [
        {
          ...{ kind: 'choice', name: 'trusted', label: 'Trusted entity type', required: true },
          options: [
            { value: 'service', label: 'AWS service' },
            { value: 'account', label: 'AWS account' },
          ],
        },
        textOf(values, 'trusted') === 'account'
          ? {
              ...{ kind: 'text', name: 'account', label: 'Account ID', required: true },
              value: world.account,
            }
          : {
              ...{ kind: 'select', name: 'service', label: 'Service or use case', required: true },
              options: services,
            },
        {
          ...{ kind: 'policy', name: 'trust', label: 'Trust policy', policy: 'trust' },
          ...{ required: true, value: trustOf(values, world.account) },
        },
      ],
    },
    {
      title: 'Add permissions',
      fields: [
        {
          ...{ kind: 'ticks', name: 'policies', label: 'Permissions policies' },
          options: managedPolicies(world),
        },
      ],
    },
    {
      title: 'Name, review, and create',
      isReview: true,
      fields: [
        { kind: 'text', name: 'name', label: 'Role name', required: true },
        { kind: 'text', name: 'description', label: 'Description' },
        tagsField(),
      ],
    },
  ],
  requests(values) {
    const RoleName = textOf(values, 'name');
    return [
      iam('CreateRole', {
        ...{ RoleName, AssumeRolePolicyDocument: textOf(values, 'trust') },
        ...{ Description: givenText(values, 'description'), Tags: tagList(values) },
      }),
      ...tickedOf(values, 'policies').map((PolicyArn) =>
        iam('AttachRolePolicy', { RoleName, PolicyArn }),
      ),
    ];
  },
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

/** The page that creates a managed policy. */
export const createPolicy: Action<undefined> = {
  ...{ id: 'create', title: 'Create policy' },
  steps: () => [
    {
      title: 'Specify permissions',
      fields: [
        {
          ...{ kind: 'policy', name: 'policy', label: 'Policy', policy: 'identity' },
          ...{ required: true, value: emptyPolicy },
        },
      ],
    },
    {
      title: 'Review and create',
      isReview: true,
      fields: [
        { kind: 'text', name: 'name', label: 'Policy name', required: true },
        { kind: 'text', name: 'description', label: 'Description' },
        tagsField(),
      ],
    },
  ],
  requests: (values) => [
    iam('CreatePolicy', {
      ...{ PolicyName: textOf(values, 'name'), PolicyDocument: textOf(values, 'policy') },
      ...{ Description: givenText(values, 'description'), Tags: tagList(values) },
    }),
  ],
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

/** What may be done with managed policies. */
export const policyActions: readonly Action<ManagedPolicyRecord>[] = [
  {
    ...{ id: 'edit', title: 'Edit', submit: 'Save changes' },
    steps: (_, { versions, DefaultVersionId }) => [
      {
        title: 'Policy',
        notes: ['A new version becomes the default one. A policy has at most five.'],
        fields: [
          {
            ...{ kind: 'policy', name: 'policy', label: 'Policy', policy: 'identity' },
            required: true,
            value: prettyJson(
              versions.find(({ VersionId }) => VersionId === DefaultVersionId)?.document,
            ),
          },
        ],
      },
    ],
    edits: (values, { Arn: arn }) => ({ arn, document: textOf(values, 'policy') }),
    requests: (values, { Arn }) => [
      iam('CreatePolicyVersion', {
        ...{ PolicyArn: Arn, PolicyDocument: textOf(values, 'policy'), SetAsDefault: true },
      }),
    ],
  },
  {
    ...{ id: 'set-default', title: 'Set as default', tab: 'versions' },
    steps: (_, { versions }) => [
      {
        title: 'Version',
        fields: [
          {
            ...{ kind: 'select', name: 'version', label: 'Version', required: true },
            options: versions.map(({ VersionId }) => ({ value: VersionId, label: VersionId })),
          },
        ],
      },
    ],
    requests: (values, { Arn }) => [
      iam('SetDefaultPolicyVersion', { PolicyArn: Arn, VersionId: textOf(values, 'version') }),
    ],
  },
  {
    ...{ id: 'delete', title: 'Delete policy', isDangerous: true },
    steps: () => [],
    requests: (_, { Arn }) => [iam('DeletePolicy', { PolicyArn: Arn })],
    after: () => ({ resource: undefined }),
  },
];
