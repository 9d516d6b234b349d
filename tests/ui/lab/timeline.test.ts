import { describe, expect, it } from 'vitest';
import { nextEvents } from '../../../src/ui/lab/timeline/next-events';
import { worldLanes } from '../../../src/ui/lab/timeline/world-events';
import { emptyWorld } from '../../../src/ui/lab/world-view';
import { start, testWorld } from '../../engine/world';
import { mirrorOf } from './mirror';

const day = 86_400_000;

async function world() {
  const { engine, kms, send, createKey } = testWorld(5);
  const { KeyId, Arn } = await createKey();
  await kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  const { KeyId: old, Arn: oldArn } = await createKey();
  await engine.advanceTo(start + 100 * day);
  await kms('ScheduleKeyDeletion', { KeyId: old, PendingWindowInDays: 7 });
  const { ARN } = await send<{ ARN: string }>('secretsmanager', 'CreateSecret', {
    ...{ Name: 'db', SecretString: 'one', ClientRequestToken: 'a'.repeat(32) },
  });
  await send('secretsmanager', 'PutSecretValue', {
    ...{ SecretId: 'db', SecretString: 'two', ClientRequestToken: 'b'.repeat(32) },
  });
  await send('secretsmanager', 'DeleteSecret', { SecretId: 'db', RecoveryWindowInDays: 10 });
  const Policies = JSON.stringify([
    {
      ...{ Type: 'Expiration', Version: '1.0' },
      Attributes: { Timestamp: new Date(start + 105 * day).toISOString() },
    },
  ]);
  const parameter = { Name: '/app/db', Type: 'String', Value: 'x', Tier: 'Advanced', Policies };
  await send('ssm', 'PutParameter', parameter);
  await send('s3', 'CreateBucket', { Bucket: 'timeline' });
  await send('s3', 'PutObject', { Bucket: 'timeline', Key: 'a', Body: new Uint8Array(3) });
  const now = start + 100 * day;
  return { tables: mirrorOf(engine.tables), Arn, oldArn, ARN, now };
}

describe('the timeline of a world', () => {
  it('has past and future of each resource on one lane', async () => {
    const { tables, Arn, oldArn, ARN, now } = await world();
    const lanes = new Map(worldLanes(tables).map((lane) => [lane.key, lane]));
    const titles = (key: string, future: boolean) =>
      lanes.get(key)?.events.flatMap(({ at, title }) => (at > now === future ? [title] : []));
    expect(titles(Arn, false)).toEqual(
      expect.arrayContaining(['KMS key created', 'Key material rotated automatically']),
    );
    expect(titles(Arn, true)).toEqual(['The key material is rotated automatically']);
    expect(titles(oldArn, true)).toEqual(['The KMS key is deleted']);
    expect(titles(ARN, true)).toEqual(['The secret is deleted']);
    expect(titles(ARN, false)).toContain('Secret version');
    expect(titles('arn:aws:s3:::timeline', false)).toEqual(
      expect.arrayContaining(['Bucket created', 'Object a']),
    );
    // Record and trail tell of the creation as one event, and the trail says by whom.
    const created = lanes.get(Arn)?.events.find(({ kind }) => kind === 'created');
    expect(created?.said.join(' ')).toMatch(/SYMMETRIC_DEFAULT CreateKey by arn:aws:iam::/);
    const ids = [...lanes.values()].flatMap(({ events }) => events.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells the next events in words, soonest first', async () => {
    const { tables, oldArn } = await world();
    const next = nextEvents(tables, 3);
    expect(next.map(({ at, title, service }) => [(at - start) / day, title, service])).toEqual([
      [105, 'The parameter expires and is deleted', 'Parameter Store'],
      [107, 'The KMS key is deleted', 'AWS KMS'],
      [110, 'The secret is deleted', 'Secrets Manager'],
    ]);
    expect(next[1]?.resource).toBe(oldArn);
    expect(nextEvents(tables, 100).map(({ at }) => at)).toEqual(
      [...(tables.get('engine.timers')?.keys() ?? [])]
        .sort()
        .map((key) => Number(key.slice(0, 16))),
    );
    expect(nextEvents(emptyWorld, 3)).toEqual([]);
  });
});
