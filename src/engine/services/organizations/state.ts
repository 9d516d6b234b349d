import type { NamedPolicy } from '../../iam/index';
import { table } from '../../tables';

/** The policy types of AWS Organizations that decide about permissions. */
export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** The two types, in the order in which AWS lists them. */
export const policyTypes: readonly PolicyType[] = [
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
];

/** IDs of the policies attached to a root, OU or account; a type that is not enabled has none. */
export type Attached = Readonly<Partial<Record<PolicyType, readonly string[]>>>;

/** An organization. Times in ms. */
export interface OrganizationRecord {
  /** `o-...` */
  readonly Id: string;
  /** `r-...` */
  readonly rootId: string;
  readonly managementAccount: string;
  readonly managementEmail: string;
  readonly FeatureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  readonly enabledPolicyTypes: readonly PolicyType[];
}

/** An account as a member of its organization. */
export interface MemberRecord {
  readonly Id: string;
  readonly organization: string;
  /** The root or OU it is in. */
  readonly parent: string;
  readonly Name: string;
  readonly Email: string;
  readonly JoinedMethod: 'CREATED' | 'INVITED';
  readonly JoinedTimestamp: number;
  readonly attached: Attached;
}

/** A root or an organizational unit. */
export interface UnitRecord {
  readonly Id: string;
  readonly organization: string;
  /** Null for the root. */
  readonly parent: string | null;
  readonly Name: string;
  readonly attached: Attached;
}

/** A policy of an organization, or one of those AWS gives to all. */
export interface PolicyRecord {
  readonly Id: string;
  readonly Type: PolicyType;
  readonly Description: string;
  readonly AwsManaged: boolean;
  /** Name, ARN and document, in the form in which requests are evaluated. */
  readonly policy: NamedPolicy;
}

/** A request to create an account, and how far it has come. */
export interface AccountRequestRecord {
  /** `car-...` */
  readonly Id: string;
  readonly organization: string;
  readonly AccountName: string;
  readonly Email: string;
  readonly RoleName: string;
  readonly State: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly RequestedTimestamp: number;
  readonly CompletedTimestamp?: number;
  readonly AccountId?: string;
  readonly FailureReason?: 'EMAIL_ALREADY_EXISTS' | 'ACCOUNT_LIMIT_EXCEEDED';
}

/** Organizations by ID. */
export const organizationsTable = table<OrganizationRecord>('organizations.organizations');
/** Members by account ID: an account is in one organization at most. */
export const membersTable = table<MemberRecord>('organizations.accounts');
/** Roots and OUs by `keyIn`. */
export const unitsTable = table<UnitRecord>('organizations.units');
/** Policies of organizations by `keyIn`; those of AWS are in no table. */
export const policiesTable = table<PolicyRecord>('organizations.policies');
/** Requests to create accounts by `keyIn`. */
export const accountRequestsTable = table<AccountRequestRecord>('organizations.account-requests');

/** The key of something that belongs to an organization. */
export function keyIn(organization: string, id: string): string {
  return `${organization}/${id}`;
}
