import { sha256 } from '@noble/hashes/sha2.js';
import type { SecretCredentials } from '../../engine/operation';
import { toHex } from '../../engine/random';
import {
  basicTimestamp,
  canonicalRequest,
  scopeTerminator,
  scopeText,
  sign,
  sigV4Algorithm,
  stringToSign,
} from '../../engine/signing/index';
import type { HttpRequest } from './message-bytes';
import type { Unsigned } from './write-request';

/** For what a request is signed. */
export interface SignedFor {
  readonly region: string;
  /** The service's name in signatures. */
  readonly service: string;
  /** World time in ms. */
  readonly now: number;
}

/**
 * Signs a request with AWS Signature Version 4, and completes its headers, in the order in which
 * the AWS CLI sends them.
 */
export function signRequest(
  { host, method, target, headers, body }: Unsigned,
  { accessKeyId, secretAccessKey, sessionToken }: SecretCredentials,
  { region, service, now }: SignedFor,
): HttpRequest {
  const timestamp = basicTimestamp(now);
  const payloadHash = toHex(sha256(body));
  const all: (readonly [string, string])[] = [
    ['Host', host],
    ['Accept-Encoding', 'identity'],
    ...headers,
    ['X-Amz-Date', timestamp],
    ...(service === 's3' ? [['X-Amz-Content-SHA256', payloadHash] as const] : []),
    ...(sessionToken === undefined ? [] : [['X-Amz-Security-Token', sessionToken] as const]),
  ];
  // Proxies may change these two.
  const signed = all.filter(([name]) => !['User-Agent', 'Accept-Encoding'].includes(name));
  const values = Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), value]));
  const signedHeaders = Object.keys(values).sort();
  const message = { method, target, headers: values };
  const canonical = canonicalRequest(message, service, signedHeaders, payloadHash);
  const scope = { date: timestamp.slice(0, 8), region, service, terminator: scopeTerminator };
  const signature = sign(stringToSign(canonical, timestamp, scope), secretAccessKey, scope);
  const authorization =
    `${sigV4Algorithm} Credential=${accessKeyId}/${scopeText(scope)}, ` +
    `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  const length = ['Content-Length', String(body.length)] as const;
  return { method, target, headers: [...all, ['Authorization', authorization], length], body };
}
