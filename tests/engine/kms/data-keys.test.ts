import { describe, expect, it } from 'vitest';
import { refusalText, testWorld } from '../world';

interface DataKey {
  Plaintext?: Uint8Array;
  CiphertextBlob: Uint8Array;
  KeyId: string;
  KeyMaterialId: string;
}

describe('GenerateDataKey', () => {
  it.each([
    [{ KeySpec: 'AES_256' }, 32],
    [{ KeySpec: 'AES_128' }, 16],
    [{ NumberOfBytes: 64 }, 64],
  ])('returns the data key twice: in the clear and encrypted (%o)', async (length, bytes) => {
    const { kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    const context = { EncryptionContext: { app: 'demo' } };
    const dataKey = await kms<DataKey>('GenerateDataKey', { KeyId, ...length, ...context });
    expect(dataKey.KeyId).toBe(Arn);
    expect(dataKey.Plaintext).toHaveLength(bytes);
    const { CiphertextBlob } = dataKey;
    const opened = await kms<DataKey>('Decrypt', { CiphertextBlob, ...context });
    expect(opened.Plaintext).toEqual(dataKey.Plaintext);
    expect(opened.KeyMaterialId).toBe(dataKey.KeyMaterialId);
  });

  it('keeps the plaintext to itself when asked to', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const input = { KeyId, KeySpec: 'AES_256' };
    const dataKey = await kms<DataKey>('GenerateDataKeyWithoutPlaintext', input);
    expect(dataKey).not.toHaveProperty('Plaintext');
    const { CiphertextBlob } = dataKey;
    const { Plaintext } = await kms<DataKey>('Decrypt', { CiphertextBlob });
    expect(Plaintext).toHaveLength(32);
  });

  it.each([
    ['neither', {}],
    ['both', { KeySpec: 'AES_256', NumberOfBytes: 32 }],
  ])('refuses %s of KeySpec and NumberOfBytes', async (_, length) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await refusalText(kms('GenerateDataKey', { KeyId, ...length }))).toBe(
      'ValidationException: Please specify either number of bytes or key spec.',
    );
  });

  it('says what would have happened when DryRun is set, and does nothing', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const attempt = kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256', DryRun: true });
    // Recorded against AWS (LocalStack snapshot test_kms).
    expect(await refusalText(attempt)).toBe(
      'DryRunOperationException: The request would have succeeded, but the DryRun option is set.',
    );
  });
});

describe('GenerateRandom', () => {
  // Recorded against AWS (LocalStack snapshot test_kms).
  it.each([
    [0, 'greater than or equal to 1'],
    [1025, 'less than or equal to 1024'],
  ])('refuses %i bytes', async (NumberOfBytes, bound) => {
    const { kms } = testWorld();
    expect(await refusalText(kms('GenerateRandom', { NumberOfBytes }))).toBe(
      `ValidationException: 1 validation error detected: Value '${NumberOfBytes}' at 'numberOfBytes' failed to satisfy constraint: Member must have value ${bound}`,
    );
  });

  it('returns as many bytes as asked for', async () => {
    const { kms } = testWorld();
    const { Plaintext } = await kms<DataKey>('GenerateRandom', { NumberOfBytes: 1024 });
    expect(Plaintext).toHaveLength(1024);
    expect(await refusalText(kms('GenerateRandom', {}))).toBe(
      'ValidationException: NumberOfBytes is required.',
    );
  });
});
