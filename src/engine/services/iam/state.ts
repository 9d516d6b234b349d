import type { NamedPolicy } from '../../iam/index';
import { formatArn } from '../../arn';
import { table } from '../../tables';

/** An AWS account of the world. */
export interface AccountRecord {
  readonly accountId: string;
  readonly name: string;
}

/** An IAM user with its inline policies, in the form in which requests are evaluated. */
export interface UserRecord {
  readonly UserName: string;
  readonly UserId: string;
  readonly Arn: string;
  readonly Path: string;
  readonly account: string;
  readonly CreateDate: number;
  readonly inlinePolicies: readonly NamedPolicy[];
  readonly tags: Readonly<Record<string, string>>;
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

/** Accounts by account id. */
export const accountsTable = table<AccountRecord>('iam.accounts');
/** Users by `account/UserName`: names are unique within an account, whatever their path. */
export const usersTable = table<UserRecord>('iam.users');
/** Access keys by access key id. */
export const accessKeysTable = table<AccessKeyRecord>('iam.access-keys');

/** The key of a user in its table. */
export function userKey(account: string, userName: string): string {
  return `${account}/${userName}`;
}

/** The ARN of a user: IAM is global, so it names no Region. */
export function userArn(account: string, path: string, userName: string): string {
  return formatArn('iam', '', account, `user${path}${userName}`);
}
