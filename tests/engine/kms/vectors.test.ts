import { createECDH, createPrivateKey } from 'node:crypto';
import type { KeySpec, MacAlgorithmSpec, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import type { Random } from '../../../src/engine/random';
import { open, seal, type Material } from '../../../src/engine/services/kms/hsm/index';
import { keySpecs } from '../../../src/engine/services/kms/key-specs';
import aesGcm from './vectors/aes-gcm.json';
import ecdh from './vectors/ecdh.json';
import ecdsa from './vectors/ecdsa.json';
import ed25519 from './vectors/ed25519.json';
import hmac from './vectors/hmac.json';
import mlDsa from './vectors/ml-dsa.json';
import mlKem from './vectors/ml-kem.json';
import rsa from './vectors/rsa.json';

// Published vectors against the HSM's functions, as the table of key specs names them. Each file
// says where its values are from.

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

function facts(spec: string) {
  const found = keySpecs[spec as KeySpec];
  if (found === undefined) throw new Error(`no key spec ${spec}`);
  return found;
}

/** The vector's private key as imported key material. */
async function imported(spec: string, pkcs8: Uint8Array): Promise<Material> {
  const material = await facts(spec).material.accept(new Uint8Array(pkcs8));
  if (material === undefined) throw new Error(`${spec} does not take this key`);
  return material;
}

function signing(spec: string, algorithm: string) {
  const found = facts(spec).usages.SIGN_VERIFY?.[algorithm as SigningAlgorithmSpec];
  if (found === undefined) throw new Error(`${spec} does not sign with ${algorithm}`);
  return found.scheme;
}

/** Chance that comes out as a vector wants it. */
const given = (value: Uint8Array<ArrayBuffer>): Random => ({ bytes: () => value, uuid: () => '' });

const nodeCurves: Readonly<Record<string, readonly [curve: string, jwk: string]>> = {
  ECC_NIST_P256: ['prime256v1', 'P-256'],
  ECC_NIST_P384: ['secp384r1', 'P-384'],
  ECC_NIST_P521: ['secp521r1', 'P-521'],
};

/** A private key on a curve as OpenSSL writes it. */
function ecPrivateKey(spec: string, scalar: Uint8Array): Uint8Array {
  const [curve, crv] = nodeCurves[spec]!;
  const pair = createECDH(curve);
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const size = (point.length - 1) / 2;
  const part = (from: number) => point.subarray(from, from + size).toString('base64url');
  const d = Buffer.concat([Buffer.alloc(size - scalar.length), scalar]).toString('base64url');
  const jwk = { kty: 'EC', crv, x: part(1), y: part(1 + size), d };
  return createPrivateKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'pkcs8' });
}

/** A DER integer, and the sequence of two that an ECDSA signature is. */
function derSignature(r: string, s: string): string {
  const integer = (text: string) => {
    const short = text.replace(/^(00)+(?=..)/, '');
    const value = /^[89a-f]/.test(short) ? `00${short}` : short;
    return `02${(value.length / 2).toString(16).padStart(2, '0')}${value}`;
  };
  const content = integer(r) + integer(s);
  const length = content.length / 2;
  return `30${length < 128 ? '' : '81'}${length.toString(16).padStart(2, '0')}${content}`;
}

it.each(aesGcm.cases)('AES-256-GCM $tcId $comment', async (vector) => {
  const key = { bytes: bytes(vector.key) };
  const [iv, aad, sealed] = [bytes(vector.iv), bytes(vector.aad), bytes(vector.sealed)];
  const plaintext = await open(key, iv, aad, sealed);
  if (!vector.valid) return void expect(plaintext).toBeUndefined();
  expect(hex(plaintext!)).toBe(vector.plaintext);
  const again = await seal(key, iv, aad, bytes(vector.plaintext));
  expect(hex(new Uint8Array(again))).toBe(vector.sealed);
});

describe.each(hmac.cases)('HMAC, RFC 4231, key $key', ({ key, message, macs }) => {
  it.each(Object.entries(macs))('%s', async (algorithm, expected) => {
    const spec = algorithm.replace('_SHA', '');
    const scheme = facts(spec).usages.GENERATE_VERIFY_MAC?.[algorithm as MacAlgorithmSpec];
    const code = await scheme!.mac({ bytes: bytes(key) }, bytes(message));
    expect(hex(code)).toBe(expected);
  });
});

describe.each(ecdsa.deterministic)('ECDSA, $source', (group) => {
  const algorithm = `ECDSA_SHA_${{ P256: 256, P384: 384, P521: 512 }[group.spec.slice(-4)]}`;
  it.each(group.cases)('of $message', async ({ message, r, s }) => {
    const key = await imported(group.spec, ecPrivateKey(group.spec, bytes(group.privateKey)));
    expect(hex(key.publicKey!.slice(-group.publicKey.length / 2))).toBe(group.publicKey);
    const text = new TextEncoder().encode(message);
    const signature = await signing(group.spec, algorithm).sign(key, text, false);
    expect(hex(signature)).toBe(derSignature(r, s));
  });
});

describe.each(ecdsa.verify)('ECDSA, $source', ({ spec, algorithm, cases }) => {
  it.each(cases)('$tcId $comment: $valid', async ({ publicKey, message, signature, valid }) => {
    const { verify } = signing(spec, algorithm);
    const answer = verify(bytes(publicKey), bytes(message), false, bytes(signature));
    expect(await answer).toBe(valid);
  });
});

describe('Ed25519', () => {
  const pkcs8 = (seed: string) => bytes(`302e020100300506032b657004220420${seed}`);

  it.each(ed25519.sign.cases)('RFC 8032 $name', async (vector) => {
    const key = await imported('ECC_NIST_EDWARDS25519', pkcs8(vector.privateKey));
    expect(hex(key.publicKey!.slice(-32))).toBe(vector.publicKey);
    const scheme = signing('ECC_NIST_EDWARDS25519', 'ED25519_SHA_512');
    expect(hex(await scheme.sign(key, bytes(vector.message), false))).toBe(vector.signature);
  });

  it('RFC 8032 Ed25519ph', async () => {
    const { privateKey, publicKey, message, signature } = ed25519.prehashed;
    const key = await imported('ECC_NIST_EDWARDS25519', pkcs8(privateKey));
    expect(hex(key.publicKey!.slice(-32))).toBe(publicKey);
    const scheme = signing('ECC_NIST_EDWARDS25519', 'ED25519_PH_SHA_512');
    expect(hex(await scheme.sign(key, bytes(message), true))).toBe(signature);
    expect(await scheme.verify(key.publicKey!, bytes(message), true, bytes(signature))).toBe(true);
  });

  it.each(ed25519.verify.cases)('$tcId $comment: $valid', async (vector) => {
    const { verify } = signing('ECC_NIST_EDWARDS25519', 'ED25519_SHA_512');
    const { publicKey, message, signature } = vector;
    const answer = verify(bytes(publicKey), bytes(message), false, bytes(signature));
    expect(await answer).toBe(vector.valid);
  });
});

/** The digest that an algorithm of RSA's makes of a message. */
async function digest(algorithm: string, message: string) {
  const name = `SHA-${algorithm.slice(-3)}`;
  return new Uint8Array(await crypto.subtle.digest(name, bytes(message)));
}

describe.each(rsa.pkcs1)('$algorithm with $spec', ({ spec, algorithm, privateKey, ...rest }) => {
  it.each(rest.cases)('$tcId, of the message and of its digest', async (vector) => {
    const key = await imported(spec, bytes(privateKey));
    expect(hex(key.publicKey!)).toBe(rest.publicKey);
    const { sign, verify } = signing(spec, algorithm);
    const hashed = await digest(algorithm, vector.message);
    expect(hex(await sign(key, bytes(vector.message), false))).toBe(vector.signature);
    expect(hex(await sign(key, hashed, true))).toBe(vector.signature);
    expect(await verify(key.publicKey!, hashed, true, bytes(vector.signature))).toBe(true);
  });
});

describe.each(rsa.pss)('$algorithm with $spec', ({ spec, algorithm, publicKey, cases }) => {
  it.each(cases)('$tcId $comment: $valid, of the message and of its digest', async (vector) => {
    const { verify } = signing(spec, algorithm);
    const [key, signature] = [bytes(publicKey), bytes(vector.signature)];
    expect(await verify(key, bytes(vector.message), false, signature)).toBe(vector.valid);
    const hashed = await digest(algorithm, vector.message);
    expect(await verify(key, hashed, true, signature)).toBe(vector.valid);
  });
});

it.each(rsa.pssWithSalt.cases)(
  'RSASSA_PSS of a digest with a given salt, $tcId',
  async (vector) => {
    const { spec, algorithm, privateKey } = rsa.pssWithSalt;
    const key = await imported(spec, bytes(privateKey));
    const hashed = await digest(algorithm, vector.message);
    const signature = signing(spec, algorithm).sign(key, hashed, true, given(bytes(vector.salt)));
    expect(hex(await signature)).toBe(vector.signature);
  },
);

describe.each(rsa.oaep)('$algorithm with $spec', ({ spec, algorithm, privateKey, cases }) => {
  it.each(cases)('$tcId $comment', async ({ ciphertext, plaintext }) => {
    const key = await imported(spec, bytes(privateKey));
    const schemes = facts(spec).usages.ENCRYPT_DECRYPT!;
    const scheme = schemes[algorithm as 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256'];
    if (scheme === undefined || scheme === 'symmetric') throw new Error(algorithm);
    const decrypted = await scheme.decrypt(key, bytes(ciphertext));
    expect(decrypted === undefined ? null : hex(decrypted)).toBe(plaintext);
  });
});

describe.each(ecdh.groups)('ECDH, $source', ({ spec, cases }) => {
  it.each(cases)('$tcId $comment', async ({ privateKey, publicKey, shared }) => {
    const scalar = bytes(privateKey.replace(/^(00)+(?=..)/, ''));
    const key = await imported(spec, ecPrivateKey(spec, scalar));
    const secret = await facts(spec).usages.KEY_AGREEMENT!.ECDH!.derive(key, bytes(publicKey));
    expect(secret === undefined ? null : hex(secret)).toBe(shared);
  });
});

/** A seed in PKCS#8, as RFC 9881 and RFC 9935 write it: `oid` is the last byte of the algorithm's. */
function seedKey(arc: string, seed: string): Uint8Array {
  const length = seed.length / 2;
  const octet = (value: number) => value.toString(16).padStart(2, '0');
  const algorithm = `020100300b0609608648016503040${arc}`;
  const inner = `80${octet(length)}${seed}`;
  const all = `${algorithm}04${octet(length + 2)}${inner}`;
  return bytes(`30${octet(all.length / 2)}${all}`);
}

describe.each(mlDsa.groups)('ML-DSA, $source', ({ spec, cases, wrong }) => {
  const arc = { ML_DSA_44: '311', ML_DSA_65: '312', ML_DSA_87: '313' }[spec]!;
  const { sign, verify } = signing(spec, 'ML_DSA_SHAKE_256');

  it.each(cases)('$tcId $comment', async ({ seed, publicKey, message, mu, signature }) => {
    const key = await imported(spec, seedKey(arc, seed));
    expect(hex(key.publicKey!.slice(-publicKey.length / 2))).toBe(publicKey);
    expect(hex(await sign(key, bytes(mu), true))).toBe(signature);
    expect(await verify(key.publicKey!, bytes(mu), true, bytes(signature))).toBe(true);
    if (message === null) return;
    expect(hex(await sign(key, bytes(message), false))).toBe(signature);
    expect(await verify(key.publicKey!, bytes(message), false, bytes(signature))).toBe(true);
  });

  it('refuses wrong signatures', async () => {
    for (const { comment, publicKey, message, signature } of wrong) {
      const answer = verify(bytes(publicKey), bytes(message), false, bytes(signature));
      expect(await answer, comment).toBe(false);
    }
  });
});

describe.each(mlKem.groups)('ML-KEM, $source', ({ spec, cases, encapsulate }) => {
  const arc = { ML_KEM_512: '401', ML_KEM_768: '402', ML_KEM_1024: '403' }[spec]!;
  const scheme = facts(spec).usages.ENCAPSULATE_DECAPSULATE!.ML_KEM!;

  it.each(cases)('$tcId $comment', async ({ seed, publicKey, ciphertext, secret }) => {
    const key = await imported(spec, seedKey(arc, seed));
    expect(hex(key.publicKey!.slice(-publicKey.length / 2))).toBe(publicKey);
    const decapsulated = await scheme.decapsulate(key, bytes(ciphertext));
    expect(hex(decapsulated!)).toBe(secret);
    expect(await scheme.decapsulate(key, bytes(ciphertext.slice(2)))).toBeUndefined();
  });

  it.each(encapsulate)('encapsulates, $tcId', async ({ random, publicKey, ciphertext, secret }) => {
    const [{ seed }] = cases as [(typeof cases)[number]];
    const { publicKey: info } = await imported(spec, seedKey(arc, seed));
    const prefix = info!.slice(0, -publicKey.length / 2);
    const peer = Uint8Array.of(...prefix, ...bytes(publicKey));
    const made = await scheme.encapsulate(peer, given(bytes(random)));
    expect([hex(made.ciphertext), hex(made.secret)]).toEqual([ciphertext, secret]);
  });
});
