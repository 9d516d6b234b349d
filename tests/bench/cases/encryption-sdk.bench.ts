import { KMS } from '@aws-sdk/client-kms';
import {
  kmsClients,
  kmsKeyring,
  openEncryptionSdk,
  type EncryptionSdk,
} from '../../../src/clients/encryption-sdk';
import { Engine } from '../../../src/engine/engine';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import type { Measurement } from '../bench';
import { ratio } from '../measure';

const region = 'us-east-1';
const now = Date.UTC(2026, 10, 23);

/** The library before the model's AWS KMS, and before a client that only answers what it was given. */
async function both(): Promise<readonly [model: EncryptionSdk, stub: EncryptionSdk]> {
  const requestQuotas = 'lifted';
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas }));
  const credentials = adminCredentials(engine.tables);
  const clients = kmsClients({
    ...{ cloud: engine, userAgent: 'bench', maxAttempts: 1 },
    credentials: () => Promise.resolve(credentials),
    pause: () => Promise.resolve(),
  });
  const { KeyMetadata } = await clients(region).createKey({});
  const Arn = KeyMetadata?.Arn ?? '';
  const answer = await clients(region).generateDataKey({ KeyId: Arn, KeySpec: 'AES_256' });
  const fixed = () => Promise.resolve({ ...answer, Plaintext: answer.Plaintext?.slice() });
  const stub = Object.assign(new KMS({ region, credentials }), { generateDataKey: fixed });
  const open = (client: (region: string) => KMS) =>
    openEncryptionSdk({ keyring: kmsKeyring(Arn, region, client), now: () => engine.now });
  return [open(clients), open(() => stub as KMS)];
}

async function againstStub(bytes: number): Promise<number> {
  const [model, stub] = await both();
  const plaintext = crypto.getRandomValues(new Uint8Array(bytes % 65_536 || 65_536));
  const large = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += plaintext.length) large.set(plaintext, at);
  const message = (sdk: EncryptionSdk) => sdk.encrypt(large, { context: { purpose: 'bench' } });
  return ratio(
    () => message(model),
    () => message(stub),
    { rounds: 11, perRound: 10 },
  );
}

/** What signing, the wire and the whole of AWS KMS cost beside a message of the library itself. */
const measurement: Measurement = {
  name: 'AWS Encryption SDK message of 1 MiB against the same library with a stub of AWS KMS',
  where: ['node', 'chromium'],
  bound: { max: 1.3, unit: 'times' },
  run: () => againstStub(1024 * 1024),
};

export default measurement;
