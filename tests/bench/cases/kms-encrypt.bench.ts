import { Engine } from '../../../src/engine/engine';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import { openRandom, toHex } from '../../../src/engine/random';
import { Transaction } from '../../../src/engine/tables';
import { keyArn, keysTable, type KeyRecord } from '../../../src/engine/services/kms/state';
import type { Measurement } from '../bench';
import { ratio } from '../measure';

const region = 'us-east-1';
const service = 'kms';

/** A world with one key to encrypt under, and how to do that. */
async function world() {
  const engine = new Engine(createWorld({ now: Date.UTC(2026, 10, 23), seed: null }));
  const credentials = adminCredentials(engine.tables);
  const send = (operation: string, input: object) =>
    engine.send({ service, operation, region, credentials, input });
  const { output } = await send('CreateKey', {});
  const { KeyId } = (output as { KeyMetadata: { KeyId: string } }).KeyMetadata;
  const EncryptionContext = { purpose: 'bench' };
  const encrypt = (Plaintext: Uint8Array) =>
    send('Encrypt', { KeyId, Plaintext, EncryptionContext });
  return { engine, encrypt };
}

/** Fills a world with copies of its key under other names: `count` keys in all. */
function fill(engine: Engine, count: number): void {
  const [, key] = engine.tables.range(keysTable)[0]!;
  const tx = new Transaction(engine.tables);
  const machine = openRandom(engine.tables);
  for (let i = 1; i < count; i += 1) {
    const KeyId = machine.uuid();
    const Arn = keyArn(region, key.AWSAccountId, KeyId);
    const material = { id: toHex(machine.bytes(32)), bytes: machine.bytes(32) };
    tx.put<KeyRecord>(keysTable, Arn, { ...key, KeyId, Arn, material });
  }
}

async function againstRaw(bytes: number): Promise<number> {
  const { encrypt } = await world();
  const plaintext = crypto.getRandomValues(new Uint8Array(bytes));
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const raw = () => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plaintext);
  };
  return ratio(() => encrypt(plaintext), raw, { rounds: 21, perRound: 500 });
}

async function crowded(): Promise<number> {
  const few = await world();
  const many = await world();
  fill(few.engine, 10);
  fill(many.engine, 100_000);
  const plaintext = new Uint8Array(1024);
  return ratio(
    () => many.encrypt(plaintext),
    () => few.encrypt(plaintext),
    { rounds: 21, perRound: 500 },
  );
}

async function bytesPerKey(): Promise<number> {
  const { engine } = await world();
  const used = () => {
    (globalThis as { gc?: () => void }).gc?.();
    return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  };
  const before = used();
  fill(engine, 100_000);
  const after = used();
  return (after - before) / 100_000 + (engine.now > 0 ? 0 : 1);
}

const places = [
  { where: ['node'], max: 3 },
  { where: ['chromium'], max: 6 },
] as const;

/** What the whole pipeline costs beside the cryptography in it, and beside a crowded world. */
const measurements: Measurement[] = [
  ...[32, 1024, 4096].flatMap((bytes) =>
    places.map(({ where, max }) => ({
      name: `KMS Encrypt of ${bytes} B against raw AES-256-GCM`,
      where,
      bound: { max, unit: 'times' },
      run: () => againstRaw(bytes),
    })),
  ),
  {
    name: 'KMS Encrypt with 100,000 keys in the world against 10',
    where: ['node', 'chromium'],
    bound: { max: 1.3, unit: 'times' },
    run: crowded,
  },
  {
    name: 'memory of a KMS key in a world of 100,000',
    where: ['node'],
    bound: { max: 1000, unit: 'bytes' },
    run: bytesPerKey,
  },
];

export default measurements;
