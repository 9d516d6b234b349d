import {
  algorithmIdentifier,
  elements,
  privateKeyInfo,
  privateKeyOf,
  publicKeyInfo,
  publicKeyOf,
  tagged,
} from '../../../der';
import { remember, type Bytes, type MaterialKind } from './material';

interface Expanded {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Key pairs that grow from a seed, which is all that is kept of the private key. */
export interface SeedKeyPair {
  readonly kind: MaterialKind;
  /** The private key that grew from the seed in PKCS#8. */
  secretKey(bytes: Bytes): Promise<Uint8Array>;
  /** The public key in a SubjectPublicKeyInfo. */
  publicKey(info: Bytes): Uint8Array;
}

/**
 * Post-quantum key pairs, as RFC 9881 and RFC 9935 write them: the private key in its form as a
 * seed. `oid` names the algorithm.
 */
export function seedKeyPair(
  oid: string,
  seedBytes: number,
  grow: (seed: Bytes) => Promise<Expanded>,
): SeedKeyPair {
  const identifier = algorithmIdentifier(oid);
  const expanded = remember((bytes) => grow(seedOf(bytes)!));

  function seedOf(bytes: Bytes): Bytes | undefined {
    const inner = privateKeyOf(bytes, identifier);
    const [seed, ...more] = (inner && elements(inner)) ?? [];
    if (seed?.tag !== 0x80 || more.length > 0) return undefined;
    return seed.value.length === seedBytes ? seed.value : undefined;
  }

  async function material(bytes: Bytes) {
    const { publicKey } = await expanded(bytes);
    return { bytes, publicKey: publicKeyInfo(identifier, publicKey) };
  }

  return {
    kind: {
      isKeyPair: true,
      generate: (random) =>
        material(privateKeyInfo(identifier, tagged(0, random.bytes(seedBytes)))),
      accept: async (bytes) => (seedOf(bytes) === undefined ? undefined : material(bytes)),
    },
    secretKey: async (bytes) => (await expanded(bytes)).secretKey,
    publicKey: (info) => publicKeyOf(info, identifier)!,
  };
}
