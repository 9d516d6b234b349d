import { concat, type Bytes } from '../../engine/bytes';
import type { CipherSuite } from './cipher-suites';

/** All handshake messages of a connection, as both sides hash them. Source: RFC 8446, section 4.4.1. */
export class Transcript {
  #messages: Bytes;

  constructor(messages: Bytes = new Uint8Array(0)) {
    this.#messages = messages;
  }

  /** The same messages, to go on with elsewhere. */
  copy(): Transcript {
    return new Transcript(this.#messages);
  }

  add(message: Uint8Array): void {
    this.#messages = concat(this.#messages, message);
  }

  hash({ hash }: CipherSuite): Bytes {
    return new Uint8Array(hash(this.#messages));
  }
}
