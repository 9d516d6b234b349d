import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../src/engine/base64';
import { nodeBase64, nodeGcm, nodeHashing } from '../../src/server/node-crypto';

// Node's own software in the engine's place has to answer as what it stands for.

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test('base64 is that of the engine', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
      expect(nodeBase64.encode(data)).toBe(encodeBase64(data));
      expect(nodeBase64.decode(encodeBase64(data))).toEqual(data);
    }),
  );
});

test('what is no base64 is none', () => {
  const digit = fc.constantFrom(...'Aa0+/-_= \n!é');
  fc.assert(
    fc.property(fc.string({ unit: digit, maxLength: 12 }), (text) => {
      expect(nodeBase64.decode(text)).toEqual(decodeBase64(text));
    }),
    { numRuns: 2000 },
  );
});

test('AES-GCM is WebCrypto’s', async () => {
  await fc.assert(
    fc.asyncProperty(
      ...[bytes(32), bytes(12), fc.uint8Array(), fc.uint8Array({ maxLength: 100 })],
      async (keyBytes, iv, additionalData, plaintext) => {
        const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['encrypt']);
        const algorithm = { name: 'AES-GCM', iv, additionalData };
        const expected = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext));
        const sealed = nodeGcm.seal(keyBytes, iv, additionalData, plaintext);
        expect(sealed).toEqual(expected);
        expect(nodeGcm.open(keyBytes, iv, additionalData, sealed)).toEqual(plaintext);
        sealed[0]! ^= 1;
        expect(nodeGcm.open(keyBytes, iv, additionalData, sealed)).toBeUndefined();
        expect(nodeGcm.open(keyBytes, iv, additionalData, sealed.slice(0, 9))).toBeUndefined();
      },
    ),
  );
});

test('HMAC is Node’s', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (key, text) => {
      const expected = createHmac('sha256', key).update(text).digest();
      expect(Buffer.from(nodeHashing.hmac(key, text))).toEqual(expected);
      expect(nodeHashing.hmacHex(key, text)).toBe(expected.toString('hex'));
    }),
  );
});
