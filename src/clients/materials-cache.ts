import {
  getLocalCryptographicMaterialsCache,
  type WebCryptoCachingMaterialsManager,
} from '@aws-crypto/client-browser';

/** A cache of the AWS Encryption SDK, as its caching materials manager uses it. */
export type MaterialsCache = WebCryptoCachingMaterialsManager['_cache'];

/** A cache that goes by the world's clock. */
export interface WorldCache {
  readonly cache: MaterialsCache;
  /** Forgets every entry: plaintext data keys are overwritten. */
  clear(): void;
}

interface Stored {
  /** World time in ms. */
  readonly at: number;
  readonly maxAge: number;
}

/** The library looks for old entries in real time; this cache does it whenever it is asked. */
const never = 2 ** 31 - 1;

/**
 * The SDK's own local cache with entries dated by the world: the library reads the real clock, by
 * which no time passes while the world's is moved on. `now` is world time in ms.
 */
export function worldCache(capacity: number, now: () => number): WorldCache {
  const local: MaterialsCache = getLocalCryptographicMaterialsCache(capacity, never);
  const stored = new Map<string, Stored>();
  const keep = (key: string, maxAge = Infinity) => stored.set(key, { at: now(), maxAge });

  /** An entry; nothing where it is too old by the world's clock. */
  function dated<E extends { readonly now: number }>(key: string, find: () => E | false) {
    const { at, maxAge } = stored.get(key) ?? { at: now(), maxAge: Infinity };
    const age = now() - at;
    if (age > maxAge) remove(key);
    const entry = find();
    // Too old ones are gone: the library, which looks at the real clock once more, sees it as new.
    return entry && { ...entry, now: Date.now() };
  }

  function remove(key: string): void {
    stored.delete(key);
    local.del(key);
  }

  const cache: MaterialsCache = {
    putEncryptionMaterial(key, material, length, maxAge) {
      keep(key, maxAge);
      local.putEncryptionMaterial(key, material, length);
    },
    putDecryptionMaterial(key, material, maxAge) {
      keep(key, maxAge);
      local.putDecryptionMaterial(key, material);
    },
    putBranchKeyMaterial(key, material, maxAge) {
      keep(key, maxAge);
      local.putBranchKeyMaterial(key, material);
    },
    getEncryptionMaterial: (key, length) =>
      dated(key, () => local.getEncryptionMaterial(key, length)),
    getDecryptionMaterial: (key) => dated(key, () => local.getDecryptionMaterial(key)),
    getBranchKeyMaterial: (key) => dated(key, () => local.getBranchKeyMaterial(key)),
    del: remove,
  };
  return { cache, clear: () => [...stored.keys()].forEach(remove) };
}
