import { fromUtf8 } from '../bytes';
import type { CommandContext } from '../command';
import { UsageError } from '../programs/options';
import { fromBase64, toBase64 } from './base64';
import { utf8 } from '../bytes';

/** A key as `openssl` reads and writes it: SubjectPublicKeyInfo or PKCS #8, as DER. */
export interface KeyFile {
  readonly type: 'public' | 'private';
  readonly der: Uint8Array<ArrayBuffer>;
}

const labels = { public: 'PUBLIC KEY', private: 'PRIVATE KEY' } as const;
const formats = { public: 'spki', private: 'pkcs8' } as const;

/**
 * Reads the key in a file, PEM or DER, as OpenSSL 3 does: the form shows from the content,
 * whatever `-keyform` says.
 */
export function readKey(ctx: CommandContext, path: string, type: KeyFile['type']): KeyFile {
  const failed = () =>
    new UsageError(
      `Could not ${ctx.files.exists(path) ? 'read' : 'open file or uri for loading'} ${type} key from ${path}`,
    );
  if (!ctx.files.exists(path)) throw failed();
  const bytes = ctx.files.read(path);
  if (bytes[0] === derSequence) return { type, der: bytes };
  const [, label, body = ''] =
    /-----BEGIN ([A-Z ]+)-----([^-]+)-----END \1-----/.exec(fromUtf8(bytes)) ?? [];
  if (label !== labels[type]) throw failed();
  return { type, der: fromBase64(utf8(body)) };
}

const derSequence = 0x30;

/** A key's PEM or DER file. */
export function keyFileBytes({ type, der }: KeyFile, form: string | undefined): Uint8Array {
  if (form?.toUpperCase() === 'DER') return der;
  const label = labels[type];
  return utf8(`-----BEGIN ${label}-----\n${toBase64(der, false)}-----END ${label}-----\n`);
}

/** The key for WebCrypto. Throws `UsageError` when it is not an RSA key. */
export async function importRsa(
  key: KeyFile,
  algorithm: 'RSA-OAEP' | 'RSASSA-PKCS1-v1_5' | 'RSA-PSS',
  hash: string,
  usages: readonly KeyUsage[],
): Promise<CryptoKey> {
  try {
    const parameters = { name: algorithm, hash };
    return await crypto.subtle.importKey(formats[key.type], key.der, parameters, true, usages);
  } catch (error) {
    throw new UsageError('this lab\u2019s openssl reads RSA keys only', 1, { cause: error });
  }
}

/** A new RSA key pair's private key. */
export async function generateRsa(bits: number): Promise<KeyFile> {
  const parameters = {
    ...{ name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: bits },
    publicExponent: Uint8Array.of(1, 0, 1),
  };
  const pair = await crypto.subtle.generateKey(parameters, true, ['encrypt', 'decrypt']);
  return {
    type: 'private',
    der: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  };
}

/** The public half of a private key. */
export async function publicHalf(key: KeyFile): Promise<KeyFile> {
  const imported = await importRsa(key, 'RSA-OAEP', 'SHA-256', ['decrypt']);
  const { n, e, kty } = await crypto.subtle.exportKey('jwk', imported);
  const jwk = { kty: kty ?? 'RSA', n: n ?? '', e: e ?? '' };
  const parameters = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const half = await crypto.subtle.importKey('jwk', jwk, parameters, true, ['encrypt']);
  return { type: 'public', der: new Uint8Array(await crypto.subtle.exportKey('spki', half)) };
}
