import { decodeBase64 } from '../../engine/base64';
import { entryOf } from './s3-encryption-client';
import { spanTiler, type Inside, type Recognised } from './spans';

/** Longer documents are shown as one piece: their members would not fit on a page. */
const longest = 64 * 1024;

const stringToken = /"(?:[^"\\]|\\.)*"/g;

/**
 * A JSON document by its text values, or undefined when `text` is none. Members whose value is
 * Base64 are offered decoded: the CiphertextBlob and Plaintext of an `aws kms` command's output.
 */
export function jsonSpans(bytes: Uint8Array, text: string): Recognised | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tiler = spanTiler();
  const inside: Inside[] = [];
  if (bytes.length > longest) {
    const { length } = bytes;
    tiler.add({ name: 'document', kind: 'text', length, meaning: 'A JSON document.' });
    return { format: 'JSON', spans: tiler.spans, inside };
  }
  // One character per byte: offsets of tokens are offsets of bytes, whatever the text is.
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const structure = (length: number) =>
    tiler.add({ name: 'JSON', kind: 'structure', length, meaning: 'Names and punctuation.' });
  let done = 0;
  let member = '';
  for (const { 0: token, index } of binary.matchAll(stringToken)) {
    const isName = /^\s*:/.test(binary.slice(index + token.length));
    if (isName) {
      member = valueOf(bytes, index, token);
      continue;
    }
    structure(index - done);
    done = index + token.length;
    const value = valueOf(bytes, index, token);
    const name = member === '' ? 'element' : member;
    const decoded = value === '' ? undefined : decodeBase64(value);
    const entry = entryOf(name);
    if (entry !== undefined) {
      const { kind, meaning, holds } = entry;
      tiler.add({ name, kind, length: token.length, meaning, value });
      if (holds !== undefined && decoded !== undefined) {
        inside.push({ name: `${name}: ${holds}`, bytes: decoded });
      }
      continue;
    }
    if (decoded === undefined || !isBinary(name)) {
      const meaning = `The text of ${name}.`;
      tiler.add({ name, kind: 'text', length: token.length, meaning, value });
      continue;
    }
    const secret = name.startsWith('Plaintext');
    const meaning = `Base64 of ${decoded.length} bytes${secret ? ', in the clear' : ''}.`;
    const kind = secret ? 'key' : 'ciphertext';
    tiler.add({ name, kind, length: token.length, meaning });
    inside.push({ name, bytes: decoded });
  }
  structure(bytes.length - done);
  return { format: 'JSON', spans: tiler.spans, inside };
}

// Words such as a KeyUsage are valid Base64 too; what holds bytes is known by its name.
function isBinary(name: string): boolean {
  return /(plaintext|blob|ciphertext|datakey|signature|mac|secret)$/i.test(
    name.replace(/[-_.]/g, ''),
  );
}

function valueOf(bytes: Uint8Array, index: number, token: string): string {
  const literal = new TextDecoder().decode(bytes.subarray(index, index + token.length));
  return String(JSON.parse(literal));
}
