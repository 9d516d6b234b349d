import { expect, it } from 'vitest';
import { sdkWorld } from './sdk-world';

// The build for browsers in a browser: Chromium's WebCrypto, and Vite's bundle of the library.
it('makes and opens messages in Chromium, with as many calls as in Node', async () => {
  const plaintext = crypto.getRandomValues(new Uint8Array(10_000));
  const { sdk, open, count } = await sdkWorld();
  const message = await sdk.encrypt(plaintext, { context: { purpose: 'test' } });
  expect(await sdk.decrypt(message)).toEqual(plaintext);
  expect([count('GenerateDataKey'), count('Decrypt')]).toEqual([1, 1]);
  const cached = open({ caching: { capacity: 10, maxAge: 60_000, maxMessages: 10 } });
  for (let i = 0; i < 100; i += 1) await cached.encrypt(plaintext.slice(0, 10), { context: {} });
  expect(count('GenerateDataKey')).toBe(11);
});
