import { describe, expect, it } from 'vitest';
import { quotaFacts } from '../../../src/engine/quotas/facts';
import type { Step } from '../../../src/engine/trace';
import { areQuotasLifted, quotaUses } from '../../../src/ui/lab/quota/quota-uses';
import { emptyWorld } from '../../../src/ui/lab/world-view';
import { start, testWorld } from '../../engine/world';
import { mirrorOf } from './mirror';

async function busyWorld() {
  const { engine, kms, send, createKey } = testWorld(3, undefined, { requestQuotas: 'enforced' });
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  const { KeyId } = await createKey();
  for (let i = 0; i < 8; i += 1) {
    await kms('CreateAlias', { AliasName: `alias/a${i}`, TargetKeyId: KeyId }).catch(() => null);
  }
  for (let i = 0; i < 3; i += 1) await kms('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
  await kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  const Value = 'x';
  await send('ssm', 'PutParameter', { Name: 'p', Type: 'String', Value });
  await engine.advanceTo(start + 400);
  await kms('ListAliases', {});
  return { tables: mirrorOf(engine.tables), steps };
}

describe('the request quotas of a world', () => {
  it('show what is left, and who was refused, from the records and the trace', async () => {
    const { tables, steps } = await busyWorld();
    const uses = quotaUses(tables, steps);
    expect(uses[0]).toMatchObject({
      ...{ name: 'CreateAlias request rate', code: 'L-F7504F73', adjustable: true, rate: 5 },
      ...{ isThrottling: true, left: 2, requests: 8, throttled: 3, lastSecond: 8 },
      operations: ['CreateAlias'],
    });
    const shared = uses.find(({ code }) => code === 'L-6E3AF000')!;
    expect(shared).toMatchObject({ rate: 100_000, left: 100_000, requests: 4, throttled: 0 });
    expect(shared.operations).toEqual([
      ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'],
      ...['GenerateMac', 'GenerateRandom', 'ReEncrypt', 'VerifyMac'],
    ]);
    expect(shared.samples.map(({ remaining }) => remaining)).toEqual([
      ...[99_999, 99_998, 99_997, 99_996],
    ]);
    const parameters = uses.find(({ service }) => service === 'Parameter Store')!;
    expect(parameters).toMatchObject({ adjustable: false, code: null, rate: 3 });
    expect(parameters.operations).toContain('PutParameter');
  });

  it('count the same by the audit trail where the trace is gone', async () => {
    const { tables, steps } = await busyWorld();
    const counts = (list: readonly Step[]) =>
      quotaUses(tables, list)
        .filter(({ service }) => service === 'AWS KMS')
        .map(({ code, requests, throttled }) => [code, requests, throttled]);
    expect(counts([])).toEqual(counts(steps));
  });

  it('know the operations of every kind of quota', () => {
    expect(quotaFacts('kms/L-2AC98190').operations).toEqual([
      ...['Decrypt', 'Encrypt', 'ReEncrypt', 'Sign', 'Verify'],
    ]);
    expect(quotaFacts('s3/write requests per second to b/p/')).toMatchObject({
      ...{ serviceCode: 's3', adjustable: false, operations: ['PUT', 'COPY', 'POST', 'DELETE'] },
    });
    expect(quotaFacts('sts/STS request rate').operations).toContain('AssumeRole');
  });

  it('are none in an empty world, and can be lifted', () => {
    expect(quotaUses(emptyWorld, [])).toEqual([]);
    expect(areQuotasLifted(emptyWorld)).toBe(false);
    expect(areQuotasLifted(mirrorOf(testWorld().engine.tables))).toBe(true);
  });
});
