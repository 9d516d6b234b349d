import {
  AwsKmsMrkAwareSymmetricDiscoveryKeyringBrowser,
  AwsKmsMrkAwareSymmetricKeyringBrowser,
  KeyringWebCrypto,
  MultiKeyringWebCrypto,
  RawAesKeyringWebCrypto,
  RawAesWrappingSuiteIdentifier,
  RawRsaKeyringWebCrypto,
} from '@aws-crypto/client-browser';
import type { KMS } from '@aws-sdk/client-kms';

/** A keyring of the AWS Encryption SDK. */
export type Keyring = KeyringWebCrypto;

/** A client of AWS KMS for each Region. */
export type KmsClients = (region: string) => KMS;

// The library asks for AWS's client in types that do not allow for members of value undefined.
type LibraryClient = ConstructorParameters<
  typeof AwsKmsMrkAwareSymmetricKeyringBrowser
>[0]['client'];
const forLibrary = (client: KMS) => client as unknown as LibraryClient;

/**
 * A keyring of one KMS key, told by its key ARN, or to encrypt by its id or alias as well; for
 * those without a Region, `region` is the one to ask.
 */
export function kmsKeyring(keyId: string, region: string, clients: KmsClients): Keyring {
  const [, , , ofKey = region] = keyId.startsWith('arn:') ? keyId.split(':') : [];
  return new AwsKmsMrkAwareSymmetricKeyringBrowser({ keyId, client: forLibrary(clients(ofKey)) });
}

/** Whose keys a discovery keyring asks for. */
export interface DiscoveryFilter {
  readonly partition: string;
  readonly accountIDs: readonly string[];
}

/**
 * A keyring that opens a message with whichever KMS key has wrapped its data key, in that key's own
 * Region; of a multi-Region key it asks the one of `region`. It cannot encrypt.
 */
export function discoveryKeyring(
  region: string,
  clients: KmsClients,
  filter?: DiscoveryFilter,
): Keyring {
  return new DiscoveryKeyring(region, clients, filter);
}

/** The library's discovery keyring of one Region, for every Region whose keys a message names. */
class DiscoveryKeyring extends KeyringWebCrypto {
  readonly #home: string;
  readonly #clients: KmsClients;
  readonly #filter: DiscoveryFilter | undefined;

  constructor(home: string, clients: KmsClients, filter: DiscoveryFilter | undefined) {
    super();
    this.#home = home;
    this.#clients = clients;
    this.#filter = filter;
  }

  _onEncrypt(): Promise<never> {
    return Promise.reject(new Error('a discovery keyring cannot encrypt'));
  }

  async _onDecrypt(
    ...[material, encryptedDataKeys]: Parameters<KeyringWebCrypto['_onDecrypt']>
  ): ReturnType<KeyringWebCrypto['_onDecrypt']> {
    const named = encryptedDataKeys.flatMap(({ providerId, providerInfo }) =>
      providerId === 'aws-kms' ? [providerInfo.split(':')[3] ?? ''] : [],
    );
    const regions = new Set([this.#home, ...named.filter((region) => region !== '')]);
    const children = [...regions].map((region) => this.#ofRegion(region));
    return new MultiKeyringWebCrypto({ children })._onDecrypt(material, encryptedDataKeys);
  }

  #ofRegion(region: string): Keyring {
    const discoveryFilter = this.#filter && {
      partition: this.#filter.partition,
      accountIDs: [...this.#filter.accountIDs],
    };
    return new AwsKmsMrkAwareSymmetricDiscoveryKeyringBrowser({
      client: forLibrary(this.#clients(region)),
      ...(discoveryFilter === undefined ? {} : { discoveryFilter }),
    });
  }
}

/** Keyrings as one: the first makes the data key, all wrap it, and any of them opens. */
export function multiKeyring([generator, ...children]: readonly Keyring[]): Keyring {
  return new MultiKeyringWebCrypto(
    generator === undefined ? { children } : { generator, children },
  );
}

/** What a raw keyring writes beside a data key, to find its wrapping key again. */
export interface RawKeyName {
  readonly namespace: string;
  readonly name: string;
}

type WrappingSuite = Parameters<typeof RawAesKeyringWebCrypto.importCryptoKey>[1];

const wrappingSuites: ReadonlyMap<number, WrappingSuite> = new Map([
  [16, RawAesWrappingSuiteIdentifier.AES128_GCM_IV12_TAG16_NO_PADDING],
  [24, RawAesWrappingSuiteIdentifier.AES192_GCM_IV12_TAG16_NO_PADDING],
  [32, RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING],
]);

/** A keyring of an AES key that is only bytes: 16, 24 (not in Chromium) or 32 of them. */
export async function rawAesKeyring(
  { namespace: keyNamespace, name: keyName }: RawKeyName,
  key: Uint8Array,
): Promise<Keyring> {
  const wrappingSuite = wrappingSuites.get(key.length);
  if (wrappingSuite === undefined) throw new Error(`an AES key has no ${key.length} bytes`);
  // The library empties the bytes it is given.
  const masterKey = await RawAesKeyringWebCrypto.importCryptoKey(key.slice(), wrappingSuite);
  // Sorted by bytes as the message format has it, else this library sorts names by its locale.
  const named = { keyNamespace, keyName, utf8Sorting: true };
  return new RawAesKeyringWebCrypto({ ...named, masterKey, wrappingSuite });
}

/** A keyring of an RSA key pair for RSA-OAEP: the public key wraps, the private one opens. */
export function rawRsaKeyring(
  { namespace: keyNamespace, name: keyName }: RawKeyName,
  { publicKey, privateKey }: { readonly publicKey?: CryptoKey; readonly privateKey?: CryptoKey },
): Keyring {
  return new RawRsaKeyringWebCrypto({
    ...{ keyNamespace, keyName },
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(privateKey === undefined ? {} : { privateKey }),
  });
}
