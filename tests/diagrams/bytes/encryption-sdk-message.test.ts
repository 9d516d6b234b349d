import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/engine/base64';
import {
  algorithmSuites,
  encryptMessage,
  type AlgorithmSuite,
} from '../../../src/engine/encryption-sdk/index';
import { recognise } from '../../../src/diagrams/bytes/recognise';
import vectors from '../../engine/encryption-sdk/vectors/commitment.json';
import { random, wrap } from '../../engine/encryption-sdk/raw-aes';

const key = { namespace: 'tests', name: 'key', bytes: random.bytes(32) };

const seal = (suite: AlgorithmSuite, frameLength: number) =>
  encryptMessage({
    ...{ plaintext: random.bytes(40), suite, context: { purpose: 'test' }, random, frameLength },
    async dataKey(context, { keyBytes }) {
      const dataKey = random.bytes(keyBytes);
      return { plaintext: dataKey, encryptedDataKeys: [await wrap(key, dataKey, context)] };
    },
  });

/** Fails unless spans tile the bytes without gap or overlap. */
function expectTiled(bytes: Uint8Array): void {
  let end = 0;
  for (const { offset, length } of recognise(bytes).spans) {
    expect(offset).toBe(end);
    end += length;
  }
  expect(end).toBe(bytes.length);
}

describe('a message of the AWS Encryption SDK', () => {
  it.each(algorithmSuites.map((suite) => [suite.name, suite] as const))(
    'is explained byte by byte: %s',
    async (name, suite) => {
      for (const frameLength of [0, 16]) {
        const message = await seal(suite, frameLength);
        const { format, spans } = recognise(message);
        expect(format).toBe(`AWS Encryption SDK message, version ${suite.version}`);
        expectTiled(message);
        const value = (wanted: string) => spans.find((span) => span.name === wanted)?.value;
        expect(value('algorithm suite')).toBe(name);
        expect(value('key 1: provider ID')).toBe('tests');
        expect(spans.some((span) => span.value === 'purpose')).toBe(true);
        expect(spans.some((span) => span.name === 'signature')).toBe(suite.signature !== undefined);
        expect(spans.some((span) => span.name === 'frame 3: last frame mark')).toBe(
          frameLength > 0,
        );
      }
    },
  );

  it.each(vectors.tests.map((vector) => [vector.comment, vector.ciphertext] as const))(
    'is explained whoever made it: %s',
    (_, text) => {
      const message = decodeBase64(text)!;
      const { format, inside } = recognise(message);
      expect(format).toBe('AWS Encryption SDK message, version 2');
      expectTiled(message);
      expect(inside[0]?.name).toBe('key 1: encrypted data key');
      // Pasted as text it is found as well.
      expect(recognise(new TextEncoder().encode(text)).format).toBe(
        'Base64 of AWS Encryption SDK message, version 2',
      );
    },
  );

  it('says where it is cut short, or goes on after its end', async () => {
    const message = await seal(algorithmSuites[0]!, 16);
    const cut = message.slice(0, 200);
    expect(recognise(cut).format).toMatch(/, cut short$/);
    expectTiled(cut);
    const long = new Uint8Array([...message, 1, 2]);
    expect(recognise(long).format).toMatch(/, with bytes after its end$/);
    expect(recognise(long).spans.at(-1)).toMatchObject({ name: 'rest', length: 2 });
    expectTiled(long);
  });
});
