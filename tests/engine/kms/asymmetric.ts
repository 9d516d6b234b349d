import { createPublicKey, type KeyObject } from 'node:crypto';
import { testWorld } from '../world';

interface Created {
  readonly KeyId: string;
  readonly Arn: string;
}

/**
 * One world with at most one key of each spec and usage: making an RSA key takes long enough to
 * make few.
 */
export function keyRing() {
  const world = testWorld();
  const made = new Map<string, Promise<Created>>();

  function key(KeySpec: string, KeyUsage: string): Promise<Created> {
    const name = `${KeySpec} ${KeyUsage}`;
    const known = made.get(name) ?? world.createKey({ KeySpec, KeyUsage });
    made.set(name, known);
    return known;
  }

  /** The public key as GetPublicKey gives it out. */
  async function publicKey(KeyId: string): Promise<Uint8Array> {
    const { PublicKey } = await world.kms<{ PublicKey: Uint8Array }>('GetPublicKey', { KeyId });
    return PublicKey;
  }

  return { ...world, key, publicKey };
}

/** A SubjectPublicKeyInfo as OpenSSL reads it. */
export function opensslPublicKey(info: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(info), format: 'der', type: 'spki' });
}

/** Bytes with one bit of the byte at `at` changed. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  // Not `slice`: a Buffer's shares its bytes.
  const altered = Uint8Array.from(bytes);
  altered[at] = altered[at]! ^ 1;
  return altered;
}
