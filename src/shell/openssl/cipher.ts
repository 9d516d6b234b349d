import { concat } from '../../engine/bytes';
import { UsageError } from '../programs/options';

/** A cipher of `openssl enc`. Sizes in bytes. */
export interface Cipher {
  /** `aes-256-cbc`. */
  readonly name: string;
  readonly mode: 'CBC' | 'CTR';
  readonly keySize: 16 | 24 | 32;
}

const block = 16;
const sizes = { '128': 16, '192': 24, '256': 32 } as const;

/** The cipher an option names, such as `aes-256-cbc` or `aes256`; undefined when it is none of ours. */
export function cipherNamed(option: string): Cipher | undefined {
  const [, bits, mode = 'cbc'] =
    /^aes-?(128|192|256)(?:-(cbc|ctr))?$/.exec(option.toLowerCase()) ?? [];
  if (bits === undefined) return undefined;
  return {
    name: `aes-${bits}-${mode}`,
    mode: mode === 'ctr' ? 'CTR' : 'CBC',
    keySize: sizes[bits as keyof typeof sizes],
  };
}

/** True for a cipher whose ciphertext is authenticated: `openssl enc` has no place for the tag. */
export function isAead(option: string): boolean {
  return /^(id-)?(aes-?\d+-?(gcm|ccm|ocb)|aria-\d+-(gcm|ccm)|chacha20-poly1305)$/i.test(option);
}

async function importKey(cipher: Cipher, key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', key, `AES-${cipher.mode}`, false, [
      'encrypt',
      'decrypt',
    ]);
  } catch (error) {
    // Chromium's WebCrypto leaves out AES-192.
    throw new UsageError(`enc: ${cipher.name} is not available in this browser`, 1, {
      cause: error,
    });
  }
}

function parameters({ mode }: Cipher, iv: Uint8Array<ArrayBuffer>): AesCbcParams | AesCtrParams {
  return mode === 'CBC' ? { name: 'AES-CBC', iv } : { name: 'AES-CTR', counter: iv, length: 128 };
}

/** Encrypts; with CBC in whole blocks, padded unless `padding` is false. */
export async function encrypt(
  cipher: Cipher,
  key: Uint8Array<ArrayBuffer>,
  iv: Uint8Array<ArrayBuffer>,
  plaintext: Uint8Array<ArrayBuffer>,
  padding: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const cut = cipher.mode === 'CBC' && !padding;
  if (cut && plaintext.length % block !== 0) throw wrongLength('bad encrypt');
  const imported = await importKey(cipher, key);
  const output = await crypto.subtle.encrypt(parameters(cipher, iv), imported, plaintext);
  // WebCrypto always pads; on whole blocks the padding is a block of its own.
  return new Uint8Array(output, 0, cut ? plaintext.length : undefined);
}

/** Decrypts; with CBC the padding is checked and taken off unless `padding` is false. */
export async function decrypt(
  cipher: Cipher,
  key: Uint8Array<ArrayBuffer>,
  iv: Uint8Array<ArrayBuffer>,
  ciphertext: Uint8Array<ArrayBuffer>,
  padding: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await importKey(cipher, key);
  const open = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.decrypt(parameters(cipher, iv), imported, bytes));
  if (cipher.mode === 'CTR') return open(ciphertext);
  if (ciphertext.length % block !== 0 || (ciphertext.length === 0 && padding)) {
    throw wrongLength('bad decrypt');
  }
  if (!padding) {
    if (ciphertext.length === 0) return ciphertext;
    // WebCrypto insists on padding: a block of it that follows the last one can be taken off again.
    const last = ciphertext.slice(-block);
    const end = await crypto.subtle.encrypt(parameters(cipher, last), imported, new Uint8Array(0));
    return open(concat(ciphertext, new Uint8Array(end)));
  }
  try {
    return await open(ciphertext);
  } catch {
    throw new UsageError(
      'bad decrypt\nerror:1C800064:Provider routines:ossl_cipher_unpadblock:bad decrypt',
    );
  }
}

function wrongLength(what: string): UsageError {
  return new UsageError(
    `${what}\nerror:1C80006B:Provider routines:ossl_cipher_generic_block_final:wrong final block length`,
  );
}
