import { x25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { concat, type Bytes } from '../../engine/bytes';
import type { RandomBytes } from '../../engine/random';
import { TlsAlert } from './alerts';

/** A way to agree on a key: what the client sends, and what the server answers. */
export interface Group {
  readonly id: number;
  readonly name: string;
  /** The client's share, and how it gets the agreed secret from the server's. */
  offer(random: RandomBytes): { readonly share: Bytes; agree(share: Bytes): Bytes };
  /** The server's share and the agreed secret, from the client's. */
  answer(share: Bytes, random: RandomBytes): { readonly share: Bytes; readonly secret: Bytes };
}

const curveBytes = 32;

function agreeX25519(secret: Uint8Array, share: Uint8Array): Bytes {
  if (share.length !== curveBytes) throw new TlsAlert('illegal_parameter');
  try {
    return new Uint8Array(x25519.getSharedSecret(secret, share));
  } catch (cause) {
    // A point of small order: the secret would be all zeros. RFC 8446, section 7.4.2.
    throw new TlsAlert('illegal_parameter', { cause });
  }
}

const newX25519 = (random: RandomBytes) => {
  const secret = random.bytes(curveBytes);
  return { secret, share: new Uint8Array(x25519.getPublicKey(secret)) };
};

/** Diffie-Hellman on Curve25519. Source: RFC 8446, section 7.4.2. */
export const x25519Group: Group = {
  id: 0x001d,
  name: 'X25519',
  offer(random) {
    const { secret, share } = newX25519(random);
    return { share, agree: (theirs) => agreeX25519(secret, theirs) };
  },
  answer(theirs, random) {
    const { secret, share } = newX25519(random);
    return { share, secret: agreeX25519(secret, theirs) };
  },
};

// Lengths of ML-KEM-768. Source: FIPS 203, table 3.
const encapsulationKeyBytes = 1184;
const ciphertextBytes = 1088;

/**
 * ML-KEM-768 and X25519 together: who breaks one of them has nothing yet. What AWS's endpoints and
 * newer clients agree on. Source: draft-ietf-tls-ecdhe-mlkem, "X25519MLKEM768".
 */
export const x25519MlKem768: Group = {
  id: 0x11ec,
  name: 'X25519MLKEM768',
  offer(random) {
    const keys = ml_kem768.keygen(random.bytes(64));
    const curve = newX25519(random);
    return {
      share: concat(keys.publicKey, curve.share),
      agree(theirs) {
        if (theirs.length !== ciphertextBytes + curveBytes) throw new TlsAlert('illegal_parameter');
        const secret = ml_kem768.decapsulate(theirs.subarray(0, ciphertextBytes), keys.secretKey);
        return concat(secret, agreeX25519(curve.secret, theirs.subarray(ciphertextBytes)));
      },
    };
  },
  answer(theirs, random) {
    if (theirs.length !== encapsulationKeyBytes + curveBytes) {
      throw new TlsAlert('illegal_parameter');
    }
    const key = theirs.subarray(0, encapsulationKeyBytes);
    const { cipherText, sharedSecret } = encapsulate(key, random.bytes(32));
    const curve = newX25519(random);
    const agreed = agreeX25519(curve.secret, theirs.subarray(encapsulationKeyBytes));
    return { share: concat(cipherText, curve.share), secret: concat(sharedSecret, agreed) };
  },
};

function encapsulate(key: Uint8Array, message: Uint8Array) {
  try {
    return ml_kem768.encapsulate(key, message);
  } catch (cause) {
    // No encapsulation key: FIPS 203, section 7.2.
    throw new TlsAlert('illegal_parameter', { cause });
  }
}

/** The best first. */
export const groups: readonly Group[] = [x25519MlKem768, x25519Group];
