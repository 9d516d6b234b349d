import type {
  BucketAccelerateStatus,
  BucketVersioningStatus,
  EncryptionType,
  ObjectOwnership,
  PublicAccessBlockConfiguration,
  ObjectLockLegalHoldStatus,
  ObjectLockMode,
  StorageClass,
} from '@aws-sdk/client-s3';
import type { NamedPolicy } from '../../iam/index';
import { table } from '../../tables';
import type { Checksum } from './checksums/checksum';
import type { Lifecycle } from './lifecycle-rules';
import type { Replication } from './replication-rules';
import type { ReplicationState } from './replication.machine';
import type { SealedPart } from './chunks';

/** A bucket: its name is its own in the whole world, whatever its account and Region. Times in ms. */
export interface BucketRecord {
  readonly Name: string;
  readonly account: string;
  readonly region: string;
  /** What GetBucketLocation answers, where that is not the Region: `EU`. */
  readonly LocationConstraint?: string;
  readonly CreationDate: number;
  /** Absent while versioning was never switched on. */
  readonly versioning?: BucketVersioningStatus;
  /** How objects are encrypted whose requests do not say. */
  readonly encryption: DefaultEncryption;
  readonly policy?: NamedPolicy;
  /** The unique ids of users and roles in the policy, by their ARNs. */
  readonly policyIds?: Readonly<Record<string, string>>;
  readonly publicAccessBlock?: PublicAccessBlock;
  /** Who owns the objects that others write: the bucket's owner, without access control lists. */
  readonly ObjectOwnership?: ObjectOwnership;
  readonly tags?: Readonly<Record<string, string>>;
  /** Which pages from elsewhere may use it. */
  readonly cors?: readonly CorsRule[];
  /** Whether uploads may come by way of edge locations; absent while nobody ever switched it on. */
  readonly acceleration?: BucketAccelerateStatus;
  /** What becomes of objects as time passes. */
  readonly lifecycle?: Lifecycle;
  /** Where its new objects are copied to. */
  readonly replication?: Replication;
  /** Present where versions may be locked: it never goes again. */
  readonly objectLock?: { readonly defaultRetention?: StandardRetention };
}

/** Pages from where may send which requests to a bucket, and see what of the answers. */
export interface CorsRule {
  readonly ID?: string;
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAgeSeconds?: number;
}

/** What a bucket's owner does not let be public. */
export type PublicAccessBlock = Readonly<Record<keyof PublicAccessBlockConfiguration, boolean>>;

/** A bucket's record without some of its members. */
export function without<Member extends keyof BucketRecord>(
  bucket: BucketRecord,
  ...members: readonly Member[]
): Omit<BucketRecord, Member> {
  const rest = { ...bucket };
  for (const member of members) delete (rest as Partial<BucketRecord>)[member];
  return rest;
}

/** For how long a bucket's new versions are retained: days or years. */
export interface StandardRetention {
  readonly Mode: ObjectLockMode;
  readonly Days?: number;
  readonly Years?: number;
}

/** Until when a version may not be deleted, in ms, and whether anybody may bypass that. */
export interface Retention {
  readonly Mode: ObjectLockMode;
  readonly RetainUntilDate: number;
}

/** A bucket's default encryption. */
export interface DefaultEncryption {
  readonly SSEAlgorithm: DefaultMode;
  /** As it was given; absent for `aws/s3` and where the algorithm has no KMS key. */
  readonly KMSMasterKeyID?: string;
  readonly BucketKeyEnabled: boolean;
  /** True once somebody has set it. */
  readonly isConfigured?: true;
  /** Which mode new objects may not have; absent where nobody, and no default, ever said. */
  readonly blocked?: EncryptionType;
}

interface VersionBase {
  readonly bucket: string;
  readonly Key: string;
  /** `null` for a version that was written while the bucket had no versioning. */
  readonly VersionId: string;
  /** Counts the versions of a key: of two, the later one has the greater number. */
  readonly sequence: number;
  readonly LastModified: number;
  /** The account that owns it. */
  readonly owner: string;
  /** How far it is on its way to other buckets, or that it is a replica; absent where neither. */
  readonly replication?: readonly Delivery[] | 'REPLICA';
}

/** The replication of one version to one bucket. */
export interface Delivery {
  readonly destination: string;
  readonly state: ReplicationState;
  /** Why it failed, as AWS names it. */
  readonly failure?: string;
}

/** A version of an object. Its bytes are at rest in the parts, sealed; nothing here is secret. */
export interface ObjectVersion extends VersionBase {
  readonly kind: 'object';
  readonly Size: number;
  /** Without its quotes. */
  readonly ETag: string;
  readonly StorageClass: StorageClass;
  /** When it was moved to that; since it was written where it never was. */
  readonly inClassSince?: number;
  readonly headers: SystemHeaders;
  readonly Metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Absent where a multipart upload under a customer's key has none of its own. */
  readonly checksum?: Checksum;
  readonly encryption: EncryptionRecord;
  /** One, or those of a multipart upload in their order. */
  readonly parts: readonly ObjectPart[];
  readonly retention?: Retention;
  readonly legalHold?: ObjectLockLegalHoldStatus;
  /** The multipart upload that it came by; absent for copies and what came in one. */
  readonly uploadId?: string;
}

/** A run of an object's bytes: all of them, or a part that was uploaded by itself. */
export interface ObjectPart extends SealedPart {
  /** In base64; only where the object's checksum is made of those of its parts. */
  readonly checksum?: string;
}

/** What a versioned bucket keeps where an object was deleted. */
export interface DeleteMarker extends VersionBase {
  readonly kind: 'delete marker';
}

/** Anything that a key of a bucket may stand for. */
export type Version = ObjectVersion | DeleteMarker;

/** Headers that an object is stored with and answered with. */
export interface SystemHeaders {
  readonly ContentType?: string;
  readonly CacheControl?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly Expires?: string;
  readonly WebsiteRedirectLocation?: string;
}

/** How a version is encrypted, and what leads back to its data keys: never the keys themselves. */
export interface EncryptionRecord {
  readonly mode: EncryptionModeName;
  /** One a layer, the innermost first. */
  readonly dataKeys: readonly KeptDataKey[];
  /** The KMS key, by its ARN. */
  readonly kmsKeyArn?: string;
  /** The encryption context that KMS had. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What is kept of a data key. */
export type KeptDataKey =
  | {
      /** Under a key of S3's own: nonce, ciphertext, tag. */
      readonly under: 's3';
      readonly serviceKeyId: string;
      readonly wrapped: Uint8Array;
    }
  /** As the ciphertext of AWS KMS. */
  | { readonly under: 'kms'; readonly ciphertext: Uint8Array }
  | {
      /** Under a bucket key, of which there is the ciphertext of AWS KMS. */
      readonly under: 'bucket key';
      readonly bucketKeyId: string;
      readonly ciphertext: Uint8Array;
      readonly wrapped: Uint8Array;
    }
  /** Not at all: only by what the key that a customer provides can be known. */
  | { readonly under: 'customer'; readonly salt: Uint8Array; readonly check: Uint8Array };

/** The ways in which a bucket may encrypt by default. */
export type DefaultMode = 'AES256' | 'aws:kms' | 'aws:kms:dsse';

/** The ways in which S3 encrypts an object. */
export type EncryptionModeName = DefaultMode | 'SSE-C';

/** Buckets by name. */
export const bucketsTable = table<BucketRecord>('s3.buckets');
/** The current version of each key, by `objectKey`: an object, or the delete marker over it. */
export const objectsTable = table<Version>('s3.objects');
/** Versions that are no longer current, by `versionKey`: of each key the newest first. */
export const noncurrentTable = table<Version>('s3.noncurrent-versions');

/** The ARN of a bucket. */
export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

/** The ARN of an object. */
export function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

const needsCare = /[\0\ud800-\uffff]/;

/**
 * A text under which tables sort as S3 does, by the bytes of UTF-8: rows sort by UTF-16, where
 * surrogates stand before U+E000. Zero is doubled up, so that a text may end with two of them.
 */
export function sortable(text: string): string {
  if (!needsCare.test(text)) return text;
  return text.replace(/[\0\ud800-\uffff]/g, (unit) => {
    if (unit === '\0') return '\0\u0001';
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800);
  });
}

/** The key of a current version; `key` may be the beginning of one. */
export function objectKey(bucket: string, key: string): string {
  return `${bucket}/${sortable(key)}`;
}

/** What the keys of all noncurrent versions of one key begin with. */
export function versionsPrefix(bucket: string, key: string): string {
  return `${objectKey(bucket, key)}\0\0`;
}

const latest = 9_999_999_999;

/** The key of a noncurrent version. */
export function versionKey({ bucket, Key, sequence }: Version): string {
  return `${versionsPrefix(bucket, Key)}${String(latest - sequence).padStart(10, '0')}`;
}
