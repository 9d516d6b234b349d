import { spanTiler, type ByteSpan } from './spans';

/** How `openssl enc` marks a file whose key was derived from a password and a salt. */
const magic = new TextEncoder().encode('Salted__');
const saltLength = 8;

/** The parts of a file that `openssl enc` wrote with a password; undefined for other files. */
export function openSslSpans(bytes: Uint8Array): readonly ByteSpan[] | undefined {
  const body = bytes.length - magic.length - saltLength;
  if (body <= 0 || !magic.every((byte, index) => bytes[index] === byte)) return undefined;
  const tiler = spanTiler();
  tiler.add({
    ...{ name: 'magic', kind: 'header', length: magic.length, value: 'Salted__' },
    meaning: 'Says that a salt follows, and that the key was derived from a password.',
  });
  tiler.add({
    ...{ name: 'salt', kind: 'salt', length: saltLength },
    meaning:
      'Random bytes that go into the derivation of key and IV, so that no two files share them.',
  });
  tiler.add({
    ...{ name: 'ciphertext', kind: 'ciphertext', length: body },
    meaning: 'The encrypted content. Nothing here detects a change: openssl enc adds no tag.',
  });
  return tiler.spans;
}
