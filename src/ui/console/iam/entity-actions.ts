import { awsManagedPolicies } from '../../../engine/services/iam/aws-managed-policies';
import type {
  EntityRecord,
  GroupRecord,
  ManagedPolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../../engine/services/iam/state';
import { prettyJson } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Option } from '../form/fields';
import { textOf, tickedOf } from '../form/values';
import type { PlannedRequest } from '../requests';

/** One request of AWS IAM. */
export const iam = (operation: string, input: PlannedRequest['input']): PlannedRequest => ({
  ...{ service: 'iam', operation, input },
});

/** The managed policies that can be attached: the account's own, then AWS's. */
export function managedPolicies(world: ConsoleWorld): Option[] {
  const own = world.all<ManagedPolicyRecord>('iam.managed-policies', `${world.account}/`);
  return [...own, ...awsManagedPolicies.values()].map(({ Arn, PolicyName, account }) => ({
    value: Arn,
    label: account === 'aws' ? `${PolicyName} (AWS managed)` : PolicyName,
  }));
}

interface Kind<Row extends EntityRecord> {
  readonly name: 'User' | 'Role' | 'Group';
  nameOf(row: Row): string;
}

/** What users and roles have alike: their permissions. */
export function permissionActions<Row extends EntityRecord>({
  name,
  nameOf,
}: Kind<Row>): readonly Action<Row>[] {
  const on = (row: Row) => ({ [`${name}Name`]: nameOf(row) });
  const attach: Action<Row> = {
    ...{ id: 'attach', title: 'Attach policy', tab: 'permissions' },
    steps: (_, __, world) => [
      {
        title: 'Policy',
        fields: [
          {
            ...{ kind: 'select', name: 'policy', label: 'Managed policy', required: true },
            options: managedPolicies(world),
          },
        ],
      },
    ],
    requests: (values, row) => [
      iam(`Attach${name}Policy`, { ...on(row), PolicyArn: textOf(values, 'policy') }),
    ],
  };
  const detach: Action<Row> = {
    ...{ id: 'detach', title: 'Detach policy', tab: 'permissions' },
    closed: ({ attachedPolicies }) =>
      attachedPolicies.length === 0 ? 'No managed policy is attached.' : undefined,
    steps: (_, { attachedPolicies }) => [
      {
        title: 'Policy',
        fields: [
          {
            ...{ kind: 'select', name: 'policy', label: 'Managed policy', required: true },
            options: attachedPolicies.map((value) => ({ value, label: value })),
          },
        ],
      },
    ],
    requests: (values, row) => [
      iam(`Detach${name}Policy`, { ...on(row), PolicyArn: textOf(values, 'policy') }),
    ],
  };
  const inline: Action<Row> = {
    ...{ id: 'inline', title: 'Create inline policy', tab: 'permissions', submit: 'Save' },
    steps: (values, { inlinePolicies }) => [
      {
        title: 'Inline policy',
        fields: [
          { kind: 'text', name: 'name', label: 'Policy name', required: true },
          {
            ...{ kind: 'policy', name: 'policy', label: 'Policy', policy: 'identity' },
            ...{ required: true },
            value:
              prettyJson(
                inlinePolicies.find((one) => one.name === textOf(values, 'name'))?.document,
              ) || emptyPolicy,
          },
        ],
      },
    ],
    edits: (values, { Arn: arn }) => ({
      ...{ arn, name: textOf(values, 'name'), document: textOf(values, 'policy') },
    }),
    requests: (values, row) => [
      iam(`Put${name}Policy`, {
        ...on(row),
        PolicyName: textOf(values, 'name'),
        PolicyDocument: textOf(values, 'policy'),
      }),
    ],
  };
  const removeInline: Action<Row> = {
    ...{ id: 'delete-inline', title: 'Delete inline policy', tab: 'permissions' },
    closed: ({ inlinePolicies }) =>
      inlinePolicies.length === 0 ? 'There is no inline policy.' : undefined,
    steps: (_, { inlinePolicies }) => [
      {
        title: 'Inline policy',
        fields: [
          {
            ...{ kind: 'select', name: 'name', label: 'Policy name', required: true },
            options: inlinePolicies.map((one) => ({ value: one.name, label: one.name })),
          },
        ],
      },
    ],
    requests: (values, row) => [
      iam(`Delete${name}Policy`, { ...on(row), PolicyName: textOf(values, 'name') }),
    ],
  };
  return [attach, detach, inline, removeInline];
}

/** A policy that allows something to begin with. */
export const emptyPolicy = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['kms:DescribeKey'], Resource: '*' }],
  },
  null,
  2,
);

interface Bounded extends EntityRecord {
  readonly permissionsBoundary?: string | undefined;
}

/** The boundary of users and roles: what nothing they are given goes beyond. */
function boundaryAction<Row extends Bounded>({ name, nameOf }: Kind<Row>): Action<Row> {
  return {
    ...{ id: 'boundary', title: 'Set permissions boundary', tab: 'permissions', submit: 'Save' },
    steps: (_, { permissionsBoundary }, world) => [
      {
        title: 'Permissions boundary',
        notes: ['A boundary allows nothing by itself: it says the most that policies can.'],
        fields: [
          {
            ...{ kind: 'select', name: 'policy', label: 'Managed policy' },
            options: [{ value: '', label: 'No boundary' }, ...managedPolicies(world)],
            value: permissionsBoundary ?? '',
          },
        ],
      },
    ],
    requests(values, row) {
      const on = { [`${name}Name`]: nameOf(row) };
      const PermissionsBoundary = textOf(values, 'policy');
      if (PermissionsBoundary === '') return [iam(`Delete${name}PermissionsBoundary`, on)];
      return [iam(`Put${name}PermissionsBoundary`, { ...on, PermissionsBoundary })];
    },
  };
}

const theUser: Kind<UserRecord> = { name: 'User', nameOf: ({ UserName }) => UserName };
const theRole: Kind<RoleRecord> = { name: 'Role', nameOf: ({ RoleName }) => RoleName };

/** What may be done with users. */
export const userActions: readonly Action<UserRecord>[] = [
  ...permissionActions(theUser),
  boundaryAction(theUser),
  {
    ...{ id: 'add-to-group', title: 'Add user to groups', tab: 'groups', submit: 'Add' },
    steps: (_, { groups }, world) => [
      {
        title: 'Groups',
        fields: [
          {
            ...{ kind: 'ticks', name: 'groups', label: 'Groups', required: true },
            options: world
              .all<GroupRecord>('iam.groups', `${world.account}/`)
              .filter(({ GroupName }) => !groups.includes(GroupName))
              .map(({ GroupName }) => ({ value: GroupName, label: GroupName })),
          },
        ],
      },
    ],
    requests: (values, { UserName }) =>
      tickedOf(values, 'groups').map((GroupName) => iam('AddUserToGroup', { GroupName, UserName })),
  },
  {
    ...{ id: 'leave-group', title: 'Remove user from group', tab: 'groups', submit: 'Remove' },
    closed: ({ groups }) => (groups.length === 0 ? 'The user is in no group.' : undefined),
    steps: (_, { groups }) => [
      {
        title: 'Group',
        fields: [
          {
            ...{ kind: 'select', name: 'group', label: 'Group', required: true },
            options: groups.map((value) => ({ value, label: value })),
          },
        ],
      },
    ],
    requests: (values, { UserName }) => [
      iam('RemoveUserFromGroup', { GroupName: textOf(values, 'group'), UserName }),
    ],
  },
  {
    ...{ id: 'create-key', title: 'Create access key', tab: 'credentials' },
    steps: () => [
      {
        title: 'Access key',
        notes: ['The secret access key is shown once: afterwards nobody can retrieve it.'],
        fields: [],
      },
    ],
    requests: (_, { UserName }) => [iam('CreateAccessKey', { UserName })],
    shows([output]) {
      const { AccessKey } = output as { readonly AccessKey: Readonly<Record<string, string>> };
      return [
        { label: 'Access key', value: AccessKey['AccessKeyId'] ?? '', mono: true },
        { label: 'Secret access key', value: AccessKey['SecretAccessKey'] ?? '', mono: true },
      ];
    },
  },
  keyAction('deactivate-key', 'Deactivate access key', 'Inactive'),
  keyAction('activate-key', 'Activate access key', 'Active'),
  {
    ...{ id: 'delete-key', title: 'Delete access key', tab: 'credentials', isDangerous: true },
    steps: (_, user) => [{ title: 'Access key', fields: [keyChoice(user)] }],
    requests: (values, { UserName }) => [
      iam('DeleteAccessKey', { UserName, AccessKeyId: textOf(values, 'key') }),
    ],
  },
  {
    ...{ id: 'delete', title: 'Delete user', isDangerous: true },
    closed: ({ accessKeyIds, attachedPolicies, inlinePolicies, groups }) =>
      accessKeyIds.length + attachedPolicies.length + inlinePolicies.length + groups.length === 0
        ? undefined
        : 'The console deletes access keys, detaches policies and leaves groups with the user; here, as with the API, that comes first.',
    steps: () => [],
    requests: (_, { UserName }) => [iam('DeleteUser', { UserName })],
    after: () => ({ resource: undefined }),
  },
];

function keyAction(id: string, title: string, Status: string): Action<UserRecord> {
  return {
    ...{ id, title, tab: 'credentials' },
    steps: (_, user) => [{ title: 'Access key', fields: [keyChoice(user)] }],
    requests: (values, { UserName }) => [
      iam('UpdateAccessKey', { UserName, AccessKeyId: textOf(values, 'key'), Status }),
    ],
  };
}

function keyChoice({ accessKeyIds }: UserRecord) {
  return {
    ...({ kind: 'select', name: 'key', label: 'Access key', required: true } as const),
    options: accessKeyIds.map((value) => ({ value, label: value })),
  };
}

/** What may be done with roles. */
export const roleActions: readonly Action<RoleRecord>[] = [
  ...permissionActions(theRole),
  boundaryAction(theRole),
  {
    ...{ id: 'trust', title: 'Edit trust policy', tab: 'trust', submit: 'Update policy' },
    steps: (_, { trustPolicy }) => [
      {
        title: 'Trust policy',
        fields: [
          {
            ...{ kind: 'policy', name: 'policy', label: 'Trust policy', policy: 'trust' },
            ...{ required: true, value: prettyJson(trustPolicy.document) },
          },
        ],
      },
    ],
    edits: (values, { Arn: arn }) => ({
      ...{ arn, isTrust: true, document: textOf(values, 'policy') },
    }),
    requests: (values, { RoleName }) => [
      iam('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: textOf(values, 'policy') }),
    ],
  },
  {
    ...{ id: 'delete', title: 'Delete role', isDangerous: true },
    closed: ({ attachedPolicies, inlinePolicies }) =>
      attachedPolicies.length + inlinePolicies.length === 0
        ? undefined
        : 'The console detaches policies with the role; here, as with the API, that comes first.',
    steps: () => [],
    requests: (_, { RoleName }) => [iam('DeleteRole', { RoleName })],
    after: () => ({ resource: undefined }),
  },
];
