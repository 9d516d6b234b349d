import {
  algorithmIdentifier,
  elements,
  octets,
  privateKeyInfo,
  privateKeyOf,
  publicKeyInfo,
  publicKeyOf,
} from '../../../der';
import type { Bytes, MaterialKind, SignatureScheme } from './material';

// By noble: not every browser this runs in has Ed25519 in WebCrypto, and none has Ed25519ph.
const load = () => import('@noble/curves/ed25519.js');

/** Source: RFC 8410. */
const identifier = algorithmIdentifier('1.3.101.112');
const keyBytes = 32;

function secretOf(bytes: Bytes): Bytes | undefined {
  const inner = privateKeyOf(bytes, identifier);
  const [secret, ...more] = (inner && elements(inner)) ?? [];
  if (secret?.tag !== 0x04 || more.length > 0) return undefined;
  return secret.value.length === keyBytes ? secret.value : undefined;
}

/** Key pairs on Edwards25519. */
export const ed25519KeyPair: MaterialKind = {
  isKeyPair: true,
  async generate(random) {
    const { ed25519 } = await load();
    const secret = random.bytes(keyBytes);
    return {
      bytes: privateKeyInfo(identifier, octets(secret)),
      publicKey: publicKeyInfo(identifier, ed25519.getPublicKey(secret)),
    };
  },
  async accept(bytes) {
    const secret = secretOf(bytes);
    if (secret === undefined) return undefined;
    const { ed25519 } = await load();
    return { bytes, publicKey: publicKeyInfo(identifier, ed25519.getPublicKey(secret)) };
  },
};

/**
 * Ed25519, or with `prehash` Ed25519ph (RFC 8032), which hashes what it is given: a digest is
 * hashed a second time, as the KMS API Reference says of Sign.
 */
export function eddsa(prehash: boolean): SignatureScheme {
  const scheme = async () => {
    const { ed25519, ed25519ph } = await load();
    return prehash ? ed25519ph : ed25519;
  };
  return {
    sign: async ({ bytes }, message) =>
      new Uint8Array((await scheme()).sign(message, secretOf(bytes)!)),
    async verify(publicKey, message, _, signature) {
      const key = publicKeyOf(publicKey, identifier)!;
      // noble throws for a wrong length; FIPS 186-5's check instead of noble's looser default.
      if (signature.length !== 2 * keyBytes) return false;
      return (await scheme()).verify(signature, message, key, { zip215: false });
    },
  };
}
