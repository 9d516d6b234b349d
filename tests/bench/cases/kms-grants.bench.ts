import { Engine } from '../../../src/engine/engine';
import type { Credentials } from '../../../src/engine/operation';
import { toHex } from '../../../src/engine/random';
import { grantPropagation } from '../../../src/engine/services/kms/grant-facts';
import {
  effectiveGrantsTable,
  type EffectiveGrant,
} from '../../../src/engine/services/kms/grant-state';
import { Transaction } from '../../../src/engine/tables';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import type { Measurement } from '../bench';
import { ratio } from '../measure';

const region = 'us-east-1';

interface Key {
  readonly KeyId: string;
  readonly Arn: string;
}

/** A world whose user `app` encrypts by a grant, and others have grants on another key. */
async function granted(others: number) {
  const engine = new Engine(createWorld({ now: Date.UTC(2026, 10, 23), seed: null }));
  const admin = adminCredentials(engine.tables);
  const send = async <Output>(
    ...[service, operation, input, credentials = admin]: [string, string, object, Credentials?]
  ) => (await engine.send({ service, operation, region, credentials, input })).output as Output;
  const { User } = await send<{ User: { Arn: string } }>('iam', 'CreateUser', { UserName: 'app' });
  const { AccessKey } = await send<{
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  }>('iam', 'CreateAccessKey', { UserName: 'app' });
  const app = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  const createKey = async () =>
    (await send<{ KeyMetadata: Key }>('kms', 'CreateKey', {})).KeyMetadata;
  const { KeyId } = await createKey();
  await send('kms', 'CreateGrant', {
    ...{ KeyId, GranteePrincipal: User.Arn, Operations: ['Encrypt'] },
  });
  await engine.advanceTo(engine.now + grantPropagation);
  fill(engine, await createKey(), others);
  const Plaintext = new Uint8Array(1024);
  return () => send('kms', 'Encrypt', { KeyId, Plaintext }, app);
}

/** Copies the world's grant to another key, under other IDs. */
function fill(engine: Engine, { Arn }: Key, count: number): void {
  const [, effective] = engine.tables.range(effectiveGrantsTable)[0]!;
  const tx = new Transaction(engine.tables);
  for (let i = 0; i < count; i += 1) {
    const GrantId = toHex(crypto.getRandomValues(new Uint8Array(32)));
    const grant = { ...effective.grant, keyArn: Arn, GrantId };
    const key = `${Arn}|${grant.grantee.name}|${GrantId}`;
    tx.put<EffectiveGrant>(effectiveGrantsTable, key, { ...effective, grant });
  }
}

/** What grants on other keys cost a request that is allowed by one. */
const measurements: Measurement[] = [
  {
    name: 'KMS Encrypt by a grant with 50,000 grants on another key against 1',
    where: ['node'],
    bound: { max: 1.3, unit: 'times' },
    async run() {
      const many = await granted(50_000);
      const few = await granted(1);
      return ratio(many, few, { rounds: 21, perRound: 300 });
    },
  },
];

export default measurements;
