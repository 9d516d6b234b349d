import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import type { Context, Operation, Permission } from '../../operation';
import { checksumAnswer } from './checksums/checksum';
import { startDigests } from './checksums/digests';
import { defaultAlgorithm, isAlgorithm } from './checksums/algorithms';
import { chooseEncryption } from './choose-encryption';
import {
  checkSourceSize,
  findCopySource,
  openSource,
  requireSource,
  sourcePermissions,
  sourceVersionAnswer,
  type CopySource,
} from './copy-source';
import { cryptoStep } from './crypto-step';
import { beginEncryption, encryptionAnswer, type Chosen } from './encryption-modes';
import { invalidArgument, notImplemented } from './errors';
import { copySource as errors } from './upload-errors';
import { expirationAnswer } from './lifecycle-rules';
import { findObject, type FoundObject } from './lookup';
import { storageClass, systemHeaders, userMetadata } from './metadata';
import { checkAcl } from './object-acl';
import { lockOfNew, requestedLock } from './object-lock';
import { sealPart } from './object-store';
import { objectPermission } from './permissions';
import { checkWriteConditions } from './preconditions';
import { contextAnswer, newTags, requestedTagKeys, writePermissions } from './put-object';
import { replicate } from './replicate';
import type { ObjectVersion, SystemHeaders } from './state';
import { putVersion } from './versions';

/** The place of the copy, and what is to be copied there. */
interface Copy extends FoundObject {
  readonly source: CopySource;
}

/** Whether a directive says REPLACE. Throws InvalidArgument for what says neither that nor COPY. */
function replaces(directive: string | undefined, subject: 'metadata' | 'tagging'): boolean {
  if (directive === undefined || directive === 'COPY') return false;
  if (directive === 'REPLACE') return true;
  // Text: as clients of S3 quote it.
  throw invalidArgument(
    `Unknown ${subject} directive.`,
    ...([`x-amz-${subject}-directive`, directive] as const),
  );
}

function targetPermissions(
  input: CopyObjectRequest,
  copy: Copy,
  ctx: Context,
): readonly Permission[] {
  // Tags that come with a request that copies others are passed over (recorded).
  if (replaces(input.TaggingDirective, 'tagging')) return writePermissions(input, copy, ctx);
  const write = writePermissions({ ...input, Tagging: undefined }, copy, ctx);
  const { bucket, Key, source } = copy;
  const tags = source.version?.kind === 'object' ? source.version.tags : {};
  if (Object.keys(tags).length === 0) return write;
  const keys = requestedTagKeys(tags);
  return [...write, objectPermission('s3:PutObjectTagging', bucket, Key, ctx, input, keys)];
}

/** What the copy is beside its bytes: headers and metadata, tags, storage class. */
function describedCopy(input: CopyObjectRequest, from: ObjectVersion) {
  const given = systemHeaders(input);
  const { WebsiteRedirectLocation: redirect } = given;
  const headers: { -readonly [Name in keyof SystemHeaders]: string } = { ...from.headers };
  // The one header that is never copied.
  if (redirect === undefined) delete headers.WebsiteRedirectLocation;
  else headers.WebsiteRedirectLocation = redirect;
  return {
    StorageClass: storageClass(input.StorageClass),
    ...(replaces(input.MetadataDirective, 'metadata')
      ? { headers: given, Metadata: userMetadata(input.Metadata) }
      : { headers, Metadata: from.Metadata }),
    tags: replaces(input.TaggingDirective, 'tagging') ? newTags(input) : from.tags,
  };
}

/**
 * Throws InvalidRequest where an object is copied onto itself and nothing is to change. Recorded: it
 * counts what the request says, whether it says anything new or not; that the bucket's encryption was
 * ever set counts too.
 */
function checkSelfCopy(
  input: CopyObjectRequest,
  { bucket, Key, source }: Copy,
  { mode }: Chosen,
  from: ObjectVersion,
): void {
  const isItself = source.bucket.Name === bucket.Name && source.Key === Key;
  if (!isItself || source.VersionId !== undefined) return;
  const changes =
    input.StorageClass ??
    input.ServerSideEncryption ??
    input.SSECustomerAlgorithm ??
    input.WebsiteRedirectLocation;
  const isChanged =
    changes !== undefined ||
    input.MetadataDirective === 'REPLACE' ||
    mode !== from.encryption.mode ||
    bucket.encryption.isConfigured === true;
  if (!isChanged) throw errors.nothingChanges();
}

/** The algorithm of the copy's checksum: that of the source, unless the request says which. */
function checksumAlgorithm({ ChecksumAlgorithm: wanted }: CopyObjectRequest, from: ObjectVersion) {
  if (wanted === undefined) return from.checksum?.algorithm ?? defaultAlgorithm;
  if (!isAlgorithm(wanted)) throw notImplemented(`checksums by ${wanted as string}`);
  return wanted;
}

export const CopyObject: Operation<CopyObjectRequest, CopyObjectOutput, Copy> = {
  target(input, ctx) {
    const { Bucket, Key, ExpectedBucketOwner } = input;
    const found = findObject(ctx, { Bucket, Key, ExpectedBucketOwner });
    return { ...found, source: findCopySource(ctx, input) };
  },
  permissions: (input, copy, ctx) => [
    ...sourcePermissions(copy.source, ctx, !replaces(input.TaggingDirective, 'tagging')),
    ...targetPermissions(input, copy, ctx),
  ],
  async handle(input, ctx, copy) {
    const { bucket, Key, version: current } = copy;
    const from = requireSource(ctx, input, copy.source);
    checkSourceSize(from.Size);
    const described = describedCopy(input, from);
    const lock = lockOfNew(requestedLock(input, bucket, ctx.now), bucket, ctx.now);
    const chosen = chooseEncryption(ctx, input, bucket);
    checkSelfCopy(input, copy, chosen, from);
    checkAcl(input);
    checkWriteConditions(input, Key, current);
    const digests = startDigests({}, chosen.mode, ctx, checksumAlgorithm(input, from));
    const bytes = await openSource(ctx, input, copy.source, from, 0, from.Size);
    const place = { bucket: bucket.Name, Key };
    const { dataKeys, encryption } = await beginEncryption(ctx, place, chosen);
    const part = await sealPart(ctx, bytes, dataKeys, digests.follow);
    cryptoStep(ctx, 'encrypt', { ...place, ...described }, part.Size, encryption);
    const placed = putVersion(ctx, bucket, {
      ...{ kind: 'object' as const, Key, owner: ctx.caller.account, Size: part.Size },
      ...{ ...described, ...digests.finish(), encryption, parts: [part], ...lock },
    });
    replicate(ctx, bucket, placed);
    const { VersionId, ETag, checksum, LastModified } = placed;
    return {
      CopyObjectResult: {
        ...{ ETag: `"${ETag}"`, LastModified: new Date(LastModified) },
        ...checksumAnswer(checksum),
      },
      ...sourceVersionAnswer(from),
      ...encryptionAnswer(encryption, chosen.customerKey),
      ...contextAnswer(input),
      ...expirationAnswer(bucket, placed),
      ...(bucket.versioning === undefined ? {} : { VersionId }),
    };
  },
};
