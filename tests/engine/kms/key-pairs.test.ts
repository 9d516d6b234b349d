import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ml_kem512 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, it } from 'vitest';
import { refusal, refusalText, utf8 } from '../world';
import { keyRing, opensslPublicKey } from './asymmetric';

const { engine, kms, key, createKey, user } = keyRing();
const symmetric = () => key('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');

interface Pair {
  readonly PrivateKeyCiphertextBlob: Uint8Array;
  readonly PrivateKeyPlaintext: Uint8Array;
  readonly PublicKey: Uint8Array;
}

describe('GetPublicKey', () => {
  it.each([
    [
      'RSA_2048',
      'ENCRYPT_DECRYPT',
      { EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] },
    ],
    ['ECC_NIST_P256', 'SIGN_VERIFY', { SigningAlgorithms: ['ECDSA_SHA_256'] }],
    ['ECC_NIST_P521', 'KEY_AGREEMENT', { KeyAgreementAlgorithms: ['ECDH'] }],
    ['ML_KEM_512', 'ENCAPSULATE_DECAPSULATE', { EncapsulationAlgorithms: ['ML_KEM'] }],
  ])('of a %s key to %s lists what it is for', async (KeySpec, KeyUsage, lists) => {
    const { KeyId, Arn } = await key(KeySpec, KeyUsage);
    expect(await kms('GetPublicKey', { KeyId })).toEqual({
      ...{ KeyId: Arn, KeySpec, CustomerMasterKeySpec: KeySpec, KeyUsage, ...lists },
      PublicKey: expect.any(Uint8Array) as Uint8Array,
    });
  });

  it.each([
    ['RSA_2048', 'rsa', { modulusLength: 2048, publicExponent: 65537n }],
    ['ECC_NIST_P256', 'ec', { namedCurve: 'prime256v1' }],
    ['ECC_NIST_P384', 'ec', { namedCurve: 'secp384r1' }],
    ['ECC_NIST_P521', 'ec', { namedCurve: 'secp521r1' }],
    ['ECC_SECG_P256K1', 'ec', { namedCurve: 'secp256k1' }],
    ['ECC_NIST_EDWARDS25519', 'ed25519', {}],
  ] as const)('of a %s key is DER that OpenSSL reads and writes the same', async (...row) => {
    const [spec, type, details] = row;
    const { KeyId } = await key(spec, 'SIGN_VERIFY');
    const { PublicKey } = await kms<Pair>('GetPublicKey', { KeyId });
    const openssl = opensslPublicKey(PublicKey);
    expect(openssl.asymmetricKeyType).toBe(type);
    expect(openssl.asymmetricKeyDetails).toEqual(details);
    const written = new Uint8Array(openssl.export({ format: 'der', type: 'spki' }));
    expect(written).toEqual(PublicKey);
  });

  it('is allowed for a disabled key and refused for one without', async () => {
    const { KeyId } = await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await kms('DisableKey', { KeyId });
    await kms('GetPublicKey', { KeyId });
    for (const [spec, usage] of [
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
      ['HMAC_256', 'GENERATE_VERIFY_MAC'],
    ] as const) {
      const other = await key(spec, usage);
      const { code } = await refusal(kms('GetPublicKey', { KeyId: other.KeyId }));
      expect(code).toBe('UnsupportedOperationException');
    }
  });
});

const specs = [
  ...['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521', 'ECC_SECG_P256K1'],
  ...['ECC_NIST_EDWARDS25519', 'ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'],
];

describe('GenerateDataKeyPair', () => {
  it.each(specs)('makes a %s pair whose halves belong together', async (KeyPairSpec) => {
    const { KeyId, Arn } = await symmetric();
    const EncryptionContext = { purpose: 'test' };
    const input = { KeyId, KeyPairSpec, EncryptionContext };
    const pair = await kms<Pair>('GenerateDataKeyPair', input);
    expect(pair).toMatchObject({
      ...{ KeyId: Arn, KeyPairSpec },
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const decrypted = await kms<{ Plaintext: Uint8Array }>('Decrypt', {
      ...{ CiphertextBlob: pair.PrivateKeyCiphertextBlob, EncryptionContext },
    });
    expect(decrypted.Plaintext).toEqual(pair.PrivateKeyPlaintext);
    if (KeyPairSpec.startsWith('ML_KEM')) return;
    const secret = createPrivateKey({
      ...{ key: Buffer.from(pair.PrivateKeyPlaintext), format: 'der', type: 'pkcs8' },
    });
    const derived = createPublicKey(secret).export({ format: 'der', type: 'spki' });
    expect(new Uint8Array(derived)).toEqual(pair.PublicKey);
  });

  it('writes the private key of ML-KEM as its seed (RFC 9935)', async () => {
    const { KeyId } = await symmetric();
    const pair = await kms<Pair>('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ML_KEM_512' });
    const { publicKey } = ml_kem512.keygen(pair.PrivateKeyPlaintext.slice(-64));
    expect(pair.PublicKey.slice(-800)).toEqual(publicKey);
    expect(pair.PrivateKeyPlaintext).toHaveLength(86);
  });

  // LocalStack snapshot test_encryption_context_generate_data_key_pair.
  it('binds the encrypted private key to the encryption context', async () => {
    const { KeyId } = await symmetric();
    const input = { KeyId, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext: { a: 'b' } };
    const pair = await kms<Pair>('GenerateDataKeyPair', input);
    const CiphertextBlob = pair.PrivateKeyCiphertextBlob;
    expect(await refusalText(kms('Decrypt', { CiphertextBlob }))).toBe(
      'InvalidCiphertextException: ',
    );
  });

  it('without plaintext keeps the private key to itself', async () => {
    const { KeyId } = await symmetric();
    const steps: object[] = [];
    const stop = engine.observe((happening) => steps.push(...happening.steps));
    const operation = 'GenerateDataKeyPairWithoutPlaintext';
    const pair = await kms<Pair>(operation, { KeyId, KeyPairSpec: 'ECC_NIST_P256' });
    stop();
    expect(pair).not.toHaveProperty('PrivateKeyPlaintext');
    expect(pair.PublicKey).toHaveLength(91);
    const crypto = steps.filter((step) => (step as { kind: string }).kind === 'crypto');
    expect(crypto).toMatchObject([
      { action: 'generate', algorithm: 'ECC_NIST_P256', exposes: ['private key'] },
      { action: 'encrypt', algorithm: 'AES-256-GCM' },
    ]);
  });

  it.each(['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'])(
    '%s refuses what it must',
    async (operation) => {
      const { KeyId } = await symmetric();
      const spec = { KeyPairSpec: 'ECC_NIST_P256' };
      // LocalStack snapshots test_generate_data_key_pair_dry_run.
      expect(await refusalText(kms(operation, { KeyId, ...spec, DryRun: true }))).toBe(
        'DryRunOperationException: The request would have succeeded, but the DryRun option is set.',
      );
      const { code } = await refusal(kms(operation, { KeyId, KeyPairSpec: 'SM2' }));
      expect(code).toBe('UnsupportedOperationException');
      const rsa = await key('RSA_2048', 'ENCRYPT_DECRYPT');
      expect(await refusalText(kms(operation, { KeyId: rsa.KeyId, ...spec }))).toBe(
        'InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
      );
    },
  );

  it('can be allowed for one spec of pairs only', async () => {
    const { KeyId, Arn } = await symmetric();
    const credentials = await user('pairs', {
      ...{ Effect: 'Allow', Action: 'kms:GenerateDataKeyPair', Resource: Arn },
      Condition: { StringEquals: { 'kms:DataKeyPairSpec': 'ECC_NIST_P256' } },
    });
    await kms('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256' }, { credentials });
    const other = { KeyId, KeyPairSpec: 'ECC_NIST_P384' };
    const { code } = await refusal(kms('GenerateDataKeyPair', other, { credentials }));
    expect(code).toBe('AccessDeniedException');
  });
});

it('a signing algorithm and a message type can be conditions', async () => {
  const { KeyId, Arn } = await key('ECC_NIST_P256', 'SIGN_VERIFY');
  const credentials = await user('signer', {
    ...{ Effect: 'Allow', Action: 'kms:Sign', Resource: Arn },
    Condition: { StringEquals: { 'kms:MessageType': 'DIGEST' } },
  });
  const input = { KeyId, SigningAlgorithm: 'ECDSA_SHA_256' };
  const digest = { ...input, Message: new Uint8Array(32), MessageType: 'DIGEST' };
  await kms('Sign', digest, { credentials });
  const { code } = await refusal(kms('Sign', { ...input, Message: utf8('x') }, { credentials }));
  expect(code).toBe('AccessDeniedException');
});
