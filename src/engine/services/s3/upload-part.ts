import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import { encodeBase64 } from '../../base64';
import type { Context, Operation } from '../../operation';
import { sizeOf, type Source } from './body';
import { checksumAlgorithms, defaultAlgorithm } from './checksums/algorithms';
import { givenChecksum, type ChecksumInput } from './checksums/checksum';
import { startDigests } from './checksums/digests';
import { cryptoStep } from './crypto-step';
import { isSameKey, sealingKey, type CustomerKey, type CustomerKeyInput } from './customer-keys';
import { encryptionAnswer, openEncryption } from './encryption-modes';
import { invalidArgument, invalidRequest } from './errors';
import { entityTooLarge, partEncryption } from './upload-errors';
import { sealPart } from './object-store';
import { objectPermission } from './permissions';
import {
  findUpload,
  mostParts,
  putPart,
  requireUpload,
  type FoundUpload,
  type UploadRecord,
} from './uploads';

/** Bytes of a part at most. Source: Amazon S3 User Guide, "Amazon S3 multipart upload limits". */
export const largestPart = 5 * 2 ** 30;

/** The permission that uploading a part takes. */
export function partPermissions(input: object, { bucket, Key }: FoundUpload, ctx: Context) {
  return [objectPermission('s3:PutObject', bucket, Key, ctx, input)];
}

/** Throws InvalidArgument for what cannot be a part's number. */
export function checkPartNumber(number: number | undefined): number {
  if (Number.isInteger(number) && number! >= 1 && number! <= mostParts) return number!;
  throw invalidArgument(
    `Part number must be an integer between 1 and ${mostParts}, inclusive`,
    ...(['partNumber', String(number)] as const),
  );
}

/**
 * Starts what is taken of the bytes of a part: its ETag, the checksum it comes with, and the one
 * that its upload needs. Throws InvalidRequest where the upload began with another algorithm.
 */
export function startPartDigests(
  input: ChecksumInput & { readonly ContentMD5?: string | undefined },
  { checksum: chosen, encryption }: UploadRecord,
  ctx: Context,
) {
  const needed = chosen?.algorithm ?? defaultAlgorithm;
  const comesWith = givenChecksum(input)?.algorithm ?? needed;
  if (chosen !== undefined && comesWith !== needed) {
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${needed.toLowerCase()}, actual checksum Type: ${comesWith.toLowerCase()}`,
    );
  }
  const digests = startDigests(input, encryption.mode, ctx, needed);
  const own = comesWith === needed ? undefined : checksumAlgorithms[needed].start();
  return {
    follow(chunk: Uint8Array): void {
      digests.follow(chunk);
      own?.update(chunk);
    },
    /** `checksum` is the one to keep, `shown` the one to answer. */
    finish() {
      const { ETag, checksum } = digests.finish();
      const kept = own === undefined ? checksum.value : encodeBase64(own.digest());
      const { member } = checksumAlgorithms[checksum.algorithm];
      return { ETag, checksum: kept, shown: { [member]: checksum.value } };
    },
  };
}

/**
 * The customer's key of a part. Throws InvalidRequest where the part has one and its upload has not,
 * the other way round, or where the two differ.
 */
export function keyOfPart(
  ctx: Context,
  input: CustomerKeyInput,
  { encryption }: UploadRecord,
): CustomerKey | undefined {
  const customerKey = sealingKey(ctx, input);
  const [kept] = encryption.dataKeys;
  if (customerKey === undefined && kept?.under !== 'customer') return undefined;
  if (customerKey === undefined || kept?.under !== 'customer') throw partEncryption.missing();
  if (!isSameKey(kept, customerKey)) throw partEncryption.different();
  return customerKey;
}

/** An UploadPart request with a body of any kind. */
export type UploadPartInput = Omit<UploadPartRequest, 'Body'> & { readonly Body?: Source };

export const UploadPart: Operation<UploadPartInput, UploadPartOutput, FoundUpload> = {
  target: (input, ctx) => findUpload(ctx, input),
  permissions: partPermissions,
  async handle(input, ctx, found) {
    const PartNumber = checkPartNumber(input.PartNumber);
    const upload = requireUpload(found, input);
    const size = sizeOf(input.Body);
    if (size > largestPart) throw entityTooLarge(size, largestPart);
    const digests = startPartDigests(input, upload, ctx);
    const customerKey = keyOfPart(ctx, input, upload);
    const dataKeys = await openEncryption(ctx, upload, upload.encryption, customerKey);
    const part = await sealPart(ctx, input.Body, dataKeys, digests.follow);
    cryptoStep(ctx, 'encrypt', upload, part.Size, upload.encryption);
    const { ETag, checksum, shown } = digests.finish();
    putPart(ctx, upload, { PartNumber, part, ETag, checksum });
    return { ETag: `"${ETag}"`, ...shown, ...encryptionAnswer(upload.encryption, customerKey) };
  },
};
