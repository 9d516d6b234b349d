import { constants, publicEncrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { refusal, refusalText, utf8 } from '../world';
import { flipped, keyRing, opensslPublicKey } from './asymmetric';

interface Encrypted {
  readonly CiphertextBlob: Uint8Array;
}

interface Decrypted {
  readonly Plaintext: Uint8Array;
}

const { kms, key, publicKey, createKey } = keyRing();
const rsa = () => key('RSA_2048', 'ENCRYPT_DECRYPT');
const symmetric = () => key('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
const algorithms = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const;
const sha256 = { EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' };

async function encrypted(input: object = {}) {
  const { KeyId } = await rsa();
  const request = { KeyId, Plaintext: utf8('secret'), ...sha256, ...input };
  const { CiphertextBlob } = await kms<Encrypted>('Encrypt', request);
  return { KeyId, CiphertextBlob };
}

describe('Encrypt and Decrypt with RSA', () => {
  it.each(algorithms)('give the plaintext back with %s', async (EncryptionAlgorithm) => {
    const { KeyId, Arn } = await rsa();
    const input = { KeyId, EncryptionAlgorithm };
    const answer = await kms<Encrypted>('Encrypt', { ...input, Plaintext: utf8('secret') });
    // A bare RSA ciphertext, as long as the modulus: measured against AWS (floci issue 3024).
    expect(answer).toMatchObject({ KeyId: Arn, EncryptionAlgorithm });
    expect(answer.CiphertextBlob).toHaveLength(256);
    const { CiphertextBlob } = answer;
    expect(await kms('Decrypt', { ...input, CiphertextBlob })).toEqual({
      ...{ KeyId: Arn, Plaintext: utf8('secret'), EncryptionAlgorithm },
    });
  });

  it.each(algorithms)('decrypt what OpenSSL encrypts with %s', async (EncryptionAlgorithm) => {
    const { KeyId } = await rsa();
    const oaepHash = EncryptionAlgorithm.endsWith('256') ? 'sha256' : 'sha1';
    const openssl = opensslPublicKey(await publicKey(KeyId));
    const options = { key: openssl, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash };
    const CiphertextBlob = new Uint8Array(publicEncrypt(options, utf8('made outside')));
    const input = { KeyId, EncryptionAlgorithm, CiphertextBlob };
    expect((await kms<Decrypted>('Decrypt', input)).Plaintext).toEqual(utf8('made outside'));
  });

  // LocalStack snapshots test_encrypt_validate_plaintext_size_per_key_type.
  it.each([
    ['RSA_2048', 'RSAES_OAEP_SHA_1', 214],
    ['RSA_2048', 'RSAES_OAEP_SHA_256', 190],
    ['RSA_3072', 'RSAES_OAEP_SHA_1', 342],
    ['RSA_3072', 'RSAES_OAEP_SHA_256', 318],
  ])('take with %s and %s %d bytes and not one more', async (spec, EncryptionAlgorithm, limit) => {
    const { KeyId } = await key(spec, 'ENCRYPT_DECRYPT');
    const input = { KeyId, EncryptionAlgorithm };
    await kms('Encrypt', { ...input, Plaintext: new Uint8Array(limit) });
    const attempt = kms('Encrypt', { ...input, Plaintext: new Uint8Array(limit + 1) });
    expect(await refusalText(attempt)).toBe(
      `ValidationException: Algorithm ${EncryptionAlgorithm} and key spec ${spec} cannot encrypt data larger than ${limit} bytes.`,
    );
  });

  it('notice one flipped bit in any byte', async () => {
    const { KeyId, CiphertextBlob } = await encrypted();
    for (let at = 0; at < CiphertextBlob.length; at += 1) {
      const altered = { KeyId, CiphertextBlob: flipped(CiphertextBlob, at), ...sha256 };
      const text = await refusalText(kms('Decrypt', altered));
      expect(text, `byte ${at}`).toBe('InvalidCiphertextException: ');
    }
  });
});

describe('what Encrypt and Decrypt refuse with RSA', () => {
  const refused = async (operation: string, input: object) => refusalText(kms(operation, input));

  // Measured against AWS in us-east-1: floci's KMS tests, pull request 3038.
  it('an algorithm that was left out', async () => {
    const { KeyId, CiphertextBlob } = await encrypted();
    expect(await refused('Encrypt', { KeyId, Plaintext: utf8('x') })).toBe(
      'InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
    );
    expect(await refused('Decrypt', { KeyId, CiphertextBlob })).toBe(
      'InvalidCiphertextException: ',
    );
  });

  it('an algorithm of the other kind of key', async () => {
    const { KeyId } = await symmetric();
    const text =
      'InvalidKeyUsageException: Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.';
    expect(await refused('Encrypt', { KeyId, Plaintext: utf8('x'), ...sha256 })).toBe(text);
    const CiphertextBlob = new Uint8Array(256);
    expect(await refused('Decrypt', { KeyId, CiphertextBlob, ...sha256 })).toBe(text);
  });

  it('an encryption context', async () => {
    const { KeyId, CiphertextBlob } = await encrypted();
    const context = { KeyId, EncryptionContext: { a: 'b' }, ...sha256 };
    const text =
      'ValidationException: EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.';
    expect(await refused('Encrypt', { ...context, Plaintext: utf8('x') })).toBe(text);
    expect(await refused('Decrypt', { ...context, CiphertextBlob })).toBe(text);
  });

  it('a ciphertext without its key, of another key, or with the other hash', async () => {
    const { KeyId, CiphertextBlob } = await encrypted();
    expect(await refused('Decrypt', { CiphertextBlob, ...sha256 })).toBe(
      'ValidationException: KeyId must not be null',
    );
    const invalid = 'InvalidCiphertextException: ';
    const sha1 = { EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' };
    expect(await refused('Decrypt', { KeyId, CiphertextBlob, ...sha1 })).toBe(invalid);
    const other = await createKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const request = { KeyId: other.KeyId, CiphertextBlob, ...sha256 };
    expect(await refused('Decrypt', request)).toBe(invalid);
    const short = { KeyId, CiphertextBlob: CiphertextBlob.slice(1), ...sha256 };
    expect(await refused('Decrypt', short)).toBe(invalid);
  });

  it('a key that signs', async () => {
    // LocalStack snapshot test_error_messaging_for_invalid_keys.
    const { KeyId, Arn } = await key('RSA_2048', 'SIGN_VERIFY');
    for (const [operation, input] of [
      ['Encrypt', { Plaintext: utf8('x') }],
      ['Decrypt', { CiphertextBlob: new Uint8Array(256), ...sha256 }],
      ['GenerateDataKey', { KeySpec: 'AES_256' }],
    ] as const) {
      expect(await refused(operation, { KeyId, ...input })).toBe(
        `InvalidKeyUsageException: ${Arn} key usage is SIGN_VERIFY which is not valid for ${operation}.`,
      );
    }
  });

  it('a data key under an asymmetric key', async () => {
    const { KeyId } = await rsa();
    expect(await refused('GenerateDataKey', { KeyId, KeySpec: 'AES_256' })).toBe(
      'InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
    );
  });

  it('an HMAC key for a symmetric ciphertext: it is not the key that made it', async () => {
    // LocalStack snapshot test_error_messaging_for_invalid_keys.
    const { KeyId } = await symmetric();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    const mac = await key('HMAC_224', 'GENERATE_VERIFY_MAC');
    const { code } = await refusal(kms('Decrypt', { KeyId: mac.KeyId, CiphertextBlob }));
    expect(code).toBe('IncorrectKeyException');
  });
});

describe('ReEncrypt', () => {
  it('goes from a symmetric key to RSA and back, and says which algorithms it used', async () => {
    const from = await symmetric();
    const to = await rsa();
    const EncryptionContext = { a: 'b' };
    const secret = { KeyId: from.KeyId, Plaintext: utf8('secret'), EncryptionContext };
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', secret);
    const there = await kms<Encrypted>('ReEncrypt', {
      ...{ CiphertextBlob, SourceEncryptionContext: EncryptionContext },
      ...{ DestinationKeyId: to.KeyId, DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' },
    });
    expect(there).toEqual({
      ...{ CiphertextBlob: expect.any(Uint8Array) as Uint8Array, KeyId: to.Arn },
      ...{ SourceKeyId: from.Arn, SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
      SourceKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(there.CiphertextBlob).toHaveLength(256);
    const back = await kms<Encrypted>('ReEncrypt', {
      ...{ CiphertextBlob: there.CiphertextBlob, SourceKeyId: to.KeyId },
      ...{ SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', DestinationKeyId: from.KeyId },
    });
    const decrypted = await kms<Decrypted>('Decrypt', { CiphertextBlob: back.CiphertextBlob });
    expect(decrypted.Plaintext).toEqual(utf8('secret'));
  });

  it('needs room at the destination', async () => {
    const { KeyId } = await symmetric();
    const Plaintext = new Uint8Array(191);
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', { KeyId, Plaintext });
    const attempt = kms('ReEncrypt', {
      ...{ CiphertextBlob, DestinationKeyId: (await rsa()).KeyId },
      DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    });
    expect(await refusalText(attempt)).toMatch(/cannot encrypt data larger than 190 bytes\.$/);
  });

  it('refuses a destination that signs', async () => {
    const { KeyId } = await symmetric();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    const { KeyId: DestinationKeyId } = await key('ECC_NIST_P256', 'SIGN_VERIFY');
    // LocalStack test_re_encrypt_invalid_destination_key, validated against AWS.
    const { code } = await refusal(kms('ReEncrypt', { CiphertextBlob, DestinationKeyId }));
    expect(code).toBe('InvalidKeyUsageException');
  });
});

describe('a dry run', () => {
  const wouldSucceed =
    'DryRunOperationException: The request would have succeeded, but the DryRun option is set.';

  it('checks a ciphertext unless it is told to ignore it', async () => {
    const { KeyId } = await symmetric();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    const broken = { KeyId, CiphertextBlob: flipped(CiphertextBlob, 80), DryRun: true };
    expect(await refusalText(kms('Decrypt', broken))).toBe('InvalidCiphertextException: ');
    expect(await refusalText(kms('Decrypt', { KeyId, CiphertextBlob, DryRun: true }))).toBe(
      wouldSucceed,
    );
    // KMS API Reference, Decrypt: CiphertextBlob may be missing only then, and KeyId may not.
    const ignoring = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] };
    expect(await refusalText(kms('Decrypt', { KeyId, ...ignoring }))).toBe(wouldSucceed);
    expect(await refusalText(kms('Decrypt', ignoring))).toBe(
      'ValidationException: KeyId must not be null',
    );
    const both = { SourceKeyId: KeyId, DestinationKeyId: KeyId, ...ignoring };
    expect(await refusalText(kms('ReEncrypt', both))).toBe(wouldSucceed);
    const { code } = await refusal(kms('Decrypt', { KeyId }));
    expect(code).toBe('ValidationException');
  });

  it('changes nothing of what is refused for RSA', async () => {
    const { KeyId } = await rsa();
    const request = { KeyId, ...sha256, DryRun: true };
    const long = kms('Encrypt', { ...request, Plaintext: new Uint8Array(191) });
    expect((await refusal(long)).code).toBe('ValidationException');
    const short = kms('Encrypt', { ...request, Plaintext: new Uint8Array(190) });
    expect(await refusalText(short)).toBe(wouldSucceed);
  });
});
