import type {
  GetObjectOutput,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation, Permission } from '../../operation';
import type { Content } from './body';
import { checksumAnswer, type Checksum } from './checksums/checksum';
import { cryptoStep } from './crypto-step';
import { openingKey, type CustomerKey } from './customer-keys';
import { admitReader, encryptionAnswer, openEncryption } from './encryption-modes';
import { invalidObjectState, isDeleteMarker, noSuchKey } from './errors';
import { expirationAnswer } from './lifecycle-rules';
import { findObject, requireVersion, type FoundObject, type ObjectInput } from './lookup';
import { lockAnswer } from './object-lock';
import { openParts } from './object-store';
import { objectPermission } from './permissions';
import { checkReadConditions } from './preconditions';
import { contentRange, extentOf, type Extent } from './ranges';
import { replicationAnswer } from './replication-rules';
import type { ObjectVersion } from './state';
import { nullVersion } from './versions';
import { isArchived } from './storage-classes';

/** The content type of objects that were put without one. */
const defaultType = 'binary/octet-stream';

/**
 * The object that a request wants to read. Throws what `requireVersion` throws, NoSuchKey where the
 * current version is a delete marker, and MethodNotAllowed where the version it names is one.
 */
export function requireObject(
  ctx: Context,
  input: ObjectInput,
  found: FoundObject,
  method: string,
): ObjectVersion {
  const version = requireVersion(ctx, input, found);
  if (version.kind === 'object') return version;
  const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.VersionId };
  if (input.VersionId === undefined) throw noSuchKey(found.Key, marker);
  const modified = new Date(version.LastModified).toUTCString();
  throw isDeleteMarker(method, { ...marker, allow: 'DELETE', 'last-modified': modified });
}

/** What an answer to GetObject and HeadObject says of a version. */
export function objectAnswer(version: ObjectVersion, customerKey?: CustomerKey) {
  const { headers, Metadata, VersionId, ETag, LastModified, StorageClass, encryption } = version;
  const { Expires, ...shown } = headers;
  return {
    ...{ AcceptRanges: 'bytes', LastModified: new Date(LastModified), ETag: `"${ETag}"` },
    ...{ ContentType: defaultType, ...shown, Metadata },
    ...(Expires === undefined ? {} : { ExpiresString: Expires }),
    ...(VersionId === nullVersion ? {} : { VersionId }),
    ...(StorageClass === 'STANDARD' ? {} : { StorageClass }),
    ...encryptionAnswer(encryption, customerKey),
  };
}

const target = (input: ObjectInput, ctx: Context) => findObject(ctx, input);

/** What reading an object or one version of it takes; its tags may be a condition. */
export function readPermissions(
  input: ObjectInput,
  found: FoundObject,
  ctx: Context,
): readonly Permission[] {
  const action = input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [objectPermission(action, found.bucket, found.Key, ctx, input, existingTagKeys(found))];
}

/** The condition keys of the tags that an object has. */
export function existingTagKeys({ version }: FoundObject): Readonly<Record<string, string>> {
  if (version?.kind !== 'object') return {};
  const keys: Record<string, string> = {};
  for (const [name, value] of Object.entries(version.tags)) {
    keys[`s3:ExistingObjectTag/${name}`] = value;
  }
  return keys;
}

type ReadInput = GetObjectRequest & HeadObjectRequest;

/** The headers that a signed request wants in place of the object's own. */
function overrides(input: ReadInput) {
  const wanted: Record<string, string> = {};
  for (const name of overridden) {
    const value = input[`Response${name}`];
    if (value !== undefined) wanted[name] = value;
  }
  return {
    ...wanted,
    ...(input.ResponseExpires === undefined
      ? {}
      : { ExpiresString: input.ResponseExpires.toUTCString() }),
  };
}

const overridden = [
  ...(['CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage'] as const),
  'ContentType' as const,
];

/** The object to read, held to the request's conditions, and which bytes of it. */
function reading(input: ReadInput, ctx: Context, found: FoundObject, method: string) {
  const version = requireObject(ctx, input, found, method);
  const customerKey = openingKey(ctx, input);
  admitReader(version.encryption, customerKey);
  checkReadConditions(input, version, ctx.now);
  const extent = extentOf(input, version);
  const { start, end } = extent;
  const range = contentRange(extent, version.Size);
  const shown = {
    ...objectAnswer(version, customerKey),
    ...overrides(input),
    ContentLength: end - start,
    // Recorded: in a bucket that was ever versioned, the version null is named too.
    ...(found.bucket.versioning === undefined ? {} : { VersionId: version.VersionId }),
    ...(range === undefined ? {} : { ContentRange: range }),
    ...(wantsChecksum(input) ? checksumAnswer(checksumOfExtent(input, version, extent)) : {}),
    ...(input.PartNumber !== undefined && isMultipart(version)
      ? { PartsCount: version.parts.length }
      : {}),
    ...tagCount(ctx, found, version),
    ...lockAnswer(ctx, found, version),
    ...replicationAnswer(version),
    ...(input.VersionId === undefined ? expirationAnswer(found.bucket, version) : {}),
  };
  return { version, customerKey, extent, shown };
}

/** Recorded: in whatever letters. */
function wantsChecksum({ ChecksumMode }: { readonly ChecksumMode?: string | undefined }): boolean {
  return ChecksumMode?.toUpperCase() === 'ENABLED';
}

/** Whether an object came by a multipart upload. */
export function isMultipart({ ETag }: ObjectVersion): boolean {
  return ETag.includes('-');
}

/** The checksum of what is read, where there is one: of all, or of a part (recorded against AWS). */
function checksumOfExtent(
  { PartNumber }: ReadInput,
  { checksum, parts, Size }: ObjectVersion,
  { start, end, isPartial }: Extent,
): Checksum | undefined {
  if (!isPartial || checksum === undefined) return isPartial ? undefined : checksum;
  const value = PartNumber === undefined ? undefined : parts[PartNumber - 1]?.checksum;
  if (value !== undefined) return { ...checksum, value };
  return start === 0 && end === Size ? checksum : undefined;
}

/** How many tags there are is told only to those who may know them. */
function tagCount(ctx: Context, { bucket, Key }: FoundObject, { tags }: ObjectVersion) {
  const TagCount = Object.keys(tags).length;
  if (TagCount === 0) return {};
  const { allowed } = ctx.decide(objectPermission('s3:GetObjectTagging', bucket, Key, ctx));
  return allowed ? { TagCount } : {};
}

/** An answer to GetObject, with content that is deciphered as it is read. */
export type GetObjectAnswer = Omit<GetObjectOutput, 'Body'> & { readonly Body: Content };

export const GetObject: Operation<GetObjectRequest, GetObjectAnswer, FoundObject> = {
  target,
  permissions: readPermissions,
  async handle(input, ctx, found) {
    const { version, customerKey, extent, shown } = reading(input, ctx, found, 'GET');
    const { parts, encryption, StorageClass } = version;
    if (isArchived(StorageClass)) throw invalidObjectState(StorageClass);
    const dataKeys = await openEncryption(ctx, version, encryption, customerKey);
    const Body = await openParts(ctx, parts, dataKeys, extent.start, extent.end);
    cryptoStep(ctx, 'decrypt', version, Body.size, encryption);
    return { ...shown, Body };
  },
};

export const HeadObject: Operation<HeadObjectRequest, HeadObjectOutput, FoundObject> = {
  target,
  permissions: readPermissions,
  async handle(input, ctx, found) {
    const { version, shown } = reading(input, ctx, found, 'HEAD');
    // The checksum of an object under a KMS key is not told without that key. Source: Amazon S3 API
    // Reference, HeadObject, `x-amz-checksum-mode`.
    if (wantsChecksum(input) && version.encryption.kmsKeyArn !== undefined) {
      await openEncryption(ctx, version, version.encryption);
    }
    return shown;
  },
};
