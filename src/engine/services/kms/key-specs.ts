import type {
  EncapsulationAlgorithmSpec,
  EncryptionAlgorithmSpec,
  KeyAgreementAlgorithmSpec,
  KeyMetadata,
  KeySpec,
  KeyUsageType,
  MacAlgorithmSpec,
  MessageType,
  SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';
import { incompatibleAlgorithm, invalidKeyUsage } from './errors';
import * as hsm from './hsm/index';
import type { KeyRecord } from './state';

/** How an algorithm signs, and how long a message each MessageType wants: null is any. */
export interface Signing {
  readonly scheme: hsm.SignatureScheme;
  readonly messageTypes: Readonly<Partial<Record<MessageType, number | null>>>;
}

/** What a key of a usage does with each algorithm; symmetric encryption is `symmetric.ts`. */
interface Algorithms {
  readonly ENCRYPT_DECRYPT: 'symmetric' | hsm.PublicKeyEncryption;
  readonly SIGN_VERIFY: Signing;
  readonly GENERATE_VERIFY_MAC: hsm.MacScheme;
  readonly KEY_AGREEMENT: hsm.KeyAgreement;
  readonly ENCAPSULATE_DECAPSULATE: hsm.Encapsulation;
}

interface Names {
  readonly ENCRYPT_DECRYPT: EncryptionAlgorithmSpec;
  readonly SIGN_VERIFY: SigningAlgorithmSpec;
  readonly GENERATE_VERIFY_MAC: MacAlgorithmSpec;
  readonly KEY_AGREEMENT: KeyAgreementAlgorithmSpec;
  readonly ENCAPSULATE_DECAPSULATE: EncapsulationAlgorithmSpec;
}

type Usages = {
  readonly [U in KeyUsageType]?: Readonly<Partial<Record<Names[U], Algorithms[U]>>>;
};

/** What keys of a spec are made of and can do. */
export interface KeySpecFacts {
  readonly material: hsm.MaterialKind;
  readonly usages: Usages;
  /** The usage of a key created without one. */
  readonly defaultUsage?: KeyUsageType;
}

const sha256: hsm.Hash = { name: 'SHA-256', bytes: 32, oid: '2.16.840.1.101.3.4.2.1' };
const sha384: hsm.Hash = { name: 'SHA-384', bytes: 48, oid: '2.16.840.1.101.3.4.2.2' };
const sha512: hsm.Hash = { name: 'SHA-512', bytes: 64, oid: '2.16.840.1.101.3.4.2.3' };

const hashing = (scheme: hsm.SignatureScheme, digestBytes: number): Signing => ({
  scheme,
  messageTypes: { RAW: null, DIGEST: digestBytes },
});

const rsaSigning = {
  RSASSA_PKCS1_V1_5_SHA_256: hashing(hsm.pkcs1(sha256), sha256.bytes),
  RSASSA_PKCS1_V1_5_SHA_384: hashing(hsm.pkcs1(sha384), sha384.bytes),
  RSASSA_PKCS1_V1_5_SHA_512: hashing(hsm.pkcs1(sha512), sha512.bytes),
  RSASSA_PSS_SHA_256: hashing(hsm.pss(sha256), sha256.bytes),
  RSASSA_PSS_SHA_384: hashing(hsm.pss(sha384), sha384.bytes),
  RSASSA_PSS_SHA_512: hashing(hsm.pss(sha512), sha512.bytes),
};

const rsa = (bits: number): KeySpecFacts => ({
  material: hsm.rsaKeyPair(bits),
  usages: {
    ENCRYPT_DECRYPT: {
      RSAES_OAEP_SHA_1: hsm.oaep(bits / 8, 'SHA-1', 20),
      RSAES_OAEP_SHA_256: hsm.oaep(bits / 8, 'SHA-256', 32),
    },
    SIGN_VERIFY: rsaSigning,
  },
});

const mac = (name: MacAlgorithmSpec, scheme: hsm.MacScheme, bytes: number) => ({
  material: hsm.hmacKey(bytes),
  usages: { GENERATE_VERIFY_MAC: { [name]: scheme } },
});

function mlDsa(set: Parameters<typeof hsm.mlDsa>[0]): KeySpecFacts {
  const { keyPair, signatures } = hsm.mlDsa(set);
  // FIPS 204's representative μ has 64 bytes.
  const signing: Signing = { scheme: signatures, messageTypes: { RAW: null, EXTERNAL_MU: 64 } };
  return { material: keyPair, usages: { SIGN_VERIFY: { ML_DSA_SHAKE_256: signing } } };
}

function mlKem(set: Parameters<typeof hsm.mlKem>[0]): KeySpecFacts {
  const { keyPair, encapsulation } = hsm.mlKem(set);
  return { material: keyPair, usages: { ENCAPSULATE_DECAPSULATE: { ML_KEM: encapsulation } } };
}

/**
 * The key specs of commercial Regions: SM2 is for China's. Source: AWS KMS Developer Guide, "Key
 * spec reference", and the KMS API Reference, CreateKey and Sign (read 2026-11).
 */
export const keySpecs: Readonly<Partial<Record<KeySpec, KeySpecFacts>>> = {
  SYMMETRIC_DEFAULT: {
    material: hsm.aes256,
    usages: { ENCRYPT_DECRYPT: { SYMMETRIC_DEFAULT: 'symmetric' } },
    defaultUsage: 'ENCRYPT_DECRYPT',
  },
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  ECC_NIST_P256: {
    material: hsm.ecKeyPair(hsm.p256),
    usages: {
      SIGN_VERIFY: { ECDSA_SHA_256: hashing(hsm.ecdsa(hsm.p256), sha256.bytes) },
      KEY_AGREEMENT: { ECDH: hsm.ecdh('P-256') },
    },
  },
  ECC_NIST_P384: {
    material: hsm.ecKeyPair(hsm.p384),
    usages: {
      SIGN_VERIFY: { ECDSA_SHA_384: hashing(hsm.ecdsa(hsm.p384), sha384.bytes) },
      KEY_AGREEMENT: { ECDH: hsm.ecdh('P-384') },
    },
  },
  ECC_NIST_P521: {
    material: hsm.ecKeyPair(hsm.p521),
    usages: {
      SIGN_VERIFY: { ECDSA_SHA_512: hashing(hsm.ecdsa(hsm.p521), sha512.bytes) },
      KEY_AGREEMENT: { ECDH: hsm.ecdh('P-521') },
    },
  },
  ECC_SECG_P256K1: {
    material: hsm.ecKeyPair(hsm.secp256k1),
    usages: { SIGN_VERIFY: { ECDSA_SHA_256: hashing(hsm.ecdsa(hsm.secp256k1), sha256.bytes) } },
  },
  ECC_NIST_EDWARDS25519: {
    material: hsm.ed25519KeyPair,
    usages: {
      SIGN_VERIFY: {
        ED25519_SHA_512: { scheme: hsm.eddsa(false), messageTypes: { RAW: null } },
        ED25519_PH_SHA_512: { scheme: hsm.eddsa(true), messageTypes: { DIGEST: sha512.bytes } },
      },
    },
  },
  HMAC_224: mac('HMAC_SHA_224', hsm.hmacSha224, 28),
  HMAC_256: mac('HMAC_SHA_256', hsm.hmac('SHA-256'), 32),
  HMAC_384: mac('HMAC_SHA_384', hsm.hmac('SHA-384'), 48),
  HMAC_512: mac('HMAC_SHA_512', hsm.hmac('SHA-512'), 64),
  ML_DSA_44: mlDsa('ml_dsa44'),
  ML_DSA_65: mlDsa('ml_dsa65'),
  ML_DSA_87: mlDsa('ml_dsa87'),
  ML_KEM_512: mlKem('ml_kem512'),
  ML_KEM_768: mlKem('ml_kem768'),
  ML_KEM_1024: mlKem('ml_kem1024'),
};

type AlgorithmLists = Pick<
  KeyMetadata,
  | 'EncryptionAlgorithms'
  | 'SigningAlgorithms'
  | 'MacAlgorithms'
  | 'KeyAgreementAlgorithms'
  | 'EncapsulationAlgorithms'
>;

const listNames: Readonly<Record<KeyUsageType, keyof AlgorithmLists>> = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
  ENCAPSULATE_DECAPSULATE: 'EncapsulationAlgorithms',
};

/** The member of KeyMetadata and GetPublicKey's answer that lists what a key can do. */
export function algorithmLists(key: Pick<KeyRecord, 'KeySpec' | 'KeyUsage'>): AlgorithmLists {
  const algorithms = keySpecs[key.KeySpec]?.usages[key.KeyUsage] ?? {};
  return { [listNames[key.KeyUsage]]: Object.keys(algorithms) };
}

/** Throws InvalidKeyUsageException unless the key is made for what the operation does. */
export function requireUsage(key: KeyRecord, usage: KeyUsageType, operation: string): void {
  if (key.KeyUsage !== usage) throw invalidKeyUsage(key.Arn, key.KeyUsage, operation);
}

/**
 * What the key does with an algorithm for an operation of the usage. Throws
 * InvalidKeyUsageException when the key has another usage, or no such algorithm.
 */
export function requireAlgorithm<U extends KeyUsageType>(
  key: KeyRecord,
  usage: U,
  algorithm: Names[U],
  operation: string,
): Algorithms[U] {
  requireUsage(key, usage, operation);
  const found = keySpecs[key.KeySpec]?.usages[usage]?.[algorithm];
  if (found === undefined) throw incompatibleAlgorithm(algorithm, key.KeySpec);
  return found;
}
