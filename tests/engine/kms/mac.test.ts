import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { refusalText, utf8 } from '../world';
import { keysTable } from '../../../src/engine/services/kms/state';
import { flipped, keyRing } from './asymmetric';

const { engine, kms, key } = keyRing();
const Message = utf8('some important message');

describe.each([
  ['HMAC_224', 'HMAC_SHA_224', 28],
  ['HMAC_256', 'HMAC_SHA_256', 32],
  ['HMAC_384', 'HMAC_SHA_384', 48],
  ['HMAC_512', 'HMAC_SHA_512', 64],
])('GenerateMac and VerifyMac with %s', (spec, MacAlgorithm, length) => {
  const input = async () => {
    const { KeyId } = await key(spec, 'GENERATE_VERIFY_MAC');
    return { KeyId, Message, MacAlgorithm };
  };

  it('make the code that OpenSSL makes of the same key', async () => {
    const request = await input();
    const { Arn } = await key(spec, 'GENERATE_VERIFY_MAC');
    const answer = await kms<{ Mac: Uint8Array }>('GenerateMac', request);
    const { material } = engine.tables.get(keysTable, Arn)!;
    const hash = `sha${MacAlgorithm.slice(-3)}`;
    const expected = createHmac(hash, material!.bytes).update(Message).digest();
    expect(answer).toEqual({ KeyId: Arn, Mac: new Uint8Array(expected), MacAlgorithm });
    expect(answer.Mac).toHaveLength(length);
    // LocalStack snapshot test_generate_and_verify_mac.
    expect(await kms('VerifyMac', { ...request, Mac: answer.Mac })).toEqual({
      ...{ KeyId: Arn, MacValid: true, MacAlgorithm },
    });
  });

  it('refuse a code or message with one flipped bit, and a shorter code', async () => {
    const request = await input();
    const { Mac } = await kms<{ Mac: Uint8Array }>('GenerateMac', request);
    // LocalStack snapshot test_invalid_verify_mac: no text.
    const refused = 'KMSInvalidMacException: ';
    for (let at = 0; at < Mac.length; at += 1) {
      const attempt = kms('VerifyMac', { ...request, Mac: flipped(Mac, at) });
      expect(await refusalText(attempt), `byte ${at}`).toBe(refused);
    }
    for (const changed of [{ Mac: Mac.slice(1) }, { Mac, Message: flipped(Message, 3) }]) {
      expect(await refusalText(kms('VerifyMac', { ...request, ...changed }))).toBe(refused);
    }
  });
});

// LocalStack snapshots test_invalid_generate_mac, test_invalid_verify_mac and
// test_error_messaging_for_invalid_keys.
it('GenerateMac and VerifyMac refuse another algorithm than the key spec has', async () => {
  const { KeyId } = await key('HMAC_224', 'GENERATE_VERIFY_MAC');
  const input = { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' };
  const text =
    'InvalidKeyUsageException: Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.';
  expect(await refusalText(kms('GenerateMac', input))).toBe(text);
  expect(await refusalText(kms('VerifyMac', { ...input, Mac: new Uint8Array(32) }))).toBe(text);
});

it('GenerateMac refuses a key for something else', async () => {
  const { KeyId, Arn } = await key('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
  const attempt = kms('GenerateMac', { KeyId, Message, MacAlgorithm: 'HMAC_SHA_224' });
  expect(await refusalText(attempt)).toBe(
    `InvalidKeyUsageException: ${Arn} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.`,
  );
});

it('a dry run of either is refused last', async () => {
  const { KeyId } = await key('HMAC_256', 'GENERATE_VERIFY_MAC');
  const input = { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' };
  const { Mac } = await kms<{ Mac: Uint8Array }>('GenerateMac', input);
  const dry = { ...input, DryRun: true };
  const text =
    'DryRunOperationException: The request would have succeeded, but the DryRun option is set.';
  expect(await refusalText(kms('GenerateMac', dry))).toBe(text);
  expect(await refusalText(kms('VerifyMac', { ...dry, Mac }))).toBe(text);
  const wrong = kms('VerifyMac', { ...dry, Mac: flipped(Mac, 0) });
  expect(await refusalText(wrong)).toBe('KMSInvalidMacException: ');
});
