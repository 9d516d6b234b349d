import type { ApiModel } from '../engine/api/index';
import {
  badSignature,
  incompleteSignature,
  missingAuthenticationToken,
} from '../engine/common-errors';
import type { AwsError } from '../engine/errors';
import { percentDecode, readPairs } from '../engine/percent-encoding';
import { basicTimestamp, splitTarget, type Scope } from '../engine/signing/index';
import { header, type WireRequest } from './http';

/** What a request says of its signature, in its headers or (presigned) in its query string. */
export interface Authorization {
  readonly algorithm: string;
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  readonly sessionToken?: string | undefined;
  readonly presigned?: { readonly expires: number };
}

type Protocol = ApiModel['protocol'];

// Order and texts of the checks as DynamoDB makes them, recorded in dynalite's source and tests.

/** Reads a request's signature. Throws the service's error where it is missing or unreadable. */
export function readAuthorization(request: WireRequest, protocol: Protocol): Authorization {
  const { query } = splitTarget(request.target);
  const inHeader = header(request.headers, 'authorization');
  if (query.includes('X-Amz-')) {
    const parameters = new Map(readPairs(query, percentDecode));
    if (parameters.has('X-Amz-Algorithm')) {
      if (inHeader === undefined) return fromQuery(parameters, protocol);
      throw badSignature(
        protocol,
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
      );
    }
  }
  if (inHeader === undefined || !inHeader.trimStart().startsWith('AWS4-')) {
    throw missingAuthenticationToken(protocol);
  }
  return fromHeader(request, inHeader.trim(), protocol);
}

/** What of an Authorization header is the same for a client all day: all but the signature. */
type Constant = Pick<Authorization, 'algorithm' | 'accessKeyId' | 'scope' | 'signedHeaders'>;

const constants = new Map<string, Constant>();
const mostConstants = 1000;

function fromHeader(request: WireRequest, text: string, protocol: Protocol): Authorization {
  const timestamp = header(request.headers, 'x-amz-date') ?? header(request.headers, 'date');
  const end = text.lastIndexOf('Signature=');
  const before = text.slice(0, end);
  let constant = end < 0 ? undefined : constants.get(before);
  let signature = text.slice(end + 'Signature='.length);
  if (constant === undefined || timestamp === undefined || !/^[0-9a-f]+$/.test(signature)) {
    const parts = readParts(text, timestamp, protocol);
    constant = readConstant(text, parts, protocol);
    signature = parts.get('Signature') ?? '';
    if (constants.size >= mostConstants) constants.clear();
    // Where the signature comes last, as every client writes it.
    if (text.endsWith(`Signature=${signature}`)) constants.set(before, constant);
  }
  const { algorithm, accessKeyId, scope, signedHeaders } = constant;
  return {
    algorithm,
    accessKeyId,
    scope,
    signedHeaders,
    signature,
    timestamp: readTimestamp(timestamp ?? '', protocol),
    sessionToken: header(request.headers, 'x-amz-security-token'),
  };
}

function readParts(
  text: string,
  timestamp: string | undefined,
  protocol: Protocol,
): ReadonlyMap<string, string> {
  const space = text.search(/[\s,]/);
  const parts = new Map<string, string>();
  for (const part of space < 0 ? [] : text.slice(space).split(/[\s,]+/)) {
    if (part === '') continue;
    const mark = part.indexOf('=');
    if (mark < 0) {
      throw incompleteSignature(
        protocol,
        `'${part}' not a valid key=value pair (missing equal-sign) in Authorization header: '${text}'.`,
      );
    }
    parts.set(part.slice(0, mark), part.slice(mark + 1));
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parts.get(name))
    .map((name) => `Authorization header requires '${name}' parameter. `);
  if (timestamp === undefined) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    );
  }
  if (missing.length > 0) {
    throw incompleteSignature(protocol, `${missing.join('')}Authorization=${text}`);
  }
  return parts;
}

function readConstant(
  text: string,
  parts: ReadonlyMap<string, string>,
  protocol: Protocol,
): Constant {
  return {
    algorithm: text.slice(0, text.search(/[\s,]/)),
    ...readCredential(parts.get('Credential') ?? '', protocol),
    signedHeaders: (parts.get('SignedHeaders') ?? '').toLowerCase().split(';'),
  };
}

const queryParameters = ['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date'];

function fromQuery(parameters: ReadonlyMap<string, string>, protocol: Protocol): Authorization {
  const get = (name: string) => parameters.get(`X-Amz-${name}`) ?? '';
  const missing = queryParameters
    .filter((name) => get(name) === '')
    .map((name) => `AWS query-string parameters must include 'X-Amz-${name}'. `);
  if (missing.length > 0) {
    throw incompleteSignature(
      protocol,
      `${missing.join('')}Re-examine the query-string parameters.`,
    );
  }
  const sessionToken = get('Security-Token');
  return {
    algorithm: get('Algorithm'),
    ...readCredential(get('Credential'), protocol),
    signedHeaders: get('SignedHeaders').toLowerCase().split(';'),
    signature: get('Signature'),
    timestamp: readTimestamp(get('Date'), protocol),
    ...(sessionToken === '' ? {} : { sessionToken }),
    presigned: { expires: readExpires(get('Expires'), protocol) },
  };
}

function readCredential(text: string, protocol: Protocol) {
  const [accessKeyId = '', date = '', region = '', service = '', terminator = '', ...more] = text
    .replace(/\/+$/, '')
    .split('/');
  if (terminator === '' || more.length > 0) {
    throw incompleteSignature(
      protocol,
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${text}'`,
    );
  }
  return { accessKeyId, scope: { date, region, service, terminator } };
}

function readTimestamp(text: string, protocol: Protocol): string {
  if (/^\d{8}T\d{6}Z$/.test(text)) return text;
  // A Date header is in HTTP's own format.
  const time = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(time)) return basicTimestamp(time);
  throw notBasicFormat(text, protocol);
}

function notBasicFormat(text: string, protocol: Protocol): AwsError {
  return incompleteSignature(
    protocol,
    `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );
}

/** Seconds for which a presigned request may be sent: at most a week. */
const longestExpiry = 604_800;

function readExpires(text: string, protocol: Protocol): number {
  // Absent it means the usual quarter of an hour.
  const expires = text === '' ? 900 : Number(text);
  if (Number.isInteger(expires) && expires >= 0 && expires <= longestExpiry) return expires;
  throw incompleteSignature(
    protocol,
    `X-Amz-Expires must be a non-negative number of at most a week (in seconds), got '${text}'.`,
  );
}

let lastTimestamp = { text: '', time: NaN };

/** A time in ISO 8601's basic format, in ms; NaN where there is no such date. */
export function parseBasicTimestamp(text: string): number {
  // Many requests are signed in the same second.
  if (text !== lastTimestamp.text) lastTimestamp = { text, time: timeOf(text) };
  return lastTimestamp.time;
}

function timeOf(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
