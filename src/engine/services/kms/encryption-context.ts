import type { Context as ConditionContext } from '../../iam/index';

/** Name-value pairs bound to a ciphertext as additional authenticated data. Order has no meaning. */
export type EncryptionContext = Readonly<Record<string, string>>;

const encoder = new TextEncoder();

/**
 * The context as bytes: pairs in order of their names, each text with its length before it, so
 * that no two different contexts have the same bytes.
 */
export function encodeEncryptionContext(context: EncryptionContext | undefined): Uint8Array {
  const names = context === undefined ? [] : Object.keys(context).sort();
  if (context === undefined || names.length === 0) return new Uint8Array(0);
  const parts = names.flatMap((name) => [encoder.encode(name), encoder.encode(context[name])]);
  const bytes = new Uint8Array(parts.reduce((length, part) => length + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
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
