import type { ApiModel } from './api/index';
import { AwsError } from './errors';

type Protocol = ApiModel['protocol'];

// The same refusals carry other codes and statuses in the JSON, Query and EC2 protocols.
// Source: each API reference's "Common Errors".
interface CommonCodes {
  readonly accessDenied: readonly [code: string, statusCode: number];
  readonly unknownAccessKey: readonly [code: string, statusCode: number];
  readonly badSignature: readonly [code: string, statusCode: number];
  readonly expiredToken: readonly [code: string, statusCode: number];
}

const json: CommonCodes = {
  accessDenied: ['AccessDeniedException', 400],
  unknownAccessKey: ['UnrecognizedClientException', 400],
  badSignature: ['InvalidSignatureException', 400],
  expiredToken: ['ExpiredTokenException', 400],
};

const query: CommonCodes = {
  accessDenied: ['AccessDenied', 403],
  unknownAccessKey: ['InvalidClientTokenId', 403],
  badSignature: ['SignatureDoesNotMatch', 403],
  expiredToken: ['ExpiredToken', 403],
};

const ec2: CommonCodes = {
  accessDenied: ['UnauthorizedOperation', 403],
  unknownAccessKey: ['AuthFailure', 401],
  badSignature: ['AuthFailure', 401],
  expiredToken: ['RequestExpired', 400],
};

const restXml: CommonCodes = {
  accessDenied: ['AccessDenied', 403],
  unknownAccessKey: ['InvalidAccessKeyId', 403],
  badSignature: ['SignatureDoesNotMatch', 403],
  expiredToken: ['ExpiredToken', 400],
};

function codes(protocol: Protocol): CommonCodes {
  switch (protocol) {
    case 'query':
      return query;
    case 'ec2':
      return ec2;
    case 'rest-xml':
      return restXml;
    default:
      return json;
  }
}

/** The refusal of a request that policies do not allow; `message` names the missing permission. */
export function accessDenied(protocol: Protocol, message: string): AwsError {
  const [code, statusCode] = codes(protocol).accessDenied;
  return new AwsError(code, message, statusCode);
}

/** The refusal of an access key that does not exist or is inactive. */
export function unknownAccessKey(protocol: Protocol): AwsError {
  const [code, statusCode] = codes(protocol).unknownAccessKey;
  return new AwsError(code, 'The security token included in the request is invalid.', statusCode);
}

/** The refusal of temporary credentials that have expired. */
export function expiredToken(protocol: Protocol): AwsError {
  const [code, statusCode] = codes(protocol).expiredToken;
  const text = expiredTexts[protocol] ?? 'The security token included in the request is expired';
  return new AwsError(code, text, statusCode);
}

const expiredTexts: Partial<Record<Protocol, string>> = {
  ec2: 'Request has expired.',
  'rest-xml': 'The provided token has expired.',
};

/** The refusal of a request whose secret access key is not the one of its access key. */
export function badSignature(protocol: Protocol): AwsError {
  const [code, statusCode] = codes(protocol).badSignature;
  return new AwsError(
    code,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    statusCode,
  );
}

/** What a service answers to an operation it does not have: the code, without a text. */
export function unknownOperation(): AwsError {
  return new AwsError('UnknownOperationException', '');
}
