import { describe, expect, it } from 'vitest';
import {
  kmsClients,
  kmsKeyring,
  openEncryptionSdk,
  type KmsCall,
  type SdkOptions,
} from '../../src/clients/encryption-sdk';
import { testWorld } from '../engine/world';

async function sdkWorld(options: Partial<SdkOptions> = {}) {
  const world = testWorld();
  const { engine, admin } = world;
  const calls: KmsCall[] = [];
  const clients = kmsClients({
    ...{ cloud: engine, userAgent: 'tests', maxAttempts: 3 },
    credentials: () => Promise.resolve(admin),
    pause: () => Promise.resolve(),
    answered: (call) => calls.push(call),
  });
  const { Arn } = await world.createKey();
  const keyring = kmsKeyring(Arn, 'us-east-1', clients);
  const sdk = openEncryptionSdk({ keyring, now: () => engine.now, ...options });
  const count = (operation: string) => calls.filter((call) => call.operation === operation).length;
  return { ...world, Arn, clients, sdk, calls, count };
}

const plaintext = crypto.getRandomValues(new Uint8Array(10_000));

describe('the AWS Encryption SDK against the model\u2019s KMS', () => {
  it('makes a message with one GenerateDataKey and opens it with one Decrypt', async () => {
    const { sdk, calls, Arn } = await sdkWorld();
    const message = await sdk.encrypt(plaintext, { context: { purpose: 'test' } });
    expect(await sdk.decrypt(message)).toEqual(plaintext);
    expect(calls).toEqual([
      { operation: 'GenerateDataKey', region: 'us-east-1', keyId: Arn },
      { operation: 'Decrypt', region: 'us-east-1', keyId: Arn },
    ]);
  });

  it.each([
    ['without a cache', undefined, 100],
    ['with one', { capacity: 10, maxAge: 60_000 }, 1],
    ['of 10 messages a data key', { capacity: 10, maxAge: 60_000, maxMessages: 10 }, 10],
  ])('100 messages %s', async (_, caching, expected) => {
    const { sdk, count } = await sdkWorld(caching === undefined ? {} : { caching });
    for (let i = 0; i < 100; i += 1) await sdk.encrypt(plaintext.slice(0, 10), { context: {} });
    expect(count('GenerateDataKey')).toBe(expected);
  });
});
