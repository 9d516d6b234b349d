/** What an algorithm suite of the AWS Encryption SDK settles. All encrypt with AES-GCM. */
export interface AlgorithmSuite {
  readonly id: number;
  readonly name: string;
  /** Of the message format that carries it. */
  readonly version: 1 | 2;
  readonly keyBytes: 16 | 24 | 32;
  /** The hash of the HKDF that derives the content key; without it, that is the data key itself. */
  readonly kdf?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Whether the header commits to the data key: no other opens the message. */
  readonly commits: boolean;
  /** The curve of the ECDSA key pair that signs the message, each message by one of its own. */
  readonly signature?: 'P-256' | 'P-384';
}

type Bits = 128 | 192 | 256;

function plain(id: number, bits: Bits): AlgorithmSuite {
  const name = `ALG_AES_${bits}_GCM_IV12_TAG16_NO_KDF`;
  return { id, name, version: 1, keyBytes: bytesOf(bits), commits: false };
}

function derived(id: number, bits: Bits): AlgorithmSuite {
  const name = `ALG_AES_${bits}_GCM_IV12_TAG16_HKDF_SHA256`;
  return { id, name, version: 1, keyBytes: bytesOf(bits), kdf: 'SHA-256', commits: false };
}

function signed(id: number, bits: Bits, curve: 'P-256' | 'P-384'): AlgorithmSuite {
  const kdf = curve === 'P-256' ? 'SHA-256' : 'SHA-384';
  const name = `ALG_AES_${bits}_GCM_IV12_TAG16_HKDF_${short(kdf)}_ECDSA_${short(curve)}`;
  return { id, name, version: 1, keyBytes: bytesOf(bits), kdf, commits: false, signature: curve };
}

const bytesOf = (bits: Bits) => (bits / 8) as AlgorithmSuite['keyBytes'];
const short = (name: string) => name.replace('-', '');

const committing = { version: 2, keyBytes: 32, kdf: 'SHA-512', commits: true } as const;

/** The suite that the AWS Encryption SDK uses unless it is told otherwise, since its version 2.0. */
export const defaultSuite: AlgorithmSuite = {
  ...{ id: 0x0578, name: 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384' },
  ...{ ...committing, signature: 'P-384' },
};

/** The same without a signature. */
export const unsignedSuite: AlgorithmSuite = {
  ...{ id: 0x0478, name: 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY', ...committing },
};

/**
 * Every suite. Source: AWS Encryption SDK Developer Guide, "AWS Encryption SDK algorithms reference"
 * (read 2026-11).
 */
export const algorithmSuites: readonly AlgorithmSuite[] = [
  defaultSuite,
  unsignedSuite,
  ...[signed(0x0378, 256, 'P-384'), signed(0x0346, 192, 'P-384'), signed(0x0214, 128, 'P-256')],
  ...[derived(0x0178, 256), derived(0x0146, 192), derived(0x0114, 128)],
  ...[plain(0x0078, 256), plain(0x0046, 192), plain(0x0014, 128)],
];

/** The suite of an id, where there is one. */
export function suiteOf(id: number): AlgorithmSuite | undefined {
  return algorithmSuites.find((suite) => suite.id === id);
}
