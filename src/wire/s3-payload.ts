import { AwsError } from '../engine/errors';
import { scopeText, sign, type Hashing, type Scope } from '../engine/signing/index';
import { joinChunks, readChunks, type ChunkedBody } from './aws-chunked';
import { header, type WireHeaders, type WireRequest } from './http';

/** A request's body as the service gets it, and what of the signature depends on it. */
export interface Payload {
  readonly body: Uint8Array;
  /** The request's headers with the trailers, and those of the encoding taken out. */
  readonly headers: WireHeaders;
  /** Whether every part is signed as it must be, after the signature of the headers. */
  isSigned(secretAccessKey: string, seed: SignedHead): boolean;
}

/** The signature of a request's headers, from which those of its chunks go on. */
export interface SignedHead {
  readonly signature: string;
  readonly timestamp: string;
  readonly scope: Scope;
}

const signedChunks = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const signedChunksAndTrailer = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
const unsignedChunks = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** What stands for the hash of a body that is not hashed. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD';

const withoutHash = [unsignedPayload, unsignedChunks, signedChunks, signedChunksAndTrailer];

/** Reads a body by what `x-amz-content-sha256` says of it, and holds it to that. */
export function readPayload(request: WireRequest, hashing: Hashing): Payload {
  const { headers, body } = request;
  const contentHash = header(headers, 'x-amz-content-sha256');
  switch (contentHash) {
    case undefined:
    case unsignedPayload:
      return { body, headers, isSigned: () => true };
    case unsignedChunks:
    case signedChunks:
    case signedChunksAndTrailer: {
      const chunked = readChunks(body, headers);
      return {
        body: joinChunks(chunked.chunks),
        headers: decodedHeaders(headers, chunked),
        isSigned: (secret, seed) =>
          contentHash === unsignedChunks || areChunksSigned(chunked, secret, seed, hashing),
      };
    }
    default: {
      if (!/^[0-9a-f]{64}$/.test(contentHash)) throw notAHash(contentHash);
      const computed = hashing.sha256(body);
      if (computed !== contentHash) throw otherContent(contentHash, computed);
      return { body, headers, isSigned: () => true };
    }
  }
}

function decodedHeaders(headers: WireHeaders, { trailers }: ChunkedBody): WireHeaders {
  const encoding = (header(headers, 'content-encoding') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.toLowerCase() !== 'aws-chunked')
    .join(',');
  return {
    ...headers,
    ...Object.fromEntries(trailers),
    'content-encoding': encoding === '' ? undefined : encoding,
    'content-length': header(headers, 'x-amz-decoded-content-length'),
  };
}

function areChunksSigned(
  { chunks, trailers, trailerSignature }: ChunkedBody,
  secret: string,
  { signature, timestamp, scope }: SignedHead,
  hashing: Hashing,
): boolean {
  let previous = signature;
  const follows = (kind: string, hashes: readonly string[], given: string | undefined) => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, timestamp, scopeText(scope), previous, ...hashes];
    previous = sign(text.join('\n'), secret, scope, hashing);
    return previous === given;
  };
  const empty = hashing.sha256('');
  for (const { data, signature: given } of chunks) {
    if (!follows('PAYLOAD', [empty, hashing.sha256(data)], given)) return false;
  }
  if (trailers.length === 0) return true;
  const text = trailers.map(([name, value]) => `${name}:${value}\n`).join('');
  return follows('TRAILER', [hashing.sha256(text)], trailerSignature);
}

// Texts: as public bug reports quote them.

function otherContent(given: string, computed: string): AwsError {
  return new AwsError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    400,
    { ClientComputedContentSHA256: given, S3ComputedContentSHA256: computed },
  );
}

function notAHash(given: string): AwsError {
  return new AwsError(
    'InvalidArgument',
    `x-amz-content-sha256 must be ${withoutHash.join(', ')} or a valid sha256 value.`,
    400,
    { ArgumentName: 'x-amz-content-sha256', ArgumentValue: given },
  );
}
