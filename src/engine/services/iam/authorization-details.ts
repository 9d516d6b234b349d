import type {
  EntityType,
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { Context, Operation } from '../../operation';
import type { Table } from '../../tables';
import { describeAttached } from './attachments';
import { awsManagedPolicies } from './aws-managed-policies';
import { describeBoundary } from './boundaries';
import { describeGroup } from './groups';
import { roleLastUsed } from './last-use';
import { policySummary } from './managed-policies';
import { page } from './paging';
import { useCountOf } from './policy-uses';
import { describeVersion } from './policy-versions';
import { describeRole } from './roles';
import {
  groupsTable,
  managedPoliciesTable,
  rolesTable,
  usersTable,
  type EntityRecord,
  type GroupRecord,
  type ManagedPolicyRecord,
  type RoleRecord,
  type UserRecord,
} from './state';
import { describeTags } from './tags';
import { summary } from './users';

type Details = GetAccountAuthorizationDetailsResponse;

/** Described only when it is on the page that was asked for. */
interface Entity {
  readonly key: string;
  describe(): Details;
}

const inline = ({ inlinePolicies }: EntityRecord): PolicyDetail[] =>
  inlinePolicies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: document }));

const attached = ({ attachedPolicies }: EntityRecord) => attachedPolicies.map(describeAttached);

function userDetail(user: UserRecord): UserDetail {
  return {
    ...summary(user),
    ...{ UserPolicyList: inline(user), GroupList: [...user.groups] },
    AttachedManagedPolicies: attached(user),
    ...describeBoundary(user),
    ...describeTags(user),
  };
}

function groupDetail(group: GroupRecord): GroupDetail {
  return {
    ...describeGroup(group),
    GroupPolicyList: inline(group),
    AttachedManagedPolicies: attached(group),
  };
}

function roleDetail(ctx: Context, role: RoleRecord): RoleDetail {
  const { Path, RoleName, RoleId, Arn, CreateDate, AssumeRolePolicyDocument } = describeRole(
    ctx,
    role,
  );
  return {
    ...{ Path, RoleName, RoleId, Arn, CreateDate, AssumeRolePolicyDocument },
    ...{ InstanceProfileList: [], RolePolicyList: inline(role) },
    AttachedManagedPolicies: attached(role),
    ...describeBoundary(role),
    ...describeTags(role),
    RoleLastUsed: roleLastUsed(ctx, role),
  };
}

function policyDetail(ctx: Context, policy: ManagedPolicyRecord): ManagedPolicyDetail {
  const PolicyVersionList = policy.versions.map((version) => ({
    Document: version.document,
    ...describeVersion(policy, version),
  }));
  return { ...policySummary(ctx, policy), PolicyVersionList };
}

/** The entities of a kind, each under the key that orders the answer. */
function entitiesOf(ctx: Context, kind: EntityType): readonly Entity[] {
  const { account } = ctx.caller;
  const rows = <R extends object>(table: Table<R>, describe: (record: R) => Details) =>
    ctx
      .range(table, { prefix: `${account}/` })
      .map(([key, record]) => ({ key: `${kind}|${key}`, describe: () => describe(record) }));
  switch (kind) {
    case 'User':
      return rows(usersTable, (user) => ({ UserDetailList: [userDetail(user)] }));
    case 'Group':
      return rows(groupsTable, (group) => ({ GroupDetailList: [groupDetail(group)] }));
    case 'Role':
      return rows(rolesTable, (role) => ({ RoleDetailList: [roleDetail(ctx, role)] }));
    case 'LocalManagedPolicy':
      return rows(managedPoliciesTable, (policy) => ({ Policies: [policyDetail(ctx, policy)] }));
    case 'AWSManagedPolicy':
      return [...awsManagedPolicies.values()].filter(isInUse).map((policy) => ({
        key: `${kind}|${policy.Arn}`,
        describe: () => ({ Policies: [policyDetail(ctx, policy)] }),
      }));
  }

  function isInUse({ Arn }: ManagedPolicyRecord): boolean {
    const usages = ['PermissionsPolicy', 'PermissionsBoundary'] as const;
    return usages.some((usage) => useCountOf(ctx, account, Arn, usage) > 0);
  }
}

const everyKind: readonly EntityType[] = [
  ...(['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const),
];

/** All of the account's users, groups, roles and policies with their documents, page by page. */
export const GetAccountAuthorizationDetails: Operation<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse
> = {
  handle(input, ctx) {
    const { Filter = [] } = input;
    const kinds = Filter.length === 0 ? everyKind : everyKind.filter((k) => Filter.includes(k));
    const entities = kinds.flatMap((kind) => entitiesOf(ctx, kind));
    entities.sort((a, b) => (a.key < b.key ? -1 : 1));
    const { items, ...rest } = page(entities, ({ key }) => key, input);
    const details = items.map(({ describe }) => describe());
    return {
      UserDetailList: details.flatMap(({ UserDetailList = [] }) => UserDetailList),
      GroupDetailList: details.flatMap(({ GroupDetailList = [] }) => GroupDetailList),
      RoleDetailList: details.flatMap(({ RoleDetailList = [] }) => RoleDetailList),
      Policies: details.flatMap(({ Policies = [] }) => Policies),
      ...rest,
    };
  },
};
