import type { ChecksumType } from '@aws-sdk/client-s3';
import type { Context } from '../../operation';
import { table } from '../../tables';
import type { AlgorithmName } from './checksums/algorithms';
import { noSuchUpload } from './upload-errors';
import { findObject, type FoundObject, type ObjectInput } from './lookup';
import { dropParts } from './object-store';
import { partsTable, type PartRecord } from './parts';
import { objectKey, versionsPrefix, type EncryptionRecord, type ObjectVersion } from './state';
import { wholeSeconds } from './times';

/** A multipart upload in progress: what its object will be, but for the bytes. Times in ms. */
export interface UploadRecord extends Pick<
  ObjectVersion,
  'StorageClass' | 'headers' | 'Metadata' | 'tags' | 'Key' | 'retention' | 'legalHold'
> {
  readonly bucket: string;
  readonly UploadId: string;
  /** Counts the uploads of a key: of two, the later one has the greater number. */
  readonly sequence: number;
  readonly Initiated: number;
  readonly initiator: { readonly ID: string; readonly DisplayName: string };
  /** The account that will own the object. */
  readonly owner: string;
  readonly encryption: EncryptionRecord;
  /** What the caller chose; absent where S3 takes a checksum of its own. */
  readonly checksum?: { readonly algorithm: AlgorithmName; readonly type: ChecksumType };
  /** True once something else was written to the key, or deleted, since the upload began. */
  readonly isOvertaken?: true;
}

/** Uploads in progress, by `uploadKey`: of each key in the order in which they began. */
export const uploadsTable = table<UploadRecord>('s3.uploads');

const sequenceDigits = 10;
const last = '\uffff';

function uploadKey({ bucket, Key, sequence }: UploadRecord): string {
  return `${versionsPrefix(bucket, Key)}${String(sequence).padStart(sequenceDigits, '0')}`;
}

const numberDigits = 5;

/** Parts may be numbered from 1 up to this. Source: Amazon S3 User Guide, "multipart upload limits". */
export const mostParts = 10_000;

/** The key of a part; those of an upload sort by their numbers. */
export function partKey(UploadId: string, number: number): string {
  return `${UploadId}/${String(number).padStart(numberDigits, '0')}`;
}

/** A key's uploads in progress, in the order in which they began. */
export function uploadsOf(ctx: Context, bucket: string, Key: string): readonly UploadRecord[] {
  const prefix = versionsPrefix(bucket, Key);
  return ctx.range(uploadsTable, { prefix }).map(([, upload]) => upload);
}

/** An upload before it has its place among those of its key. */
export type NewUpload = Omit<UploadRecord, 'sequence'>;

/** Puts a new upload after those of its key. */
export function addUpload(ctx: Context, upload: NewUpload): void {
  const prefix = versionsPrefix(upload.bucket, upload.Key);
  let sequence = 0;
  for (const [key, before] of ctx.descending(uploadsTable, prefix + last)) {
    if (key.startsWith(prefix)) sequence = before.sequence + 1;
    break;
  }
  const placed = { ...upload, sequence };
  ctx.put(uploadsTable, uploadKey(placed), placed);
}

/** What a request about an upload has. */
export interface UploadInput extends ObjectInput {
  readonly UploadId?: string | undefined;
}

/** The place of an object, and an upload to it. */
export interface FoundUpload extends FoundObject {
  /** Undefined where there is none by this id: that is said only to who may know. */
  readonly upload: UploadRecord | undefined;
}

/** What a request about an upload is about. Throws what `findObject` throws. */
export function findUpload(ctx: Context, input: UploadInput): FoundUpload {
  const { Bucket, Key, ExpectedBucketOwner, UploadId } = input;
  const found = findObject(ctx, { Bucket, Key, ExpectedBucketOwner });
  const uploads = uploadsOf(ctx, found.bucket.Name, found.Key);
  return { ...found, upload: uploads.find((upload) => upload.UploadId === UploadId) };
}

/** The upload that a request is about. Throws NoSuchUpload. */
export function requireUpload(
  { upload }: FoundUpload,
  { UploadId = '' }: Pick<UploadInput, 'UploadId'>,
): UploadRecord {
  if (upload === undefined) throw noSuchUpload(UploadId);
  return upload;
}

/** The parts of an upload by their numbers, after that of `after`, and `limit` at most. */
export function partsOf(
  ctx: Context,
  { UploadId }: UploadRecord,
  { after = 0, limit }: { readonly after?: number; readonly limit?: number } = {},
): readonly PartRecord[] {
  const range = { prefix: `${UploadId}/`, after: partKey(UploadId, after) };
  return ctx
    .range(partsTable, limit === undefined ? range : { ...range, limit })
    .map(([, part]) => part);
}

/** Puts a part into its upload, in the place of one with its number. */
export function putPart(
  ctx: Context,
  { UploadId, bucket, StorageClass }: UploadRecord,
  uploaded: Omit<PartRecord, 'LastModified' | 'bucket' | 'StorageClass'>,
): PartRecord {
  const key = partKey(UploadId, uploaded.PartNumber);
  const part = { ...uploaded, LastModified: wholeSeconds(ctx.now), bucket, StorageClass };
  const before = ctx.get(partsTable, key);
  if (before !== undefined) dropParts(ctx, [before.part]);
  ctx.put(partsTable, key, part);
  return part;
}

/** Ends an upload. The bytes of its parts go with it, but for those that an object has now. */
export function removeUpload(
  ctx: Context,
  upload: UploadRecord,
  kept: ReadonlySet<PartRecord> = new Set(),
): void {
  for (const part of partsOf(ctx, upload)) {
    if (!kept.has(part)) dropParts(ctx, [part.part]);
    ctx.delete(partsTable, partKey(upload.UploadId, part.PartNumber));
  }
  ctx.delete(uploadsTable, uploadKey(upload));
}

/** Ends all uploads to a bucket that is deleted. */
export function removeUploads(ctx: Context, bucket: string): void {
  const prefix = objectKey(bucket, '');
  for (const [, upload] of ctx.range(uploadsTable, { prefix })) removeUpload(ctx, upload);
}

/** Notes in a key's uploads that something else was done to it: what they were told of it is over. */
export function overtakeUploads(ctx: Context, bucket: string, Key: string): void {
  for (const upload of uploadsOf(ctx, bucket, Key)) {
    if (upload.isOvertaken === true) continue;
    ctx.put(uploadsTable, uploadKey(upload), { ...upload, isOvertaken: true });
  }
}
