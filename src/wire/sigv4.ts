import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ApiModel } from '../engine/api/index';
import { badSignature, incompleteSignature } from '../engine/common-errors';
import type { SignedCredentials } from '../engine/operation';
import {
  basicTimestamp,
  parseBasicTimestamp,
  readAuthorization,
  type Authorization,
  type Scope,
} from './authorization';
import { canonicalRequest } from './canonical-request';
import { header, type WireRequest } from './http';

/** Who signed a request, and for what. */
export interface Signed {
  readonly credentials: SignedCredentials;
  readonly scope: Scope;
}

/** Hash functions that answer at once. */
export interface Hashing {
  /** In hex; text is hashed in UTF-8. */
  sha256(data: Uint8Array | string): string;
  /** With SHA-256; `text` in UTF-8. */
  hmac(key: Uint8Array, text: string): Uint8Array;
  /** The same in hex. */
  hmacHex(key: Uint8Array, text: string): string;
}

const anywhere: Hashing = {
  sha256: (data) => bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data)),
  hmac: (key, text) => hmac(sha256, key, utf8ToBytes(text)),
  hmacHex: (key, text) => bytesToHex(hmac(sha256, key, utf8ToBytes(text))),
};

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * Reads and checks everything of a request's signature that can be checked without the secret:
 * the pipeline proves the rest when it knows whose access key it is. `now` is real time in ms.
 */
export function readSignature(
  request: WireRequest,
  { protocol, signingName }: ApiModel,
  now: number,
  hashing: Hashing = anywhere,
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
  if (authorization.algorithm !== algorithm) {
    throw incompleteSignature(
      protocol,
      `Unsupported AWS 'algorithm': '${authorization.algorithm}' (only ${algorithm} for now). `,
    );
  }
  checkScope(authorization, protocol, signingName);
  // Now and not in the engine's turn: hashing is most of the work, and others may wait for that.
  const text = stringToSign(request, authorization, hashing);
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
  const shown = (time: number) => basicTimestamp(time);
  if (!(signedAt + window >= now)) {
    const minutes = Math.round(window / 60_000);
    throw badSignature(
      protocol,
      `Signature expired: ${timestamp} is now earlier than ${shown(now - window)} (${shown(now)} - ${minutes} min.)`,
    );
  }
  if (signedAt > now + skew) {
    throw badSignature(
      protocol,
      `Signature not yet current: ${timestamp} is still later than ${shown(now + skew)} (${shown(now)} + 5 min.)`,
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
  if (scope.terminator !== 'aws4_request') {
    wrong.push(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'. `,
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
  const text = stringToSign(request, authorization, anywhere);
  return sign(text, secret, authorization.scope, anywhere);
}

function stringToSign(
  request: WireRequest,
  { scope, signedHeaders, timestamp }: Authorization,
  hashing: Hashing,
): string {
  const { date, region, service, terminator } = scope;
  const canonical = canonicalRequest(request, signedHeaders, payloadHash(request, hashing));
  const scopeText = `${date}/${region}/${service}/${terminator}`;
  return `${algorithm}\n${timestamp}\n${scopeText}\n${hashing.sha256(canonical)}`;
}

function sign(text: string, secret: string, scope: Scope, hashing: Hashing): string {
  return hashing.hmacHex(signingKey(secret, scope, hashing), text);
}

// Only clients that cannot read their body twice leave it unsigned, and they say so.
function payloadHash({ headers, body }: WireRequest, { sha256: hash }: Hashing): string {
  const unsigned = 'UNSIGNED-PAYLOAD';
  return header(headers, 'x-amz-content-sha256') === unsigned ? unsigned : hash(body);
}

// A signing key is good for a day, so the same few are needed again and again.
const signingKeys = new Map<string, Uint8Array>();
const mostSigningKeys = 1000;

function signingKey(secret: string, scope: Scope, hashing: Hashing): Uint8Array {
  const { date, region, service, terminator } = scope;
  const name = `${secret}/${date}/${region}/${service}`;
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const key = [date, region, service, terminator].reduce<Uint8Array>(
    (previous, text) => hashing.hmac(previous, text),
    utf8ToBytes(`AWS4${secret}`),
  );
  if (signingKeys.size >= mostSigningKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}
