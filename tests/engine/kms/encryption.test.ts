import { describe, expect, it } from 'vitest';
import { refusalText, testWorld, utf8 } from '../world';

interface Encrypted {
  CiphertextBlob: Uint8Array;
  KeyId: string;
}

interface Decrypted {
  Plaintext: Uint8Array;
  KeyId: string;
  KeyMaterialId: string;
}

describe('Encrypt and Decrypt', () => {
  it('gives the plaintext back, and names the key although the request did not', async () => {
    const { kms, createKey } = testWorld();
    const { Arn, KeyId } = await createKey();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', {
      KeyId,
      Plaintext: utf8('attack at dawn'),
    });
    const answer = await kms<Decrypted>('Decrypt', { CiphertextBlob });
    expect(new TextDecoder().decode(answer.Plaintext)).toBe('attack at dawn');
    expect(answer.KeyId).toBe(Arn);
    expect(answer.KeyMaterialId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('never makes the same ciphertext twice', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const once = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    const again = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    expect(once.CiphertextBlob).not.toEqual(again.CiphertextBlob);
  });

  it('does not care for the order of the encryption context', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', {
      KeyId,
      Plaintext: utf8('x'),
      EncryptionContext: { purpose: 'demo', dept: 'hr' },
    });
    const { Plaintext } = await kms<Decrypted>('Decrypt', {
      CiphertextBlob,
      EncryptionContext: { dept: 'hr', purpose: 'demo' },
    });
    expect(Plaintext).toEqual(utf8('x'));
  });

  // AWS KMS Developer Guide, "Encryption context": an exact, case-sensitive match.
  it.each([
    ['missing', undefined],
    ['another value', { purpose: 'Demo' }],
    ['another name', { Purpose: 'demo' }],
    ['one pair more', { purpose: 'demo', dept: 'hr' }],
  ])('refuses an encryption context that is %s, without a word', async (_, EncryptionContext) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', {
      KeyId,
      Plaintext: utf8('x'),
      EncryptionContext: { purpose: 'demo' },
    });
    const attempt = kms('Decrypt', { CiphertextBlob, EncryptionContext });
    expect(await refusalText(attempt)).toBe('InvalidCiphertextException: ');
  });

  it('takes 4,096 bytes and refuses the 4,097th', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    await kms('Encrypt', { KeyId, Plaintext: new Uint8Array(4096) });
    const attempt = kms('Encrypt', { KeyId, Plaintext: new Uint8Array(4097) });
    // Text as AWS sends it for a sensitive blob: without the value.
    expect(await refusalText(attempt)).toBe(
      "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    );
  });

  it('notices one flipped bit in any byte', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    for (let i = 0; i < CiphertextBlob.length; i += 1) {
      const altered = CiphertextBlob.slice();
      altered[i] = altered[i]! ^ 1;
      const named = kms('Decrypt', { CiphertextBlob: altered, KeyId });
      expect(await refusalText(named), `byte ${i}`).toMatch(
        /^(InvalidCiphertextException: $|IncorrectKeyException: )/,
      );
    }
  });

  it('refuses a KeyId that is not the key of the ciphertext', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const other = await createKey();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    // Recorded against AWS (LocalStack snapshot test_kms).
    expect(await refusalText(kms('Decrypt', { CiphertextBlob, KeyId: other.KeyId }))).toBe(
      'IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.',
    );
  });

  it('finds no key of another Region', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    const elsewhere = { region: 'eu-west-1' };
    // Text: AWS IAM Identity Center User Guide, and issue reports of Terraform's S3 backend.
    expect(await refusalText(kms('Decrypt', { CiphertextBlob }, elsewhere))).toBe(
      'AccessDeniedException: User: arn:aws:iam::123456789012:user/admin is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    );
    expect(await refusalText(kms('DescribeKey', { KeyId: Arn }, elsewhere))).toBe(
      'NotFoundException: Invalid arn us-east-1',
    );
  });
});

describe('ReEncrypt', () => {
  it('moves a ciphertext to another key and context, the plaintext staying inside KMS', async () => {
    const { engine, kms, createKey } = testWorld();
    const from = await createKey();
    const to = await createKey();
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', {
      KeyId: from.KeyId,
      Plaintext: utf8('secret'),
    });
    const moved = await kms<Encrypted & { SourceKeyId: string }>('ReEncrypt', {
      CiphertextBlob,
      DestinationKeyId: to.KeyId,
      DestinationEncryptionContext: { a: 'b' },
    });
    expect(moved).toMatchObject({ SourceKeyId: from.Arn, KeyId: to.Arn });
    expect(moved).not.toHaveProperty('Plaintext');
    const { Plaintext } = await kms<Decrypted>('Decrypt', {
      CiphertextBlob: moved.CiphertextBlob,
      EncryptionContext: { a: 'b' },
    });
    expect(Plaintext).toEqual(utf8('secret'));
    expect(engine.now).toBeGreaterThan(0);
  });

  it('needs a permission on each of the two keys', async () => {
    const { kms, createKey, user } = testWorld();
    const from = await createKey();
    const to = await createKey();
    const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
    const half = await user('half', allow('kms:ReEncryptFrom', from.Arn));
    const { CiphertextBlob } = await kms<Encrypted>('Encrypt', {
      KeyId: from.KeyId,
      Plaintext: utf8('x'),
    });
    const attempt = kms(
      'ReEncrypt',
      { CiphertextBlob, DestinationKeyId: to.KeyId },
      { credentials: half },
    );
    expect(await refusalText(attempt)).toContain(
      `is not authorized to perform: kms:ReEncryptTo on resource: ${to.Arn}`,
    );
  });
});
