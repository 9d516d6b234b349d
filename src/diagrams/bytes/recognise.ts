import { decodeBase64 } from '../../engine/base64';
import { ciphertextBlobSpans } from './ciphertext-blob';
import { encryptionSdkMessage } from './encryption-sdk-message';
import { entropyWords } from './entropy';
import { jsonSpans } from './json-spans';
import { openSslSpans } from './openssl-file';
import { spanTiler, type ByteSpan, type Recognised } from './spans';

/** Shorter runs of letters are words more often than Base64 or hexadecimal. */
const shortestEncoding = 20;

/** Finds out what a file or a blob is from its bytes alone, and what each stretch of it means. */
export function recognise(bytes: Uint8Array): Recognised {
  if (bytes.length === 0) return { format: 'empty', spans: [], inside: [] };
  const blob = ciphertextBlobSpans(bytes);
  if (blob !== undefined) return { format: 'KMS ciphertext blob', spans: blob, inside: [] };
  const message = encryptionSdkMessage(bytes);
  if (message !== undefined) return message;
  const salted = openSslSpans(bytes);
  if (salted !== undefined) return { format: 'OpenSSL salted file', spans: salted, inside: [] };
  const text = asText(bytes);
  if (text === undefined) {
    return { format: 'unrecognised bytes', spans: [unrecognised(bytes)], inside: [] };
  }
  return jsonSpans(bytes, text) ?? encoded(bytes, text) ?? plainText(bytes);
}

function asText(bytes: Uint8Array): string | undefined {
  if (bytes.some(isControlCharacter)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

// All but white space, which is 9 (tab) to 13 (carriage return).
function isControlCharacter(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32) || byte === 127;
}

function encoded(bytes: Uint8Array, text: string): Recognised | undefined {
  // Line breaks may stand anywhere in encoded text, blanks nowhere.
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length < shortestEncoding) return undefined;
  const hex = /^(?:[0-9a-f]{2})+$/i.test(digits);
  const decoded = hex ? fromHex(digits) : decodeBase64(digits);
  if (decoded === undefined) return undefined;
  const name = hex ? 'hexadecimal' : 'Base64';
  const inner = recognise(decoded).format;
  const tiler = spanTiler();
  const body = text.trimEnd().length;
  const meaning = `${decoded.length} bytes written as text: ${inner}.`;
  tiler.add({ name, kind: 'text', length: body, meaning });
  tiler.add({
    name: 'line end',
    kind: 'structure',
    length: bytes.length - body,
    meaning: 'White space.',
  });
  const format = `${name} of ${inner}`;
  return { format, spans: tiler.spans, inside: [{ name: `decoded ${name}`, bytes: decoded }] };
}

function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function plainText({ length }: Uint8Array): Recognised {
  const meaning = 'Text in the clear: whoever can open the file can read it.';
  const span: ByteSpan = { offset: 0, length, name: 'text', kind: 'text', meaning };
  return { format: 'text', spans: [span], inside: [] };
}

// Ciphertext without a header, a raw key and compressed data cannot be told apart; the span says
// what can be said, and claims no more.
function unrecognised(bytes: Uint8Array): ByteSpan {
  const { length } = bytes;
  const hints = [
    'No format this view knows.',
    ...(length === 32 ? ['As long as an AES-256 key.'] : []),
    ...(length > 32 && length % 16 === 0 ? ['A whole number of AES blocks (16 bytes).'] : []),
  ];
  const meaning = hints.join(' ');
  const value = `entropy ${entropyWords(bytes)}`;
  return { offset: 0, length, name: 'unrecognised bytes', kind: 'unknown', meaning, value };
}
