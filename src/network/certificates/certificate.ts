import { element, elements, publicKeyOf, sequenceOf, tags, type Element } from '../../engine/der';
import type { Bytes } from '../../engine/bytes';
import { verify } from '../tls/signatures';
import { extensionOids, readSubjectAltName } from './extensions';
import { ecdsaWithSha256, p256Key } from './issue';
import { decodeName, type Name } from './names';
import { decodeTime } from './times';
import { oid } from '../../engine/der';

/** A certificate as it was read. */
export interface Certificate {
  /** All of it, in DER. */
  readonly der: Bytes;
  /** The part that is signed. */
  readonly signedPart: Bytes;
  readonly serial: Bytes;
  readonly issuer: Name;
  readonly subject: Name;
  /** The names as they are encoded, to be compared. */
  readonly issuerBytes: Bytes;
  readonly subjectBytes: Bytes;
  /** Times in ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The public key's point, where it is on P-256; this model knows no other keys. */
  readonly point?: Bytes;
  readonly extensions: readonly Extension[];
  /** Names of its own key and of its issuer's, by which authorities of one name are told apart. */
  readonly keyId?: Bytes;
  readonly issuerKeyId?: Bytes;
  readonly hosts: readonly string[];
  readonly isCa: boolean;
  /** Absent where the signature is of another kind than ECDSA with SHA-256. */
  readonly signature?: Bytes;
}

/** An extension as it was read. */
export interface Extension {
  /** Its object identifier, encoded. */
  readonly id: Bytes;
  readonly isCritical: boolean;
  readonly value: Bytes;
}

const none = new Uint8Array(0);

/** Reads a certificate in DER; undefined where the bytes are none. */
export function readCertificate(der: Bytes): Certificate | undefined {
  const [signedPart, algorithm, signature] = sequenceOf(der) ?? [];
  if (signedPart === undefined || algorithm === undefined || signature === undefined)
    return undefined;
  const parts = elements(signedPart.value) ?? [];
  // A certificate of version 1 does not say its version, and has no extensions.
  const [serial, , issuer, validity, subject, key, ...rest] =
    parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  if (serial === undefined || issuer === undefined || validity === undefined) return undefined;
  if (subject === undefined || key === undefined) return undefined;
  const [notBefore, notAfter] = elements(validity.value) ?? [];
  if (notBefore === undefined || notAfter === undefined) return undefined;
  const point = publicKeyOf(encoded(key), p256Key);
  const extensions = readExtensions(rest.find(({ tag }) => tag === 0xa3));
  const find = (id: string) => extensions.find((found) => same(found.id, oid(id)))?.value;
  const altNames = find(extensionOids.subjectAltName);
  const keyId = elements(find(extensionOids.subjectKeyIdentifier) ?? none)?.[0]?.value;
  const issuerKey = sequenceOf(find(extensionOids.authorityKeyIdentifier) ?? none)?.[0];
  const isEcdsa = same(encoded(algorithm), ecdsaWithSha256);
  return {
    der,
    signedPart: encoded(signedPart),
    serial: serial.value,
    issuer: decodeName(issuer.value),
    subject: decodeName(subject.value),
    issuerBytes: issuer.value,
    subjectBytes: subject.value,
    notBefore: decodeTime(notBefore),
    notAfter: decodeTime(notAfter),
    ...(point === undefined ? {} : { point }),
    extensions,
    ...(keyId === undefined ? {} : { keyId }),
    ...(issuerKey?.tag === 0x80 ? { issuerKeyId: issuerKey.value } : {}),
    hosts: altNames === undefined ? [] : readSubjectAltName(altNames),
    isCa: isAuthority(find(extensionOids.basicConstraints)),
    ...(isEcdsa ? { signature: signature.value.slice(1) } : {}),
  };
}

/** Whether the certificate was signed with the authority's key. */
export function isSignedBy(certificate: Certificate, authority: Certificate): boolean {
  const { signature, signedPart } = certificate;
  const { point } = authority;
  return point !== undefined && signature !== undefined && verify(point, signedPart, signature);
}

/** Whether two encodings are the same. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function encoded({ tag, value }: Element): Bytes {
  return element(tag, value);
}

function readExtensions(explicit: Element | undefined): Extension[] {
  if (explicit === undefined) return [];
  return (sequenceOf(explicit.value) ?? []).flatMap((entry) => {
    const [id, ...rest] = elements(entry.value) ?? [];
    const value = rest.at(-1);
    if (id === undefined || value?.tag !== tags.octets) return [];
    const isCritical = rest[0]?.tag === tags.boolean && rest[0].value[0] !== 0;
    return [{ id: encoded(id), isCritical, value: value.value }];
  });
}

function isAuthority(constraints: Bytes | undefined): boolean {
  const [first] = sequenceOf(constraints ?? none) ?? [];
  return first?.tag === tags.boolean && first.value[0] !== 0;
}
