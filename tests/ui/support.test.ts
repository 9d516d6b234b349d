import { expect, it } from 'vitest';
import { unsupportedReason } from '../../src/ui/support';

const complete = { isSecureContext: true, Worker: class {}, crypto: { subtle: {} } };

it('runs where everything is there', () => {
  expect(unsupportedReason(complete)).toBeUndefined();
});

it('names the first thing that is missing, and what helps', () => {
  expect(unsupportedReason({ ...complete, isSecureContext: false })).toMatch(/plain HTTP.*https/);
  expect(unsupportedReason({ ...complete, crypto: {} })).toMatch(/WebCrypto/);
  expect(unsupportedReason({ ...complete, Worker: undefined })).toMatch(/Web Workers/);
});
