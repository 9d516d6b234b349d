import type { HttpExchange } from '../../../worker/port';

/** What is not as it was, for people. */
export const lossText: Readonly<Record<HttpExchange['losses'][number], string>> = {
  'request body':
    'The trace keeps no more than the beginning of the body: length, hash and signature are those of what is shown.',
  'response body': 'The trace does not keep the whole content of the answer: it ends early.',
  signature:
    'The access key that signed it is gone since: without its secret the signature cannot be shown.',
  'user agent':
    'The trail has no event of it, which would name the client: User-Agent is left out.',
};

/** One line of the head of a message. */
export interface HeaderLine {
  readonly name: string;
  readonly value: string;
  /** Whether the request's signature covers it. */
  readonly isSigned: boolean;
}

/** A message as it is read: what its body is says its bytes. */
export interface HttpText {
  readonly first: string;
  readonly headers: readonly HeaderLine[];
  /** The body as text, or as bytes where it is none. */
  readonly body: string | Uint8Array;
}

const ascii = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Takes a message of HTTP/1.1 apart. */
export function readHttp(bytes: Uint8Array): HttpText {
  const end = endOfHead(bytes);
  const [first = '', ...lines] = ascii.decode(bytes.subarray(0, end)).split('\r\n');
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
  const proof = pairs.find(({ name }) => name === 'Authorization')?.value ?? '';
  const signed = /SignedHeaders=([^,]*)/.exec(proof)?.[1]?.split(';') ?? [];
  const headers = pairs.map((pair) => ({
    ...pair,
    isSigned: signed.includes(pair.name.toLowerCase()),
  }));
  return { first, headers, body: bodyOf(bytes.subarray(end + 4)) };
}

function endOfHead(bytes: Uint8Array): number {
  for (let at = 0; at + 3 < bytes.length; at += 1) {
    if (bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13) return at;
  }
  return bytes.length;
}

/** Text where all of it can be read. */
function bodyOf(bytes: Uint8Array): string | Uint8Array {
  try {
    const text = utf8.decode(bytes);
    return /[\x00-\x08\x0e-\x1f]/.test(text) ? bytes : text;
  } catch {
    return bytes;
  }
}
