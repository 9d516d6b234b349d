import type { Random } from '../../../random';
import type { Bytes, Material, MaterialKind } from './material';
import { seedKeyPair } from './seeds';

const seedBytes = 64;
/** Random bytes from which a shared secret and its ciphertext are made. */
const messageBytes = 32;

/** Object identifiers of the parameter sets. Source: RFC 9935. */
const oids = {
  ml_kem512: '2.16.840.1.101.3.4.4.1',
  ml_kem768: '2.16.840.1.101.3.4.4.2',
  ml_kem1024: '2.16.840.1.101.3.4.4.3',
} as const;

/** A key encapsulation mechanism: shared secrets of 32 bytes. */
export interface Encapsulation {
  encapsulate(publicKey: Bytes, random: Random): Promise<{ secret: Bytes; ciphertext: Bytes }>;
  /**
   * The secret in a ciphertext; undefined for a ciphertext of another length. One that was altered
   * gives another secret, which only its holder can tell from the right one.
   */
  decapsulate(key: Material, ciphertext: Bytes): Promise<Bytes | undefined>;
}

/** ML-KEM (FIPS 203) with one parameter set. */
export function mlKem(set: keyof typeof oids): {
  readonly keyPair: MaterialKind;
  readonly encapsulation: Encapsulation;
} {
  const load = async () => (await import('@noble/post-quantum/ml-kem.js'))[set];
  const keys = seedKeyPair(oids[set], seedBytes, async (seed) => (await load()).keygen(seed));
  return {
    keyPair: keys.kind,
    encapsulation: {
      async encapsulate(publicKey, random) {
        const scheme = await load();
        const key = keys.publicKey(publicKey);
        const { cipherText, sharedSecret } = scheme.encapsulate(key, random.bytes(messageBytes));
        return { secret: new Uint8Array(sharedSecret), ciphertext: new Uint8Array(cipherText) };
      },
      async decapsulate({ bytes }, ciphertext) {
        const scheme = await load();
        if (ciphertext.length !== scheme.lengths.cipherText) return undefined;
        return new Uint8Array(scheme.decapsulate(ciphertext, await keys.secretKey(bytes)));
      },
    },
  };
}
