import type { SnapshotState, VolumeType } from '@aws-sdk/client-ec2';
import { formatArn } from '../../arn';
import type { Tags } from '../../iam/index';
import { table } from '../../tables';
import type { CopyContext, CopyState } from './snapshot-copy.machine';
import type { CreationState } from './snapshot-creation.machine';

/**
 * How the blocks of an encrypted volume or snapshot are encrypted. The data key is stored as AWS KMS
 * answered it: encrypted under the KMS key, bound to `contextId`.
 */
export interface Encryption {
  readonly KmsKeyId: string;
  /** True where the KMS key is the AWS managed key `aws/ebs`, which cannot be shared. */
  readonly awsManaged: boolean;
  readonly dataKey: Uint8Array;
  /** The value of `aws:ebs:id` in the encryption context: a volume, or the copy of a snapshot. */
  readonly contextId: string;
}

/** A volume's place at an instance. Times in ms. */
export interface Attachment {
  readonly InstanceId: string;
  readonly Device: string;
  readonly AttachTime: number;
  readonly DeleteOnTermination: boolean;
  /** The grant on the KMS key that lets the instance's machines decrypt the data key. */
  readonly grant?: { readonly GrantId: string; readonly KeyId: string };
}

/** What may be changed of a volume in use. */
export interface VolumeShape {
  readonly Size: number;
  readonly VolumeType: VolumeType;
  readonly Iops?: number | undefined;
  readonly Throughput?: number | undefined;
  readonly MultiAttachEnabled: boolean;
}

/** An EBS volume. Times in ms. */
export interface VolumeRecord extends VolumeShape {
  readonly VolumeId: string;
  readonly account: string;
  readonly region: string;
  readonly AvailabilityZone: string;
  readonly CreateTime: number;
  readonly SnapshotId: string;
  readonly attachments: readonly Attachment[];
  readonly encryption?: Encryption;
  readonly tags: Tags;
  readonly ClientToken?: string;
  /** When it was last modified; absent where it never was. */
  readonly shapeSince?: number;
}

/** A change of a volume that ModifyVolume made. */
export interface ModificationRecord {
  readonly VolumeId: string;
  readonly original: VolumeShape;
  readonly target: VolumeShape;
  readonly StartTime: number;
}

/** An EBS snapshot. Times in ms. */
export interface SnapshotRecord {
  readonly SnapshotId: string;
  readonly account: string;
  readonly region: string;
  readonly VolumeId: string;
  readonly VolumeSize: number;
  readonly Description: string;
  readonly StartTime: number;
  /** How far it has come: a state of the machine that brings it there, by creating or copying. */
  readonly creation?: CreationState;
  readonly copy?: SnapshotCopy;
  readonly CompletionTime?: number;
  readonly StateMessage?: string;
  /** How many blocks it holds or is to hold. */
  readonly blocks: number;
  /** How many of them no earlier snapshot of the volume had; all of them where it is absent. */
  readonly newBlocks?: number;
  /** True while the EBS direct APIs write its blocks. */
  readonly isBeingWritten?: true;
  readonly encryption?: Encryption;
  /** The AWS accounts that may use it; `all` is everybody. */
  readonly sharedWith: readonly string[];
  readonly tags: Tags;
}

/** A copy of a snapshot on its way. */
export interface SnapshotCopy {
  readonly state: CopyState;
  readonly context: CopyContext;
  readonly SourceRegion: string;
  readonly SourceSnapshotId: string;
  /** Grants by which the machines that copy use the two KMS keys, retired at the end. */
  readonly grants: readonly CopyGrant[];
  readonly source?: Encryption;
}

/** A grant on a KMS key for the machines that copy a snapshot. */
export interface CopyGrant {
  readonly region: string;
  readonly KeyId: string;
  readonly GrantId: string;
  readonly GrantToken: string;
}

/** As much of an EC2 instance as volumes need to be attached to. */
export interface InstanceRecord {
  readonly InstanceId: string;
  readonly ReservationId: string;
  readonly account: string;
  readonly region: string;
  readonly AvailabilityZone: string;
  readonly ImageId: string;
  readonly InstanceType: string;
  readonly LaunchTime: number;
  readonly state: 'running' | 'terminated';
  /** True where the KMS key of one of its volumes was refused at launch. */
  readonly launchFailed?: boolean;
  readonly tags: Tags;
}

/**
 * One block of 512 KiB of a volume or snapshot as it lies on AWS's disks: ciphertext where that is
 * encrypted. Only blocks that were written exist.
 */
export interface BlockRecord {
  readonly bytes: Uint8Array;
  /** The volume or copy the ciphertext is bound to; absent where it is none. */
  readonly boundTo?: string;
}

/** The plaintext data key of an attached volume in the memory of the instance's Nitro card. */
export interface NitroRecord {
  readonly dataKey: Uint8Array;
}

/** What an account has set for EBS encryption in a Region. */
export interface EbsSettings {
  readonly encryptionByDefault: boolean;
  /** The ARN of the default KMS key, where it is not `alias/aws/ebs`. */
  readonly KmsKeyId?: string;
}

/** Volumes by `Region|volume id`. */
export const volumesTable = table<VolumeRecord>('ec2.volumes');
/** What ModifyVolume changed, by `Region|account|volume id|n`. */
export const modificationsTable = table<ModificationRecord>('ec2.volume-modifications');
/** Snapshots by `Region|snapshot id`. */
export const snapshotsTable = table<SnapshotRecord>('ec2.snapshots');
/** Instances by `Region|instance id`. */
export const instancesTable = table<InstanceRecord>('ec2.instances');
/** Blocks by `volume or snapshot id|index of six digits`. */
export const blocksTable = table<BlockRecord>('ec2.blocks');
/** Data keys in the memory of instances' hosts, by `instance id|volume id`. */
export const nitroTable = table<NitroRecord>('ec2.nitro-cards');
/** Settings by `Region|account`. */
export const settingsTable = table<EbsSettings>('ec2.ebs-settings');

/** The key of a resource's row. */
export const rowKey = (region: string, id: string) => `${region}|${id}`;

/** The ARN of a volume; `*` for one that is to be. */
export function volumeArn({
  region,
  account,
  VolumeId,
}: Pick<VolumeRecord, 'region' | 'account' | 'VolumeId'>) {
  return formatArn('ec2', region, account, `volume/${VolumeId}`);
}

/** The ARN of a snapshot, which names no account; `*` for one that is to be. */
export function snapshotArn({ region, SnapshotId }: Pick<SnapshotRecord, 'region' | 'SnapshotId'>) {
  return formatArn('ec2', region, '', `snapshot/${SnapshotId}`);
}

/** The ARN of an instance; `*` for one that is to be. */
export function instanceArn({
  region,
  account,
  InstanceId,
}: Pick<InstanceRecord, 'region' | 'account' | 'InstanceId'>) {
  return formatArn('ec2', region, account, `instance/${InstanceId}`);
}

/** AWS's state of a snapshot, by the machine that makes it. */
export function snapshotState({ creation, copy }: SnapshotRecord): SnapshotState {
  if (copy === undefined) return creation ?? 'completed';
  return copy.state === 'completed' || copy.state === 'error' ? copy.state : 'pending';
}
