import type { KmsAccess, S3Keyring } from '../../../clients/s3-encryption/index';
import type * as Library from '../../../clients/s3-encryption/index';
import type { CommandContext } from '../../command';
import { randomBytes } from '../../devices';
import { importRsa, readKey } from '../../openssl/keys';
import { UsageError } from '../options';
import { readPairs, wrong, type Arguments } from './options';

/** The keyring that a command line asks for. */
export async function keyringOf(
  { action, given }: Arguments,
  kms: { readonly access: KmsAccess; readonly region: string },
  library: typeof Library,
  ctx: CommandContext,
): Promise<S3Keyring> {
  const asked = (['kms-key-id', 'aes-key', 'rsa-public-key', 'rsa-private-key'] as const).filter(
    (name) => given.has(name),
  );
  if (asked.length > 1) {
    throw new library.S3EncryptionClientException(
      'Only one may be set of: crypto materials manager, keyring, AES key, RSA key pair, KMS key id',
    );
  }
  if (asked.length === 0 && action === 'put') {
    throw new library.S3EncryptionClientException(
      'Exactly one must be set of: crypto materials manager, keyring, AES key, RSA key pair, KMS key id',
    );
  }
  const [which = 'kms-key-id'] = asked;
  const value = given.get(which);
  const isLegacy = given.has('enable-legacy-wrapping-algorithms');
  if (which === 'kms-key-id') {
    if (given.has('materials-description')) {
      throw wrong('--materials-description goes with an AES or RSA key; a KMS key has --encryption-context');
    }
    return library.kmsKeyring(library.kmsClients(kms.access)(kms.region), value, isLegacy);
  } // prettier-ignore
  const description = given.get('materials-description');
  const options = {
    random: (length: number) => randomBytes(ctx.engine, length),
    enableLegacyWrappingAlgorithms: isLegacy,
    ...(description === undefined
      ? {}
      : { description: readPairs('materials-description', description) }),
    warn: (text: string) => ctx.stderr.write(`s3-encryption-client: WARN ${text}\n`),
  };
  const path = value ?? '';
  if (which === 'aes-key') return library.aesKeyring(aesKey(path, ctx), options);
  const type = which === 'rsa-public-key' ? 'public' : 'private';
  const key = await importRsa(...([readKey(ctx, path, type), 'RSA-OAEP', 'SHA-1'] as const), [
    type === 'public' ? 'encrypt' : 'decrypt',
  ]);
  return library.rsaKeyring(type === 'public' ? { publicKey: key } : { privateKey: key }, options);
}

function aesKey(path: string, { files }: CommandContext): Uint8Array<ArrayBuffer> {
  const key = files.read(path);
  if (key.length === 16 || key.length === 32) return key;
  if (key.length === 24) {
    throw new UsageError(
      's3-encryption-client: AES keys of 192 bits are not available in this lab: browsers lack them.',
    );
  }
  throw new UsageError(`s3-encryption-client: Invalid AES key length: ${key.length} bytes`);
}
