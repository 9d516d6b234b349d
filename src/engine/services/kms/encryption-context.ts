import type { Context as ConditionContext } from '../../iam/index';

/** Name-value pairs bound to a ciphertext as additional authenticated data. Order has no meaning. */
export type EncryptionContext = Readonly<Record<string, string>>;

const encoder = new TextEncoder();
const nothing = new Uint8Array(0);

/**
 * The context as bytes: pairs in order of their names, each text with its length before it, so
 * that no two different contexts have the same bytes.
 */
export function encodeEncryptionContext(context: EncryptionContext | undefined): Uint8Array {
  if (context === undefined) return nothing;
  const names = Object.keys(context).sort();
  if (names.length === 0) return nothing;
  // A text's length in bytes is at most three times that in characters.
  let room = 0;
  for (const name of names) room += 8 + 3 * (name.length + context[name]!.length);
  const bytes = new Uint8Array(room);
  let end = 0;
  for (const name of names) {
    end = append(bytes, end, name);
    end = append(bytes, end, context[name]!);
  }
  return bytes.subarray(0, end);
}

function append(bytes: Uint8Array, at: number, text: string): number {
  const start = at + 4;
  let length = 0;
  for (; length < text.length; length += 1) {
    const code = text.charCodeAt(length);
    if (code > 0x7f) break;
    bytes[start + length] = code;
  }
  // Names and values are nearly always ASCII, where calling the encoder would cost more.
  if (length < text.length) length = encoder.encodeInto(text, bytes.subarray(start)).written;
  bytes[at] = length >>> 24;
  bytes[at + 1] = length >>> 16;
  bytes[at + 2] = length >>> 8;
  bytes[at + 3] = length;
  return start + length;
}

/**
 * The condition keys of an encryption context. Source: AWS KMS Developer Guide,
 * "kms:EncryptionContext:context-key" and "kms:EncryptionContextKeys".
 */
export function encryptionContextKeys(context: EncryptionContext | undefined): ConditionContext {
  if (context === undefined) return {};
  const names = Object.keys(context);
  if (names.length === 0) return {};
  const keys: Record<string, string | readonly string[]> = { 'kms:EncryptionContextKeys': names };
  for (const name of names) keys[`kms:EncryptionContext:${name}`] = context[name] ?? '';
  return keys;
}
