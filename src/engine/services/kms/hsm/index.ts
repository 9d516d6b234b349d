// The only folder that touches key material: it stands for the hardware security module, whose
// boundary the material of KMS keys never leaves. Private keys of data key pairs, shared secrets
// and plaintexts do leave it: to give them out is what they are made for.

export { aes256, newAes256, open, seal } from './aes';
export { ed25519KeyPair, eddsa } from './ed25519';
export {
  ecdh,
  ecdsa,
  ecKeyPair,
  p256,
  p384,
  p521,
  secp256k1,
  type Curve,
  type KeyAgreement,
} from './elliptic-curves';
export { unwrapPadded } from './key-wrapping';
export { hmac, hmacKey, hmacSha224, type MacScheme } from './hmac';
export {
  equalBytes,
  materialId,
  type Bytes,
  type Material,
  type MaterialKind,
  type SignatureScheme,
} from './material';
export { mlDsa } from './ml-dsa';
export { mlKem, type Encapsulation } from './ml-kem';
export { oaep, rsaKeyPair, type PublicKeyEncryption } from './rsa';
export type { Hash } from './rsa-encodings';
export { pkcs1, pss } from './rsa-signatures';
