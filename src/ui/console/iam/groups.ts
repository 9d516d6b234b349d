import type { GroupRecord, UserRecord } from '../../../engine/services/iam/state';
import { dateText } from '../common';
import type { ConsoleWorld } from '../console-world';
import { subList, type Action, type ListDefinition } from '../definition';
import type { Option } from '../form/fields';
import { textOf, tickedOf } from '../form/values';
import { iam, managedPolicies, permissionActions } from './entity-actions';
import { permissions } from './permissions';

const usersOf = (world: ConsoleWorld) => world.all<UserRecord>('iam.users', `${world.account}/`);

const membersOf = ({ GroupName }: GroupRecord, world: ConsoleWorld) =>
  usersOf(world).filter(({ groups }) => groups.includes(GroupName));

const userOptions = (users: readonly UserRecord[]): Option[] =>
  users.map(({ UserName }) => ({ value: UserName, label: UserName }));

/** The page that creates a group: its name, its users and its policies on one page, as the console has it. */
const createGroup: Action<undefined> = {
  ...{ id: 'create', title: 'Create group', submit: 'Create user group' },
  steps: (_, __, world) => [
    {
      title: 'Create user group',
      fields: [
        { kind: 'text', name: 'name', label: 'User group name', required: true },
        {
          ...{ kind: 'ticks', name: 'users', label: 'Add users to the group' },
          options: userOptions(usersOf(world)),
        },
        {
          ...{ kind: 'ticks', name: 'policies', label: 'Attach permissions policies' },
          options: managedPolicies(world),
        },
      ],
    },
  ],
  requests(values) {
    const GroupName = textOf(values, 'name');
    return [
      iam('CreateGroup', { GroupName }),
      ...tickedOf(values, 'policies').map((PolicyArn) =>
        iam('AttachGroupPolicy', { GroupName, PolicyArn }),
      ),
      ...tickedOf(values, 'users').map((UserName) =>
        iam('AddUserToGroup', { GroupName, UserName }),
      ),
    ];
  },
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

const groupActions: readonly Action<GroupRecord>[] = [
  ...permissionActions<GroupRecord>({ name: 'Group', nameOf: ({ GroupName }) => GroupName }),
  {
    ...{ id: 'add-users', title: 'Add users', tab: 'users', submit: 'Add users' },
    steps: (_, group, world) => [
      {
        title: 'Users',
        fields: [
          {
            ...{ kind: 'ticks', name: 'users', label: 'Users', required: true },
            options: userOptions(
              usersOf(world).filter(({ groups }) => !groups.includes(group.GroupName)),
            ),
          },
        ],
      },
    ],
    requests: (values, { GroupName }) =>
      tickedOf(values, 'users').map((UserName) => iam('AddUserToGroup', { GroupName, UserName })),
  },
  {
    ...{ id: 'remove-user', title: 'Remove user', tab: 'users', submit: 'Remove' },
    closed: (group, world) =>
      membersOf(group, world).length === 0 ? 'The group has no user.' : undefined,
    steps: (_, group, world) => [
      {
        title: 'User',
        fields: [
          {
            ...{ kind: 'select', name: 'user', label: 'User', required: true },
            options: userOptions(membersOf(group, world)),
          },
        ],
      },
    ],
    requests: (values, { GroupName }) => [
      iam('RemoveUserFromGroup', { GroupName, UserName: textOf(values, 'user') }),
    ],
  },
  {
    ...{ id: 'delete', title: 'Delete group', isDangerous: true },
    closed: (group, world) =>
      membersOf(group, world).length +
        group.attachedPolicies.length +
        group.inlinePolicies.length ===
      0
        ? undefined
        : 'The console removes users and policies with the group; here, as with the API, that comes first.',
    steps: () => [],
    requests: (_, { GroupName }) => [iam('DeleteGroup', { GroupName })],
    after: () => ({ resource: undefined }),
  },
];

/** The groups of an account. */
export const groups: ListDefinition<GroupRecord> = {
  ...{ id: 'groups', title: 'User groups', one: 'group' },
  rows: (world) => world.all<GroupRecord>('iam.groups', `${world.account}/`),
  idOf: ({ GroupName }) => GroupName,
  columns: [
    { title: 'Group name', text: ({ GroupName }) => GroupName },
    {
      title: 'Users',
      text: (group, world) => String(membersOf(group, world).length),
      sort: (group, world) => membersOf(group, world).length,
    },
    {
      title: 'Policies',
      text: ({ attachedPolicies, inlinePolicies }) =>
        String(attachedPolicies.length + inlinePolicies.length),
    },
    { title: 'Created', narrow: false, text: ({ CreateDate }) => dateText(CreateDate) },
  ],
  empty:
    'The account has no group. A group’s policies are those of its users; nobody signs in as one, and no policy can name one as its principal.',
  actions: [createGroup],
  detail: {
    title: ({ GroupName }) => GroupName,
    facts: ({ Arn, GroupId, CreateDate }) => [
      { label: 'ARN', value: Arn, mono: true },
      { label: 'Unique ID', value: GroupId, mono: true },
      { label: 'Created', value: dateText(CreateDate) },
    ],
    tabs: [
      {
        ...{ id: 'users', title: 'Users', kind: 'table' },
        table: subList<GroupRecord, UserRecord>({
          rows: membersOf,
          columns: [
            { title: 'User name', text: ({ UserName }) => UserName },
            { title: 'Other groups', text: ({ groups: all }) => String(all.length - 1) },
          ],
          idOf: ({ UserName }) => UserName,
          place: ({ UserName }) => ({ service: 'iam', resource: UserName }),
          buttons: [
            {
              ...{ label: 'Remove', action: 'remove-user' },
              values: ({ UserName }) => ({ user: UserName }),
            },
          ],
          empty: 'Nobody is in the group.',
        }),
      },
      permissions<GroupRecord>(),
    ],
    actions: groupActions,
  },
};
