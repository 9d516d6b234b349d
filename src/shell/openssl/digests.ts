/** A hash function: OpenSSL 3's name for output, and WebCrypto's. */
export interface Digest {
  readonly title: string;
  readonly webCrypto: string;
}

/** The digests by the name that options give them. WebCrypto has no others. */
export const digests: Readonly<Record<string, Digest>> = {
  sha1: { title: 'SHA1', webCrypto: 'SHA-1' },
  sha256: { title: 'SHA2-256', webCrypto: 'SHA-256' },
  sha384: { title: 'SHA2-384', webCrypto: 'SHA-384' },
  sha512: { title: 'SHA2-512', webCrypto: 'SHA-512' },
};

/** The digest of this name, in any case and with or without a dash: `SHA-256`. */
export function digestNamed(name: string): Digest | undefined {
  const plain = name
    .toLowerCase()
    .replace(/^sha-/, 'sha')
    .replace(/^sha2-/, 'sha');
  return Object.hasOwn(digests, plain) ? digests[plain] : undefined;
}
