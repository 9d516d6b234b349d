const decoder = new TextDecoder();
const encoder = new TextEncoder();

type Encoding = 'utf8' | 'utf-8' | 'base64' | 'base64url' | 'hex' | 'latin1' | 'binary' | 'ascii';

function bytesOf(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'base64':
    case 'base64url': {
      const plain = text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/[^A-Za-z0-9+/]/g, '');
      // What one letter alone leaves over is no byte.
      const whole = plain.length % 4 === 1 ? plain.slice(0, -1) : plain;
      return Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
    }
    case 'hex':
      return Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (pair) => parseInt(pair, 16));
    case 'latin1':
    case 'binary':
    case 'ascii':
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    case 'utf8':
    case 'utf-8':
      return encoder.encode(text);
  }
}

const letters = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** What bytes are made from: a text in an encoding, or bytes. */
function made(
  value: string | ArrayBuffer | ArrayLike<number>,
  encoding: Encoding = 'utf8',
): Buffer {
  const bytes =
    typeof value === 'string'
      ? bytesOf(value, encoding)
      : value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : Uint8Array.from(value);
  const buffer = new Buffer(bytes.length);
  buffer.set(bytes);
  return buffer;
}

/** Node's Buffer, as far as functions use it to turn bytes into text and back. */
export class Buffer extends Uint8Array {
  static alloc(size: number): Buffer {
    return new Buffer(size);
  }

  static concat(parts: readonly Uint8Array[]): Buffer {
    const whole = new Buffer(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer;
  }

  static byteLength(text: string, encoding: Encoding = 'utf8'): number {
    return bytesOf(text, encoding).length;
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, i) => byte === other[i]);
  }

  override toString(encoding: Encoding = 'utf8'): string {
    switch (encoding) {
      case 'base64':
        return btoa(letters(this));
      case 'base64url':
        return btoa(letters(this)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      case 'hex':
        return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
      case 'latin1':
      case 'binary':
      case 'ascii':
        return letters(this);
      case 'utf8':
      case 'utf-8':
        return decoder.decode(this);
    }
  }

  toJSON(): object {
    return { type: 'Buffer', data: [...this] };
  }
}

// Uint8Array has a `from` of another kind.
Object.defineProperty(Buffer, 'from', { value: made });
