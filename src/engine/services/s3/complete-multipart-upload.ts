import type {
  AbortMultipartUploadOutput,
  AbortMultipartUploadRequest,
  CompletedPart,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import { md5 } from '@noble/hashes/legacy.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { Context, Operation } from '../../operation';
import { toHex } from '../../random';
import { checksumAnswer } from './checksums/checksum';
import { encryptionAnswer, openEncryption } from './encryption-modes';
import { invalidRequest, malformedXml, unsupportedHeader } from './errors';
import {
  conditionalConflict,
  entityTooSmall,
  invalidPart,
  invalidPartOrder,
} from './upload-errors';
import { expirationAnswer } from './lifecycle-rules';
import {
  checkChecksumType,
  checkPartChecksum,
  checksumOfParts,
  checkWholeChecksum,
} from './multipart-checksums';
import { lockOfNew, type Lock } from './object-lock';
import { objectPermission } from './permissions';
import { checkWriteConditions, type WriteConditions } from './preconditions';
import { writePermissions } from './put-object';
import { replicate } from './replicate';
import type { PartRecord } from './parts';
import type { ObjectPart, ObjectVersion, Version } from './state';
import {
  findUpload,
  partsOf,
  removeUpload,
  requireUpload,
  type FoundUpload,
  type UploadInput,
  type UploadRecord,
} from './uploads';
import { nullVersion, putVersion } from './versions';

/** Bytes of every part but the last. Source: Amazon S3 User Guide, "multipart upload limits". */
const smallestPart = 5 * 2 ** 20;

/** The parts that are to make up the object, each held to what the request says of it. */
function chosenParts(
  ctx: Context,
  upload: UploadRecord,
  wanted: readonly CompletedPart[],
): readonly PartRecord[] {
  if (wanted.length === 0) throw invalidRequest('You must specify at least one part');
  if (wanted.some(({ PartNumber, ETag }) => PartNumber === undefined || ETag === undefined)) {
    throw malformedXml();
  }
  if (wanted.some(({ PartNumber }, i) => i > 0 && PartNumber! <= wanted[i - 1]!.PartNumber!)) {
    throw invalidPartOrder(upload.UploadId);
  }
  const uploaded = new Map(partsOf(ctx, upload).map((part) => [part.PartNumber, part]));
  return wanted.map((one, i) => {
    const part = uploaded.get(one.PartNumber!);
    if (part === undefined || part.ETag !== one.ETag!.replaceAll('"', '')) {
      throw invalidPart(one, upload.UploadId);
    }
    checkPartChecksum(one, part, upload);
    if (i < wanted.length - 1 && part.part.Size < smallestPart) {
      throw entityTooSmall(part.PartNumber, part.ETag, part.part.Size, smallestPart);
    }
    return part;
  });
}

/** The ETag of an object of several parts: the digest of those of the parts, and their number. */
function tagOfParts(parts: readonly PartRecord[]): string {
  const hash = md5.create();
  for (const { ETag } of parts) hash.update(hexToBytes(ETag));
  return `${toHex(hash.digest())}-${parts.length}`;
}

/**
 * Holds an upload's end to its condition. Recorded: where it holds, but something was written to the
 * key or deleted since the upload began, that comes first.
 */
function checkConditions(
  input: WriteConditions,
  { Key, isOvertaken }: UploadRecord,
  current: Version | undefined,
): void {
  checkWriteConditions(input, Key, current);
  if (isOvertaken !== true) return;
  if (input.IfMatch !== undefined) throw conditionalConflict('If-Match', Key);
  if (input.IfNoneMatch !== undefined) throw conditionalConflict('If-None-Match', Key);
}

export const CompleteMultipartUpload: Operation<
  CompleteMultipartUploadRequest,
  CompleteMultipartUploadOutput,
  FoundUpload
> = {
  target: (input, ctx) => findUpload(ctx, input),
  permissions: writePermissions,
  async handle(input, ctx, found) {
    const already = completedBy(input, found);
    if (already !== undefined) return completionAnswer(ctx, found, already, false);
    const upload = requireUpload(found, input);
    checkChecksumType(input.ChecksumType, upload);
    const chosen = chosenParts(ctx, upload, input.MultipartUpload?.Parts ?? []);
    const checksum = checksumOfParts(upload, chosen);
    if (checksum !== undefined) checkWholeChecksum(input, checksum, upload);
    const Size = chosen.reduce((sum, { part }) => sum + part.Size, 0);
    const { MpuObjectSize } = input;
    if (MpuObjectSize !== undefined && MpuObjectSize !== Size) {
      throw invalidRequest(
        `The provided 'x-amz-mp-object-size' header value ${MpuObjectSize} does not match what was computed: ${Size}`,
      );
    }
    checkConditions(input, upload, found.version);
    const { Key, owner, StorageClass, headers, Metadata, tags, encryption } = upload;
    // Recorded: who uploads under a key of his own need not send it once more.
    if (encryption.mode !== 'SSE-C') await openEncryption(ctx, upload, encryption);
    removeUpload(ctx, upload, new Set(chosen));
    const completed = putVersion(ctx, found.bucket, {
      ...{ kind: 'object' as const, Key, owner, Size, ETag: tagOfParts(chosen) },
      ...{ StorageClass, headers, Metadata, tags, encryption, uploadId: upload.UploadId },
      ...(checksum === undefined ? {} : { checksum }),
      ...lockOfNew(lockOf(upload), found.bucket, ctx.now),
      parts: chosen.map((part) => objectPart(part, upload)),
    });
    replicate(ctx, found.bucket, completed);
    const isOwn = upload.checksum === undefined;
    // Recorded: but for SSE-S3, what only S3 takes is kept and not shown here.
    return completionAnswer(ctx, found, completed, isOwn && encryption.mode !== 'AES256');
  },
};

/** The lock that the upload began with. */
function lockOf({ retention, legalHold }: UploadRecord): Lock {
  return {
    ...(retention === undefined ? {} : { retention }),
    ...(legalHold === undefined ? {} : { legalHold }),
  };
}

function completionAnswer(
  ctx: Context,
  { bucket }: FoundUpload,
  completed: ObjectVersion,
  hidesChecksum: boolean,
): CompleteMultipartUploadOutput {
  const { Key, ETag, VersionId, encryption, checksum } = completed;
  return {
    Location: `https://${bucket.Name}.s3.${ctx.region}.amazonaws.com/${encodeURIComponent(Key)}`,
    ...{ Bucket: bucket.Name, Key, ETag: `"${ETag}"` },
    ...(hidesChecksum ? {} : checksumAnswer(checksum)),
    ...encryptionAnswer(encryption),
    ...expirationAnswer(bucket, completed),
    ...(VersionId === nullVersion ? {} : { VersionId }),
  };
}

/** What this upload has made of its key already: completing it again is answered as the first time. */
function completedBy({ UploadId }: UploadInput, { version }: FoundUpload) {
  return version?.kind === 'object' && version.uploadId === UploadId ? version : undefined;
}

/** A part as an object keeps it: only of which the object's checksum is made have one of their own. */
function objectPart({ part, checksum }: PartRecord, upload: UploadRecord): ObjectPart {
  return upload.checksum?.type === 'COMPOSITE' ? { ...part, checksum } : part;
}

export const AbortMultipartUpload: Operation<
  AbortMultipartUploadRequest,
  AbortMultipartUploadOutput,
  FoundUpload
> = {
  target: (input, ctx) => findUpload(ctx, input),
  permissions: (input, { bucket, Key }, ctx) => [
    objectPermission('s3:AbortMultipartUpload', bucket, Key, ctx, input),
  ],
  handle(input, ctx, found) {
    if (input.IfMatchInitiatedTime !== undefined) {
      throw unsupportedHeader('x-amz-if-match-initiated-time');
    }
    removeUpload(ctx, requireUpload(found, input));
    return {};
  },
};
