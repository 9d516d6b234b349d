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
  readonly incompleteSignature: readonly [code: string, statusCode: number];
  readonly missingToken: readonly [code: string, statusCode: number];
}

const json: CommonCodes = {
  accessDenied: ['AccessDeniedException', 400],
  unknownAccessKey: ['UnrecognizedClientException', 400],
  badSignature: ['InvalidSignatureException', 400],
  expiredToken: ['ExpiredTokenException', 400],
  incompleteSignature: ['IncompleteSignatureException', 400],
  missingToken: ['MissingAuthenticationTokenException', 400],
};

const restJson: CommonCodes = {
  accessDenied: ['AccessDeniedException', 403],
  unknownAccessKey: ['UnrecognizedClientException', 403],
  badSignature: ['InvalidSignatureException', 403],
  expiredToken: ['ExpiredTokenException', 403],
  incompleteSignature: ['IncompleteSignatureException', 403],
  missingToken: ['MissingAuthenticationTokenException', 403],
};

const query: CommonCodes = {
  accessDenied: ['AccessDenied', 403],
  unknownAccessKey: ['InvalidClientTokenId', 403],
  badSignature: ['SignatureDoesNotMatch', 403],
  expiredToken: ['ExpiredToken', 403],
  incompleteSignature: ['IncompleteSignature', 400],
  missingToken: ['MissingAuthenticationToken', 403],
};

const ec2: CommonCodes = {
  accessDenied: ['UnauthorizedOperation', 403],
  unknownAccessKey: ['AuthFailure', 401],
  badSignature: ['AuthFailure', 401],
  expiredToken: ['RequestExpired', 400],
  incompleteSignature: ['IncompleteSignature', 400],
  missingToken: ['MissingAuthenticationToken', 403],
};

const restXml: CommonCodes = {
  accessDenied: ['AccessDenied', 403],
  unknownAccessKey: ['InvalidAccessKeyId', 403],
  badSignature: ['SignatureDoesNotMatch', 403],
  expiredToken: ['ExpiredToken', 400],
  incompleteSignature: ['IncompleteSignature', 400],
  missingToken: ['AccessDenied', 403],
};

function codes(protocol: Protocol): CommonCodes {
  switch (protocol) {
    case 'query':
      return query;
    case 'ec2':
      return ec2;
    case 'rest-xml':
      return restXml;
    case 'rest-json':
      return restJson;
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
  const text =
    protocol === 'rest-xml'
      ? 'The AWS Access Key Id you provided does not exist in our records.'
      : 'The security token included in the request is invalid.';
  return new AwsError(code, text, statusCode);
}

/** The refusal of a session token that is not the access key's. */
export function invalidToken(protocol: Protocol): AwsError {
  if (protocol !== 'rest-xml') return unknownAccessKey(protocol);
  return new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.');
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

const doesNotMatch =
  'The request signature we calculated does not match the signature you provided.';

/** Amazon S3's text is recorded against AWS. */
function wrongSecret(protocol: Protocol): string {
  return protocol === 'rest-xml'
    ? `${doesNotMatch} Check your key and signing method.`
    : `${doesNotMatch} Check your AWS Secret Access Key and signing method. Consult the service documentation for details.`;
}

/**
 * The refusal of a signature that does not hold: made with another secret than the access key's,
 * unless `message` says otherwise (for another time, Region or service).
 */
export function badSignature(protocol: Protocol, message = wrongSecret(protocol)): AwsError {
  const [code, statusCode] = codes(protocol).badSignature;
  return new AwsError(code, message, statusCode);
}

/** The refusal of a signature that lacks a part or has one that cannot be read. */
export function incompleteSignature(protocol: Protocol, message: string): AwsError {
  const [code, statusCode] = codes(protocol).incompleteSignature;
  return new AwsError(code, message, statusCode);
}

/** The refusal of a request that carries no signature. */
export function missingAuthenticationToken(protocol: Protocol): AwsError {
  const [code, statusCode] = codes(protocol).missingToken;
  const isJson = protocol === 'json' || protocol === 'rest-json';
  const message = isJson
    ? 'Missing Authentication Token'
    : 'Request is missing Authentication Token';
  return new AwsError(code, message, statusCode);
}

/** The refusal of a request above its quota, in a service's usual words. */
export function throttling(protocol: Protocol): AwsError {
  const code = protocol === 'query' ? 'Throttling' : 'ThrottlingException';
  return new AwsError(code, 'Rate exceeded');
}

/** What a service answers to an operation it does not have: the code, without a text. */
export function unknownOperation(): AwsError {
  return new AwsError('UnknownOperationException', '');
}
