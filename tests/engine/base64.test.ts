import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../src/engine/base64';

// RFC 4648, section 10.
test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foobar', 'Zm9vYmFy'],
])('%j is %j', (text, encoded) => {
  const bytes = new TextEncoder().encode(text);
  expect(encodeBase64(bytes)).toBe(encoded);
  expect(decodeBase64(encoded)).toEqual(bytes);
});

test('any bytes come back, also across the pieces of a large blob', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    }),
  );
  const large = Uint8Array.from({ length: 100_001 }, (_, index) => index * 7);
  expect(encodeBase64(large)).toBe(Buffer.from(large).toString('base64'));
  expect(decodeBase64(encodeBase64(large))).toEqual(large);
});

test.each(['Zg', 'Zg=', 'Z===', '====', 'Zm9v!mFy', 'Zm9v\n', 'Zm9vYg=a', ' Zm9v'])(
  '%j is not base64',
  (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  },
);
