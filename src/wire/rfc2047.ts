import { encodeBase64 } from '../engine/base64';

// Text that an HTTP header cannot hold, as Amazon S3 writes and reads it in metadata: RFC 2047, as
// JavaMail does it. Source: Amazon S3 User Guide, "Working with object metadata", and answers
// recorded against AWS (LocalStack's snapshots of its S3 tests, 2026-02).

const utf8 = new TextEncoder();
const lenient = new TextDecoder();
const isPlain = (one: string) => /^[\t\n\r\x20-\x7e]$/.test(one);

/** Whether a text can be a header as it is. */
export function isHeaderText(text: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(text);
}

/** A text as one encoded word; what is mostly ASCII stays readable. */
export function encodeWord(text: string): string {
  const bytes = utf8.encode(text);
  const isMostlyAscii = text.split('').filter(isPlain).length > text.length / 2;
  if (!isMostlyAscii) return `=?UTF-8?B?${encodeBase64(bytes)}?=`;
  const quoted = Array.from(bytes, (byte) => {
    const one = String.fromCharCode(byte);
    if (one === ' ') return '_';
    return /[!-~]/.test(one) && !'=_?'.includes(one)
      ? one
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `=?UTF-8?Q?${quoted.join('')}?=`;
}

/** The text of an encoded word; any other text is itself. */
export function decodeWord(text: string): string {
  const [, coding = '', word = ''] = /^=\?utf-8\?([bq])\?(.*)\?=$/is.exec(text) ?? [];
  if (coding === '') return text;
  return lenient.decode(coding.toLowerCase() === 'b' ? fromBase64(word) : fromQuoted(word));
}

function fromQuoted(word: string): Uint8Array {
  const bytes = word
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(bytes, (one) => one.charCodeAt(0) & 0xff);
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Recorded: what is no base64 is read all the same; a sign that is no digit has all bits set. */
function fromBase64(word: string): Uint8Array {
  const values = Array.from(word.replace(/=+$/, ''), (one) => {
    const value = digits.indexOf(one);
    return value < 0 ? 63 : value;
  });
  const bytes: number[] = [];
  for (let at = 0; at + 1 < values.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = values.slice(at, at + 4);
    const three = [(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d];
    bytes.push(...three.slice(0, Math.min(values.length - at - 1, 3)));
  }
  return Uint8Array.from(bytes, (byte) => byte & 0xff);
}
