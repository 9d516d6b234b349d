import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { ml_kem1024, ml_kem512, ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { flipped, keyRing, opensslPublicKey } from './asymmetric';

const { engine, kms, key, publicKey } = keyRing();
const wouldSucceed =
  'DryRunOperationException: The request would have succeeded, but the DryRun option is set.';

describe('DeriveSharedSecret', () => {
  const ecdh = { KeyAgreementAlgorithm: 'ECDH' };

  it.each([
    ['ECC_NIST_P256', 'P-256', 32],
    ['ECC_NIST_P384', 'P-384', 48],
    ['ECC_NIST_P521', 'P-521', 66],
  ])('with %s agrees with OpenSSL', async (spec, namedCurve, length) => {
    const { KeyId, Arn } = await key(spec, 'KEY_AGREEMENT');
    const peer = generateKeyPairSync('ec', { namedCurve });
    const PublicKey = new Uint8Array(peer.publicKey.export({ format: 'der', type: 'spki' }));
    const answer = await kms<{ SharedSecret: Uint8Array }>('DeriveSharedSecret', {
      ...{ KeyId, ...ecdh, PublicKey },
    });
    const mine = opensslPublicKey(await publicKey(KeyId));
    const secret = diffieHellman({ privateKey: peer.privateKey, publicKey: mine });
    // LocalStack snapshot test_derive_shared_secret_matches_openssl.
    expect(answer).toEqual({
      ...{ KeyId: Arn, ...ecdh, KeyOrigin: 'AWS_KMS', SharedSecret: new Uint8Array(secret) },
    });
    expect(answer.SharedSecret).toHaveLength(length);
  });

  // LocalStack snapshot test_derive_shared_secret: a ValidationException without a text.
  it('refuses a public key that is none of its curve', async () => {
    const { KeyId } = await key('ECC_NIST_P256', 'KEY_AGREEMENT');
    const own = await publicKey(KeyId);
    const other = await publicKey((await key('ECC_NIST_P384', 'KEY_AGREEMENT')).KeyId);
    const garbage = new TextEncoder().encode('InvalidPublicKey');
    for (const PublicKey of [garbage, other, flipped(own, own.length - 1), own.slice(0, -1)]) {
      const attempt = kms('DeriveSharedSecret', { KeyId, ...ecdh, PublicKey });
      expect(await refusalText(attempt)).toBe('ValidationException: ');
    }
    expect(createPublicKey({ key: Buffer.from(own), format: 'der', type: 'spki' }).type).toBe(
      'public',
    );
  });

  it('refuses a key for something else', async () => {
    const agreement = await key('ECC_NIST_P256', 'KEY_AGREEMENT');
    const PublicKey = await publicKey(agreement.KeyId);
    for (const [spec, usage] of [
      ['ECC_NIST_P256', 'SIGN_VERIFY'],
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
    ] as const) {
      const { KeyId, Arn } = await key(spec, usage);
      const attempt = kms('DeriveSharedSecret', { KeyId, ...ecdh, PublicKey });
      expect(await refusalText(attempt)).toBe(
        `InvalidKeyUsageException: ${Arn} key usage is ${usage} which is not valid for DeriveSharedSecret.`,
      );
    }
    const dry = { KeyId: agreement.KeyId, ...ecdh, PublicKey, DryRun: true };
    expect(await refusalText(kms('DeriveSharedSecret', dry))).toBe(wouldSucceed);
  });

  it('leaves a shared secret in the clear, and says so', async () => {
    const { KeyId, Arn } = await key('ECC_NIST_P256', 'KEY_AGREEMENT');
    const steps: object[] = [];
    const stop = engine.observe((happening) => steps.push(...happening.steps));
    await kms('DeriveSharedSecret', { KeyId, ...ecdh, PublicKey: await publicKey(KeyId) });
    stop();
    const crypto = steps.filter((step) => (step as { kind: string }).kind === 'crypto');
    expect(crypto).toMatchObject([
      { action: 'derive', algorithm: 'ECDH', detail: Arn, exposes: ['shared secret'] },
    ]);
  });
});

describe('Encapsulate and Decapsulate', () => {
  const algorithm = { EncapsulationAlgorithm: 'ML_KEM' };

  interface Encapsulated {
    readonly SharedSecret: Uint8Array;
    readonly SharedSecretCiphertextBlob: Uint8Array;
  }

  // Lengths: KMS API Reference, Encapsulate.
  it.each([
    ['ML_KEM_512', ml_kem512, 768],
    ['ML_KEM_768', ml_kem768, 1088],
    ['ML_KEM_1024', ml_kem1024, 1568],
  ] as const)('with %s agree on 32 bytes, and with whoever has the public key', async (...row) => {
    const [spec, scheme, length] = row;
    const { KeyId, Arn } = await key(spec, 'ENCAPSULATE_DECAPSULATE');
    const made = await kms<Encapsulated>('Encapsulate', { KeyId, ...algorithm });
    expect(made).toMatchObject({ KeyId: Arn, ...algorithm });
    expect(made.SharedSecret).toHaveLength(32);
    expect(made.SharedSecretCiphertextBlob).toHaveLength(length);
    const open = { KeyId, ...algorithm };
    const { SharedSecretCiphertextBlob } = made;
    expect(await kms('Decapsulate', { ...open, SharedSecretCiphertextBlob })).toEqual({
      ...{ KeyId: Arn, SharedSecret: made.SharedSecret, ...algorithm },
    });
    const bare = (await publicKey(KeyId)).slice(-scheme.lengths.publicKey!);
    const outside = scheme.encapsulate(bare);
    const answer = kms('Decapsulate', { ...open, SharedSecretCiphertextBlob: outside.cipherText });
    expect(await answer).toMatchObject({ SharedSecret: outside.sharedSecret });
  });

  it('give another secret for a ciphertext flipped anywhere, always the same one', async () => {
    const { KeyId } = await key('ML_KEM_512', 'ENCAPSULATE_DECAPSULATE');
    const made = await kms<Encapsulated>('Encapsulate', { KeyId, ...algorithm });
    const secretOf = async (SharedSecretCiphertextBlob: Uint8Array) =>
      (
        await kms<Encapsulated>('Decapsulate', {
          ...{ KeyId, ...algorithm, SharedSecretCiphertextBlob },
        })
      ).SharedSecret;
    const { SharedSecretCiphertextBlob: ciphertext, SharedSecret } = made;
    for (let at = 0; at < ciphertext.length; at += 32) {
      const altered = flipped(ciphertext, at);
      const secret = await secretOf(altered);
      expect(secret, `byte ${at}`).toHaveLength(32);
      expect(secret, `byte ${at}`).not.toEqual(SharedSecret);
      expect(await secretOf(altered)).toEqual(secret);
    }
  });

  it('refuse a ciphertext of another length', async () => {
    const { KeyId } = await key('ML_KEM_512', 'ENCAPSULATE_DECAPSULATE');
    for (const length of [1, 767, 769, 1088]) {
      const SharedSecretCiphertextBlob = new Uint8Array(length);
      const attempt = kms('Decapsulate', { KeyId, ...algorithm, SharedSecretCiphertextBlob });
      expect(await refusalText(attempt)).toBe('InvalidCiphertextException: ');
    }
  });

  it('refuse a key for something else, and a dry run last', async () => {
    const other = await key('ML_DSA_44', 'SIGN_VERIFY');
    const attempt = kms('Encapsulate', { KeyId: other.KeyId, ...algorithm });
    expect(await refusalText(attempt)).toBe(
      `InvalidKeyUsageException: ${other.Arn} key usage is SIGN_VERIFY which is not valid for Encapsulate.`,
    );
    const { KeyId } = await key('ML_KEM_512', 'ENCAPSULATE_DECAPSULATE');
    const dry = { KeyId, ...algorithm, DryRun: true };
    expect(await refusalText(kms('Encapsulate', dry))).toBe(wouldSucceed);
    const ciphertext = { SharedSecretCiphertextBlob: new Uint8Array(768) };
    expect(await refusalText(kms('Decapsulate', { ...dry, ...ciphertext }))).toBe(wouldSucceed);
  });
});
