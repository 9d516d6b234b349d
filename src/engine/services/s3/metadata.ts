import type { StorageClass } from '@aws-sdk/client-s3';
import { invalidStorageClass, metadataTooLarge } from './errors';
import type { SystemHeaders } from './state';
import { isStorageClass } from './storage-classes';

const headerNames = [
  ...(['ContentType', 'CacheControl', 'ContentDisposition', 'ContentEncoding'] as const),
  ...(['ContentLanguage', 'Expires', 'WebsiteRedirectLocation'] as const),
];

/** Headers as a request has them. */
export type SystemHeaderInput = {
  readonly [Name in keyof SystemHeaders]?: string | Date | undefined;
};

/** The headers of a request that an object keeps. */
export function systemHeaders(input: SystemHeaderInput): SystemHeaders {
  const headers: Record<string, string> = {};
  for (const name of headerNames) {
    const value = input[name];
    if (value !== undefined) headers[name] = value instanceof Date ? value.toUTCString() : value;
  }
  return headers;
}

/** Bytes of names and values. Source: Amazon S3 User Guide, "Working with object metadata". */
const metadataLimit = 2048;
const encoder = new TextEncoder();
const none: Readonly<Record<string, string>> = Object.freeze({});

/** The user metadata of a request: names are in lower case. Throws MetadataTooLarge. */
export function userMetadata(
  metadata: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  if (metadata === undefined) return none;
  const kept = new Map<string, string>();
  let size = 0;
  for (const [name, value] of Object.entries(metadata)) {
    kept.set(name.toLowerCase(), value);
    size += encoder.encode(name).length + encoder.encode(value).length;
  }
  if (size > metadataLimit) throw metadataTooLarge(size, metadataLimit);
  return Object.fromEntries(kept);
}

/** The storage class of a request. Throws InvalidStorageClass. */
export function storageClass(wanted: string | undefined): StorageClass {
  if (wanted === undefined) return 'STANDARD';
  if (!isStorageClass(wanted)) throw invalidStorageClass(wanted);
  return wanted;
}
