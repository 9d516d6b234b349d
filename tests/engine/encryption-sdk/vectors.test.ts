import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/engine/base64';
import { decryptMessage } from '../../../src/engine/encryption-sdk/index';
import vectors from './vectors/commitment.json';

const bytes = (text: string) => decodeBase64(text)!;
const rows = vectors.tests.map((vector) => [vector.comment, vector] as const);

describe('the published test vectors of message format 2, made by five SDKs', () => {
  it.each(rows)('%s', async (_, { ciphertext, dataKey, plaintext }) => {
    const opened = decryptMessage(bytes(ciphertext), () => Promise.resolve(bytes(dataKey)));
    if (plaintext === null) {
      await expect(opened).rejects.toThrow('The message was made with another data key.');
    } else {
      expect(new TextDecoder().decode((await opened).plaintext)).toBe(plaintext);
    }
  });
});
