import type { RequestSignature, SignedCredentials } from '../engine/operation';
import { canonicalRequest, sign, stringToSign, type Hashing } from '../engine/signing/index';
import { parseBasicTimestamp } from './authorization';
import { header, type WireRequest } from './http';
import { readS3Authorization, type S3Authorization } from './s3-authorization';
import * as errors from './s3-errors';
import { readPayload, unsignedPayload, type Payload } from './s3-payload';

/** Amazon S3's clocks. */
export interface S3Clock {
  /** Real time in ms, by which requests are dated. */
  readonly now: number;
  /** World time at a real time: presigned URLs expire by it. */
  worldTime(realTime: number): number;
}

/** A signed request to Amazon S3, as far as it can be checked without the secret. */
export interface S3Signed {
  readonly credentials: SignedCredentials;
  /** What it is signed for; version 2 of signatures does not say it. */
  readonly region: string | undefined;
  readonly signature: RequestSignature;
  /** Reads the body, and throws where it is not as it should be. */
  payload(): Payload;
  /** What the answer to a wrong signature says of how the right one is made. */
  readonly calculation: Readonly<Record<string, string>>;
}

/** How far a signature's time may be from the real one. Source: API Reference, "Error responses". */
export const skew = 15 * 60_000;

/** Headers that must be signed where they are sent, whatever they are. */
const ownHeaders = /^x-amz-(?!content-sha256$)/;

/**
 * Reads the signature of a request to Amazon S3 and its body; undefined where nobody signed it.
 * Throws S3's error for a signature that cannot hold. `dated` false lets any date by.
 */
export function readS3Signature(
  request: WireRequest,
  clock: S3Clock,
  hashing: Hashing,
  dated = true,
): S3Signed | undefined {
  const authorization = readS3Authorization(request);
  if (authorization === undefined) return undefined;
  const { accessKeyId, sessionToken, scope, timestamp, presigned, signature } = authorization;
  const signedAt = parseBasicTimestamp(timestamp);
  if (presigned !== undefined) checkExpiry(authorization, signedAt, clock);
  else if (dated && !(Math.abs(signedAt - clock.now) <= skew)) {
    throw errors.timeTooSkewed(timestamp, clock.now, skew);
  }
  const contentHash = header(request.headers, 'x-amz-content-sha256');
  if (contentHash === undefined && presigned === undefined) {
    throw errors.missingHeader('x-amz-content-sha256');
  }
  const unsigned = Object.keys(request.headers)
    .filter((name) => ownHeaders.test(name) && request.headers[name] !== undefined)
    .filter((name) => !authorization.signedHeaders.includes(name));
  if (unsigned.length > 0) throw errors.headersNotSigned(unsigned.sort());
  const canonical = canonicalRequest(
    request,
    scope.service,
    authorization.signedHeaders,
    contentHash ?? unsignedPayload,
  );
  const text = stringToSign(canonical, timestamp, scope, hashing);
  const payload = once(() => readPayload(request, hashing));
  return {
    credentials: {
      accessKeyId,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      isSignedWith: (secret) =>
        sign(text, secret, scope, hashing) === signature &&
        payload().isSigned(secret, authorization),
    },
    region: scope.region,
    signature: {
      authType: presigned === undefined ? 'REST-HEADER' : 'REST-QUERY-STRING',
      version: 'AWS4-HMAC-SHA256',
      age: Math.max(0, clock.now - signedAt),
      ...(contentHash === undefined ? {} : { contentSha256: contentHash }),
    },
    payload,
    calculation: {
      AWSAccessKeyId: accessKeyId,
      ...calculationOf('StringToSign', text),
      SignatureProvided: signature,
      ...calculationOf('CanonicalRequest', canonical),
    },
  };
}

function checkExpiry(
  { presigned, timestamp }: S3Authorization,
  signedAt: number,
  { now, worldTime }: S3Clock,
): void {
  const seconds = presigned?.expires ?? 0;
  if (signedAt > now + skew) throw errors.notYetValid(timestamp, now);
  const expires = worldTime(signedAt) + seconds * 1000;
  if (worldTime(now) > expires) throw errors.expired(expires, worldTime(now), seconds);
}

/** A function that does its work when it is first called. */
export function once<T extends object>(work: () => T): () => T {
  let done: T | undefined;
  return () => (done ??= work());
}

/** A text of the calculation, and its bytes as S3 writes them. */
export function calculationOf(name: string, text: string): Record<string, string> {
  const bytes = [...new TextEncoder().encode(text)];
  return {
    [name]: text,
    [`${name}Bytes`]: bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
  };
}
