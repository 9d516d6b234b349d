import type { WireHeaders } from './http';
import { decodeWord } from './rfc2047';

// How Amazon S3 reads the headers of a request. Recorded against AWS (LocalStack's snapshots of its S3
// tests, 2026-02): an object is answered with the bytes of the headers that it was stored with, and
// encoded words in the values of metadata are read.

const keptAsBytes: ReadonlySet<string> = new Set([
  ...['cache-control', 'content-disposition', 'content-encoding', 'content-language'],
  ...['content-type', 'expires', 'x-amz-website-redirect-location'],
]);

const utf8 = new TextEncoder();

/** A request's headers as S3 keeps them: those that it answers with have one character a byte. */
export function asKept(headers: WireHeaders): WireHeaders {
  let kept = headers;
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') continue;
    const read = name.startsWith('x-amz-meta-')
      ? decodeWord(value)
      : keptAsBytes.has(name)
        ? asBytes(value)
        : value;
    if (read !== value) kept = { ...kept, [name]: read };
  }
  return kept;
}

function asBytes(text: string): string {
  return /[^\0-\x7f]/.test(text) ? String.fromCharCode(...utf8.encode(text)) : text;
}

/** A form's field as a header: a character that is more than a byte is a space there. */
export function asHeaderOfForm(name: string, value: string): string {
  return keptAsBytes.has(name) ? value.replace(/[^\0-\xff]/gu, ' ') : value;
}
