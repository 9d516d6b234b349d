import { AwsError } from '../engine/errors';
import { header, type WireHeaders } from './http';

// The content encoding "aws-chunked": a body in chunks, each with its size and perhaps a signature,
// and after them perhaps trailers. Source: Amazon S3 API Reference, "Signature calculations for the
// authorization header: transferring payload in multiple chunks" and "... trailing headers".

/** One chunk of a body, as it was sent. */
export interface Chunk {
  readonly data: Uint8Array;
  readonly signature: string | undefined;
}

/** A body in its parts. */
export interface ChunkedBody {
  readonly chunks: readonly Chunk[];
  /** Lower-case names and values of the trailers, in the order sent, without the signature. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
  readonly trailerSignature: string | undefined;
}

/** Reads a body in chunks; the last, which is empty, is one of them. */
export function readChunks(body: Uint8Array, headers: WireHeaders): ChunkedBody {
  const decodedLength = header(headers, 'x-amz-decoded-content-length');
  if (decodedLength === undefined || !/^\d+$/.test(decodedLength)) throw missingContentLength();
  const chunks: Chunk[] = [];
  let at = 0;
  let length = 0;
  for (;;) {
    const end = lineEnd(body, at);
    const [, size = '', signature] =
      /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(text(body, at, end)) ?? [];
    if (end < 0 || size === '') throw incompleteBody();
    const start = end + 2;
    const stop = start + parseInt(size, 16);
    const data = body.subarray(start, stop);
    if (stop > body.length) throw incompleteBody();
    chunks.push({ data, signature });
    length += data.length;
    at = stop;
    if (data.length === 0) break;
    if (lineEnd(body, at) !== at) throw incompleteBody();
    at += 2;
  }
  if (length !== Number(decodedLength)) throw incompleteBody();
  return { chunks, ...readTrailers(text(body, at, body.length), headers) };
}

/** What a body in chunks is when it has arrived. */
export function joinChunks(chunks: readonly Chunk[]): Uint8Array {
  const [only, ...more] = chunks.filter(({ data }) => data.length > 0);
  if (only === undefined) return new Uint8Array();
  if (more.length === 0) return only.data;
  const whole = new Uint8Array(chunks.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of chunks) {
    whole.set(data, at);
    at += data.length;
  }
  return whole;
}

function readTrailers(rest: string, headers: WireHeaders) {
  const announced = (header(headers, 'x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const trailers: [string, string][] = [];
  let trailerSignature: string | undefined;
  for (const line of rest.split(/\r?\n/)) {
    if (line === '') continue;
    const mark = line.indexOf(':');
    const name = line.slice(0, Math.max(mark, 0)).trim().toLowerCase();
    const value = line.slice(mark + 1).trim();
    if (name === 'x-amz-trailer-signature') trailerSignature = value;
    else if (announced.includes(name)) trailers.push([name, value]);
    else throw malformedTrailer();
  }
  if (trailers.length < announced.length) throw malformedTrailer();
  return { trailers, trailerSignature };
}

/** Where the next line ends; less than zero where it does not. */
function lineEnd(body: Uint8Array, from: number): number {
  // A chunk's head is short: what goes on longer is none.
  const end = body.subarray(from, from + 256).indexOf(13);
  return end < 0 || body[from + end + 1] !== 10 ? -1 : from + end;
}

const ascii = new TextDecoder('latin1');

function text(body: Uint8Array, from: number, to: number): string {
  return to < from ? '' : ascii.decode(body.subarray(from, to));
}

// Texts: Amazon S3 API Reference, "Error responses".

function missingContentLength(): AwsError {
  return new AwsError(
    'MissingContentLength',
    'You must provide the Content-Length HTTP header.',
    411,
  );
}

function incompleteBody(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
}

function malformedTrailer(): AwsError {
  return new AwsError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}
