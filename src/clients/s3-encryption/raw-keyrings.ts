import { concat, equalBytes, type Bytes } from '../../engine/bytes';
import { boundName, lengths, type ContentSuite } from './algorithm-suites';
import { S3EncryptionClientException } from './errors';
import { unwrapBy, type Pairs, type S3Keyring, type StoredDataKey } from './keyring';
import { unwrapAes, unwrapAesKw } from './legacy-wrapping';

/** What keyrings of raw keys are made of beside their key. */
export interface RawKeyringOptions {
  /** Where data keys and initialization vectors come from. */
  readonly random: (length: number) => Bytes;
  /** Stored with every object, in the clear. */
  readonly description?: Pairs;
  readonly enableLegacyWrappingAlgorithms?: boolean;
  /** Told what the client would write into its log. */
  readonly warn?: (text: string) => void;
}

const utf8 = new TextEncoder();

/** A keyring of an AES key that is only bytes: it wraps data keys with AES-GCM. */
export function aesKeyring(key: Bytes, options: RawKeyringOptions): S3Keyring {
  const { random, enableLegacyWrappingAlgorithms = false } = options;
  const cipher = async (action: 'encrypt' | 'decrypt', suite: ContentSuite, iv: Bytes, input: Bytes) => {
    const own = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [action]);
    const bound = { name: 'AES-GCM', iv, additionalData: utf8.encode(boundName(suite)) };
    return new Uint8Array(await crypto.subtle[action](bound, own, input));
  }; // prettier-ignore
  return {
    async wrap(suite, given) {
      warnOf('AesKeyring', given, options);
      const [dataKey, iv] = [random(lengths.dataKey), random(lengths.iv)];
      const wrapped = concat(iv, await cipher('encrypt', suite, iv, dataKey));
      return { dataKey, wrapped, wrapping: 'AES/GCM', ...described(options) };
    },
    unwrap: (stored, given) =>
      unwrapBy(
        {
          AES: { isLegacy: true, unwrap: ({ wrapped }) => unwrapAes(key, wrapped) },
          AESWrap: { isLegacy: true, unwrap: ({ wrapped }) => unwrapAesKw(key, wrapped) },
          'AES/GCM': {
            unwrap: ({ suite, wrapped }) =>
              cipher('decrypt', suite, wrapped.slice(0, lengths.iv), wrapped.slice(lengths.iv)),
          },
        },
        enableLegacyWrappingAlgorithms,
        stored,
        given,
      ),
  };
}

/** The halves of an RSA key pair, for RSA-OAEP with SHA-1: one of them may be missing. */
export interface PartialRsaKeyPair {
  /** Wraps: `encrypt` is its usage. */
  readonly publicKey?: CryptoKey;
  /** Unwraps: `decrypt` is its usage. */
  readonly privateKey?: CryptoKey;
}

/** A keyring of an RSA key pair: the public key wraps data keys, the private one unwraps them. */
export function rsaKeyring(
  { publicKey, privateKey }: PartialRsaKeyPair,
  options: RawKeyringOptions,
): S3Keyring {
  const { random, enableLegacyWrappingAlgorithms = false } = options;
  return {
    async wrap(suite, given) {
      warnOf('RsaKeyring', given, options);
      if (publicKey === undefined) throw missing('public', 'encrypt');
      const dataKey = random(lengths.dataKey);
      // The data key with its length before it, and what it is for behind it.
      const whole = concat(Uint8Array.of(dataKey.length), dataKey, utf8.encode(boundName(suite)));
      const wrapped = await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, publicKey, whole);
      const kept = { wrapped: new Uint8Array(wrapped), wrapping: 'RSA-OAEP-SHA1' };
      return { dataKey, ...kept, ...described(options) };
    },
    unwrap: (stored, given) =>
      unwrapBy(
        {
          'RSA-OAEP-SHA1': {
            unwrap: async (found) => {
              if (privateKey === undefined) throw missing('private', 'decrypt');
              const opened = await crypto.subtle.decrypt(
                ...([{ name: 'RSA-OAEP' }, privateKey, found.wrapped] as const),
              );
              return ofPseudoDataKey(new Uint8Array(opened), found);
            },
          },
        },
        enableLegacyWrappingAlgorithms,
        stored,
        given,
      ),
  };
}

function ofPseudoDataKey(whole: Bytes, { suite }: StoredDataKey): Bytes {
  const [length = 0] = whole;
  if (![16, 24, 32].includes(length)) {
    throw new S3EncryptionClientException(`Invalid key length (${length}) in encrypted data key`);
  }
  if (!equalBytes(whole.subarray(1 + length), utf8.encode(boundName(suite)))) {
    throw new S3EncryptionClientException(
      'The data cipher does not match the data cipher used for encryption. The object may be altered or corrupted',
    );
  }
  return whole.slice(1, 1 + length);
}

function missing(half: 'public' | 'private', use: 'encrypt' | 'decrypt'): Error {
  return new S3EncryptionClientException(
    `No ${half} key provided. You must configure a ${half} key to be able to ${use} data.`,
  );
}

function described({ description = {} }: RawKeyringOptions): { readonly description?: Pairs } {
  return Object.keys(description).length === 0 ? {} : { description };
}

function warnOf(keyring: string, given: Pairs | undefined, { warn }: RawKeyringOptions): void {
  if (given === undefined || warn === undefined) return;
  warn(
    `Usage of Encryption Context provides no security benefit in ${keyring}.Additionally, this Encryption Context WILL NOT be stored in the material description. Provide a MaterialDescription in the Keyring's builder instead.`,
  );
}
