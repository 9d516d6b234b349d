import type { MaterialKind, SignatureScheme } from './material';
import { seedKeyPair } from './seeds';

const seedBytes = 32;
/** Random bytes that FIPS 204 mixes into a signature. */
const entropyBytes = 32;

/** Object identifiers of the parameter sets. Source: RFC 9881. */
const oids = {
  ml_dsa44: '2.16.840.1.101.3.4.3.17',
  ml_dsa65: '2.16.840.1.101.3.4.3.18',
  ml_dsa87: '2.16.840.1.101.3.4.3.19',
} as const;

/** ML-DSA (FIPS 204) with one parameter set: its key pairs, and signatures with an empty context. */
export function mlDsa(set: keyof typeof oids): {
  readonly keyPair: MaterialKind;
  readonly signatures: SignatureScheme;
} {
  const load = async () => (await import('@noble/post-quantum/ml-dsa.js'))[set];
  const keys = seedKeyPair(oids[set], seedBytes, async (seed) => (await load()).keygen(seed));
  return {
    keyPair: keys.kind,
    // What is hashed already is the representative μ, which FIPS 204 lets be computed outside.
    signatures: {
      async sign({ bytes }, message, externalMu, random) {
        const scheme = await load();
        const secretKey = await keys.secretKey(bytes);
        const extraEntropy = random === undefined ? false : random.bytes(entropyBytes);
        const signature = externalMu
          ? scheme.internal.sign(message, secretKey, { externalMu, extraEntropy })
          : scheme.sign(message, secretKey, { extraEntropy });
        return new Uint8Array(signature);
      },
      async verify(publicKey, message, externalMu, signature) {
        const scheme = await load();
        if (signature.length !== scheme.lengths.signature) return false;
        const key = keys.publicKey(publicKey);
        return externalMu
          ? scheme.internal.verify(signature, message, key, { externalMu })
          : scheme.verify(signature, message, key);
      },
    },
  };
}
