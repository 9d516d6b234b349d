import type { CompletedPart, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { decodeBase64, encodeBase64 } from '../../base64';
import { AwsError } from '../../errors';
import {
  algorithmNames,
  checksumAlgorithms,
  defaultAlgorithm,
  isAlgorithm,
  type AlgorithmName,
} from './checksums/algorithms';
import type { Checksum, ChecksumInput } from './checksums/checksum';
import { combineCrcs, isCombinable } from './checksums/crc-combine';
import { badDigest, invalidRequest } from './errors';
import { invalidPart } from './upload-errors';
import type { PartRecord } from './parts';
import type { UploadRecord } from './uploads';

// A multipart upload's checksum is that of the whole object, which follows from those of its parts
// where the algorithm is a CRC, or one of the checksums of its parts. Source: Amazon S3 User Guide,
// "Checking object integrity"; texts and the order of what is checked: recorded against AWS.

type Chosen = NonNullable<UploadRecord['checksum']>;

/** The checksum that a new upload is to have; undefined where S3 takes one of its own. */
export function chooseChecksum({
  ChecksumAlgorithm: algorithm,
  ChecksumType: type,
}: {
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ChecksumType?: string | undefined;
}): Chosen | undefined {
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  if (!isAlgorithm(algorithm)) {
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const mayBeComposite = algorithm !== defaultAlgorithm;
  if (type === undefined) return { algorithm, type: mayBeComposite ? 'COMPOSITE' : 'FULL_OBJECT' };
  const isPossible =
    (type === 'COMPOSITE' && mayBeComposite) || (type === 'FULL_OBJECT' && isCombinable(algorithm));
  if (isPossible) return { algorithm, type };
  throw invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}

/** The checksum that a request gives, unless it gives none. */
function given(input: ChecksumInput): readonly [AlgorithmName, string][] {
  return algorithmNames.flatMap((name) => {
    const value = input[checksumAlgorithms[name].member];
    return value === undefined ? [] : [[name, value] as [AlgorithmName, string]];
  });
}

/** Holds the checksum of a part in the request that completes its upload to the one it has. */
export function checkPartChecksum(
  wanted: CompletedPart,
  { checksum, PartNumber }: PartRecord,
  upload: UploadRecord,
): void {
  const own = upload.checksum?.algorithm ?? defaultAlgorithm;
  let isGiven = false;
  for (const [algorithm, value] of given(wanted)) {
    if (algorithm !== own && upload.checksum !== undefined) {
      throw new AwsError(
        'BadDigest',
        `The ${algorithm.toLowerCase()} you specified for part ${PartNumber} did not match what we received.`,
      );
    }
    if (algorithm !== own || value !== checksum) throw invalidPart(wanted, upload.UploadId);
    isGiven = true;
  }
  if (!isGiven && upload.checksum?.type === 'COMPOSITE') {
    throw invalidRequest(
      `The upload was created using a ${own.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${PartNumber} in the request.`,
    );
  }
}

/** Throws InvalidRequest where a request names another type than the upload began with. */
export function checkChecksumType(type: string | undefined, { checksum }: UploadRecord): void {
  if (type === undefined || type === checksum?.type) return;
  throw invalidRequest(
    `The upload was created using the ${checksum?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
  );
}

/**
 * The checksum of an object that consists of parts. Recorded: under a customer's key S3 takes none of
 * its own.
 */
export function checksumOfParts(
  { checksum: chosen, encryption }: UploadRecord,
  parts: readonly PartRecord[],
): Checksum | undefined {
  if (chosen === undefined && encryption.mode === 'SSE-C') return undefined;
  const { algorithm, type } = chosen ?? { algorithm: defaultAlgorithm, type: 'FULL_OBJECT' };
  const runs = parts.map(({ checksum, part }) => ({
    ...{ crc: decodeBase64(checksum)!, size: part.Size },
  }));
  if (type === 'FULL_OBJECT') {
    return { algorithm, type, value: encodeBase64(combineCrcs(algorithm, runs)) };
  }
  const running = checksumAlgorithms[algorithm].start();
  for (const { crc } of runs) running.update(crc);
  return { algorithm, type, value: `${encodeBase64(running.digest())}-${parts.length}` };
}

/**
 * Holds the checksum of the object in the request that completes its upload to the one it has. That
 * of a whole object is only taken together with its type.
 */
export function checkWholeChecksum(
  input: CompleteMultipartUploadRequest,
  { algorithm, type, value }: Checksum,
  { checksum: chosen }: UploadRecord,
): void {
  const isTyped = chosen?.type !== 'FULL_OBJECT' || input.ChecksumType === type;
  const [digits] = value.split('-');
  for (const [name, said] of given(input)) {
    // Recorded: where the upload began with no algorithm, that of another one is passed over.
    if (chosen === undefined && name !== algorithm) continue;
    const isSame = said === value || (type === 'COMPOSITE' && said === digits);
    if (name !== algorithm || !isSame || !isTyped) throw badDigest(algorithm.toLowerCase());
  }
}
