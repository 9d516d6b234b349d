import { AwsError } from '../engine/errors';
import { header, type WireRequest } from './http';

// The body of a browser's form: "multipart/form-data". Source: RFC 7578, and Amazon S3 API Reference,
// "Browser-based uploads using POST", "Creating an HTML form".

/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly value: string;
}

/** A form that uploads a file. */
export interface Form {
  /** What stands before the file, in the order sent; what comes after it is passed over. */
  readonly fields: readonly FormField[];
  /** Its content, and its name without folders where it has one. */
  readonly file: { readonly content: Uint8Array; readonly name?: string };
}

/** Bytes that the fields before the file may have. Source: the same. */
const longestFields = 20 * 1024;

const utf8 = new TextDecoder();
const ascii = new TextEncoder();

/** Whether a request's body is said to be a form. */
export function isForm({ headers }: WireRequest): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(header(headers, 'content-type') ?? '');
}

/** Reads a form. Throws MalformedPOSTRequest, and InvalidArgument where it uploads no file. */
export function readForm({ headers, body }: WireRequest): Form {
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(header(headers, 'content-type') ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformedForm();
  const delimiter = ascii.encode(`--${boundary}`);
  const between = ascii.encode(`\r\n--${boundary}`);
  const fields: FormField[] = [];
  let at = indexOf(body, delimiter, 0);
  if (at < 0) throw malformedForm();
  at += delimiter.length;
  for (;;) {
    // Two dashes after the delimiter are the end.
    if (body[at] === 0x2d && body[at + 1] === 0x2d) throw noFile();
    const head = indexOf(body, endOfHead, at);
    const end = head < 0 ? -1 : indexOf(body, between, head + endOfHead.length - 2);
    if (head < 0 || end < 0) throw malformedForm();
    const { name, filename } = disposition(utf8.decode(body.subarray(at, head)));
    const content = body.subarray(Math.min(head + endOfHead.length, end), end);
    if (name.toLowerCase() === 'file') {
      if (at > longestFields + delimiter.length) throw fieldsTooLong();
      const own = filename?.replace(/^.*[/\\]/s, '');
      return { fields, file: { content, ...(own ? { name: own } : {}) } };
    }
    fields.push({ name, value: utf8.decode(content) });
    at = end + between.length;
  }
}

const endOfHead = ascii.encode('\r\n\r\n');

function disposition(head: string): { name: string; filename: string | undefined } {
  const line = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
  const named = (what: string) => new RegExp(`;\\s*${what}="([^"]*)"`, 'i').exec(line)?.[1];
  const name = named('name');
  if (name === undefined) throw malformedForm();
  // RFC 5987: a name that is not ASCII comes encoded, and beside it a plain one or none.
  const encoded = /;\s*filename\*=utf-8''([^;\s]+)/i.exec(line)?.[1];
  return { name, filename: encoded === undefined ? named('filename') : decoded(encoded) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformedForm();
  }
}

function indexOf(body: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let at = body.indexOf(first, from); at >= 0; at = body.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => body[at + index] === byte)) return at;
  }
  return -1;
}

/** Text: Amazon S3 API Reference, "Error responses". */
const malformedForm = () =>
  new AwsError(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );

/** Text: Amazon S3 API Reference, "Error responses". */
const fieldsTooLong = () =>
  new AwsError(
    'MaxPostPreDataLengthExceededError',
    'Your POST request fields preceding the upload file were too large.',
  );

/** Text: as clients of S3 quote it. */
const noFile = () =>
  new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.', 400, {
    ...{ ArgumentName: 'file', ArgumentValue: '0' },
  });
