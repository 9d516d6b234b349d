import { AwsError } from '../../errors';
import { invalidArgument, invalidRequest } from './errors';

// AWS's texts of multipart uploads and copies; errors.ts says where they are from.

export const noSuchUpload = (UploadId: string) =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId },
  );

/** A part as the request that completes an upload names it. */
interface NamedPart {
  readonly PartNumber?: number | undefined;
  readonly ETag?: string | undefined;
}

export const invalidPart = ({ PartNumber, ETag = '' }: NamedPart, UploadId: string) =>
  new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { ...{ UploadId, PartNumber: String(PartNumber) }, ETag: ETag.replaceAll('"', '') },
  );

export const invalidPartOrder = (UploadId: string) =>
  new AwsError(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    400,
    { UploadId },
  );

export const entityTooSmall = (number: number, ETag: string, size: number, limit: number) =>
  new AwsError(
    'EntityTooSmall',
    'Your proposed upload is smaller than the minimum allowed size',
    400,
    {
      ...{ ProposedSize: String(size), MinSizeAllowed: String(limit) },
      ...{ PartNumber: String(number), ETag },
    },
  );

/** Text: Amazon S3 API Reference, "Error responses". */
export const entityTooLarge = (size: number, limit: number) =>
  new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
    ProposedSize: String(size),
    MaxSizeAllowed: String(limit),
  });

export const conditionalConflict = (Condition: string, Key: string) =>
  new AwsError(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    409,
    { Condition, Key },
  );

/** What stands against a part under another encryption than its upload began with. */
export const partEncryption = {
  missing: () =>
    invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    ),
  different: () =>
    invalidRequest('The provided encryption parameters did not match the ones used originally.'),
};

const copySourceRange = 'x-amz-copy-source-range';

/** What stands against the source of a copy. */
export const copySource = {
  invalidKey: () =>
    invalidArgument(
      'Invalid copy source object key',
      ...(['x-amz-copy-source', 'x-amz-copy-source'] as const),
    ),
  nothingChanges: () =>
    invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    ),
  malformedRange: (range: string) =>
    invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      ...([copySourceRange, range] as const),
    ),
  rangeTooLong: (range: string, size: number) =>
    invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      ...([copySourceRange, range] as const),
    ),
  rangeBeyond: () =>
    invalidRequest('The specified copy range is invalid for the source object size'),
  /** Text: as clients of S3 quote it. */
  tooLarge: (limit: number) =>
    invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${limit}`,
    ),
  /** Text: as clients of S3 quote it. */
  isMarker: () =>
    invalidRequest(
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    ),
  /** Text: Amazon S3 API Reference, CopyObject. */
  isArchived: () =>
    new AwsError(
      'ObjectNotInActiveTierError',
      'The source object of the COPY action is not in the active tier and is only stored in Amazon S3 Glacier.',
      403,
    ),
};

export const invalidUploadMarker = (value: string) =>
  invalidArgument('Invalid uploadId marker', 'upload-id-marker', value);
