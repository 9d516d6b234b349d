/** How the content of an object is encrypted. */
export interface ContentSuite {
  readonly name: SuiteName;
  /** As the V3 format writes it, and key derivation takes it. */
  readonly id: number;
  /** As the V1 and V2 formats write it. */
  readonly cipherName: string;
  /** Whether no other data key opens the same object. */
  readonly commits: boolean;
  /** Is read only where somebody has asked for it, and never written. */
  readonly isLegacy: boolean;
}

/** The names of suites in the Amazon S3 Encryption Client for Java. */
export type SuiteName =
  | 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY'
  | 'ALG_AES_256_GCM_IV12_TAG16_NO_KDF'
  | 'ALG_AES_256_CBC_IV16_NO_KDF';

/** AES-256-GCM under a key that is derived from the data key: commits to it. */
export const committing: ContentSuite = {
  ...{ name: 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY', id: 0x73 },
  ...{ cipherName: 'AES/GCM/NoPadding', commits: true, isLegacy: false },
};

/** AES-256-GCM under the data key itself. */
export const plainGcm: ContentSuite = {
  ...{ name: 'ALG_AES_256_GCM_IV12_TAG16_NO_KDF', id: 0x72 },
  ...{ cipherName: 'AES/GCM/NoPadding', commits: false, isLegacy: false },
};

/** AES-256-CBC: nothing tells whether the content was changed. */
export const legacyCbc: ContentSuite = {
  ...{ name: 'ALG_AES_256_CBC_IV16_NO_KDF', id: 0x70 },
  ...{ cipherName: 'AES/CBC/PKCS5Padding', commits: false, isLegacy: true },
};

/** Every suite by its name. */
export const suites: ReadonlyMap<string, ContentSuite> = new Map(
  [committing, plainGcm, legacyCbc].map((suite) => [suite.name, suite]),
);

/** Lengths in bytes. */
export const lengths = { dataKey: 32, iv: 12, tag: 16, messageId: 28, commitment: 28 } as const;

/**
 * What binds an encrypted data key to how the content is encrypted: a KMS key's encryption context
 * and raw keys have it.
 */
export function boundName({ commits, id, cipherName }: ContentSuite): string {
  return commits ? String(id) : cipherName;
}
