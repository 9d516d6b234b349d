import { MessageError } from './errors';

/** Bytes that own their buffer, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Text as bytes. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Bytes in one piece. */
export function join(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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
  return join(number(bytes.length, 2), bytes);
}

/** Whether two pieces of bytes are the same. Takes as long whether they are or not. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= a[i]! ^ b[i]!;
  return difference === 0;
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
