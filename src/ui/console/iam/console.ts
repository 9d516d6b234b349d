import type {
  AccessKeyRecord,
  LastUseRecord,
  ManagedPolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../../engine/services/iam/state';
import { dateText, prettyJson, stateTone } from '../common';
import type { ConsoleWorld } from '../console-world';
import { subList, type ConsoleDefinition, type ListDefinition } from '../definition';
import { createPolicy, createRole, createUser, policyActions } from './create';
import { roleActions, userActions } from './entity-actions';
import { groups } from './groups';
import { permissions } from './permissions';

const ofAccount = ({ account }: ConsoleWorld) => `${account}/`;

const keysOf = ({ accessKeyIds }: UserRecord, world: ConsoleWorld) =>
  accessKeyIds.flatMap((id) => {
    const key = world.one<AccessKeyRecord>('iam.access-keys', id);
    return key === undefined ? [] : [key];
  });

const users: ListDefinition<UserRecord> = {
  ...{ id: 'users', title: 'Users', one: 'user' },
  rows: (world) => world.all<UserRecord>('iam.users', ofAccount(world)),
  idOf: ({ UserName }) => UserName,
  columns: [
    { title: 'User name', text: ({ UserName }) => UserName },
    { title: 'Access keys', text: ({ accessKeyIds }) => String(accessKeyIds.length) },
    {
      ...{ title: 'Policies', narrow: false },
      text: ({ attachedPolicies, inlinePolicies }) =>
        String(attachedPolicies.length + inlinePolicies.length),
    },
    { title: 'Created', text: ({ CreateDate }) => dateText(CreateDate) },
  ],
  empty: 'The account has no user.',
  actions: [createUser],
  detail: {
    title: ({ UserName }) => UserName,
    facts: ({ Arn, UserId, CreateDate, permissionsBoundary }) => [
      { label: 'ARN', value: Arn, mono: true },
      { label: 'Unique ID', value: UserId, mono: true },
      { label: 'Created', value: dateText(CreateDate) },
      { label: 'Permissions boundary', value: permissionsBoundary ?? '–' },
    ],
    tabs: [
      permissions<UserRecord>(),
      {
        ...{ id: 'groups', title: 'Groups', kind: 'table' },
        table: subList<UserRecord, { readonly name: string }>({
          rows: ({ groups: names }) => names.map((name) => ({ name })),
          columns: [{ title: 'Group name', text: ({ name }) => name }],
          idOf: ({ name }) => name,
          place: ({ name }) => ({ service: 'iam', list: 'groups', resource: name }),
          buttons: [
            { label: 'Remove', action: 'leave-group', values: ({ name }) => ({ group: name }) },
          ],
          empty: 'The user is in no group.',
        }),
      },
      {
        ...{ id: 'credentials', title: 'Security credentials', kind: 'table' },
        table: subList<UserRecord, AccessKeyRecord>({
          rows: keysOf,
          columns: [
            { title: 'Access key ID', text: ({ AccessKeyId }) => AccessKeyId },
            {
              title: 'Status',
              text: ({ Status }) => Status,
              tone: ({ Status }) => stateTone(Status),
            },
            { title: 'Created', text: ({ CreateDate }) => dateText(CreateDate) },
            {
              title: 'Last used',
              text: ({ AccessKeyId }, world) =>
                dateText(world.one<LastUseRecord>('iam.last-uses', AccessKeyId)?.at),
            },
          ],
          idOf: ({ AccessKeyId }) => AccessKeyId,
          buttons: [
            {
              ...{ label: 'Deactivate', action: 'deactivate-key' },
              values: ({ AccessKeyId }) => ({ key: AccessKeyId }),
            },
            {
              ...{ label: 'Delete', action: 'delete-key' },
              values: ({ AccessKeyId }) => ({ key: AccessKeyId }),
            },
          ],
          empty: 'The user has no access key.',
        }),
      },
    ],
    actions: userActions,
  },
};

const roles: ListDefinition<RoleRecord> = {
  ...{ id: 'roles', title: 'Roles', one: 'role' },
  rows: (world) => world.all<RoleRecord>('iam.roles', ofAccount(world)),
  idOf: ({ RoleName }) => RoleName,
  columns: [
    { title: 'Role name', text: ({ RoleName }) => RoleName },
    {
      title: 'Last activity',
      text: ({ RoleId }, world) => dateText(world.one<LastUseRecord>('iam.last-uses', RoleId)?.at),
    },
    { title: 'Created', narrow: false, text: ({ CreateDate }) => dateText(CreateDate) },
  ],
  empty: 'The account has no role. Services and people assume roles for a while.',
  actions: [createRole],
  detail: {
    title: ({ RoleName }) => RoleName,
    facts: ({ Arn, RoleId, CreateDate, Description, MaxSessionDuration, permissionsBoundary }) => [
      { label: 'ARN', value: Arn, mono: true },
      { label: 'Unique ID', value: RoleId, mono: true },
      { label: 'Created', value: dateText(CreateDate) },
      { label: 'Description', value: Description ?? '–' },
      { label: 'Maximum session duration', value: `${MaxSessionDuration / 3600} h` },
      { label: 'Permissions boundary', value: permissionsBoundary ?? '–' },
    ],
    tabs: [
      permissions<RoleRecord>(),
      {
        ...{ id: 'trust', title: 'Trust relationships', kind: 'text' },
        text: ({ trustPolicy }) => prettyJson(trustPolicy.document),
        empty: '',
      },
    ],
    actions: roleActions,
  },
};

const policies: ListDefinition<ManagedPolicyRecord> = {
  ...{ id: 'policies', title: 'Policies', one: 'policy', many: 'policies' },
  rows: (world) => world.all<ManagedPolicyRecord>('iam.managed-policies', ofAccount(world)),
  idOf: ({ PolicyName }) => PolicyName,
  note: 'The account’s own managed policies. Those of AWS can be attached, too.',
  columns: [
    { title: 'Policy name', text: ({ PolicyName }) => PolicyName },
    { title: 'Default version', text: ({ DefaultVersionId }) => DefaultVersionId },
    { title: 'Updated', narrow: false, text: ({ UpdateDate }) => dateText(UpdateDate) },
  ],
  empty: 'The account has no managed policy of its own yet.',
  actions: [createPolicy],
  detail: {
    title: ({ PolicyName }) => PolicyName,
    facts: ({ Arn, Description, CreateDate, DefaultVersionId }) => [
      { label: 'ARN', value: Arn, mono: true },
      { label: 'Description', value: Description ?? '–' },
      { label: 'Created', value: dateText(CreateDate) },
      { label: 'Default version', value: DefaultVersionId },
    ],
    tabs: [
      {
        ...{ id: 'document', title: 'Permissions', kind: 'text' },
        text: ({ versions, DefaultVersionId }) =>
          prettyJson(versions.find(({ VersionId }) => VersionId === DefaultVersionId)?.document),
        empty: '',
      },
      {
        ...{ id: 'versions', title: 'Policy versions', kind: 'table' },
        table: subList<ManagedPolicyRecord, ManagedPolicyRecord['versions'][number]>({
          rows: ({ versions }) => versions,
          columns: [
            { title: 'Version', text: ({ VersionId }) => VersionId },
            { title: 'Created', text: ({ CreateDate }) => dateText(CreateDate) },
            { title: 'Document', text: ({ document }) => document.replaceAll(/\s+/g, ' ') },
          ],
          idOf: ({ VersionId }) => VersionId,
          buttons: [
            {
              ...{ label: 'Set as default', action: 'set-default' },
              values: ({ VersionId }) => ({ version: VersionId }),
            },
          ],
          empty: '',
        }),
      },
    ],
    actions: policyActions,
  },
};

/** The console of AWS IAM. */
export const iamConsole: ConsoleDefinition = {
  ...{ service: 'iam', title: 'IAM', lists: [users, groups, roles, policies] },
};
