import { concat, type Bytes } from '../bytes';
import { MessageError } from './errors';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Text as bytes. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** A number in so many bytes, the most significant first. */
export function number(value: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let i = length - 1; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

/** Bytes with their length before them, in two bytes. */
export function counted(bytes: Uint8Array): Bytes {
  if (bytes.length > 0xffff) throw new MessageError('A field is longer than 65,535 bytes.');
  return concat(number(bytes.length, 2), bytes);
}

/** Reads bytes from front to back. Throws MessageError where they end too early. */
export class Reader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  take(length: number): Bytes {
    if (this.at + length > this.bytes.length) throw new MessageError('The message is cut short.');
    const taken = this.bytes.slice(this.at, this.at + length);
    this.at += length;
    return taken;
  }

  number(length: number): number {
    let value = 0;
    for (const byte of this.take(length)) value = value * 256 + byte;
    if (!Number.isSafeInteger(value)) throw new MessageError('A number is too large.');
    return value;
  }

  counted(): Bytes {
    return this.take(this.number(2));
  }

  text(): string {
    try {
      return decoder.decode(this.counted());
    } catch (error) {
      throw error instanceof TypeError ? new MessageError('A text is not UTF-8.') : error;
    }
  }
}
