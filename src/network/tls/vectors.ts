import { concat, type Bytes } from '../../engine/bytes';
import { TlsAlert } from './alerts';

// The presentation language of RFC 8446, section 3: numbers in network byte order, and vectors with
// their length in front.

/** A number in `size` bytes. */
export function uint(size: number, value: number): Bytes {
  const bytes = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i -= 1, rest = Math.floor(rest / 256)) {
    bytes[i] = rest % 256;
  }
  return bytes;
}

/** Bytes with their length in front, in `size` bytes. */
export function vector(size: number, ...parts: readonly Uint8Array[]): Bytes {
  const content = concat(...parts);
  return concat(uint(size, content.length), content);
}

/** Reads bytes from first to last. What ends too early is a `decode_error`. */
export class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Bytes {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new TlsAlert('decode_error');
    const taken = this.#bytes.slice(this.#at, end);
    this.#at = end;
    return taken;
  }

  uint(size: number): number {
    return this.take(size).reduce((value, byte) => value * 256 + byte, 0);
  }

  /** A vector whose length is given in `size` bytes. */
  vector(size: number): Bytes {
    return this.take(this.uint(size));
  }

  /** The vectors, or numbers of `size` bytes, that a vector consists of. */
  static numbers(bytes: Uint8Array, size: number): number[] {
    const cursor = new Cursor(bytes);
    const found: number[] = [];
    while (!cursor.isAtEnd) found.push(cursor.uint(size));
    return found;
  }
}
