const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const padding = '='.charCodeAt(0);

/** The code of the digit of each value, and the value of the digit of each code (-1: none). */
const digits = Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0));
const values = new Int8Array(128).fill(-1);
for (const [value, digit] of digits.entries()) values[digit] = value;

const ascii = new TextDecoder();

/** Base64 as a platform has it, which is faster than any code here; of the same strictness. */
export interface Base64 {
  encode(bytes: Uint8Array): string;
  decode(text: string): Uint8Array<ArrayBuffer> | undefined;
}

let ofPlatform: Base64 | undefined;

/** Puts a platform's own base64 in the place of the tables. */
export function useBase64(base64: Base64 | undefined): void {
  ofPlatform = base64;
}

// Blobs of every request pass here, and btoa with its text of one character a byte takes ten times
// as long. Tables that a byte or six bits index have a value for each.

/** Bytes as base64 text, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  if (ofPlatform !== undefined) return ofPlatform.encode(bytes);
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text[at] = digits[bits >> 18]!;
    text[at + 1] = digits[(bits >> 12) & 63]!;
    text[at + 2] = digits[(bits >> 6) & 63]!;
    text[at + 3] = digits[bits & 63]!;
    at += 4;
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  if (missing > 0) text.fill(padding, text.length - missing);
  return ascii.decode(text);
}

/** The bytes of padded base64 text, or undefined where the text is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (ofPlatform !== undefined) return ofPlatform.decode(text);
  if (text.length % 4 !== 0) return undefined;
  const missing = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - missing);
  const end = text.length - (missing > 0 ? 4 : 0);
  // Beyond ASCII, or negative, as soon as one digit is none.
  let codes = 0;
  let all = 0;
  let at = 0;
  for (let i = 0; i < end; i += 4) {
    const first = text.charCodeAt(i);
    const second = text.charCodeAt(i + 1);
    const third = text.charCodeAt(i + 2);
    const fourth = text.charCodeAt(i + 3);
    codes |= first | second | third | fourth;
    const high = (values[first & 127]! << 18) | (values[second & 127]! << 12);
    const bits = high | (values[third & 127]! << 6) | values[fourth & 127]!;
    all |= bits;
    bytes[at] = bits >> 16;
    bytes[at + 1] = bits >> 8;
    bytes[at + 2] = bits;
    at += 3;
  }
  if (codes > 127 || all < 0) return undefined;
  if (missing === 0) return bytes;
  // The last digits, filled up with zeros: padding cannot be among them.
  const last = decodeBase64(text.slice(end, -missing).padEnd(4, 'A'));
  if (last === undefined) return undefined;
  bytes.set(last.subarray(0, 3 - missing), at);
  return bytes;
}
