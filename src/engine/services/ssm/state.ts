import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import { table } from '../../tables';
import type { ParameterPolicy } from './policy-documents';

/** The tiers a parameter can be in: Intelligent-Tiering only chooses one of them. */
export type StoredTier = Exclude<ParameterTier, 'Intelligent-Tiering'>;

/** A parameter: what its versions share. Times in ms. */
export interface ParameterRecord {
  /** As it was created: `db` and `/db` are the same parameter. */
  readonly Name: string;
  readonly ARN: string;
  readonly Type: ParameterType;
  readonly Tier: StoredTier;
  /** The latest version, and the oldest that is kept; all between them are. */
  readonly Version: number;
  readonly oldest: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The version that each label is on; absent while there are none. */
  readonly labels?: Readonly<Record<string, number>>;
  /** Since when the parameter is in the advanced tier, and charged for. */
  readonly advancedSince?: number;
}

/** A policy of a parameter, and how far it is. */
export interface PolicyRecord extends ParameterPolicy {
  readonly state: 'New' | 'Pending' | 'Finished' | 'Removed';
}

/** One version of a parameter. Times in ms. */
export interface VersionRecord {
  /** As GetParameter returns it without decryption: of a SecureString the ciphertext, in base64. */
  readonly Value: string;
  /** Says how a SecureString was encrypted. */
  readonly Tier: StoredTier;
  readonly DataType: string;
  readonly LastModifiedDate: number;
  readonly LastModifiedUser: string;
  readonly Description?: string;
  readonly AllowedPattern?: string;
  readonly KeyId?: string;
  /** Those of the latest version act; an older one has them as they were when it was replaced. */
  readonly policies?: readonly PolicyRecord[];
}

/** What an account has in a Region. */
export interface StoreRecord {
  readonly Standard: number;
  readonly Advanced: number;
  /** Set once the AWS managed key `aws/ssm` was asked for, which has KMS create it. */
  readonly hasDefaultKey?: true;
  /** How many events there were. */
  readonly events?: number;
}

/** A setting of the service that an account changed. Times in ms. */
export interface SettingRecord {
  readonly value: string;
  readonly LastModifiedDate: number;
  readonly LastModifiedUser: string;
}

/** An event as Amazon EventBridge would hand it on. */
export interface EventRecord {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: 'aws.ssm';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, string>>;
}

/** Parameters by `account|Region|path leaf`, see `names.ts`. */
export const parametersTable = table<ParameterRecord>('ssm.parameters');
/** Versions by `key of the parameter|version`. */
export const versionsTable = table<VersionRecord>('ssm.parameter-versions');
/** Counts by `account|Region`. */
export const storesTable = table<StoreRecord>('ssm.parameter-stores');

/** When a parameter with tags was deleted, in ms. */
export interface DeletedRecord {
  readonly at: number;
}

/** Deleted parameters by the keys they had: those of the last 30 seconds, and perhaps older ones. */
export const deletedTable = table<DeletedRecord>('ssm.deleted-parameters');

/** Changed settings by `account|Region|setting`. */
export const settingsTable = table<SettingRecord>('ssm.service-settings');

/** The last events by `account|Region|number`. */
export const eventsTable = table<EventRecord>('ssm.events');

/** The key of what an account has in a Region. */
export function storeKey(account: string, region: string): string {
  return `${account}|${region}`;
}

/** The key of a setting. */
export function settingKey(account: string, region: string, id: string): string {
  return `${storeKey(account, region)}|${id}`;
}

/** The key of a version. */
export function versionKey(parameterKey: string, version: number): string {
  return `${parameterKey}|${String(version).padStart(10, '0')}`;
}
