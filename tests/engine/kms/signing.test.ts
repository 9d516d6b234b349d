import {
  constants,
  createHash,
  generateKeyPairSync,
  sign as opensslSign,
  verify as opensslVerify,
} from 'node:crypto';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { refusalText, testWorld, utf8 } from '../world';
import { flipped, keyRing, opensslPublicKey } from './asymmetric';

interface Signed {
  readonly KeyId: string;
  readonly Signature: Uint8Array;
  readonly SigningAlgorithm: string;
}

const { kms, key, publicKey, createKey, engine } = keyRing();

const hashOf = (algorithm: string) => `sha${/SHA_(\d+)$/.exec(algorithm)![1]}`;
const digestOf = (algorithm: string, message: Uint8Array) =>
  new Uint8Array(createHash(hashOf(algorithm)).update(message).digest());

const rsa = [256, 384, 512].flatMap((bits) => [
  ['RSA_2048', `RSASSA_PSS_SHA_${bits}`] as const,
  ['RSA_2048', `RSASSA_PKCS1_V1_5_SHA_${bits}`] as const,
]);
const ecdsa = [
  ['ECC_NIST_P256', 'ECDSA_SHA_256'] as const,
  ['ECC_NIST_P384', 'ECDSA_SHA_384'] as const,
  ['ECC_NIST_P521', 'ECDSA_SHA_512'] as const,
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256'] as const,
];
const withDigest = [...rsa, ...ecdsa];
const ed25519 = 'ECC_NIST_EDWARDS25519';
const mlDsa = ['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const;

const message = utf8('test message !%$@ 1234567890');

async function sign(spec: string, SigningAlgorithm: string, Message: Uint8Array, MessageType = '') {
  const { KeyId } = await key(spec, 'SIGN_VERIFY');
  const type = MessageType === '' ? {} : { MessageType };
  const request = { KeyId, Message, SigningAlgorithm, ...type };
  return { request, ...(await kms<Signed>('Sign', request)) };
}

/** Whether OpenSSL takes the signature of the message. */
async function opensslTakes(spec: string, algorithm: string, signature: Uint8Array) {
  const { KeyId } = await key(spec, 'SIGN_VERIFY');
  const padding = algorithm.includes('PSS')
    ? {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      }
    : {};
  const openssl = { key: opensslPublicKey(await publicKey(KeyId)), ...padding };
  const hash = algorithm.startsWith('ED25519') ? null : hashOf(algorithm);
  return opensslVerify(hash, message, openssl, signature);
}

describe('Sign and Verify', () => {
  it.each(withDigest)('sign with %s by %s what OpenSSL verifies', async (spec, algorithm) => {
    const raw = await sign(spec, algorithm, message);
    const { Arn } = await key(spec, 'SIGN_VERIFY');
    expect(raw).toMatchObject({ KeyId: Arn, SigningAlgorithm: algorithm });
    expect(await opensslTakes(spec, algorithm, raw.Signature)).toBe(true);
    const digest = await sign(spec, algorithm, digestOf(algorithm, message), 'DIGEST');
    expect(await opensslTakes(spec, algorithm, digest.Signature)).toBe(true);
    // A message and its digest are the same message (KMS API Reference, Verify).
    for (const { Signature } of [raw, digest]) {
      const { request } = digest;
      expect(await kms('Verify', { ...request, Signature })).toEqual({
        ...{ KeyId: Arn, SignatureValid: true, SigningAlgorithm: algorithm },
      });
      await kms('Verify', { ...raw.request, Signature });
    }
  });

  it('sign with Ed25519 what OpenSSL verifies', async () => {
    const { Signature } = await sign(ed25519, 'ED25519_SHA_512', message);
    expect(Signature).toHaveLength(64);
    expect(await opensslTakes(ed25519, 'ED25519_SHA_512', Signature)).toBe(true);
  });

  // Lengths as measured against AWS: floci issue 3025.
  it.each([
    ['ML_DSA_44', ml_dsa44, 1334, 2420],
    ['ML_DSA_65', ml_dsa65, 1974, 3309],
    ['ML_DSA_87', ml_dsa87, 2614, 4627],
  ] as const)('sign with %s by FIPS 204', async (spec, scheme, keyBytes, signatureBytes) => {
    const { Signature, request } = await sign(spec, 'ML_DSA_SHAKE_256', message);
    expect(Signature).toHaveLength(signatureBytes);
    const info = await publicKey(request.KeyId);
    expect(info).toHaveLength(keyBytes);
    const bare = info.slice(-scheme.lengths.publicKey!);
    expect(scheme.verify(Signature, message, bare)).toBe(true);
    // μ = H(H(pk, 64) || M', 64), with an empty context in M' (FIPS 204, algorithms 2 and 7).
    const shake = (...parts: Uint8Array[]) => {
      const hash = createHash('shake256', { outputLength: 64 });
      for (const part of parts) hash.update(part);
      return new Uint8Array(hash.digest());
    };
    const mu = shake(shake(bare), Uint8Array.of(0, 0), message);
    const external = { ...request, Message: mu, MessageType: 'EXTERNAL_MU' };
    await kms('Verify', { ...external, Signature });
    const other = await kms<Signed>('Sign', external);
    await kms('Verify', { ...request, Signature: other.Signature });
  });

  it('give different signatures of one message where the algorithm is randomised', async () => {
    for (const [spec, algorithm] of [
      ['RSA_2048', 'RSASSA_PSS_SHA_256'],
      ['ECC_NIST_P256', 'ECDSA_SHA_256'],
      ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
    ] as const) {
      const once = await sign(spec, algorithm, message);
      const again = await sign(spec, algorithm, message);
      expect(once.Signature).not.toEqual(again.Signature);
    }
  });

  it('take an ECDSA signature with either s: KMS does not prefer the lower', async () => {
    const { KeyId } = await key('ECC_SECG_P256K1', 'SIGN_VERIFY');
    const half = 1n << 255n;
    const halves = new Set<boolean>();
    for (let i = 0; i < 64 && halves.size < 2; i += 1) {
      const { Signature, request } = await sign('ECC_SECG_P256K1', 'ECDSA_SHA_256', message);
      const sLength = Signature[5 + Signature[3]!]!;
      halves.add(BigInt(`0x${Buffer.from(Signature.slice(-sLength)).toString('hex')}`) < half);
      await kms('Verify', { ...request, KeyId, Signature });
    }
    expect(halves.size).toBe(2);
  });

  it.each([
    ...withDigest.slice(0, 2).map(([spec, algorithm]) => [spec, algorithm, 'DIGEST'] as const),
    ...withDigest.slice(-4).map(([spec, algorithm]) => [spec, algorithm, 'DIGEST'] as const),
    [ed25519, 'ED25519_SHA_512', 'RAW'] as const,
    [ed25519, 'ED25519_PH_SHA_512', 'DIGEST'] as const,
    ['ML_DSA_44', 'ML_DSA_SHAKE_256', 'RAW'] as const,
  ])('refuse a changed signature or message: %s, %s, %s', async (spec, algorithm, type) => {
    const content = type === 'DIGEST' ? digestOf(algorithm, message) : message;
    const { request, Signature } = await sign(spec, algorithm, content, type);
    await kms('Verify', { ...request, Signature });
    const changed = async (change: object) =>
      refusalText(kms('Verify', { ...request, Signature, ...change }));
    const refused = 'KMSInvalidSignatureException: ';
    const step = Math.ceil(Signature.length / 24);
    for (let at = 0; at < Signature.length; at += step) {
      const text = await changed({ Signature: flipped(Signature, at) });
      expect(text, `byte ${at}`).toBe(refused);
    }
    expect(await changed({ Signature: Signature.slice(1) })).toBe(refused);
    expect(await changed({ Signature: Uint8Array.of(...Signature, 0) })).toBe(refused);
    expect(await changed({ Message: flipped(content, 0) })).toBe(refused);
    const other = await createKey({ KeySpec: spec, KeyUsage: 'SIGN_VERIFY' });
    expect(await changed({ KeyId: other.KeyId })).toBe(refused);
  });

  it('verify whatever they signed, and nothing else', async () => {
    const algorithms = [
      ['ECC_NIST_P256', 'ECDSA_SHA_256'],
      [ed25519, 'ED25519_SHA_512'],
      ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
      ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256'],
    ] as const;
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 4096 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...algorithms), bytes, bytes, async (which, one, other) => {
        const { request, Signature } = await sign(which[0], which[1], one);
        await kms('Verify', { ...request, Signature });
        if (Buffer.compare(one, other) === 0) return;
        const attempt = kms('Verify', { ...request, Signature, Message: other });
        expect(await refusalText(attempt)).toBe('KMSInvalidSignatureException: ');
      }),
      { numRuns: 24 },
    );
  });

  it('refuse what another private key signed', async () => {
    const { request } = await sign('ECC_NIST_P256', 'ECDSA_SHA_256', message);
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const Signature = new Uint8Array(opensslSign('sha256', message, stranger.privateKey));
    expect(await refusalText(kms('Verify', { ...request, Signature }))).toBe(
      'KMSInvalidSignatureException: ',
    );
  });
});

describe('what Sign and Verify refuse', () => {
  const Signature = new Uint8Array(64);

  // LocalStack snapshots test_sign_verify[...] for both operations; ED25519_PH_SHA_512 and the
  // texts on message types were measured against AWS (floci issues 2924 and 3025).
  it.each([
    ['RSA_2048', 'RSASSA_PSS_SHA_256', 'DIGEST', 33, 'Digest is invalid length for algorithm'],
    [
      'RSA_2048',
      'RSASSA_PKCS1_V1_5_SHA_512',
      'DIGEST',
      32,
      'Digest is invalid length for algorithm',
    ],
    ['ECC_NIST_P256', 'ECDSA_SHA_256', 'DIGEST', 28, 'Digest is invalid length for algorithm'],
    [ed25519, 'ED25519_PH_SHA_512', 'DIGEST', 20, 'Digest is invalid length for algorithm'],
    [
      ed25519,
      'ED25519_SHA_512',
      'DIGEST',
      64,
      'Message type DIGEST is incompatible with algorithm',
    ],
    [ed25519, 'ED25519_PH_SHA_512', 'RAW', 64, 'Message type RAW is incompatible with algorithm'],
  ])('a message that does not fit: %s, %s, %s of %d bytes', async (...row) => {
    const [spec, SigningAlgorithm, MessageType, length, text] = row;
    const { KeyId } = await key(spec, 'SIGN_VERIFY');
    const input = { KeyId, SigningAlgorithm, MessageType, Message: new Uint8Array(length) };
    const expected = `ValidationException: ${text} ${SigningAlgorithm}.`;
    expect(await refusalText(kms('Sign', input))).toBe(expected);
    expect(await refusalText(kms('Verify', { ...input, Signature }))).toBe(expected);
  });

  it('a message type that no algorithm of the key spec has', async () => {
    for (const [spec, SigningAlgorithm, MessageType] of [
      ['ML_DSA_44', 'ML_DSA_SHAKE_256', 'DIGEST'],
      ['ECC_NIST_P256', 'ECDSA_SHA_256', 'EXTERNAL_MU'],
    ] as const) {
      const { KeyId } = await key(spec, 'SIGN_VERIFY');
      const attempt = kms('Sign', { KeyId, SigningAlgorithm, MessageType, Message: message });
      expect(await refusalText(attempt)).toBe(
        `ValidationException: Message type ${MessageType} is incompatible with key spec ${spec}.`,
      );
    }
  });

  it('a representative μ of other than 64 bytes', async () => {
    const { KeyId } = await key('ML_DSA_44', 'SIGN_VERIFY');
    const mu = { KeyId, SigningAlgorithm: 'ML_DSA_SHAKE_256', MessageType: 'EXTERNAL_MU' };
    const attempt = kms('Sign', { ...mu, Message: new Uint8Array(63) });
    expect(await refusalText(attempt)).toMatch(/^ValidationException: /);
  });

  it('an algorithm of another key spec', async () => {
    const { KeyId } = await key(ed25519, 'SIGN_VERIFY');
    const attempt = kms('Sign', { KeyId, Message: message, SigningAlgorithm: 'ECDSA_SHA_512' });
    // Measured against AWS: floci's KMS integration tests.
    expect(await refusalText(attempt)).toBe(
      'InvalidKeyUsageException: Algorithm ECDSA_SHA_512 is incompatible with key spec ECC_NIST_EDWARDS25519.',
    );
  });

  it('a key for something else', async () => {
    // LocalStack snapshot test_error_messaging_for_invalid_keys.
    const mac = await key('HMAC_256', 'GENERATE_VERIFY_MAC');
    const input = { Message: message, SigningAlgorithm: 'RSASSA_PSS_SHA_256' };
    expect(await refusalText(kms('Sign', { ...input, KeyId: mac.KeyId }))).toBe(
      `InvalidKeyUsageException: ${mac.Arn} key usage is GENERATE_VERIFY_MAC which is not valid for Sign.`,
    );
    const symmetric = await key('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const verify = kms('Verify', { ...input, KeyId: symmetric.KeyId, Signature });
    expect(await refusalText(verify)).toBe(
      `InvalidKeyUsageException: ${symmetric.Arn} key usage is ENCRYPT_DECRYPT which is not valid for Verify.`,
    );
  });

  it('a dry run, once everything else is right', async () => {
    const { request, Signature } = await sign('ECC_NIST_P256', 'ECDSA_SHA_256', message);
    const dry = { ...request, DryRun: true };
    const text =
      'DryRunOperationException: The request would have succeeded, but the DryRun option is set.';
    expect(await refusalText(kms('Sign', dry))).toBe(text);
    expect(await refusalText(kms('Verify', { ...dry, Signature }))).toBe(text);
    const wrong = kms('Verify', { ...dry, Signature: flipped(Signature, 20) });
    expect(await refusalText(wrong)).toBe('KMSInvalidSignatureException: ');
  });

  it('a disabled key', async () => {
    const { KeyId, Arn } = await createKey({ KeySpec: ed25519, KeyUsage: 'SIGN_VERIFY' });
    await kms('DisableKey', { KeyId });
    const input = { KeyId, Message: message, SigningAlgorithm: 'ED25519_SHA_512' };
    expect(await refusalText(kms('Sign', input))).toBe(`DisabledException: ${Arn} is disabled.`);
  });
});

it('Sign and Verify leave steps that name the algorithm and expose nothing', async () => {
  const { request, Signature } = await sign('ECC_NIST_P256', 'ECDSA_SHA_256', message);
  const steps: object[] = [];
  const stop = engine.observe((observation) => steps.push(...observation.steps));
  await kms('Verify', { ...request, Signature });
  stop();
  const { Arn } = await key('ECC_NIST_P256', 'SIGN_VERIFY');
  const crypto = steps.filter((step) => (step as { kind: string }).kind === 'crypto');
  expect(crypto).toMatchObject([{ action: 'verify', algorithm: 'ECDSA_SHA_256', detail: Arn }]);
  expect(crypto[0]).not.toHaveProperty('exposes');
});

it.each(mlDsa)('a world of a given seed makes the same %s key and signature', async (spec) => {
  const run = async () => {
    const world = testWorld(7);
    const { KeyId } = await world.createKey({ KeySpec: spec, KeyUsage: 'SIGN_VERIFY' });
    const input = { KeyId, Message: message, SigningAlgorithm: 'ML_DSA_SHAKE_256' };
    return (await world.kms<Signed>('Sign', input)).Signature;
  };
  expect(await run()).toEqual(await run());
});
