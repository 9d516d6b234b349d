import type { AlgorithmSpec, KeySpec, WrappingKeySpec } from '@aws-sdk/client-kms';
import * as hsm from './hsm/index';

/** How wrapped key material is opened with the wrapping key's private half. */
type Unwrap = (wrappingKey: hsm.Material, wrapped: hsm.Bytes) => Promise<hsm.Bytes | undefined>;

interface WrappingKeyFacts {
  readonly kind: hsm.MaterialKind;
  readonly modulusBytes: number;
}

const rsa = (bits: number): WrappingKeyFacts => ({
  kind: hsm.rsaKeyPair(bits),
  modulusBytes: bits / 8,
});

/** The wrapping keys of commercial Regions: SM2 is for China's. */
const wrappingKeys: Readonly<Partial<Record<WrappingKeySpec, WrappingKeyFacts>>> = {
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
};

/** One of the two families of wrapping algorithms, with one of its two hashes. */
type Wrapping = (modulusBytes: number) => Unwrap;

const direct =
  (hash: 'SHA-1' | 'SHA-256', hashBytes: number): Wrapping =>
  (modulusBytes) => {
    const { decrypt } = hsm.oaep(modulusBytes, hash, hashBytes);
    return (wrappingKey, wrapped) => decrypt(wrappingKey, wrapped);
  };

// An AES key under RSA, then the material under that key.
const hybrid =
  (hash: 'SHA-1' | 'SHA-256', hashBytes: number): Wrapping =>
  (modulusBytes) => {
    const open = direct(hash, hashBytes)(modulusBytes);
    return async (wrappingKey, wrapped) => {
      const aesKey = await open(wrappingKey, wrapped.slice(0, modulusBytes));
      if (aesKey === undefined || ![16, 24, 32].includes(aesKey.length)) return undefined;
      return hsm.unwrapPadded(aesKey, wrapped.slice(modulusBytes));
    };
  };

/** RSAES_PKCS1_V1_5 is gone since 2023-10-10, SM2PKE is for China's Regions. */
const wrappings: Readonly<Partial<Record<AlgorithmSpec, Wrapping>>> = {
  RSAES_OAEP_SHA_1: direct('SHA-1', 20),
  RSAES_OAEP_SHA_256: direct('SHA-256', 32),
  RSA_AES_KEY_WRAP_SHA_1: hybrid('SHA-1', 20),
  RSA_AES_KEY_WRAP_SHA_256: hybrid('SHA-256', 32),
};

const oaep: readonly AlgorithmSpec[] = ['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'];
const keyWrap: readonly AlgorithmSpec[] = ['RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1'];
const either = [...keyWrap, ...oaep];

/**
 * What each kind of material may be wrapped with; specs without a row cannot be imported. Source:
 * AWS KMS Developer Guide, "Select a wrapping algorithm" and "Requirements for imported key
 * material" (read 2026-11).
 */
const importable: Readonly<Partial<Record<KeySpec, readonly AlgorithmSpec[]>>> = {
  SYMMETRIC_DEFAULT: oaep,
  HMAC_224: oaep,
  HMAC_256: oaep,
  HMAC_384: oaep,
  HMAC_512: oaep,
  RSA_2048: keyWrap,
  RSA_3072: keyWrap,
  RSA_4096: keyWrap,
  ECC_NIST_P256: either,
  ECC_NIST_P384: either,
  ECC_NIST_P521: either,
  ECC_SECG_P256K1: either,
  ECC_NIST_EDWARDS25519: either,
};

/** Whether keys of a spec can be given material from outside. */
export function isImportable(spec: KeySpec): boolean {
  return importable[spec] !== undefined;
}

/** Whether material of a spec may be wrapped this way. */
export function mayWrap(
  spec: KeySpec,
  algorithm: AlgorithmSpec,
  wrappingKeySpec: WrappingKeySpec,
): boolean {
  // The private key of a P-521 pair is too long for OAEP under 2048 bits.
  if (spec === 'ECC_NIST_P521' && wrappingKeySpec === 'RSA_2048' && oaep.includes(algorithm)) {
    return false;
  }
  return (
    importable[spec]?.includes(algorithm) === true && wrappingKeys[wrappingKeySpec] !== undefined
  );
}

/** A new key pair to wrap material with. RSA keys take their time. */
export async function newWrappingKey(
  spec: WrappingKeySpec,
  random: Parameters<hsm.MaterialKind['generate']>[0],
): Promise<hsm.Material> {
  const facts = wrappingKeys[spec];
  if (facts === undefined) throw new Error(`no wrapping keys of spec ${spec}`);
  return facts.kind.generate(random);
}

/** Opens wrapped material; undefined when it was not wrapped with this key in this way. */
export async function unwrap(
  { wrappingKeySpec, algorithm }: { wrappingKeySpec: WrappingKeySpec; algorithm: AlgorithmSpec },
  wrappingKey: hsm.Material,
  wrapped: hsm.Bytes,
): Promise<hsm.Bytes | undefined> {
  const open = wrappings[algorithm]?.(wrappingKeys[wrappingKeySpec]?.modulusBytes ?? 0);
  return open?.(wrappingKey, wrapped);
}
