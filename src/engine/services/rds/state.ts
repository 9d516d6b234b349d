import { formatArn } from '../../arn';
import type { Tags } from '../../iam/index';
import { table } from '../../tables';
import type { CopyContext, CopyState } from '../ec2/snapshot-copy.machine';
import type { InstanceState } from './instance.machine';

/** The database engines of the model; others are refused by name. */
export type EngineName = 'mariadb' | 'mysql' | 'postgres';

/**
 * How the storage of an encrypted DB instance or snapshot is encrypted. The data key is stored as
 * AWS KMS answered it: encrypted under the KMS key, bound to `dbId`.
 */
export interface StorageEncryption {
  readonly KmsKeyId: string;
  /** True where the KMS key is the AWS managed key `aws/rds`, which cannot be shared. */
  readonly awsManaged: boolean;
  readonly dataKey: Uint8Array;
  /** The value of `aws:rds:db-id` in the encryption context. */
  readonly dbId: string;
}

/** A grant on a KMS key to RDS itself. */
export interface RdsGrant {
  readonly region: string;
  readonly KeyId: string;
  readonly GrantId: string;
  readonly GrantToken: string;
}

/** How a database keeps a password: as PostgreSQL's SCRAM-SHA-256 does. Bytes as base64. */
export interface PasswordVerifier {
  readonly salt: string;
  readonly iterations: number;
  readonly storedKey: string;
}

/** What a DB instance and its snapshots have in common. */
interface Database {
  readonly DbiResourceId: string;
  readonly DBInstanceIdentifier: string;
  readonly account: string;
  readonly region: string;
  readonly Engine: EngineName;
  readonly EngineVersion: string;
  readonly MasterUsername: string;
  readonly AllocatedStorage: number;
  readonly Port: number;
  readonly InstanceCreateTime: number;
  readonly AvailabilityZone: string;
  readonly encryption?: StorageEncryption;
  readonly tags: Tags;
}

/** The secret of AWS Secrets Manager in which RDS keeps the master user's password. */
export interface MasterSecret {
  readonly SecretArn: string;
  /** As the request named it; absent for `aws/secretsmanager`. */
  readonly KmsKeyId?: string;
}

/** A DB instance. Times in ms. */
export interface InstanceRecord extends Database {
  readonly DBInstanceClass: string;
  readonly DBName?: string;
  readonly Address: string;
  readonly state: InstanceState;
  readonly DeletionProtection: boolean;
  readonly BackupRetentionPeriod: number;
  /** RDS's grant on the KMS key, as long as the instance lives. */
  readonly grant?: RdsGrant;
  /** When its storage last grew; absent where it never did. */
  readonly storageSince?: number;
  /** Absent where the customer keeps the master user's password. */
  readonly masterSecret?: MasterSecret;
  /** The master user's next password, until it is in force. */
  readonly nextPassword?: PasswordVerifier;
}

/** A manual DB snapshot. Times in ms. */
export interface SnapshotRecord extends Database {
  readonly DBSnapshotIdentifier: string;
  readonly SnapshotCreateTime: number;
  readonly status: 'creating' | 'available' | 'failed';
  readonly copy?: SnapshotCopy;
  /** The AWS accounts that may copy and restore it; `all` is everybody. */
  readonly sharedWith: readonly string[];
}

/** A copy of a DB snapshot on its way, or where it came from. */
export interface SnapshotCopy {
  readonly state: CopyState;
  readonly context: CopyContext;
  /** ARN */
  readonly source: string;
  readonly sourceEncryption?: StorageEncryption;
  readonly grants: readonly RdsGrant[];
}

/** The contents of a database as they lie on AWS's disks: ciphertext where that is encrypted. */
export interface StorageRecord {
  readonly bytes: Uint8Array;
  /** The database the ciphertext is bound to; absent where it is none. */
  readonly boundTo?: string;
}

/** The plaintext data key in the memory of the machine that runs a DB instance. */
export interface HostRecord {
  readonly dataKey: Uint8Array;
}

/** DB instances by ARN. */
export const instancesTable = table<InstanceRecord>('rds.instances');
/** DB snapshots by ARN. */
export const snapshotsTable = table<SnapshotRecord>('rds.snapshots');
/** What is on the storage of DB instances and snapshots, by ARN. */
export const storageTable = table<StorageRecord>('rds.storage');
/** Data keys in the memory of hosts, by ARN of the DB instance. */
export const hostsTable = table<HostRecord>('rds.hosts');
/** The DB instance behind an endpoint's address. */
export const endpointsTable = table<{ readonly instance: string }>('rds.endpoints');

/** The ARN of a DB instance; identifiers are in lower case. */
export function instanceArn(region: string, account: string, identifier: string): string {
  return formatArn('rds', region, account, `db:${identifier}`);
}

/** The ARN of a DB snapshot; identifiers are in lower case. */
export function snapshotArn(region: string, account: string, identifier: string): string {
  return formatArn('rds', region, account, `snapshot:${identifier}`);
}

/** The ARN of a record. */
export const arnOfInstance = ({ region, account, DBInstanceIdentifier }: InstanceRecord) =>
  instanceArn(region, account, DBInstanceIdentifier);

/** The ARN of a record. */
export const arnOfSnapshot = ({ region, account, DBSnapshotIdentifier }: SnapshotRecord) =>
  snapshotArn(region, account, DBSnapshotIdentifier);
