import { Engine } from '../../../src/engine/engine';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import type { Measurement } from '../bench';
import { milliseconds, ratio } from '../measure';

const region = 'us-east-1';
const day = 24 * 60 * 60 * 1000;
const secrets = 100;

/** A world, and a short way to send it requests. */
function world() {
  const now = Date.UTC(2026, 10, 23);
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  const credentials = adminCredentials(engine.tables);
  const send = async (service: string, operation: string, input: object) =>
    (await engine.send({ service, operation, region, credentials, input })).output;
  return { engine, send };
}

/** Reading a secret of 1 KB against enciphering as much with a key at hand. */
export async function reading(): Promise<number> {
  const { send } = world();
  const SecretString = 'x'.repeat(1024);
  const ClientRequestToken = crypto.randomUUID();
  await send('secretsmanager', 'CreateSecret', { Name: 'db', SecretString, ClientRequestToken });
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const plaintext = new Uint8Array(1024);
  const raw = () => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plaintext);
  };
  const read = () => send('secretsmanager', 'GetSecretValue', { SecretId: 'db' });
  return ratio(read, raw, { rounds: 15, perRound: 300 });
}

/**
 * Four weeks of databases whose master passwords RDS rotates every seven days: as many rotations in
 * full as keep the measurement short, and 130 times that is a year of a thousand databases.
 */
export async function rotating(): Promise<number> {
  const { engine, send } = world();
  for (let n = 0; n < secrets; n += 1) {
    await send('rds', 'CreateDBInstance', {
      ...{ DBInstanceIdentifier: `db-${n}`, DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' },
      ...{ MasterUsername: 'admin', ManageMasterUserPassword: true, AllocatedStorage: 20 },
    });
  }
  const spent = await milliseconds(() => engine.advanceTo(engine.now + 28 * day));
  return (spent * 130) / 1000;
}

/** What secrets cost to read, and to rotate. */
const measurements: Measurement[] = [
  {
    name: 'GetSecretValue of 1 KB against raw AES-256-GCM',
    where: ['node', 'chromium'],
    bound: { max: 4, unit: 'times' },
    run: reading,
  },
  {
    name: 'a year over 1,000 managed secrets that are rotated weekly (400 of 52,000 rotations)',
    where: ['node'],
    bound: { max: 30, unit: 's' },
    run: rotating,
  },
];

export default measurements;
