import { toHex } from '../../engine/random';
import { concat } from '../../engine/bytes';
import { toByteString, utf8 } from '../bytes';
import type { CommandContext } from '../command';
import { randomBytes } from '../devices';
import { UsageError } from '../programs/options';
import { optionError, readArguments, type Arguments, type OptionKind } from './arguments';
import { fromBase64, toBase64 } from './base64';
import { cipherNamed, decrypt, encrypt, isAead, type Cipher } from './cipher';
import { digestNamed, digests } from './digests';
import { bytesFromHex, passphrase, readInput, writeOutput } from './io';
import { bytesToKey, pbkdf2, type KeyAndIv } from './key-derivation';
import { noteCrypto, rememberSecret, route } from './trace';

const options: Readonly<Record<string, OptionKind>> = {
  ...{ in: 'text', out: 'text', pass: 'text', k: 'text', kfile: 'text', K: 'text', iv: 'text' },
  ...{ S: 'text', md: 'text', iter: 'number', bufsize: 'text' },
  ...{ e: 'flag', d: 'flag', a: 'flag', base64: 'flag', A: 'flag', p: 'flag', P: 'flag' },
  ...{ salt: 'flag', nosalt: 'flag', nopad: 'flag', pbkdf2: 'flag', v: 'flag', none: 'flag' },
};

const magic = utf8('Salted__');
const saltSize = 8;
const ivSize = 16;

/** Rounds of PBKDF2 when `-iter` does not say (OpenSSL 1.1.1 and later). */
const standardIterations = 10_000;

/** `openssl enc`: symmetric encryption of a file, in OpenSSL's own format. */
export async function enc(args: readonly string[], ctx: CommandContext): Promise<number> {
  let cipherOption: string | undefined;
  const given = readArguments('enc', args, options, (name) => {
    cipherOption = name;
    return true;
  });
  const cipher = cipherOption === undefined ? undefined : requireCipher(cipherOption);
  if (given.rest.length > 0) throw optionError('enc', `Extra option: "${given.rest[0] ?? ''}"`);
  const decrypting = given.has('d');
  const armoured = given.has('a') || given.has('base64');
  const raw = readInput(ctx, given.text('in'));
  const input = decrypting && armoured ? fromBase64(raw) : raw;
  const output = cipher === undefined ? input : await apply(cipher, decrypting, input, given, ctx);
  if (output === undefined) return 0;
  const text = !decrypting && armoured ? toBase64(output, given.has('A')) : output;
  writeOutput(ctx, given.text('out'), text);
  return 0;
}

function requireCipher(option: string): Cipher {
  if (isAead(option)) throw optionError('enc', 'AEAD ciphers not supported');
  const cipher = cipherNamed(option);
  if (cipher !== undefined) return cipher;
  if (/^(aes|aria|bf|camellia|cast|chacha20|des|rc[245]|seed|sm4)/i.test(option)) {
    const ours = 'aes-128, aes-192 and aes-256 with -cbc or -ctr';
    throw optionError('enc', `Cipher ${option} is not in this lab's openssl, which has ${ours}`);
  }
  throw optionError('enc', `Unknown cipher: ${option}`);
}

/** Encrypts or decrypts; undefined when only the key was asked for (`-P`). */
async function apply(
  cipher: Cipher,
  decrypting: boolean,
  input: Uint8Array<ArrayBuffer>,
  given: Arguments,
  ctx: CommandContext,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { header, body, salt, secret } = await keyFor(cipher, decrypting, input, given, ctx);
  if (given.has('p') || given.has('P')) {
    const lines = { key: secret.key, 'iv ': secret.iv };
    ctx.stdout.write(salt === undefined ? '' : `salt=${upperHex(salt)}\n`);
    for (const [name, bytes] of Object.entries(lines))
      ctx.stdout.write(`${name}=${upperHex(bytes)}\n`);
    if (given.has('P')) return undefined;
  }
  const padding = !given.has('nopad');
  const work = decrypting ? decrypt : encrypt;
  const output = await work(cipher, secret.key, secret.iv, body, padding);
  const plaintext = given.text(decrypting ? 'out' : 'in');
  if (!decrypting && plaintext !== undefined) rememberSecret(ctx, plaintext, input);
  noteCrypto(ctx, {
    action: decrypting ? 'decrypt' : 'encrypt',
    algorithm: cipher.name.toUpperCase(),
    detail: route(given.text('in'), given.text('out')),
    bytesIn: input.length,
    bytesOut: header.length + output.length,
    exposes: given.has('K') ? ['plaintext', 'data key'] : ['plaintext'],
  });
  return concat(header, output);
}

interface KeyMaterial {
  /** What goes before the ciphertext. */
  readonly header: Uint8Array;
  /** What is left to work on. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly salt: Uint8Array<ArrayBuffer> | undefined;
  readonly secret: KeyAndIv;
}

async function keyFor(
  cipher: Cipher,
  decrypting: boolean,
  input: Uint8Array<ArrayBuffer>,
  given: Arguments,
  ctx: CommandContext,
): Promise<KeyMaterial> {
  const none = new Uint8Array(0);
  const [K, ivText] = [given.text('K'), given.text('iv')];
  if (K !== undefined) {
    if (ivText === undefined) throw new UsageError('iv undefined');
    const iv = bytesFromHex(ctx, ivText, ivSize, 'iv');
    const key = bytesFromHex(ctx, K, cipher.keySize, 'key');
    return { header: none, body: input, salt: undefined, secret: { key, iv } };
  }
  const pass = await passFor(cipher, decrypting, given, ctx);
  const salted = saltFor(decrypting, input, given, ctx);
  const derived = await derive(cipher, pass, salted.salt ?? none, given, ctx);
  const iv = ivText === undefined ? derived.iv : bytesFromHex(ctx, ivText, ivSize, 'iv');
  return { ...salted, secret: { key: derived.key, iv } };
}

async function passFor(cipher: Cipher, decrypting: boolean, given: Arguments, ctx: CommandContext) {
  const source = given.text('pass');
  if (source !== undefined) return passphrase(ctx, source);
  const [k, file] = [given.text('k'), given.text('kfile')];
  if (k !== undefined) return k;
  if (file !== undefined) return passphrase(ctx, `file:${file}`);
  const prompt = `enter ${cipher.name.toUpperCase()} ${decrypting ? 'decryption' : 'encryption'} password:`;
  // The real program asks on the terminal; here stdin is the terminal unless it is the input.
  const pass = given.has('in') ? await ctx.ask(prompt) : undefined;
  if (pass === undefined || pass === '') throw new UsageError('bad password read');
  if (!decrypting && (await ctx.ask(`Verifying - ${prompt}`)) !== pass) {
    throw new UsageError('Verify failure\nbad password read');
  }
  return pass;
}

function saltFor(
  decrypting: boolean,
  input: Uint8Array<ArrayBuffer>,
  given: Arguments,
  ctx: CommandContext,
): Omit<KeyMaterial, 'secret'> {
  const header = new Uint8Array(0);
  if (given.has('nosalt')) return { header, body: input, salt: undefined };
  const digits = given.text('S');
  if (digits !== undefined) {
    // With a salt of one's own OpenSSL 3 neither writes nor expects a header.
    return { header, body: input, salt: bytesFromHex(ctx, digits, saltSize, 'salt') };
  }
  if (!decrypting) {
    const salt = randomBytes(ctx.engine, saltSize);
    return { header: concat(magic, salt), body: input, salt };
  }
  const start = magic.length + saltSize;
  if (given.has('P') && input.length === 0) throw new UsageError('error reading input file');
  if (input.length < magic.length) throw new UsageError('error reading input file');
  if (toByteString(input.subarray(0, magic.length)) !== 'Salted__')
    throw new UsageError('bad magic number');
  if (input.length < start) throw new UsageError('error reading input file');
  return { header, body: input.slice(start), salt: input.slice(magic.length, start) };
}

async function derive(
  cipher: Cipher,
  pass: string,
  salt: Uint8Array<ArrayBuffer>,
  given: Arguments,
  ctx: CommandContext,
): Promise<KeyAndIv> {
  const name = given.text('md');
  const digest = name === undefined ? digests['sha256'] : digestNamed(name);
  if (digest === undefined) throw optionError('enc', `Unknown option or message digest: ${name}`);
  const sizes = { key: cipher.keySize, iv: ivSize };
  const iterations = given.number('iter') ?? (given.has('pbkdf2') ? standardIterations : undefined);
  if (iterations !== undefined) return pbkdf2(pass, salt, iterations, digest, sizes);
  ctx.stderr.write(
    '*** WARNING : deprecated key derivation used.\nUsing -iter or -pbkdf2 would be better.\n',
  );
  return bytesToKey(pass, salt, digest, sizes);
}

const upperHex = (bytes: Uint8Array) => toHex(bytes).toUpperCase();
