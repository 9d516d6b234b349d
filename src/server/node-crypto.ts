import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import type { Base64 } from '../engine/base64';
import type { SynchronousGcm } from '../engine/services/kms/hsm/aes';
import type { Hashing } from '../engine/signing/index';

const algorithm = 'aes-256-gcm';
const tagLength = 16;

/** The AES-256-GCM of Node's own OpenSSL, which WebCrypto in Node calls too, but in another thread. */
export const nodeGcm: SynchronousGcm = {
  seal(key, iv, additionalData, plaintext) {
    const cipher = createCipheriv(algorithm, key, iv).setAAD(additionalData);
    const sealed = new Uint8Array(plaintext.length + tagLength);
    sealed.set(cipher.update(plaintext));
    cipher.final();
    sealed.set(cipher.getAuthTag(), plaintext.length);
    return sealed;
  },
  open(key, iv, additionalData, sealed) {
    const end = sealed.length - tagLength;
    if (end < 0) return undefined;
    const decipher = createDecipheriv(algorithm, key, iv).setAAD(additionalData);
    decipher.setAuthTag(sealed.subarray(end));
    const plaintext = new Uint8Array(decipher.update(sealed.subarray(0, end)));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return plaintext;
  },
};

/** The hash functions of Node's own OpenSSL. */
export const nodeHashing: Hashing = {
  sha256: (data) => hash('sha256', data),
  hmac: (key, text) => hash('sha256', outerText(key, text), 'buffer'),
  hmacHex: (key, text) => hash('sha256', outerText(key, text)),
};

interface Pads {
  readonly inner: Uint8Array;
  /** With room for the inner hash behind it. */
  readonly outer: Buffer;
}

// HMAC by its definition (RFC 2104): an Hmac object of Node's costs more than what it computes.
function outerText(key: Uint8Array, text: string): Uint8Array {
  const { inner, outer } = padsOf(key);
  // Node makes hex of a hash three times as fast as a Buffer.
  outer.write(hash('sha256', Buffer.concat([inner, Buffer.from(text)])), blockLength, 'hex');
  return outer;
}

const blockLength = 64;
const hashLength = 32;
const pads = new WeakMap<Uint8Array, Pads>();

function padsOf(key: Uint8Array): Pads {
  let known = pads.get(key);
  if (known === undefined) {
    const block = new Uint8Array(blockLength);
    block.set(key.length > blockLength ? hash('sha256', key, 'buffer') : key);
    const outer = Buffer.alloc(blockLength + hashLength);
    outer.set(block.map((byte) => byte ^ 0x5c));
    known = { inner: block.map((byte) => byte ^ 0x36), outer };
    pads.set(key, known);
  }
  return known;
}

/** Node's own base64, held to what base64 is: Node itself passes over what it cannot read. */
export const nodeBase64: Base64 = {
  encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
  decode(text) {
    if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined;
    const missing = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
    // Memory of its own: a Buffer may be a piece of one that others share.
    const bytes = new Uint8Array((text.length / 4) * 3 - missing);
    const written = Buffer.from(bytes.buffer).write(text, 'base64');
    return written === bytes.length ? bytes : undefined;
  },
};
