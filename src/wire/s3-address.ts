import { header, type WireHeaders } from './http';
import { isRegion } from './sigv4';

// Source: Amazon S3 User Guide, "Virtual hosting of general purpose buckets", and AWS General
// Reference, "Amazon Simple Storage Service endpoints and quotas".

/** Where a request to Amazon S3 goes. */
export interface S3Address {
  /** `/bucket/key`, percent-encoded, whether the bucket was in the host's name or in the path. */
  readonly path: string;
  /** The Region whose endpoint it is, where the host's name says it. */
  readonly region?: string;
}

/** Reads host and path of a request, path-style as well as virtual-hosted. */
export function readS3Address(headers: WireHeaders, path: string): S3Address {
  const { bucket, region } = readHost(hostName(headers));
  return {
    path: bucket === undefined ? path : `/${bucket}${path}`,
    ...(region === undefined ? {} : { region }),
  };
}

/** Whether a host's name is one of Amazon S3's own. */
export function isS3Host(headers: WireHeaders): boolean {
  return /(^|\.)s3([.-]|$)/.test(hostName(headers));
}

function hostName(headers: WireHeaders): string {
  return (header(headers, 'host') ?? '').toLowerCase().replace(/:\d+$/, '');
}

function readHost(host: string): { bucket?: string; region?: string } {
  // A bucket's name may have dots, and even `.s3.` in it: the last one counts.
  const [whole, ofS3, rest = ''] = /^(?:(.+)\.)?s3(?:[.-](.*))?$/.exec(host) ?? [];
  const [, ofLocalhost] = /^(.+)\.localhost$/.exec(host) ?? [];
  const bucket = whole === undefined ? ofLocalhost : ofS3;
  const region = rest.split('.').find(isRegion);
  return {
    ...(bucket === undefined ? {} : { bucket }),
    ...(region === undefined ? {} : { region }),
  };
}
