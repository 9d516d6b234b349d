import {
  algorithmIdentifier,
  ecPrivateKey,
  oid,
  privateKeyInfo,
  privateKeyOf,
  publicKeyInfo,
  publicKeyOf,
  sequenceOf,
} from '../../../der';
import {
  remember,
  undefinedFor,
  type Bytes,
  type Material,
  type MaterialKind,
  type SignatureScheme,
} from './material';

/** A curve in short Weierstrass form: where noble has it, and WebCrypto where that has it too. */
export interface Curve {
  readonly load: () => Promise<Noble>;
  /** Object identifier: SEC 2, RFC 5480. */
  readonly oid: string;
  readonly fieldBytes: number;
  /** The hash its key spec signs with. */
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly namedCurve?: 'P-256' | 'P-384' | 'P-521';
}

type Noble = (typeof import('@noble/curves/nist.js'))['p256'];

const nist = () => import('@noble/curves/nist.js');

export const p256: Curve = {
  load: async () => (await nist()).p256,
  ...{ oid: '1.2.840.10045.3.1.7', fieldBytes: 32, hash: 'SHA-256', namedCurve: 'P-256' },
};
export const p384: Curve = {
  load: async () => (await nist()).p384,
  ...{ oid: '1.3.132.0.34', fieldBytes: 48, hash: 'SHA-384', namedCurve: 'P-384' },
};
export const p521: Curve = {
  load: async () => (await nist()).p521,
  ...{ oid: '1.3.132.0.35', fieldBytes: 66, hash: 'SHA-512', namedCurve: 'P-521' },
};
export const secp256k1: Curve = {
  load: async () => (await import('@noble/curves/secp256k1.js')).secp256k1,
  ...{ oid: '1.3.132.0.10', fieldBytes: 32, hash: 'SHA-256' },
};

/** `id-ecPublicKey` with the curve's name. Source: RFC 5480. */
const identifier = (curve: Curve) => algorithmIdentifier('1.2.840.10045.2.1', oid(curve.oid));

/** Length of the bytes that noble maps to a scalar without a bias: half as many again. */
const seedBytes = (curve: Noble) => curve.lengths.seed ?? 0;

function keyPair(curve: Curve, noble: Noble, scalar: Uint8Array): Material {
  const point = noble.getPublicKey(scalar, false);
  return {
    bytes: privateKeyInfo(identifier(curve), ecPrivateKey(scalar, point)),
    publicKey: publicKeyInfo(identifier(curve), point),
  };
}

function scalarOf(curve: Curve, bytes: Bytes): Bytes | undefined {
  const key = privateKeyOf(bytes, identifier(curve));
  const [version, scalar] = (key && sequenceOf(key)) ?? [];
  if (version?.value[0] !== 1 || scalar?.value.length !== curve.fieldBytes) return undefined;
  return scalar.value;
}

/** Key pairs on a curve. */
export function ecKeyPair(curve: Curve): MaterialKind {
  return {
    isKeyPair: true,
    async generate(random) {
      const noble = await curve.load();
      return keyPair(curve, noble, noble.utils.randomSecretKey(random.bytes(seedBytes(noble))));
    },
    async accept(bytes) {
      const noble = await curve.load();
      const scalar = scalarOf(curve, bytes);
      if (scalar === undefined || !noble.utils.isValidSecretKey(scalar)) return undefined;
      return keyPair(curve, noble, scalar);
    },
  };
}

const digest = async (curve: Curve, message: Bytes) =>
  new Uint8Array(await crypto.subtle.digest(curve.hash, message));

/**
 * ECDSA with the curve's hash, its signatures in DER. By noble: WebCrypto always hashes, has no
 * secp256k1 and no DER. Any `s` is good: KMS does not prefer the lower one.
 */
export function ecdsa(curve: Curve): SignatureScheme {
  const options = { prehash: false, lowS: false, format: 'der' } as const;
  return {
    async sign({ bytes }, message, hashed, random) {
      const noble = await curve.load();
      const scalar = scalarOf(curve, bytes)!;
      const extraEntropy = random === undefined ? false : random.bytes(curve.fieldBytes);
      const hash = hashed ? message : await digest(curve, message);
      return new Uint8Array(noble.sign(hash, scalar, { ...options, extraEntropy }));
    },
    async verify(publicKey, message, hashed, signature) {
      const noble = await curve.load();
      const point = publicKeyOf(publicKey, identifier(curve))!;
      return noble.verify(
        signature,
        hashed ? message : await digest(curve, message),
        point,
        options,
      );
    },
  };
}

/** Elliptic-curve Diffie-Hellman. */
export interface KeyAgreement {
  /** The shared secret; undefined when the other's public key is none of this curve. */
  derive(key: Material, publicKey: Bytes): Promise<Bytes | undefined>;
}

/** ECDH on a curve of WebCrypto's; the secret is the x coordinate, as long as the field. */
export function ecdh(namedCurve: 'P-256' | 'P-384' | 'P-521'): KeyAgreement {
  const parameters = { name: 'ECDH', namedCurve };
  const privateKey = remember((bytes) =>
    crypto.subtle.importKey('pkcs8', bytes, parameters, false, ['deriveBits']),
  );
  return {
    async derive({ bytes }, publicKey) {
      const mine = await privateKey(bytes);
      try {
        const theirs = await crypto.subtle.importKey('spki', publicKey, parameters, false, []);
        const request = { name: 'ECDH', public: theirs };
        return new Uint8Array(await crypto.subtle.deriveBits(request, mine, null));
      } catch (error) {
        return undefinedFor(error, 'DataError');
      }
    },
  };
}
