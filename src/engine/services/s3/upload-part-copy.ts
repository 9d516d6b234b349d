import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../operation';
import {
  checkSourceSize,
  copyRange,
  findCopySource,
  openSource,
  requireSource,
  sourcePermissions,
  sourceVersionAnswer,
  type CopySource,
} from './copy-source';
import { cryptoStep } from './crypto-step';
import { encryptionAnswer, openEncryption } from './encryption-modes';
import { sealPart } from './object-store';
import { checkPartNumber, keyOfPart, partPermissions, startPartDigests } from './upload-part';
import { findUpload, putPart, requireUpload, type FoundUpload } from './uploads';

/** The upload that a part is copied to, and what is to be copied. */
interface PartCopy extends FoundUpload {
  readonly source: CopySource;
}

export const UploadPartCopy: Operation<UploadPartCopyRequest, UploadPartCopyOutput, PartCopy> = {
  target: (input, ctx) => ({ ...findUpload(ctx, input), source: findCopySource(ctx, input) }),
  permissions: (input, copy, ctx) => [
    ...sourcePermissions(copy.source, ctx),
    ...partPermissions(input, copy, ctx),
  ],
  async handle(input, ctx, copy) {
    const { source } = copy;
    const PartNumber = checkPartNumber(input.PartNumber);
    const upload = requireUpload(copy, input);
    const from = requireSource(ctx, input, source);
    const { start, end } = copyRange(input.CopySourceRange, from.Size);
    checkSourceSize(end - start);
    const digests = startPartDigests({}, upload, ctx);
    const customerKey = keyOfPart(ctx, input, upload);
    const bytes = await openSource(ctx, input, source, from, start, end);
    const dataKeys = await openEncryption(ctx, upload, upload.encryption, customerKey);
    const part = await sealPart(ctx, bytes, dataKeys, digests.follow);
    cryptoStep(ctx, 'encrypt', upload, part.Size, upload.encryption);
    const { ETag, checksum, shown } = digests.finish();
    const { LastModified } = putPart(ctx, upload, { PartNumber, part, ETag, checksum });
    return {
      CopyPartResult: {
        ...{ ETag: `"${ETag}"`, LastModified: new Date(LastModified) },
        // Recorded: a checksum that only S3 takes is not shown here.
        ...(upload.checksum === undefined ? {} : shown),
      },
      ...sourceVersionAnswer(from),
      ...encryptionAnswer(upload.encryption, customerKey),
    };
  },
};
