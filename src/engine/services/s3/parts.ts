import { table } from '../../tables';
import type { SealedPart } from './chunks';
import type { ObjectVersion } from './state';

/** A part that was uploaded. */
export interface PartRecord {
  readonly PartNumber: number;
  readonly part: SealedPart;
  /** Without its quotes. */
  readonly ETag: string;
  /** In base64, by the algorithm of the upload, or S3's own. */
  readonly checksum: string;
  readonly LastModified: number;
  /** Where it is kept, and the class of what it is to be a part of. */
  readonly bucket: string;
  readonly StorageClass: ObjectVersion['StorageClass'];
}

/** Parts of uploads in progress, by `partKey`. */
export const partsTable = table<PartRecord>('s3.parts');
