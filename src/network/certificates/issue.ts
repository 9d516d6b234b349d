import { sha1 } from '@noble/hashes/legacy.js';
import { concat, type Bytes } from '../../engine/bytes';
import {
  algorithmIdentifier,
  element,
  octets,
  oid,
  publicKeyInfo,
  tagged,
  tags,
} from '../../engine/der';
import type { RandomBytes } from '../../engine/random';
import { newPrivateKey, publicPoint, sign } from '../tls/signatures';
import {
  basicConstraints,
  extension,
  extensionOids,
  keyUsage,
  serverAuth,
  subjectAltName,
} from './extensions';
import { encodeName, type Name } from './names';
import { encodeTime } from './times';

/** A certificate with the private key of what it certifies. */
export interface KeyedCertificate {
  readonly certificate: Bytes;
  readonly privateKey: Bytes;
}

/** Who signs: an authority's name and key. */
export interface Issuer {
  readonly name: Name;
  readonly privateKey: Bytes;
}

/** What a certificate is to say. */
export interface Wanted {
  readonly subject: Name;
  /** Times in ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Hosts that a server's certificate is for; absent in an authority's. */
  readonly hosts?: readonly string[];
  /** Absent where it is signed with its own key. */
  readonly issuer?: Issuer;
}

/** ECDSA with SHA-256 (RFC 5758), and keys on P-256 (RFC 5480). */
export const ecdsaWithSha256 = algorithmIdentifier('1.2.840.10045.4.3.2');
export const p256Key = algorithmIdentifier('1.2.840.10045.2.1', oid('1.2.840.10045.3.1.7'));

/** Makes a key pair on P-256 and a version 3 certificate for it. Source: RFC 5280, section 4.1. */
export function issueCertificate(wanted: Wanted, random: RandomBytes): KeyedCertificate {
  const { subject, hosts } = wanted;
  const privateKey = newPrivateKey(random);
  const issuer = wanted.issuer ?? { name: subject, privateKey };
  const point = publicPoint(privateKey);
  // Positive, and not too long: RFC 5280, section 4.1.2.2.
  const serial = random.bytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  const toBeSigned = element(
    tags.sequence,
    element(0xa0, element(tags.integer, Uint8Array.of(2))),
    element(tags.integer, serial),
    ecdsaWithSha256,
    encodeName(issuer.name),
    element(tags.sequence, encodeTime(wanted.notBefore), encodeTime(wanted.notAfter)),
    encodeName(subject),
    publicKeyInfo(p256Key, point),
    element(0xa3, element(tags.sequence, ...extensionsOf(hosts, point, issuer))),
  );
  const signature = concat(Uint8Array.of(0), sign(issuer.privateKey, toBeSigned));
  const certificate = element(
    tags.sequence,
    ...[toBeSigned, ecdsaWithSha256, element(tags.bits, signature)],
  );
  return { certificate, privateKey };
}

function extensionsOf(hosts: readonly string[] | undefined, point: Bytes, issuer: Issuer): Bytes[] {
  const isCa = hosts === undefined;
  const authorityKey = keyIdentifier(publicPoint(issuer.privateKey));
  const ids = extensionOids;
  return [
    extension(ids.basicConstraints, true, basicConstraints(isCa)),
    extension(ids.keyUsage, true, isCa ? keyUsage(5, 6) : keyUsage(0)),
    ...(isCa
      ? []
      : [
          extension(ids.extendedKeyUsage, false, serverAuth),
          extension(ids.subjectAltName, false, subjectAltName(hosts)),
        ]),
    extension(ids.subjectKeyIdentifier, false, octets(keyIdentifier(point))),
    extension(ids.authorityKeyIdentifier, false, element(tags.sequence, tagged(0, authorityKey))),
  ];
}

/** SHA-1 of the key's bits. Source: RFC 5280, section 4.2.1.2. */
function keyIdentifier(point: Uint8Array): Bytes {
  return new Uint8Array(sha1(point));
}
