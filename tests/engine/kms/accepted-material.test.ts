import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { KeySpec } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import {
  acceptKeyMaterial,
  generateKeyMaterial,
} from '../../../src/engine/services/kms/key-material';
import { flipped } from './asymmetric';

const random = {
  bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  uuid: () => '',
};
const pkcs8 = (key: KeyObject) =>
  new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }) as Buffer);
const spki = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }));
const accept = (spec: string, bytes: Uint8Array) =>
  acceptKeyMaterial(spec as KeySpec, 'key', new Uint8Array(bytes));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const made: [spec: string, pair: { publicKey: KeyObject; privateKey: KeyObject }][] = [
  ['RSA_2048', rsa],
  ['ECC_NIST_P256', ec('P-256')],
  ['ECC_NIST_P384', ec('P-384')],
  ['ECC_NIST_P521', ec('P-521')],
  ['ECC_SECG_P256K1', ec('secp256k1')],
  ['ECC_NIST_EDWARDS25519', generateKeyPairSync('ed25519')],
];

describe('key material from outside', () => {
  it.each(made)('takes a %s key that OpenSSL made', async (spec, { publicKey, privateKey }) => {
    const material = await accept(spec, pkcs8(privateKey));
    expect(material?.publicKey).toEqual(spki(publicKey));
    expect(material?.bytes).toEqual(pkcs8(privateKey));
    expect(material?.id).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(made)('does not take a %s key for one of another spec', async (spec, { privateKey }) => {
    for (const [other] of [...made, ['RSA_3072'], ['ML_DSA_44'], ['ML_KEM_512']] as const) {
      if (other !== spec) expect(await accept(other, pkcs8(privateKey)), other).toBeUndefined();
    }
  });

  it('takes raw keys by their length', async () => {
    // AWS KMS Developer Guide, "Importing key material": 256 bits for symmetric encryption; for
    // HMAC at least the hash's length.
    for (const [spec, lengths] of [
      ['SYMMETRIC_DEFAULT', [32]],
      ['HMAC_224', [28, 128]],
      ['HMAC_256', [32, 128]],
      ['HMAC_384', [48, 128]],
      ['HMAC_512', [64, 128]],
    ] as const) {
      const [least, most = least] = lengths;
      for (const length of [least, most]) {
        expect(await accept(spec, new Uint8Array(length)), spec).toBeDefined();
      }
      for (const length of [0, least - 1, most + 1]) {
        expect(await accept(spec, new Uint8Array(length)), spec).toBeUndefined();
      }
    }
  });

  it('never takes an RSA key whose numbers do not belong together', async () => {
    const bytes = pkcs8(rsa.privateKey);
    const own = await accept('RSA_2048', bytes);
    // The exponents, primes and coefficient begin after the modulus.
    for (let at = 300; at < bytes.length; at += 40) {
      expect(await accept('RSA_2048', flipped(bytes, at)), `byte ${at}`).toBeUndefined();
    }
    expect(own).toBeDefined();
  });

  it.each(['ML_DSA_44', 'ML_KEM_768', 'ECC_NIST_P384', 'ECC_NIST_EDWARDS25519'] as const)(
    'gives %s material the same id and public key as when KMS made it',
    async (spec) => {
      const generated = await generateKeyMaterial(spec, 'key', random);
      expect(await accept(spec, generated.bytes)).toEqual(generated);
      expect(await accept(spec, generated.bytes.slice(0, -1))).toBeUndefined();
      expect(await accept(spec, Uint8Array.of(...generated.bytes, 0))).toBeUndefined();
    },
  );
});
