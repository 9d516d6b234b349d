import type { RotationRulesType } from '@aws-sdk/client-secrets-manager';
import type { NamedPolicy } from '../../iam/index';
import { table } from '../../tables';
import type { RotationState } from './rotation.machine';
import type { Window } from './schedule';

/** A data key that a version's value is encrypted under, itself encrypted under a KMS key. */
export interface WrappedKey {
  /** As DescribeSecret shows it; absent for the AWS managed key `aws/secretsmanager`. */
  readonly KmsKeyId?: string;
  /** KMS's ciphertext blob. */
  readonly blob: Uint8Array<ArrayBuffer>;
}

/** A secret value at rest: AES-256-GCM under a data key of its own. */
export interface SealedValue {
  readonly kind: 'SecretString' | 'SecretBinary';
  /** Nonce, ciphertext, tag. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same data key under each of these KMS keys, the newest first. */
  readonly keys: readonly WrappedKey[];
}

/** One version of a secret. Times in ms. */
export interface VersionRecord {
  readonly VersionId: string;
  /** Counts the versions of a secret, in the order in which they came to be. */
  readonly number: number;
  readonly CreatedDate: number;
  /** The day on which it was last read; absent if never. */
  readonly LastAccessedDate?: number;
  /** Absent where a rotation has begun and not put its value in yet. */
  readonly value?: SealedValue;
}

/** How the copy of a secret in another Region stands. */
export interface ReplicaStatus {
  readonly KmsKeyId?: string;
  readonly Status: 'InSync' | 'Failed';
  readonly StatusMessage: string;
}

/** A rotation under way, or one that failed and will be tried again. Times in ms. */
export interface RotationRun {
  readonly state: RotationState;
  /** The version that it makes. */
  readonly token: string;
  /** When the window closes in which it is tried. */
  readonly until: number;
}

/** How a secret is rotated. Times in ms. */
export interface RotationRecord {
  readonly enabled: boolean;
  /** Absent where the service that manages the secret rotates it. */
  readonly lambda?: string;
  readonly rules?: RotationRulesType;
  /** The window of the next rotation; absent without a schedule. */
  readonly next?: Window;
  readonly last?: number;
  readonly run?: RotationRun;
}

/** A secret: what its versions share. Times in ms. */
export interface SecretRecord {
  readonly Name: string;
  readonly ARN: string;
  /** Counts an account's secrets in a Region, in the order in which they came to be. */
  readonly number: number;
  readonly CreatedDate: number;
  readonly LastChangedDate: number;
  readonly LastAccessedDate?: number;
  readonly Description?: string;
  /** As the request named it; absent for the AWS managed key `aws/secretsmanager`. */
  readonly KmsKeyId?: string;
  /** The version that each staging label is on. */
  readonly stages: Readonly<Record<string, string>>;
  /** How many versions there ever were. */
  readonly versions: number;
  /** Absent while there never were any. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly policy?: NamedPolicy;
  /** Unique ids of the users and roles that the policy names, as of when it was written. */
  readonly policyIds?: Readonly<Record<string, string>>;
  /** When it is deleted for good; absent while it is in use. */
  readonly DeletedDate?: number;
  /** Where it was created, of a replica and of a secret that has any. */
  readonly PrimaryRegion?: string;
  readonly rotation?: RotationRecord;
  /** The token of the grant by which the owning service uses the KMS key. */
  readonly ownerGrant?: string;
  /** The service that manages the secret, where one does: `rds`. */
  readonly OwningService?: string;
  /** Replicas by Region; only the primary knows of them. */
  readonly replicas?: Readonly<Record<string, ReplicaStatus>>;
}

/** What Secrets Manager keeps of an account in a Region. */
export interface StoreRecord {
  /** How many secrets there ever were. */
  readonly secrets: number;
  /** Set once the AWS managed key `aws/secretsmanager` was asked for, which has KMS create it. */
  readonly hasDefaultKey?: true;
}

/** Secrets by `account|Region|name`. */
export const secretsTable = table<SecretRecord>('secretsmanager.secrets');
/** Versions by `key of the secret|version id`. */
export const versionsTable = table<VersionRecord>('secretsmanager.versions');
/** By `account|Region`. */
export const storesTable = table<StoreRecord>('secretsmanager.stores');

/** The key of what an account has in a Region. */
export function storeKey(account: string, region: string): string {
  return `${account}|${region}`;
}

/** The key of a secret's row. */
export function secretKey(account: string, region: string, name: string): string {
  return `${storeKey(account, region)}|${name}`;
}

/** The key of a version's row; that of a secret is its beginning. */
export function versionKey(secret: string, versionId: string): string {
  return `${secret}|${versionId}`;
}

/** A record without some of its members. */
export function without<R extends object, K extends keyof R>(
  record: R,
  ...names: readonly K[]
): Omit<R, K> {
  const left = Object.entries(record).filter(([name]) => !names.includes(name as K));
  return Object.fromEntries(left) as Omit<R, K>;
}
