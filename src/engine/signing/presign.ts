import type { SecretCredentials } from '../operation';
import { percentEncode } from '../percent-encoding';
import { canonicalRequest } from './canonical-request';
import {
  basicTimestamp,
  scopeTerminator,
  scopeText,
  sigV4Algorithm,
  sign,
  stringToSign,
} from './signature';

/** A request that somebody else is to be let send. */
export interface PresignedRequest {
  readonly method: string;
  /** Scheme, host and path, percent-encoded: `https://bucket.s3.us-east-1.amazonaws.com/key`. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Headers that the sender must send as they are here. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly region: string;
  /** The service's name in signatures: `s3`. */
  readonly service: string;
  /** Seconds for which it may be sent. */
  readonly expiresIn: number;
}

/**
 * The URL by which whoever has it may send a request in the signer's name, until it expires.
 * `now` is the time of signing in ms. Source: Amazon S3 API Reference, "Authenticating Requests:
 * Using Query Parameters (AWS Signature Version 4)".
 */
export function presign(
  request: PresignedRequest,
  { accessKeyId, secretAccessKey, sessionToken }: SecretCredentials,
  now: number,
): string {
  const { method, url, region, service, expiresIn } = request;
  const { host, pathname } = new URL(url);
  const headers: Record<string, string> = { host };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    headers[name.toLowerCase()] = value;
  }
  const signedHeaders = Object.keys(headers).sort();
  const timestamp = basicTimestamp(now);
  const scope = { date: timestamp.slice(0, 8), region, service, terminator: scopeTerminator };
  const query = queryText({
    ...request.query,
    'X-Amz-Algorithm': sigV4Algorithm,
    'X-Amz-Credential': `${accessKeyId}/${scopeText(scope)}`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': String(expiresIn),
    'X-Amz-SignedHeaders': signedHeaders.join(';'),
    ...(sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken }),
  });
  const message = { method, target: `${pathname}?${query}`, headers };
  // What will be sent is not known yet. Other services than S3 expect the hash of an empty body.
  const payloadHash = service === 's3' ? 'UNSIGNED-PAYLOAD' : emptyHash;
  const canonical = canonicalRequest(message, service, signedHeaders, payloadHash);
  const signature = sign(stringToSign(canonical, timestamp, scope), secretAccessKey, scope);
  return `${url}?${query}&X-Amz-Signature=${signature}`;
}

/** The SHA-256 hash of nothing. */
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function queryText(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}
