import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Caller, Operation } from '../../operation';
import { chooseEncryption } from './choose-encryption';
import { beginEncryption, encryptionAnswer } from './encryption-modes';
import { findObject, type FoundObject } from './lookup';
import { storageClass, systemHeaders, userMetadata } from './metadata';
import { chooseChecksum } from './multipart-checksums';
import { checkAcl } from './object-acl';
import { requestedLock } from './object-lock';
import { canonicalUserId } from './owners';
import { contextAnswer, newTags, writePermissions } from './put-object';
import { wholeSeconds } from './times';
import { addUpload, type UploadRecord } from './uploads';
import { newId } from './versions';

/** Characters of an upload id. AWS says that they are opaque; they are about this long. */
const idLength = 128;

export const CreateMultipartUpload: Operation<
  CreateMultipartUploadRequest,
  CreateMultipartUploadOutput,
  FoundObject
> = {
  target: ({ Bucket, Key, ExpectedBucketOwner }, ctx) =>
    findObject(ctx, { Bucket, Key, ExpectedBucketOwner }),
  permissions: writePermissions,
  async handle(input, ctx, { bucket, Key }) {
    checkAcl(input);
    const described = {
      ...{ StorageClass: storageClass(input.StorageClass), headers: systemHeaders(input) },
      ...{ Metadata: userMetadata(input.Metadata), tags: newTags(input) },
      ...requestedLock(input, bucket, ctx.now),
    };
    const checksum = chooseChecksum(input);
    const chosen = chooseEncryption(ctx, input, bucket);
    const place = { bucket: bucket.Name, Key };
    const { encryption } = await beginEncryption(ctx, place, chosen);
    const UploadId = newId(ctx, idLength);
    addUpload(ctx, {
      ...{ ...place, UploadId, ...described, encryption, Initiated: wholeSeconds(ctx.now) },
      ...{ owner: ctx.caller.account, initiator: initiatorOf(ctx.caller) },
      ...(checksum === undefined ? {} : { checksum }),
    });
    return {
      ...{ Bucket: bucket.Name, Key, UploadId },
      ...(checksum === undefined
        ? {}
        : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
      ...encryptionAnswer(encryption, chosen.customerKey),
      ...contextAnswer(input),
    };
  },
};

/**
 * Who began an upload: an account by its canonical id, others by their ARN. Source: Amazon S3 API
 * Reference, "Initiator".
 */
function initiatorOf({ principal, account, arn }: Caller): UploadRecord['initiator'] {
  const ID = principal.type === 'Root' ? canonicalUserId(account) : arn;
  return { ID, DisplayName: arn.slice(arn.search(/[^/:]*$/)) };
}
