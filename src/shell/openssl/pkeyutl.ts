import type { CommandContext } from '../command';
import { UsageError } from '../programs/options';
import { optionError, readArguments, type Arguments, type OptionKind } from './arguments';
import { digestNamed, digests, type Digest } from './digests';
import { readInput, writeOutput } from './io';
import { importRsa, readKey } from './keys';
import { noteCrypto, rememberSecret, route } from './trace';

const options: Readonly<Record<string, OptionKind>> = {
  ...{ encrypt: 'flag', decrypt: 'flag', pubin: 'flag', in: 'text', out: 'text' },
  ...{ inkey: 'text', keyform: 'text', pkeyopt: 'many' },
};

/** `openssl pkeyutl -encrypt | -decrypt`: RSA-OAEP, the one RSA encryption WebCrypto has. */
export async function pkeyutl(args: readonly string[], ctx: CommandContext): Promise<number> {
  const given = readArguments('pkeyutl', args, options, (name) => {
    if (!/^(sign|verify|verifyrecover|derive|rawin|sigfile|digest)$/.test(name)) return false;
    throw optionError(
      'pkeyutl',
      `-${name} is not in this lab's openssl; use dgst -sign and -verify`,
    );
  });
  const path = given.text('inkey');
  if (path === undefined) throw optionError('pkeyutl', 'no private key given (-inkey parameter).');
  const digest = oaepDigest(given);
  const decrypting = given.has('decrypt');
  const type = given.has('pubin') ? 'public' : 'private';
  if (decrypting === given.has('encrypt') || (decrypting && type === 'public')) {
    throw optionError('pkeyutl', 'give -encrypt with -pubin, or -decrypt');
  }
  if (!decrypting && type === 'private') {
    throw optionError(
      'pkeyutl',
      '-encrypt with a private key is not in this lab\u2019s openssl; use -pubin',
    );
  }
  const usage = decrypting ? 'decrypt' : 'encrypt';
  const key = await importRsa(readKey(ctx, path, type), 'RSA-OAEP', digest.webCrypto, [usage]);
  const input = readInput(ctx, given.text('in'));
  const output = await operate(usage, key, input);
  writeOutput(ctx, given.text('out'), output);
  const file = given.text('in');
  if (!decrypting && file !== undefined) rememberSecret(ctx, file, input);
  noteCrypto(ctx, {
    ...{ action: usage, algorithm: `RSA-OAEP ${digest.webCrypto}`, exposes: ['plaintext'] },
    ...{ detail: route(file, given.text('out')), bytesIn: input.length, bytesOut: output.length },
  });
  return 0;
}

async function operate(
  usage: 'encrypt' | 'decrypt',
  key: CryptoKey,
  input: Uint8Array<ArrayBuffer>,
) {
  try {
    return new Uint8Array(await crypto.subtle[usage]('RSA-OAEP', key, input));
  } catch {
    const reason =
      usage === 'decrypt'
        ? '02000079:rsa routines:RSA_padding_check_PKCS1_OAEP_mgf1:oaep decoding error'
        : '0200006E:rsa routines:ossl_rsa_padding_add_PKCS1_OAEP_mgf1_ex:data too large for key size';
    throw new UsageError(`Public Key operation error\nerror:${reason}`);
  }
}

/** What `-pkeyopt` says of the padding. OpenSSL's own standard, PKCS #1 v1.5, must be refused. */
function oaepDigest(given: Arguments): Digest {
  const settings = new Map<string, string>();
  for (const option of given.all('pkeyopt')) {
    const [name = '', value = ''] = option.split(':');
    if (!['rsa_padding_mode', 'rsa_oaep_md', 'rsa_mgf1_md'].includes(name) || value === '') {
      throw new UsageError(`pkeyutl: Can't set parameter "${option}":`);
    }
    settings.set(name, value);
  }
  if (settings.get('rsa_padding_mode') !== 'oaep') {
    throw optionError('pkeyutl', 'this lab has RSA-OAEP only: add -pkeyopt rsa_padding_mode:oaep');
  }
  const name = settings.get('rsa_oaep_md') ?? 'sha1';
  const digest = digestNamed(name);
  if (digest === undefined)
    throw new UsageError(`pkeyutl: Can't set parameter "rsa_oaep_md:${name}":`);
  const mask = settings.get('rsa_mgf1_md');
  if (mask !== undefined && digestNamed(mask) !== digest) {
    throw optionError('pkeyutl', 'this lab has one digest for OAEP and its MGF1');
  }
  return digest ?? digests['sha1'];
}
