import { percentDecode, readPairs } from '../engine/percent-encoding';
import {
  basicTimestamp,
  scopeTerminator,
  sigV4Algorithm,
  splitTarget,
  type Scope,
} from '../engine/signing/index';
import { parseBasicTimestamp } from './authorization';
import { header, type WireRequest } from './http';
import * as errors from './s3-errors';
import { isRegion } from './sigv4';

/** What a request to Amazon S3 says of its signature. */
export interface S3Authorization {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  readonly sessionToken?: string;
  readonly presigned?: { readonly expires: number };
}

// Order and texts of the checks as S3 makes them: Amazon S3 API Reference, "Error responses", and
// answers that public bug reports quote.

/** Reads a request's signature; undefined where it has none. Throws S3's error for a wrong one. */
export function readS3Authorization(request: WireRequest): S3Authorization | undefined {
  const inHeader = header(request.headers, 'authorization');
  const { query } = splitTarget(request.target);
  const parameters = new Map(query.includes('X-Amz-') ? readPairs(query, percentDecode) : []);
  const isPresigned = parameters.has('X-Amz-Algorithm') || parameters.has('X-Amz-Signature');
  if (inHeader === undefined) return isPresigned ? fromQuery(parameters) : undefined;
  if (isPresigned) throw errors.signedTwice(inHeader);
  return fromHeader(request, inHeader);
}

function fromHeader(request: WireRequest, text: string): S3Authorization {
  const [, rest] = /^AWS4-HMAC-SHA256[\s,]+(.*)$/s.exec(text) ?? [];
  if (rest === undefined) throw errors.unsupportedAuthorization(text);
  const parts = new Map(
    rest.split(/[\s,]+/).map((part) => {
      const mark = part.indexOf('=');
      return [part.slice(0, Math.max(mark, 0)), part.slice(mark + 1)] as const;
    }),
  );
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map(
    (name) => parts.get(name) ?? '',
  );
  if (!credential || !signedHeaders || !signature) {
    throw errors.malformedHeader(
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    );
  }
  const timestamp = readTimestamp(request);
  const refuse = errors.malformedHeader;
  const { accessKeyId, scope } = readCredential(credential, timestamp, refuse);
  const sessionToken = header(request.headers, 'x-amz-security-token');
  return {
    ...{ accessKeyId, scope, signature, timestamp },
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function readTimestamp({ headers }: WireRequest): string {
  const text = header(headers, 'x-amz-date') ?? header(headers, 'date') ?? '';
  const time = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : parseBasicTimestamp(text);
  if (Number.isNaN(time)) throw errors.noDate();
  return basicTimestamp(time);
}

const queryParameters = [
  'Algorithm',
  'Credential',
  'Signature',
  'Date',
  'SignedHeaders',
  'Expires',
];

/** Seconds for which a presigned request may be sent: at most a week. */
const longestExpiry = 604_800;

function fromQuery(parameters: ReadonlyMap<string, string>): S3Authorization {
  const get = (name: string) => parameters.get(`X-Amz-${name}`) ?? '';
  if (queryParameters.some((name) => get(name) === '')) throw errors.missingParameters();
  if (get('Algorithm') !== sigV4Algorithm) {
    throw errors.wrongParameter(
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    );
  }
  const timestamp = get('Date');
  if (Number.isNaN(parseBasicTimestamp(timestamp))) {
    throw errors.wrongParameter(
      `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
    );
  }
  const refuse = (what: string) =>
    errors.wrongParameter(`Error parsing the X-Amz-Credential parameter; ${what}`);
  const { accessKeyId, scope } = readCredential(get('Credential'), timestamp, refuse);
  const sessionToken = get('Security-Token');
  return {
    ...{ accessKeyId, scope, timestamp, signature: get('Signature') },
    signedHeaders: get('SignedHeaders').toLowerCase().split(';'),
    ...(sessionToken === '' ? {} : { sessionToken }),
    presigned: { expires: readExpires(get('Expires')) },
  };
}

function readExpires(text: string): number {
  if (!/^-?\d+$/.test(text)) throw errors.wrongParameter('X-Amz-Expires should be a number');
  const expires = Number(text);
  if (expires < 0) throw errors.wrongParameter('X-Amz-Expires must be non-negative');
  if (expires <= longestExpiry) return expires;
  throw errors.wrongParameter(
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
  );
}

/** Makes S3's error for a credential; the details are elements of it. */
type Refuse = (what: string, details?: Record<string, string>) => Error;

/** Reads `<access key id>/<date>/<Region>/s3/aws4_request`; throws what `refuse` makes. */
export function readCredential(text: string, timestamp: string, refuse: Refuse) {
  // An access key id has no slash, whatever else there may be too many of.
  const parts = text.split('/');
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = parts;
  if (parts.length !== 5 || parts.includes('')) {
    throw refuse(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (date !== timestamp.slice(0, 8)) {
    throw refuse('Invalid credential date. Date is not the same as X-Amz-Date.');
  }
  if (!isRegion(region)) {
    const Region = 'us-east-1';
    throw refuse(`the region '${region}' is wrong; expecting '${Region}'`, { Region });
  }
  if (service !== 's3') {
    throw refuse(`incorrect service "${service}". This endpoint belongs to "s3".`);
  }
  if (terminator !== scopeTerminator) {
    throw refuse(`incorrect terminator "${terminator}". This endpoint uses "${scopeTerminator}".`);
  }
  return { accessKeyId, scope: { date, region, service, terminator } };
}
