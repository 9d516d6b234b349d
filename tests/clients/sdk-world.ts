import {
  kmsClients,
  kmsKeyring,
  openEncryptionSdk,
  type KmsCall,
  type SdkOptions,
} from '../../src/clients/encryption-sdk';
import { testWorld } from '../engine/world';

/** A world with one KMS key, the AWS Encryption SDK before it, and what it has asked for. */
export async function sdkWorld(options: Partial<SdkOptions> = {}) {
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
  const open = (more: Partial<SdkOptions> = {}) =>
    openEncryptionSdk({ keyring, now: () => engine.now, ...options, ...more });
  const count = (operation: string) => calls.filter((call) => call.operation === operation).length;
  return { ...world, Arn, clients, keyring, open, sdk: open(), calls, count };
}
