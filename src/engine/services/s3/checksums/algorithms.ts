import type { ChecksumAlgorithm } from '@aws-sdk/client-s3';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { crc32, crc32c, type Running } from './crc';
import { crc64Nvme } from './crc64';

/** A way to take a checksum, and how requests and answers carry it. */
export interface ChecksumFacts {
  readonly member: ChecksumMember;
  /** Of the checksum itself. */
  readonly bytes: number;
  start(): Running;
}

/** The member of requests and answers that has a checksum. */
export type ChecksumMember = `Checksum${AlgorithmName}`;

/** An algorithm of this model. */
export type AlgorithmName = Exclude<ChecksumAlgorithm, `XXHASH${string}`>;

/**
 * The algorithms that S3 takes. Source: Amazon S3 User Guide, "Checking object integrity" (read
 * 2026-11). Left out: XXHASH64, XXHASH3 and XXHASH128.
 */
export const checksumAlgorithms: Readonly<Record<AlgorithmName, ChecksumFacts>> = {
  CRC32: { member: 'ChecksumCRC32', bytes: 4, start: crc32 },
  CRC32C: { member: 'ChecksumCRC32C', bytes: 4, start: crc32c },
  CRC64NVME: { member: 'ChecksumCRC64NVME', bytes: 8, start: crc64Nvme },
  SHA1: { member: 'ChecksumSHA1', bytes: 20, start: () => sha1.create() },
  SHA256: { member: 'ChecksumSHA256', bytes: 32, start: () => sha256.create() },
  SHA512: { member: 'ChecksumSHA512', bytes: 64, start: () => sha512.create() },
  MD5: { member: 'ChecksumMD5', bytes: 16, start: () => md5.create() },
};

/** The names of the algorithms, in the order in which S3 lists them. */
export const algorithmNames = Object.keys(checksumAlgorithms) as readonly AlgorithmName[];

/** The algorithm by which S3 takes a checksum of its own where a request has none. */
export const defaultAlgorithm: AlgorithmName = 'CRC64NVME';

/** The header that carries a checksum. */
export function checksumHeader(algorithm: AlgorithmName): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** Whether a text names an algorithm of this model. */
export function isAlgorithm(name: string): name is AlgorithmName {
  return Object.hasOwn(checksumAlgorithms, name);
}
