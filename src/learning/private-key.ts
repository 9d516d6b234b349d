import { elements, sequenceOf } from '../engine/der';

const octetString = 0x04;

/**
 * What of a private key (PKCS #8) is secret: the scalar, or the private exponent of RSA. The rest is
 * in the public key as well, or in every key of its kind. All of it, where the bytes are no such key.
 * Sources: RFC 5958, RFC 8017 (A.1.2), RFC 5915, RFC 8410.
 */
export function secretPartOf(key: Uint8Array): Uint8Array {
  const content = sequenceOf(key)?.find(({ tag }) => tag === octetString)?.value;
  if (content === undefined) return key;
  const members = sequenceOf(content);
  if (members === undefined) return elements(content)?.[0]?.value ?? content;
  // An EC key's scalar; or RSA's version, modulus, public exponent, private exponent.
  const scalar = members.find(({ tag }) => tag === octetString);
  return (scalar ?? members[3])?.value ?? key;
}
