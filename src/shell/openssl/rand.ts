import { toHex } from '../../engine/random';
import type { CommandContext } from '../command';
import { randomBytes } from '../devices';
import { UsageError } from '../programs/options';
import { optionError, readArguments } from './arguments';
import { toBase64 } from './base64';
import { writeOutput } from './io';
import { noteCrypto } from './trace';

const options = { hex: 'flag', base64: 'flag', out: 'text' } as const;

/** The most bytes at once: what the largest file holds. */
const limit = 64 * 1024 * 1024;

/** `openssl rand [-hex|-base64] [-out file] N`: random bytes from the world's own source. */
export async function rand(args: readonly string[], ctx: CommandContext): Promise<number> {
  const given = readArguments('rand', args, options);
  const [count, ...extra] = given.rest;
  if (count === undefined || extra.length > 0) throw new UsageError('rand: Use -help for summary.');
  if (!/^\d+$/.test(count)) throw optionError('rand', `Can't parse "${count}" as a number`);
  const size = Number(count);
  if (size <= 0) throw new UsageError('rand: Use -help for summary.');
  if (size > limit)
    throw new UsageError(`rand: ${count} bytes are more than this lab gives at once (${limit})`);
  const bytes = randomBytes(ctx.engine, size);
  const out = given.text('out');
  if (given.has('hex')) writeOutput(ctx, out, `${toHex(bytes)}\n`);
  else writeOutput(ctx, out, given.has('base64') ? toBase64(bytes, false) : bytes);
  noteCrypto(ctx, {
    ...{ action: 'generate', algorithm: 'CTR-DRBG', bytesIn: 0, bytesOut: size },
    detail: `${size} random bytes \u2192 ${out ?? 'stdout'}`,
  });
  return Promise.resolve(0);
}
