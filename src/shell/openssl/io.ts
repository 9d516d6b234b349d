import { fromUtf8 } from '../bytes';
import { FileError, type CommandContext } from '../command';
import { UsageError } from '../programs/options';

/** The bytes of `-in`, or of stdin where there is none. */
export function readInput(ctx: CommandContext, path: string | undefined): Uint8Array<ArrayBuffer> {
  if (path === undefined) return ctx.stdin;
  try {
    return ctx.files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'EISDIR') throw new UsageError('error reading input file');
    throw new UsageError(`Can't open "${path}" for reading, ${error.text}`);
  }
}

/** Writes to `-out`, or to stdout where there is none. */
export function writeOutput(
  ctx: CommandContext,
  path: string | undefined,
  output: string | Uint8Array,
): void {
  if (path === undefined) {
    ctx.stdout.write(output);
    return;
  }
  try {
    ctx.files.write(path, typeof output === 'string' ? new TextEncoder().encode(output) : output);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new UsageError(`Can't open "${path}" for writing, ${error.text}`);
  }
}

/**
 * Hexadecimal digits as `size` bytes: OpenSSL pads short strings with zeros and cuts long ones,
 * and says so. `what` names the value where it is not hexadecimal.
 */
export function bytesFromHex(
  ctx: CommandContext,
  digits: string,
  size: number,
  what: string,
): Uint8Array<ArrayBuffer> {
  if (digits.length > size * 2) ctx.stderr.write('hex string is too long, ignoring excess\n');
  if (digits.length < size * 2) {
    ctx.stderr.write('hex string is too short, padding with zero bytes to length\n');
  }
  const used = digits.slice(0, size * 2);
  if (/[^0-9a-fA-F]/.test(used)) throw new UsageError(`non-hex digit\ninvalid hex ${what} value`);
  const padded = used.padEnd(size * 2, '0');
  return Uint8Array.from({ length: size }, (_, i) =>
    Number.parseInt(padded.slice(i * 2, i * 2 + 2), 16),
  );
}

/** A passphrase from where `-pass` says it is: `pass:`, `env:`, `file:`, `stdin`. */
export function passphrase(ctx: CommandContext, source: string): string {
  const failed = (message: string) => new UsageError(`${message}\nError getting password`);
  const [, kind = '', value = ''] = /^(pass|env|file):(.*)$/s.exec(source) ?? [];
  const firstLine = (bytes: Uint8Array) => fromUtf8(bytes).split(/\r?\n/)[0] ?? '';
  if (source === 'stdin') return firstLine(ctx.stdin);
  if (kind === 'pass') return value;
  if (kind === 'env') {
    const text = ctx.env.get(value);
    if (text === undefined) throw failed(`No environment variable ${value}`);
    return text;
  }
  if (kind === 'file') {
    if (!ctx.files.exists(value)) throw failed(`Can't open file ${value}`);
    return firstLine(ctx.files.read(value));
  }
  const start = source.includes(':') ? source.slice(0, source.indexOf(':') + 1) : source;
  throw failed(`Invalid password argument, starting with "${start}"`);
}
