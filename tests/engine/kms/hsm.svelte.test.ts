import { expect, it } from 'vitest';
import type { KeySpec, MessageType } from '@aws-sdk/client-kms';
import { keySpecs } from '../../../src/engine/services/kms/key-specs';

// In Chromium: its WebCrypto is another implementation than Node's. Published vectors are
// vectors.test.ts's; here every algorithm must agree with itself.

const random = {
  bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  uuid: () => '',
};
// One modulus stands for all: the larger ones only take longer.
const specs = Object.keys(keySpecs).filter((spec) => !/^RSA_[34]/.test(spec)) as KeySpec[];

it.each(specs)('%s works in the browser', async (spec) => {
  const { material, usages } = keySpecs[spec]!;
  const key = await material.generate(random);
  expect(await material.accept(key.bytes.slice())).toEqual(key);
  expect(await material.accept(new Uint8Array(20))).toBeUndefined();

  for (const { scheme, messageTypes } of Object.values(usages.SIGN_VERIFY ?? {})) {
    for (const type of Object.keys(messageTypes) as MessageType[]) {
      const message = random.bytes(messageTypes[type] ?? 100);
      const hashed = type !== 'RAW';
      const signature = await scheme.sign(key, message, hashed, random);
      expect(await scheme.verify(key.publicKey!, message, hashed, signature)).toBe(true);
      message[0]! ^= 1;
      expect(await scheme.verify(key.publicKey!, message, hashed, signature)).toBe(false);
    }
  }
  for (const cipher of Object.values(usages.ENCRYPT_DECRYPT ?? {})) {
    if (cipher === 'symmetric') continue;
    const plaintext = random.bytes(cipher.plaintextLimit);
    const ciphertext = await cipher.encrypt(key.publicKey!, plaintext);
    expect(await cipher.decrypt(key, ciphertext)).toEqual(plaintext);
    ciphertext[9]! ^= 1;
    expect(await cipher.decrypt(key, ciphertext)).toBeUndefined();
  }
  for (const agreement of Object.values(usages.KEY_AGREEMENT ?? {})) {
    const peer = await material.generate(random);
    const secret = await agreement.derive(key, peer.publicKey!);
    expect(secret).toEqual(await agreement.derive(peer, key.publicKey!));
    const offCurve = peer.publicKey!.slice();
    offCurve[offCurve.length - 1]! ^= 1;
    expect(await agreement.derive(key, offCurve)).toBeUndefined();
  }
  for (const scheme of Object.values(usages.ENCAPSULATE_DECAPSULATE ?? {})) {
    const { secret, ciphertext } = await scheme.encapsulate(key.publicKey!, random);
    expect(await scheme.decapsulate(key, ciphertext)).toEqual(secret);
  }
  for (const scheme of Object.values(usages.GENERATE_VERIFY_MAC ?? {})) {
    const code = await scheme.mac(key, new Uint8Array(3));
    expect(code).toHaveLength(Number(spec.slice(-3)) / 8);
  }
});
