import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../operation';
import { checksumAlgorithms } from './checksums/algorithms';
import { checksumAnswer, type Checksum } from './checksums/checksum';
import { openingKey } from './customer-keys';
import { admitReader } from './encryption-modes';
import { invalidArgument } from './errors';
import { isMultipart, requireObject } from './get-object';
import { pageSize, partMarker } from './listing';
import { findObject, type FoundObject } from './lookup';
import { objectPermission } from './permissions';
import type { ObjectVersion } from './state';
import { nullVersion } from './versions';

const attributes = ['Checksum', 'ETag', 'ObjectParts', 'ObjectSize', 'StorageClass'];

export const GetObjectAttributes: Operation<
  GetObjectAttributesRequest,
  GetObjectAttributesOutput,
  FoundObject
> = {
  target: (input, ctx) => findObject(ctx, input),
  // Source: Amazon S3 API Reference, GetObjectAttributes, "Permissions".
  permissions(input, { bucket, Key }, ctx) {
    const actions =
      input.VersionId === undefined
        ? ['s3:GetObject', 's3:GetObjectAttributes']
        : ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'];
    return actions.map((action) => objectPermission(action, bucket, Key, ctx, input));
  },
  handle(input, ctx, found) {
    const asked = new Set<string>(input.ObjectAttributes);
    if (asked.size === 0 || [...asked].some((name) => !attributes.includes(name))) {
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes');
    }
    const version = requireObject(ctx, input, found, 'GET');
    admitReader(version.encryption, openingKey(ctx, input));
    const { LastModified, VersionId, ETag, StorageClass, Size, checksum } = version;
    return {
      LastModified: new Date(LastModified),
      ...(VersionId === nullVersion ? {} : { VersionId }),
      ...(asked.has('ETag') ? { ETag } : {}),
      ...(asked.has('Checksum') && checksum !== undefined
        ? { Checksum: shownChecksum(checksum) }
        : {}),
      ...(asked.has('ObjectParts') && isMultipart(version)
        ? { ObjectParts: shownParts(version, input) }
        : {}),
      ...(asked.has('StorageClass') ? { StorageClass } : {}),
      ...(asked.has('ObjectSize') ? { ObjectSize: Size } : {}),
    };
  },
};

/** Here, a checksum of checksums comes without the number of the parts (recorded against AWS). */
function shownChecksum(checksum: Checksum) {
  return checksumAnswer({ ...checksum, value: checksum.value.replace(/-\d+$/, '') });
}

/** The parts of an object one by one, where they have checksums; otherwise how many there are. */
function shownParts(
  { parts, checksum }: ObjectVersion,
  input: GetObjectAttributesRequest,
): NonNullable<GetObjectAttributesOutput['ObjectParts']> {
  const TotalPartsCount = parts.length;
  if (checksum?.type !== 'COMPOSITE') return { TotalPartsCount };
  const { member } = checksumAlgorithms[checksum.algorithm];
  const MaxParts = pageSize(input.MaxParts, 'max-parts', 'max-parts');
  const after = partMarker(input.PartNumberMarker);
  const Parts = parts.slice(after, after + MaxParts).map(({ Size, checksum: value }, i) => ({
    ...{ PartNumber: after + i + 1, Size },
    [member]: value,
  }));
  return {
    ...{ TotalPartsCount, MaxParts, PartNumberMarker: String(after) },
    IsTruncated: MaxParts > 0 && after + MaxParts < TotalPartsCount,
    NextPartNumberMarker: String(Parts.at(-1)?.PartNumber ?? 0),
    ...(Parts.length === 0 ? {} : { Parts }),
  };
}
