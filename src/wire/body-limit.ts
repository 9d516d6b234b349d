import { AwsError } from '../engine/errors';
import { splitTarget, type Message } from '../engine/signing/index';
import { header, type WireResponse } from './http';
import { writeXmlError } from './rest-xml';
import { isS3Host } from './s3-address';

/** Bytes that one upload may have. Source: Amazon S3 User Guide, "Uploading objects": 5 GB. */
export const longestUpload = 5 * 1024 ** 3;

/** The service that a request is signed for, in its headers or (presigned) in its query string. */
export function signedService({ headers, target }: Message): string | undefined {
  const authorization = header(headers, 'authorization');
  if (authorization !== undefined) {
    if (/^AWS [^:]+:/.test(authorization)) return 's3';
    return /Credential=[^/,\s]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization)?.[1];
  }
  const { query } = splitTarget(target);
  if (query.includes('X-Amz-Credential=')) {
    return new URLSearchParams(query).get('X-Amz-Credential')?.split('/')[3];
  }
  return query.includes('AWSAccessKeyId=') ? 's3' : undefined;
}

/**
 * Whether a request may be an upload to Amazon S3: one that is signed for it, or that nobody has
 * signed but could only be for it.
 */
export function mayBeForS3(message: Message): boolean {
  const service = signedService(message);
  if (service !== undefined) return service === 's3';
  return isS3Host(message.headers) || splitTarget(message.target).path !== '/';
}

/** The answer to a body that is longer than `longest` bytes. */
export function refuseBody(message: Message, longest: number, length?: number): WireResponse {
  if (mayBeForS3(message)) {
    const error = new AwsError(
      'EntityTooLarge',
      'Your proposed upload exceeds the maximum allowed size',
      400,
      { ProposedSize: length, MaxSizeAllowed: longest },
    );
    return writeXmlError(error, crypto.randomUUID(), message.method === 'HEAD');
  }
  return {
    status: 413,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `A request body may have ${longest} bytes at most.\n`,
  };
}
