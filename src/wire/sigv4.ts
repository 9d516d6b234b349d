import type { ApiModel } from '../engine/api/index';
import { badSignature, incompleteSignature } from '../engine/common-errors';
import type { SignedCredentials } from '../engine/operation';
import {
  anywhereHashing,
  basicTimestamp,
  canonicalRequest,
  scopeTerminator,
  sign,
  sigV4Algorithm,
  stringToSign,
  type Hashing,
  type Scope,
} from '../engine/signing/index';
import { parseBasicTimestamp, readAuthorization, type Authorization } from './authorization';
import { header, type WireRequest } from './http';

/** Who signed a request, and for what. */
export interface Signed {
  readonly credentials: SignedCredentials;
  readonly scope: Scope;
}

/**
 * Reads and checks everything of a request's signature that can be checked without the secret:
 * the pipeline proves the rest when it knows whose access key it is. `now` is real time in ms.
 */
export function readSignature(
  request: WireRequest,
  { protocol, signingName }: ApiModel,
  now: number,
  hashing: Hashing = anywhereHashing,
): Signed {
  const authorization = readAuthorization(request, protocol);
  const { accessKeyId, scope, sessionToken } = authorization;
  checkTime(authorization, protocol, now);
  if (!authorization.signedHeaders.includes('host')) {
    throw badSignature(
      protocol,
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  if (authorization.algorithm !== sigV4Algorithm) {
    throw incompleteSignature(
      protocol,
      `Unsupported AWS 'algorithm': '${authorization.algorithm}' (only ${sigV4Algorithm} for now). `,
    );
  }
  checkScope(authorization, protocol, signingName);
  // Now and not in the engine's turn: hashing is most of the work, and others may wait for that.
  const text = textOf(request, authorization, hashing);
  return {
    scope,
    credentials: {
      accessKeyId,
      sessionToken,
      isSignedWith: (secret) => sign(text, secret, scope, hashing) === authorization.signature,
    },
  };
}

/** How far a signature's time may be from the real one. */
const skew = 5 * 60_000;

function checkTime(
  { timestamp, presigned }: Authorization,
  protocol: ApiModel['protocol'],
  now: number,
): void {
  const signedAt = parseBasicTimestamp(timestamp);
  const window = presigned === undefined ? skew : presigned.expires * 1000;
  if (!(signedAt + window >= now)) {
    const minutes = Math.round(window / 60_000);
    throw badSignature(
      protocol,
      `Signature expired: ${timestamp} is now earlier than ${basicTimestamp(now - window)} (${basicTimestamp(now)} - ${minutes} min.)`,
    );
  }
  if (signedAt > now + skew) {
    throw badSignature(
      protocol,
      `Signature not yet current: ${timestamp} is still later than ${basicTimestamp(now + skew)} (${basicTimestamp(now)} + 5 min.)`,
    );
  }
}

/** Whether a text has the form of a Region's name: `us-east-1`. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
}

function checkScope(
  { scope, timestamp }: Authorization,
  protocol: ApiModel['protocol'],
  signingName: string,
): void {
  const wrong: string[] = [];
  if (!isRegion(scope.region)) {
    wrong.push(`Credential should be scoped to a valid region, not '${scope.region}'. `);
  }
  if (scope.service !== signingName) {
    wrong.push(`Credential should be scoped to correct service: '${signingName}'. `);
  }
  if (scope.terminator !== scopeTerminator) {
    wrong.push(
      `Credential should be scoped with a valid terminator: '${scopeTerminator}', not '${scope.terminator}'. `,
    );
  }
  const date = timestamp.slice(0, 8);
  if (scope.date !== date) {
    wrong.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${date}', from '${timestamp}'.`,
    );
  }
  if (wrong.length > 0) throw badSignature(protocol, wrong.join(''));
}

/** The signature of a request, in hex, as this secret access key makes it. */
export function signatureOf(
  request: WireRequest,
  authorization: Authorization,
  secret: string,
): string {
  return sign(textOf(request, authorization, anywhereHashing), secret, authorization.scope);
}

/** The string to sign of a request with such a signature. */
function textOf(
  request: WireRequest,
  { scope, signedHeaders, timestamp }: Authorization,
  hashing: Hashing,
): string {
  const hash = payloadHash(request, hashing);
  const canonical = canonicalRequest(request, scope.service, signedHeaders, hash);
  return stringToSign(canonical, timestamp, scope, hashing);
}

// Only clients that cannot read their body twice leave it unsigned, and they say so.
function payloadHash({ headers, body }: WireRequest, { sha256: hash }: Hashing): string {
  const unsigned = 'UNSIGNED-PAYLOAD';
  return header(headers, 'x-amz-content-sha256') === unsigned ? unsigned : hash(body);
}
