import { concat, type Bytes } from './bytes';

// The little of ASN.1's distinguished encoding (ITU-T X.690) that keys and certificates need.

/** The tags in use, those of SEQUENCE and SET with the bit of constructed elements. */
export const tags = {
  ...{ boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, none: 0x05, oid: 0x06 },
  ...{ utf8: 0x0c, printable: 0x13, utcTime: 0x17, generalizedTime: 0x18 },
  ...{ sequence: 0x30, set: 0x31 },
} as const;

/** One element with its tag and length. */
export function element(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const value = concat(...content);
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concat(Uint8Array.of(tag, ...size), value);
}

const none = element(tags.none);
const zero = element(tags.integer, Uint8Array.of(0));

/** An object identifier from its dotted text. */
export function oid(text: string): Bytes {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const content = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    content.push(...digits);
  }
  return element(tags.oid, Uint8Array.from(content));
}

/** An AlgorithmIdentifier; `'null'` where its parameters are an explicit NULL. */
export function algorithmIdentifier(name: string, parameters?: Uint8Array | 'null'): Bytes {
  if (parameters === undefined) return element(tags.sequence, oid(name));
  return element(tags.sequence, oid(name), parameters === 'null' ? none : parameters);
}

/** A SubjectPublicKeyInfo (RFC 5280). */
export function publicKeyInfo(algorithm: Uint8Array, key: Uint8Array): Bytes {
  return element(tags.sequence, algorithm, element(tags.bits, Uint8Array.of(0), key));
}

/** A PKCS#8 PrivateKeyInfo (RFC 5958). */
export function privateKeyInfo(algorithm: Uint8Array, key: Uint8Array): Bytes {
  return element(tags.sequence, zero, algorithm, element(tags.octets, key));
}

/** The DigestInfo that RSASSA-PKCS1-v1_5 signs (RFC 8017). */
export function digestInfo(hash: Uint8Array, digest: Uint8Array): Bytes {
  return element(tags.sequence, hash, octets(digest));
}

/** An octet string. */
export function octets(content: Uint8Array): Bytes {
  return element(tags.octets, content);
}

/** An ECPrivateKey (RFC 5915) as PKCS#8 holds it: without the curve, with the public key. */
export function ecPrivateKey(scalar: Uint8Array, point: Uint8Array): Bytes {
  const version = element(tags.integer, Uint8Array.of(1));
  const publicKey = element(0xa1, element(tags.bits, Uint8Array.of(0), point));
  return element(tags.sequence, version, octets(scalar), publicKey);
}

/** A value implicitly tagged with a context-specific number. */
export function tagged(number: number, content: Uint8Array): Bytes {
  return element(0x80 | number, content);
}

/** One element as it was read. */
export interface Element {
  readonly tag: number;
  readonly value: Bytes;
}

/** The elements that bytes are made of; undefined unless they are whole elements in DER. */
export function elements(bytes: Uint8Array): Element[] | undefined {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at]!;
    let length = bytes[at + 1] ?? -1;
    let start = at + 2;
    if (length > 0x80) {
      const digits = length - 0x80;
      if (digits > 3) return undefined;
      length = 0;
      for (let i = 0; i < digits; i += 1) length = length * 256 + (bytes[start++] ?? 0);
      // The shortest form only.
      if (length < 0x80 || (digits > 1 && length < 2 ** (8 * (digits - 1)))) return undefined;
    } else if (length === 0x80) return undefined;
    if (length < 0 || start + length > bytes.length) return undefined;
    found.push({ tag, value: bytes.slice(start, start + length) });
    at = start + length;
  }
  return found;
}

/** The elements of the one sequence that bytes are. */
export function sequenceOf(bytes: Uint8Array): Element[] | undefined {
  const [sequence, ...more] = elements(bytes) ?? [];
  if (sequence?.tag !== tags.sequence || more.length > 0) return undefined;
  return elements(sequence.value);
}

/**
 * The private key inside a PKCS#8 PrivateKeyInfo of the algorithm (an AlgorithmIdentifier);
 * undefined for another algorithm or structure. Attributes and a public key after it are passed over.
 */
export function privateKeyOf(bytes: Uint8Array, algorithm: Uint8Array): Bytes | undefined {
  const [version, identifier, key] = sequenceOf(bytes) ?? [];
  if (version?.tag !== tags.integer || identifier === undefined) return undefined;
  if (!same(element(identifier.tag, identifier.value), algorithm)) return undefined;
  return key?.tag === tags.octets ? key.value : undefined;
}

/** The public key inside a SubjectPublicKeyInfo of the algorithm; undefined for anything else. */
export function publicKeyOf(bytes: Uint8Array, algorithm: Uint8Array): Bytes | undefined {
  const [identifier, key] = sequenceOf(bytes) ?? [];
  if (identifier === undefined || key?.tag !== tags.bits || key.value[0] !== 0) return undefined;
  return same(element(identifier.tag, identifier.value), algorithm)
    ? key.value.slice(1)
    : undefined;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
