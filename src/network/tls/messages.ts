import { concat, type Bytes } from '../../engine/bytes';
import { TlsAlert } from './alerts';
import { Cursor, uint, vector } from './vectors';

/** Handshake messages by their numbers. Source: RFC 8446, section 4. */
export const messageTypes = {
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  encryptedExtensions: 8,
  certificate: 11,
  certificateVerify: 15,
  finished: 20,
  keyUpdate: 24,
} as const;

/** A message as it is in the transcript (`bytes`), and what it says. */
export interface Message {
  readonly type: number;
  readonly body: Bytes;
  readonly bytes: Bytes;
}

/** A message with its head. */
export function message(type: number, ...body: readonly Uint8Array[]): Bytes {
  return concat(uint(1, type), vector(3, ...body));
}

/** Cuts handshake bytes into messages; what is not yet whole stays `rest`. */
export function splitMessages(bytes: Bytes): { messages: Message[]; rest: Bytes } {
  const messages: Message[] = [];
  let at = 0;
  while (bytes.length - at >= 4) {
    const length = new Cursor(bytes.subarray(at + 1, at + 4)).uint(3);
    const end = at + 4 + length;
    if (end > bytes.length) break;
    const whole = bytes.slice(at, end);
    messages.push({ type: whole[0]!, body: whole.slice(4), bytes: whole });
    at = end;
  }
  return { messages, rest: bytes.slice(at) };
}

/** Extensions by their numbers. Source: RFC 8446, section 4.2. */
export const extensionTypes = {
  serverName: 0,
  supportedGroups: 10,
  signatureAlgorithms: 13,
  alpn: 16,
  supportedVersions: 43,
  keyShare: 51,
} as const;

/** Extensions of a message by their numbers. */
export type Extensions = ReadonlyMap<number, Bytes>;

/** Writes extensions with their numbers and lengths. */
export function writeExtensions(extensions: readonly (readonly [number, Uint8Array])[]): Bytes {
  return vector(2, ...extensions.map(([type, data]) => concat(uint(2, type), vector(2, data))));
}

/** Reads extensions; the same one twice is an `illegal_parameter`. */
export function readExtensions(bytes: Bytes): Extensions {
  const cursor = new Cursor(bytes);
  const extensions = new Map<number, Bytes>();
  while (!cursor.isAtEnd) {
    const type = cursor.uint(2);
    if (extensions.has(type)) throw new TlsAlert('illegal_parameter');
    extensions.set(type, cursor.vector(2));
  }
  return extensions;
}

/** A share of a key for one group. */
export interface KeyShare {
  readonly group: number;
  readonly share: Bytes;
}

export function writeKeyShare({ group, share }: KeyShare): Bytes {
  return concat(uint(2, group), vector(2, share));
}

export function readKeyShare(cursor: Cursor): KeyShare {
  return { group: cursor.uint(2), share: cursor.vector(2) };
}

/** ECDSA on P-256 with SHA-256: the one signature scheme here. Source: RFC 8446, section 4.2.3. */
export const ecdsaP256Sha256 = 0x0403;

/** TLS 1.3 in `supported_versions`. */
export const tls13Version = 0x0304;

const utf8 = new TextEncoder();

/** What a signature in CertificateVerify is over. Source: RFC 8446, section 4.4.3. */
export function signedByServer(transcript: Bytes): Bytes {
  const context = utf8.encode('TLS 1.3, server CertificateVerify');
  return concat(new Uint8Array(64).fill(0x20), context, uint(1, 0), transcript);
}
