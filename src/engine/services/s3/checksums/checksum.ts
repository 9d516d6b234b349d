import type { ChecksumType } from '@aws-sdk/client-s3';
import { decodeBase64, encodeBase64 } from '../../../base64';
import { readSource, sizeOf, type Source } from '../body';
import { invalidRequest, notImplemented } from '../errors';
import {
  algorithmNames,
  checksumAlgorithms,
  checksumHeader,
  isAlgorithm,
  type AlgorithmName,
  type ChecksumMember,
} from './algorithms';

/** A checksum as an object keeps it; `value` is base64. */
export interface Checksum {
  readonly algorithm: AlgorithmName;
  readonly type: ChecksumType;
  readonly value: string;
}

/** What requests say of checksums. */
export type ChecksumInput = {
  readonly [Member in ChecksumMember]?: string | undefined;
} & { readonly ChecksumAlgorithm?: string | undefined };

/**
 * The checksum that a request comes with. Texts of the errors: recorded, but for that of an
 * algorithm without a value, which is from reports of S3's clients.
 */
export function givenChecksum(
  input: ChecksumInput,
): { readonly algorithm: AlgorithmName; readonly value: string } | undefined {
  const given = algorithmNames.filter((name) => isGiven(input, name));
  const [algorithm] = given;
  if (given.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const named = input.ChecksumAlgorithm;
  if (algorithm === undefined) {
    if (named === undefined) return undefined;
    if (!isAlgorithm(named)) throw notImplemented(`checksums by ${named}`);
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (named !== undefined && named !== algorithm) {
    throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  const { member, bytes } = checksumAlgorithms[algorithm];
  const value = input[member] ?? '';
  if (decodeBase64(value)?.length !== bytes) {
    throw invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
  return { algorithm, value };
}

function isGiven(input: ChecksumInput, algorithm: AlgorithmName): boolean {
  return input[checksumAlgorithms[algorithm].member] !== undefined;
}

/** How an answer shows a checksum. */
export function checksumAnswer(checksum: Checksum | undefined): ChecksumAnswer {
  if (checksum === undefined) return {};
  const { algorithm, type, value } = checksum;
  return { [checksumAlgorithms[algorithm].member]: value, ChecksumType: type };
}

/** The members of an answer that show a checksum. */
export type ChecksumAnswer = {
  readonly [Member in ChecksumMember]?: string;
} & { readonly ChecksumType?: ChecksumType };

const piece = 1 << 20;

/** The checksum of a body, in base64: what a client sends along with it. */
export async function checksumOf(algorithm: AlgorithmName, source: Source): Promise<string> {
  const running = checksumAlgorithms[algorithm].start();
  const size = sizeOf(source);
  for (let at = 0; at < size; at += piece) {
    running.update(await readSource(source, at, Math.min(size, at + piece)));
  }
  return encodeBase64(running.digest());
}
