import type { ListPartsOutput, ListPartsRequest, Part } from '@aws-sdk/client-s3';
import type { Operation } from '../../operation';
import { checksumAlgorithms } from './checksums/algorithms';
import { pageSize, partMarker } from './listing';
import { canonicalUserId } from './owners';
import { objectPermission } from './permissions';
import type { PartRecord } from './parts';
import { findUpload, partsOf, requireUpload, type FoundUpload } from './uploads';

export const ListParts: Operation<ListPartsRequest, ListPartsOutput, FoundUpload> = {
  target: (input, ctx) => findUpload(ctx, input),
  permissions: (input, { bucket, Key }, ctx) => [
    objectPermission('s3:ListMultipartUploadParts', bucket, Key, ctx, input),
  ],
  handle(input, ctx, found) {
    const upload = requireUpload(found, input);
    const MaxParts = pageSize(input.MaxParts, 'max-parts', 'max-parts');
    const after = partMarker(input.PartNumberMarker);
    const parts = partsOf(ctx, upload, { after, limit: MaxParts + 1 });
    const shown = parts.slice(0, MaxParts);
    const { checksum, StorageClass, initiator, owner, Key, UploadId } = upload;
    const member = checksum && checksumAlgorithms[checksum.algorithm].member;
    return {
      ...{ Bucket: upload.bucket, Key, UploadId, StorageClass, MaxParts },
      ...{ Initiator: initiator, Owner: { ID: canonicalUserId(owner) } },
      ...{ PartNumberMarker: String(after), IsTruncated: MaxParts > 0 && parts.length > MaxParts },
      // Recorded: zero where the page is empty.
      NextPartNumberMarker: String(shown.at(-1)?.PartNumber ?? 0),
      ...(shown.length === 0 ? {} : { Parts: shown.map((part) => partOf(part, member)) }),
      ...(checksum === undefined
        ? {}
        : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
    };
  },
};

function partOf(
  { PartNumber, part, ETag, LastModified, checksum }: PartRecord,
  member: string | undefined,
): Part {
  return {
    ...{ PartNumber, Size: part.Size, ETag: `"${ETag}"`, LastModified: new Date(LastModified) },
    ...(member === undefined ? {} : { [member]: checksum }),
  };
}
