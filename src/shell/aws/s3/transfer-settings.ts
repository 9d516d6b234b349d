import { generalError } from '../cli-error';
import type { Configuration } from '../configuration/configuration';
import { readSize } from './sizes';

/** How `aws s3` cuts objects into parts: the settings under `s3 =` of a profile. */
export interface TransferSettings {
  /** From this size on, in bytes, objects go in parts. */
  readonly threshold: number;
  /** The size of a part, in bytes. */
  readonly chunk: number;
}

const mib = 1024 * 1024;

/** Source: AWS CLI S3 configuration, "multipart_threshold" and "multipart_chunksize". */
const standard = 8 * mib;

/** Limits of a multipart upload. Source: Amazon S3 User Guide, "Multipart upload limits". */
const limits = { part: 5 * mib, largestPart: 5 * 1024 * mib, parts: 10_000 };

/** The settings of the profile, or the CLI's own. */
export function transferSettings({ section }: Configuration): TransferSettings {
  const given = section['s3'];
  const size = (name: string): number => {
    const text = typeof given === 'object' ? given[name] : undefined;
    if (text === undefined) return standard;
    const value = readSize(text);
    if (value > 0) return value;
    throw generalError(`Value for ${name} must be a positive integer: ${value}`);
  };
  return { threshold: size('multipart_threshold'), chunk: size('multipart_chunksize') };
}

/** The size of the parts of an upload: the one that is set, as far as S3's limits allow. */
export function partSize(chunk: number, size: number | undefined): number {
  let part = chunk;
  while (size !== undefined && Math.ceil(size / part) > limits.parts) part *= 2;
  return Math.min(Math.max(part, limits.part), limits.largestPart);
}
