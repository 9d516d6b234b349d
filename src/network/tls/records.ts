import { concat, type Bytes } from '../../engine/bytes';
import { TlsAlert } from './alerts';
import type { CipherSuite } from './cipher-suites';
import { expandLabel } from './key-schedule';
import { uint, vector } from './vectors';

/** Content types. Source: RFC 8446, section 5.1. */
export const contentTypes = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
} as const;

/** The most that one record holds. Source: RFC 8446, sections 5.1 and 5.2. */
export const longestContent = 2 ** 14;
const longestRecord = longestContent + 256;

/** A record as it is on the wire. */
export interface Record {
  readonly type: number;
  /** Its first five bytes: type, version, length. Encryption authenticates them. */
  readonly head: Bytes;
  readonly fragment: Bytes;
}

/** What is in a record once it is decrypted. */
export interface Content {
  readonly type: number;
  readonly content: Bytes;
}

/** The bytes of a record that is not encrypted. TLS 1.3 calls itself 1.2 here, for old boxes' sake. */
export function plainRecord(type: number, content: Uint8Array, version = 0x0303): Bytes {
  return concat(uint(1, type), uint(2, version), vector(2, content));
}

/** Cuts what arrived into records; what is not yet whole stays `rest`. */
export function splitRecords(bytes: Bytes): { records: Record[]; rest: Bytes } {
  const records: Record[] = [];
  let at = 0;
  while (bytes.length - at >= 5) {
    const length = bytes[at + 3]! * 256 + bytes[at + 4]!;
    if (length > longestRecord) throw new TlsAlert('decode_error');
    const end = at + 5 + length;
    if (end > bytes.length) break;
    records.push({
      type: bytes[at]!,
      head: bytes.slice(at, at + 5),
      fragment: bytes.slice(at + 5, end),
    });
    at = end;
  }
  return { records, rest: bytes.slice(at) };
}

/** The records of one direction under one secret: each has a nonce of its own. RFC 8446, 5.2, 5.3. */
export class Protection {
  readonly #key: Promise<CryptoKey>;
  readonly #iv: Bytes;
  #sequence = 0;

  constructor(suite: CipherSuite, secret: Bytes) {
    const none = new Uint8Array(0);
    const key = expandLabel(suite, secret, 'key', none, suite.keyLength);
    this.#iv = expandLabel(suite, secret, 'iv', none, 12);
    this.#key = crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  }

  /** Encrypts content, its type and as many zeros as wanted behind it into one record. */
  async seal(type: number, content: Uint8Array, padding = 0): Promise<Bytes> {
    const inner = concat(content, uint(1, type), new Uint8Array(padding));
    const header = recordHeader(inner.length + 16);
    const parameters = this.#parameters(header);
    const sealed = await crypto.subtle.encrypt(parameters, await this.#key, inner);
    return concat(header, new Uint8Array(sealed));
  }

  /** Decrypts a record; throws `bad_record_mac` where anything of it was changed. */
  async open({ head, fragment }: Record): Promise<Content> {
    const parameters = this.#parameters(head);
    let inner: Uint8Array;
    try {
      inner = new Uint8Array(await crypto.subtle.decrypt(parameters, await this.#key, fragment));
    } catch (cause) {
      throw new TlsAlert('bad_record_mac', { cause });
    }
    const end = inner.findLastIndex((byte) => byte !== 0);
    if (end < 0) throw new TlsAlert('unexpected_message');
    return { type: inner[end]!, content: inner.slice(0, end) };
  }

  #parameters(additionalData: Bytes) {
    const iv = this.#iv.slice();
    const number = uint(8, this.#sequence);
    number.forEach((byte, i) => (iv[4 + i] = iv[4 + i]! ^ byte));
    this.#sequence += 1;
    return { name: 'AES-GCM', iv, additionalData };
  }
}

/** Every encrypted record calls itself application data, whatever is in it. */
function recordHeader(length: number): Bytes {
  return concat(uint(1, contentTypes.applicationData), uint(2, 0x0303), uint(2, length));
}
