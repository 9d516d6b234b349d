import type {
  AlgorithmSpec,
  ExpirationModelType,
  KeySpec,
  KeyState,
  KeyUsageType,
  OriginType,
  RotationType,
  WrappingKeySpec,
} from '@aws-sdk/client-kms';
import { formatArn } from '../../arn';
import type { NamedPolicy } from '../../iam/index';
import { table } from '../../tables';
import type { Material } from './hsm/index';
import type { ImportedState } from './imported-material.machine';
import type { MultiRegionState } from './multi-region.machine';

/**
 * Secret bytes of a KMS key, and the public key of a key pair. They stay in records of this service;
 * only `hsm` computes with them.
 */
export interface KeyMaterial extends Material {
  /** `KeyMaterialId`: 64 hexadecimal digits. */
  readonly id: string;
}

/** A KMS key as its Region keeps it. Times in ms. */
export interface KeyRecord {
  readonly Arn: string;
  readonly KeyId: string;
  readonly AWSAccountId: string;
  readonly CreationDate: number;
  readonly Description: string;
  readonly KeyManager: 'CUSTOMER' | 'AWS';
  readonly KeySpec: KeySpec;
  readonly KeyState: KeyState;
  readonly KeyUsage: KeyUsageType;
  readonly MultiRegion: boolean;
  readonly Origin: OriginType;
  readonly policy: NamedPolicy;
  /** The unique ids of the users and roles that the policy was written for, by their ARNs. */
  readonly principalIds?: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** The material new encryptions use; absent while the key waits for an import. */
  readonly material?: KeyMaterial | undefined;
  /** Which imported material that is, also while its bytes are missing. */
  readonly CurrentKeyMaterialId?: string;
  /** What the lifecycle machine remembers; absent when that is nothing. */
  readonly lifecycle?: LifecycleContext | undefined;
  /** When the key will be gone: only while it is PendingDeletion. */
  readonly DeletionDate?: number | undefined;
  /** The schedule of automatic rotations; absent while there is none. */
  readonly rotation?: RotationSchedule | undefined;
  /** On-demand rotations, once there was one. */
  readonly onDemandRotation?: OnDemandRotation;
}

/** Automatic rotation of a key, where it is enabled: a state of its machine, and the next date. */
export interface RotationSchedule {
  readonly state: 'Scheduled' | 'Overdue';
  readonly RotationPeriodInDays: number;
  readonly NextRotationDate: number;
}

/** On-demand rotation of a key: a state of its machine, how often it was asked for, and when last. */
export interface OnDemandRotation {
  readonly state: 'Idle' | 'InProgress' | 'Spent';
  readonly rotations: number;
  readonly StartDate: number;
}

/** What the lifecycle machine must know beyond the state a key is in. */
export interface LifecycleContext {
  /** The state a key comes to rest in once a passing one (Creating, Updating) is over. */
  readonly resting?: KeyState | undefined;
  /** The waiting period of a scheduled deletion. */
  readonly PendingWindowInDays?: number | undefined;
}

/**
 * One of the materials of a key that has, or has had, more than one. Bytes are missing while
 * imported material is deleted or expired.
 */
export interface MaterialRecord {
  readonly material?: KeyMaterial | undefined;
  /** When and how the material became current; the first one always was. */
  readonly RotationDate?: number;
  readonly RotationType?: RotationType;
  /** What only imported material has. */
  readonly imported?: ImportedPart;
}

/** What was said of an imported material: of one whose bytes are missing, only its description. */
export interface ImportedPart {
  readonly state: ImportedState;
  readonly KeyMaterialDescription?: string;
  readonly ExpirationModel?: ExpirationModelType;
  readonly ValidTo?: number;
}

/** A wrapping key, and how material is to be wrapped with it; its token is in the row's name. */
export interface ImportParametersRecord {
  readonly wrappingKeySpec: WrappingKeySpec;
  readonly algorithm: AlgorithmSpec;
  readonly wrappingKey: Material;
  readonly validTo: number;
}

/** Which Regions have a multi-Region key. */
export interface MultiRegionRecord {
  readonly state: MultiRegionState;
  readonly PrimaryRegion: string;
  readonly ReplicaRegions: readonly string[];
}

/** A name for a key within one account and Region. */
export interface AliasRecord {
  readonly AliasName: string;
  readonly AliasArn: string;
  readonly targetKeyArn: string;
  readonly CreationDate: number;
  readonly LastUpdatedDate: number;
}

/** Keys by ARN. */
export const keysTable = table<KeyRecord>('kms.keys');
/**
 * The materials of keys that were rotated or imported, by `owner|material id` (see `materials.ts`).
 * A key that never was keeps its only material in its own record.
 */
export const materialsTable = table<MaterialRecord>('kms.key-materials');
/** The wrapping keys given out for imports, by `key ARN|token in hexadecimal digits`. */
export const importParametersTable = table<ImportParametersRecord>('kms.import-parameters');
/** The Regions of each multi-Region key, by `account/key id`. */
export const multiRegionTable = table<MultiRegionRecord>('kms.multi-region-keys');
/** Aliases by ARN. */
export const aliasesTable = table<AliasRecord>('kms.aliases');
/** The aliases of each key, by `key ARN|alias name`. */
export const keyAliasesTable = table<{ readonly AliasArn: string }>('kms.key-aliases');

/** The ARN of a key. */
export function keyArn(region: string, account: string, keyId: string): string {
  return formatArn('kms', region, account, `key/${keyId}`);
}

/** The ARN of an alias; `name` begins with `alias/`. */
export function aliasArn(region: string, account: string, name: string): string {
  return formatArn('kms', region, account, name);
}

/** The key under which related multi-Region keys have what they share. */
export function multiRegionId({ AWSAccountId, KeyId }: KeyRecord): string {
  return `${AWSAccountId}/${KeyId}`;
}
