import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeBase64 } from '../engine/base64';
import { percentDecode } from '../engine/percent-encoding';
import { splitTarget, type Hashing } from '../engine/signing/index';
import { parseBasicTimestamp } from './authorization';
import { header, type WireRequest } from './http';
import { readQueryString } from './rest-reader';
import { readS3Address } from './s3-address';
import * as errors from './s3-errors';
import { readPayload } from './s3-payload';
import { calculationOf, once, skew, type S3Clock, type S3Signed } from './s3-signature';

// AWS Signature Version 2, which S3 still takes and some clients still presign with. Source: Amazon
// S3 User Guide, "Appendix: Signing and authenticating REST requests (AWS signature version 2)".

/** What a request says of a signature of version 2. */
interface Authorization {
  readonly accessKeyId: string;
  readonly signature: string;
  readonly sessionToken?: string | undefined;
  /** The line of the signed text that says when: a date, or when the URL expires. */
  readonly dateLine: string;
  readonly presigned: boolean;
  /** When it was signed, in ms, where it says so. */
  readonly signedAt: number | undefined;
}

/** Reads a signature of version 2; undefined where a request has none. */
export function readS3SignatureV2(
  request: WireRequest,
  clock: S3Clock,
  hashing: Hashing,
  dated: boolean,
): S3Signed | undefined {
  const query = new Map(readQueryString(splitTarget(request.target).query));
  const authorization = fromHeader(request, clock, dated) ?? fromQuery(query, clock);
  if (authorization === undefined) return undefined;
  const { accessKeyId, signature, sessionToken, presigned, signedAt } = authorization;
  const text = stringToSign(request, query, authorization);
  const payload = once(() => readPayload(request, hashing));
  return {
    credentials: {
      accessKeyId,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      isSignedWith: (secret) =>
        encodeBase64(hmac(sha1, utf8ToBytes(secret), utf8ToBytes(text))) === signature,
    },
    region: undefined,
    signature: {
      authType: presigned ? 'REST-QUERY-STRING' : 'REST-HEADER',
      version: 'AWS',
      age: signedAt === undefined ? 0 : Math.max(0, clock.now - signedAt),
    },
    payload,
    calculation: {
      AWSAccessKeyId: accessKeyId,
      ...calculationOf('StringToSign', text),
      SignatureProvided: signature,
    },
  };
}

function fromHeader(
  { headers }: WireRequest,
  clock: S3Clock,
  dated: boolean,
): Authorization | undefined {
  const [, accessKeyId, signature] =
    /^AWS ([^:\s]+):(\S+)$/.exec(header(headers, 'authorization') ?? '') ?? [];
  if (accessKeyId === undefined || signature === undefined) return undefined;
  const own = header(headers, 'x-amz-date');
  const date = header(headers, 'date') ?? '';
  const given = own ?? date;
  const basic = parseBasicTimestamp(given);
  const signedAt = Number.isNaN(basic) ? Date.parse(given) : basic;
  if (Number.isNaN(signedAt)) throw errors.noDate();
  if (dated && Math.abs(signedAt - clock.now) > skew) {
    throw errors.timeTooSkewed(given, clock.now, skew);
  }
  return {
    ...{ accessKeyId, signature, signedAt, presigned: false },
    dateLine: own === undefined ? date : '',
    sessionToken: header(headers, 'x-amz-security-token'),
  };
}

function fromQuery(
  query: ReadonlyMap<string, string>,
  { now, worldTime }: S3Clock,
): Authorization | undefined {
  const [accessKeyId, signature, expires] = ['AWSAccessKeyId', 'Signature', 'Expires'].map((name) =>
    query.get(name),
  );
  if (accessKeyId === undefined && signature === undefined) return undefined;
  if (!accessKeyId || !signature || !expires) throw errors.missingParametersV2();
  if (!/^\d+$/.test(expires)) throw errors.invalidExpiry(expires);
  const end = worldTime(Number(expires) * 1000);
  if (worldTime(now) > end) throw errors.expired(end, worldTime(now));
  return {
    ...{ accessKeyId, signature, dateLine: expires, presigned: true, signedAt: undefined },
    sessionToken: query.get('x-amz-security-token'),
  };
}

function stringToSign(
  { method, target, headers }: WireRequest,
  query: ReadonlyMap<string, string>,
  { dateLine, presigned }: Authorization,
): string {
  // A presigned URL may have headers in its query string.
  const named = (name: string) =>
    header(headers, name) ?? (presigned ? query.get(name) : undefined) ?? '';
  const own = new Set(
    [...Object.keys(headers), ...(presigned ? query.keys() : [])]
      .map((name) => name.toLowerCase())
      .filter((name) => name.startsWith('x-amz-')),
  );
  const { path } = splitTarget(target);
  return [
    ...[method, named('content-md5'), named('content-type'), dateLine],
    ...[...own].sort().map((name) => `${name}:${named(name).trim()}`),
    readS3Address(headers, path).path + subresources(splitTarget(target).query),
  ].join('\n');
}

/** Parameters that make a request another one, and so are signed. Source: the same. */
const signedParameters: ReadonlySet<string> = new Set([
  ...['accelerate', 'acl', 'analytics', 'cors', 'delete', 'encryption', 'inventory', 'lifecycle'],
  ...['location', 'logging', 'metrics', 'notification', 'object-lock', 'partNumber', 'policy'],
  ...['replication', 'requestPayment', 'restore', 'select', 'select-type', 'storageClass'],
  ...['tagging', 'torrent', 'uploadId', 'uploads', 'versionId', 'versioning', 'versions'],
  ...['website', 'response-cache-control', 'response-content-disposition', 'response-expires'],
  ...['response-content-encoding', 'response-content-language', 'response-content-type'],
]);

function subresources(query: string): string {
  const parts = query
    .split('&')
    .map((part) => [part.split('=', 1)[0] ?? '', part] as const)
    .filter(([name]) => signedParameters.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => percentDecode(part.replace(/=$/, '').replaceAll('+', ' ')));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
