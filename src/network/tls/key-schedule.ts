import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { concat, type Bytes } from '../../engine/bytes';
import type { CipherSuite } from './cipher-suites';
import { uint, vector } from './vectors';

const utf8 = (text: string) => new TextEncoder().encode(text);
const empty = new Uint8Array(0);

/** HKDF-Expand-Label. Source: RFC 8446, section 7.1. */
export function expandLabel(
  { hash }: CipherSuite,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Bytes {
  const info = concat(uint(2, length), vector(1, utf8(`tls13 ${label}`)), vector(1, context));
  return new Uint8Array(expand(hash, secret, info, length));
}

/** Derive-Secret, of the hash of the messages so far. */
function deriveSecret(suite: CipherSuite, secret: Uint8Array, label: string, transcript: Bytes) {
  return expandLabel(suite, secret, label, transcript, suite.hash.outputLen);
}

/** What the next stage of the schedule mixes its input into. */
function derived(suite: CipherSuite, secret: Uint8Array): Bytes {
  return deriveSecret(suite, secret, 'derived', new Uint8Array(suite.hash(empty)));
}

/** The secrets of one stage: the stage's own, and those of the records of both sides. */
export interface StageSecrets {
  readonly secret: Bytes;
  readonly client: Bytes;
  readonly server: Bytes;
}

/**
 * The secrets of the handshake's records: of the key that both sides agreed on, and of the hash of
 * ClientHello and ServerHello. There is no pre-shared key.
 */
export function handshakeSecrets(
  suite: CipherSuite,
  agreed: Uint8Array,
  transcript: Bytes,
): StageSecrets {
  const zeros = new Uint8Array(suite.hash.outputLen);
  const early = extract(suite.hash, zeros, zeros);
  const secret = new Uint8Array(extract(suite.hash, agreed, derived(suite, early)));
  return {
    secret,
    client: deriveSecret(suite, secret, 'c hs traffic', transcript),
    server: deriveSecret(suite, secret, 's hs traffic', transcript),
  };
}

/** The secrets of application data: of the handshake's, and of the hash up to the server's Finished. */
export function applicationSecrets(
  suite: CipherSuite,
  handshake: Bytes,
  transcript: Bytes,
): StageSecrets {
  const zeros = new Uint8Array(suite.hash.outputLen);
  const secret = new Uint8Array(extract(suite.hash, zeros, derived(suite, handshake)));
  return {
    secret,
    client: deriveSecret(suite, secret, 'c ap traffic', transcript),
    server: deriveSecret(suite, secret, 's ap traffic', transcript),
  };
}

/** What a Finished message says: a MAC over the hash of everything before it. */
export function finishedMac(suite: CipherSuite, secret: Bytes, transcript: Bytes): Bytes {
  const key = expandLabel(suite, secret, 'finished', empty, suite.hash.outputLen);
  return new Uint8Array(hmac(suite.hash, key, transcript));
}
