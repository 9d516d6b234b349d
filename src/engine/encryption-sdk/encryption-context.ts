import { concat, type Bytes } from '../bytes';
import { counted, number, Reader, utf8 } from './bytes';
import { MessageError } from './errors';

/** Name-value pairs that are bound to a message, and lie open in its header. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** The name under which a signed message carries its public key. */
export const publicKeyName = 'aws-crypto-public-key';

/**
 * A context as bytes: how many pairs, then each, sorted by the bytes of their names; nothing at all
 * where it is empty. Source: AWS Encryption SDK Developer Guide, "AWS Encryption SDK message format
 * reference".
 */
export function encodeContext(context: EncryptionContext): Bytes {
  const pairs = Object.entries(context).map(([name, value]) => ({ name: utf8(name), value }));
  if (pairs.length === 0) return new Uint8Array(0);
  pairs.sort((a, b) => compare(a.name, b.name));
  return concat(
    number(pairs.length, 2),
    ...pairs.map(({ name, value }) => concat(counted(name), counted(utf8(value)))),
  );
}

/** Reads what `encodeContext` made. */
export function decodeContext(bytes: Uint8Array): EncryptionContext {
  const context = new Map<string, string>();
  if (bytes.length === 0) return {};
  const reader = new Reader(bytes);
  const count = reader.number(2);
  for (let i = 0; i < count; i += 1) {
    const name = reader.text();
    if (context.has(name)) throw new MessageError('A name is in the encryption context twice.');
    context.set(name, reader.text());
  }
  if (!reader.isAtEnd) throw new MessageError('The encryption context is longer than it says.');
  return Object.fromEntries(context);
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
