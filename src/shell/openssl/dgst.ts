import { toHex } from '../../engine/random';
import { concat } from '../../engine/bytes';
import { utf8 } from '../bytes';
import { FileError, type CommandContext } from '../command';
import { UsageError } from '../programs/options';
import { optionError, readArguments, type Arguments, type OptionKind } from './arguments';
import { digestNamed, digests, type Digest } from './digests';
import { readInput, writeOutput } from './io';
import { importRsa, readKey } from './keys';
import { noteCrypto, route } from './trace';

const options: Readonly<Record<string, OptionKind>> = {
  ...{ hex: 'flag', binary: 'flag', r: 'flag', c: 'flag', out: 'text', hmac: 'text' },
  ...{ sign: 'text', verify: 'text', signature: 'text' },
};

/** `openssl dgst`: digests, HMACs and RSA signatures of files. */
export async function dgst(args: readonly string[], ctx: CommandContext): Promise<number> {
  let name = 'sha256';
  const given = readArguments('dgst', args, options, (option) => {
    name = option;
    return true;
  });
  const digest = digestNamed(name);
  if (digest === undefined) throw optionError('dgst', `Unknown option or message digest: ${name}`);
  const signer = given.text('sign');
  const verifier = given.text('verify');
  if (verifier !== undefined) return verify(digest, verifier, given, ctx);
  if (signer !== undefined) return sign(digest, signer, given, ctx);
  return printDigests(digest, given, ctx);
}

async function printDigests(
  digest: Digest,
  given: Arguments,
  ctx: CommandContext,
): Promise<number> {
  const key = given.text('hmac');
  const pieces: Uint8Array[] = [];
  let exitCode = 0;
  for (const path of given.rest.length > 0 ? given.rest : [undefined]) {
    const input = inputOrComplaint(ctx, path);
    if (input === undefined) {
      exitCode = 1;
      continue;
    }
    const output = key === undefined ? await hash(digest, input) : await hmac(digest, key, input);
    pieces.push(given.has('binary') ? output : utf8(lineOf(digest, output, path, given)));
    noteCrypto(ctx, {
      action: 'digest',
      algorithm: key === undefined ? digest.webCrypto : `HMAC-${digest.webCrypto}`,
      detail: route(path, given.text('out')),
      ...{ bytesIn: input.length, bytesOut: output.length },
    });
  }
  writeOutput(ctx, given.text('out'), concat(...pieces));
  return exitCode;
}

function inputOrComplaint(ctx: CommandContext, path: string | undefined) {
  try {
    return path === undefined ? ctx.stdin : ctx.files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const what =
      error.code === 'EISDIR' ? `Read Error in ${error.path}` : `${error.path}: ${error.text}`;
    ctx.stderr.write(`${what}\n`);
    return undefined;
  }
}

function lineOf(
  digest: Digest,
  output: Uint8Array,
  path: string | undefined,
  given: Arguments,
): string {
  const hex = toHex(output);
  if (given.has('r')) return `${hex} *${path ?? 'stdin'}\n`;
  const prefix = given.has('hmac') ? 'HMAC-' : '';
  const shown = given.has('c') ? hex.replace(/..(?=.)/g, '$&:') : hex;
  return `${prefix}${digest.title}(${path ?? 'stdin'})= ${shown}\n`;
}

async function hash({ webCrypto }: Digest, input: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(webCrypto, input));
}

async function hmac(
  digest: Digest,
  key: string,
  input: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  // WebCrypto refuses an empty key; HMAC pads keys with zeros, so one zero byte is the same key.
  const bytes = key === '' ? new Uint8Array(1) : utf8(key);
  const parameters = { name: 'HMAC', hash: digest.webCrypto };
  const imported = await crypto.subtle.importKey('raw', bytes, parameters, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, input));
}

const signatureAlgorithm = 'RSASSA-PKCS1-v1_5';

async function sign(
  digest: Digest,
  path: string,
  given: Arguments,
  ctx: CommandContext,
): Promise<number> {
  const key = await importRsa(readKey(ctx, path, 'private'), signatureAlgorithm, digest.webCrypto, [
    'sign',
  ]);
  const input = readInput(ctx, given.rest[0]);
  const output = new Uint8Array(await crypto.subtle.sign(signatureAlgorithm, key, input));
  writeOutput(ctx, given.text('out'), output);
  noteCrypto(ctx, {
    ...{ action: 'sign', algorithm: `${signatureAlgorithm} ${digest.webCrypto}` },
    ...{
      detail: route(given.rest[0], given.text('out')),
      bytesIn: input.length,
      bytesOut: output.length,
    },
  });
  return 0;
}

async function verify(
  digest: Digest,
  path: string,
  given: Arguments,
  ctx: CommandContext,
): Promise<number> {
  const signatureFile = given.text('signature');
  if (signatureFile === undefined) {
    throw new UsageError('No signature to verify: use the -signature option');
  }
  const key = await importRsa(readKey(ctx, path, 'public'), signatureAlgorithm, digest.webCrypto, [
    'verify',
  ]);
  const input = readInput(ctx, given.rest[0]);
  const signature = readInput(ctx, signatureFile);
  const right = await crypto.subtle.verify(signatureAlgorithm, key, signature, input);
  noteCrypto(ctx, {
    ...{ action: 'verify', algorithm: `${signatureAlgorithm} ${digest.webCrypto}` },
    ...{ detail: `${given.rest[0] ?? 'stdin'} against ${signatureFile}` },
    ...{ bytesIn: input.length, bytesOut: 0 },
  });
  if (right) ctx.stdout.write('Verified OK\n');
  else ctx.stderr.write('Verification failure\n');
  return right ? 0 : 1;
}

/** The digests that are commands of their own: `openssl sha256 file`. */
export const digestCommands = Object.keys(digests);
