import { describe, expect, it } from 'vitest';
import { chartOf } from '../../../src/diagrams/state-chart/chart';
import { statesOf, takenOf } from '../../../src/diagrams/state-chart/live';
import type { MachineStep } from '../../../src/engine/trace';
import { stateName } from '../../../src/engine/machines';
import { saveWorld } from '../../../src/engine/saved-world';
import { instancesOf, survey, timerEvent, timerOf } from '../../../src/ui/lab/charts/instances';
import { machines } from '../../../src/ui/lab/charts/machines';
import { emptyWorld, type WorldTables } from '../../../src/ui/lab/world-view';
import { WorldMirror } from '../../../src/worker/world-mirror';
import { start, testWorld } from '../../engine/world';

const day = 86_400_000;

/** A world in which most machines have moved something, and the steps they took. */
async function livelyWorld() {
  const { engine, kms, send, createKey } = testWorld(7, undefined, { requestQuotas: 'enforced' });
  const steps: MachineStep[] = [];
  engine.observe((happening) => {
    for (const step of happening.steps) if (step.kind === 'machine') steps.push(step);
  });
  const { KeyId } = await createKey();
  const { KeyId: old } = await createKey();
  await kms('EnableKeyRotation', { KeyId });
  await kms('DisableKey', { KeyId });
  await kms('EnableKey', { KeyId });
  await kms('RotateKeyOnDemand', { KeyId });
  const { KeyId: several } = await createKey({ MultiRegion: true });
  await kms('ReplicateKey', { KeyId: several, ReplicaRegion: 'eu-west-1' });
  await engine.advanceTo(start + 10_000);
  await kms('ScheduleKeyDeletion', { KeyId: old, PendingWindowInDays: 7 });
  const policy = { Type: 'Expiration', Version: '1.0' };
  const Policies = JSON.stringify([
    { ...policy, Attributes: { Timestamp: new Date(start + 30 * day).toISOString() } },
  ]);
  const parameter = { Name: '/app/db', Type: 'String', Value: 'x', Tier: 'Advanced' };
  await send('ssm', 'PutParameter', { ...parameter, Policies });
  await send('service-quotas', 'RequestServiceQuotaIncrease', {
    ...{ ServiceCode: 'kms', QuotaCode: 'L-6E3AF000', DesiredValue: 200_000 },
  });
  await engine.advanceTo(start + 20 * 60_000);
  const volume = await send<{ VolumeId: string }>('ec2', 'CreateVolume', {
    ...{ AvailabilityZone: 'us-east-1a', Size: 1 },
  });
  await send('ec2', 'CreateSnapshot', { VolumeId: volume.VolumeId });
  for (let i = 0; i < 40; i += 1) {
    await kms('CreateAlias', { AliasName: `alias/a${i}`, TargetKeyId: KeyId }).catch(() => null);
  }
  const mirror = new WorldMirror();
  mirror.replace(saveWorld(engine.tables));
  return { tables: mirror.tables, steps, old };
}

/** Runs a survey to its end, as slices would. */
function surveyed(tables: WorldTables, chosen: string, query = '') {
  const ids = machines.map(({ machine }) => machine.id);
  const work = survey(tables, ids, chosen, query);
  for (;;) {
    const { done, value } = work.next();
    if (done === true)
      return { ...value, counts: new Map(ids.map((id, i) => [id, value.counts[i]])) };
  }
}

describe('the state charts of a world', () => {
  it('find each resource where the trace left it, and each step at a transition', async () => {
    const { tables, steps } = await livelyWorld();
    const moved = new Set(steps.map(({ machine }) => machine));
    expect([...moved].sort()).toEqual([
      ...['EBS snapshot', 'KMS key', 'automatic rotation', 'increaseRequest'],
      ...['multi-Region replication', 'on-demand rotation', 'parameter policy', 'requestQuota'],
    ]);
    for (const id of moved) {
      const { machine } = machines.find((one) => one.machine.id === id)!;
      const chart = chartOf(machine);
      const instances = [...instancesOf(tables, id)];
      const { counts, found } = surveyed(tables, id);
      expect(counts.get(id)).toBe(instances.length);
      expect(found).toEqual(instances);
      const states = new Set(chart.states.map((state) => state.id));
      for (const { value } of instances) {
        for (const state of statesOf(value)) expect(states).toContain(state);
      }
      const own = steps.filter((step) => step.machine === id);
      const last = new Map(own.map((step) => [step.id, step.to]));
      for (const [resource, to] of last) {
        const instance = instances.find((one) => one.id === resource);
        expect(stateName(instance!.value)).toBe(to);
      }
      const counted = [...takenOf(chart, own).values()].flat().length;
      // What changes nothing, like a passing key in a set, is no transition of the chart.
      const moves = own.filter(({ from, to }) => from !== to);
      expect(counted).toBeGreaterThanOrEqual(moves.length);
    }
  });

  it('know the next timer of a resource and which way it leads', async () => {
    const { tables, old } = await livelyWorld();
    const { machine } = machines.find((one) => one.machine.id === 'KMS key')!;
    const instance = [...instancesOf(tables, 'KMS key')].find(({ id }) => id.endsWith(old))!;
    const timer = timerOf(tables, instance)!;
    expect(timer.at).toBe(start + 10_000 + 7 * day);
    const way = chartOf(machine, instance.context).transitions.find(
      ({ event }) => event === timerEvent(timer),
    );
    expect(way).toMatchObject({ source: 'PendingDeletion', target: 'Deleted' });
    expect(way?.label).toBe('after 7 days');
  });

  it('find a resource by its name', async () => {
    const { tables, old } = await livelyWorld();
    const { found, counts } = surveyed(tables, 'KMS key', ` ${old.toUpperCase()}`);
    expect(found.map(({ id }) => id.endsWith(old))).toEqual([true]);
    expect(counts.get('KMS key')).toBeGreaterThan(1);
  });

  it('stand alone in a world where nothing has happened', () => {
    for (const { machine } of machines) {
      expect(surveyed(emptyWorld, machine.id).counts.get(machine.id)).toBe(0);
    }
  });
});
