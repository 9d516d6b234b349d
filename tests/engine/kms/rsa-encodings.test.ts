import { constants, generateKeyPairSync, privateEncrypt, publicDecrypt } from 'node:crypto';
import { expect, it } from 'vitest';
import { keySpecs } from '../../../src/engine/services/kms/key-specs';
import { flipped } from './asymmetric';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const bytes = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
const raw = { padding: constants.RSA_NO_PADDING };

// A signature over an encoding that is wrong in one byte: what a forger would look for.
it.each(['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PSS_SHA_384'] as const)(
  '%s of a digest is refused whichever byte of its encoding is another',
  async (algorithm) => {
    const { material, usages } = keySpecs.RSA_2048!;
    const { scheme, messageTypes } = usages.SIGN_VERIFY![algorithm]!;
    const { publicKey } = (await material.accept(bytes))!;
    const digest = crypto.getRandomValues(new Uint8Array(messageTypes.DIGEST!));
    const signature = await scheme.sign({ bytes }, digest, true);
    const encoding = publicDecrypt({ key: pair.publicKey, ...raw }, signature);
    expect(await scheme.verify(publicKey!, digest, true, signature)).toBe(true);
    for (let at = 0; at < encoding.length; at += 1) {
      const wrong = privateEncrypt({ key: pair.privateKey, ...raw }, flipped(encoding, at));
      const answer = scheme.verify(publicKey!, digest, true, new Uint8Array(wrong));
      expect(await answer, `byte ${at}`).toBe(false);
    }
  },
);
