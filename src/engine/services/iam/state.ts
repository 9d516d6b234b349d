import { formatArn } from '../../arn';
import type { NamedPolicy, Tags } from '../../iam/index';
import { table } from '../../tables';

/** An AWS account of the world. */
export interface AccountRecord {
  readonly accountId: string;
  readonly name: string;
  /** True for the account whose administrator sits at the workstation. */
  readonly home?: boolean;
}

/** What users, groups and roles have alike. */
export interface EntityRecord {
  readonly Arn: string;
  readonly Path: string;
  readonly account: string;
  readonly CreateDate: number;
  /** Sorted by name, in the form in which requests are evaluated. */
  readonly inlinePolicies: readonly NamedPolicy[];
  /** ARNs of managed policies, sorted. */
  readonly attachedPolicies: readonly string[];
}

/** An IAM user. */
export interface UserRecord extends EntityRecord {
  readonly UserName: string;
  /** `AIDA...` */
  readonly UserId: string;
  /** Names of the groups the user is in, sorted. */
  readonly groups: readonly string[];
  /** The user's access keys, oldest first. */
  readonly accessKeyIds: readonly string[];
  /** ARN of the managed policy that bounds what the user may do. */
  readonly permissionsBoundary?: string | undefined;
  readonly tags: Tags;
}

/** An IAM group: policies for its members; nobody can sign in as one. */
export interface GroupRecord extends EntityRecord {
  readonly GroupName: string;
  /** `AGPA...` */
  readonly GroupId: string;
}

/** An IAM role. */
export interface RoleRecord extends EntityRecord {
  readonly RoleName: string;
  /** `AROA...` */
  readonly RoleId: string;
  readonly Description?: string;
  /** Seconds. */
  readonly MaxSessionDuration: number;
  /** AssumeRolePolicyDocument: who may assume the role, as it was written. */
  readonly trustPolicy: NamedPolicy;
  /** The unique ids of the users and roles that the trust policy names, by ARN. */
  readonly trustedIds: Readonly<Record<string, string>>;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: Tags;
  /** The service whose role it is, where it is a service-linked one. */
  readonly linkedService?: string;
}

/** One version of a managed policy. */
export interface PolicyVersionRecord {
  /** `v1`, `v2`, ...; the number of a deleted version is not given again. */
  readonly VersionId: string;
  readonly CreateDate: number;
  readonly document: string;
}

/** A managed policy: a customer's in its account, or AWS's, which every account sees. */
export interface ManagedPolicyRecord {
  readonly PolicyName: string;
  /** `ANPA...` */
  readonly PolicyId: string;
  readonly Arn: string;
  readonly Path: string;
  /** `aws` owns the AWS managed policies. */
  readonly account: string;
  readonly Description?: string;
  readonly CreateDate: number;
  readonly UpdateDate: number;
  readonly DefaultVersionId: string;
  /** Newest first. */
  readonly versions: readonly PolicyVersionRecord[];
  /** The number of the next version. */
  readonly nextVersion: number;
  readonly tags: Tags;
}

/** A user's long-term credentials. */
export interface AccessKeyRecord {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly userArn: string;
  readonly UserName: string;
  readonly account: string;
  readonly Status: 'Active' | 'Inactive';
  readonly CreateDate: number;
}

/** The last use of an access key or role. */
export interface LastUseRecord {
  /** World time in ms, to the minute. */
  readonly at: number;
  readonly ServiceName: string;
  readonly Region: string;
}

/** A user's membership in a group, as the group's side sees it. */
export interface MembershipRecord {
  readonly UserName: string;
}

/** What a managed policy is to a user, group or role. */
export type PolicyUsage = 'PermissionsPolicy' | 'PermissionsBoundary';

/** A managed policy's use by a user, group or role, as the policy's side sees it. */
export interface AttachmentRecord {
  readonly kind: 'User' | 'Group' | 'Role';
  readonly name: string;
}

/** Accounts by account id. */
export const accountsTable = table<AccountRecord>('iam.accounts');
/** The aliases of the accounts that have one, by account id. */
export const accountAliasesTable = table<{ readonly alias: string }>('iam.account-aliases');
/** Users by `entityKey`. */
export const usersTable = table<UserRecord>('iam.users');
/** Groups by `entityKey`. */
export const groupsTable = table<GroupRecord>('iam.groups');
/** Roles by `entityKey`. */
export const rolesTable = table<RoleRecord>('iam.roles');
/** Customer managed policies by `entityKey`; those of AWS are in no table. */
export const managedPoliciesTable = table<ManagedPolicyRecord>('iam.managed-policies');
/** Access keys by access key id. */
export const accessKeysTable = table<AccessKeyRecord>('iam.access-keys');
/** Last uses by access key id, or by the unique id of a role. */
export const lastUsesTable = table<LastUseRecord>('iam.last-uses');
/** Members of groups by `account/group/user`. */
export const membershipsTable = table<MembershipRecord>('iam.memberships');
/** Uses of managed policies by `account|policy ARN|usage|kind|name`. */
export const attachmentsTable = table<AttachmentRecord>('iam.attachments');
/** Deletions of service-linked roles, by their task id. */
export const roleDeletionsTable = table<{ readonly account: string }>('iam.role-deletions');

/**
 * The key of a user, group, role or policy in its table. Within an account and kind a name is
 * unique whatever its path and case. Source: IAM API Reference, CreateUser, CreateRole, ....
 */
export function entityKey(account: string, name: string): string {
  return `${account}/${name.toLowerCase()}`;
}

/** The key of a membership in its table. */
export function membershipKey(account: string, groupName: string, userName: string): string {
  return `${account}/${groupName.toLowerCase()}/${userName.toLowerCase()}`;
}

/** The ARN of a user, group, role or policy: IAM is global, so it names no Region. */
export function iamArn(
  account: string,
  type: 'user' | 'group' | 'role' | 'policy',
  path: string,
  name: string,
): string {
  return formatArn('iam', '', account, `${type}${path}${name}`);
}
