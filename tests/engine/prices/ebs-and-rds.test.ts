import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine';
import { billOf, prices } from '../../../src/engine/prices/index';
import { ec2World, home } from '../ec2/world';
import { rdsWorld } from '../rds/world';

// Worlds begin in November, which has 30 days, a week before its end.
const day = 24 * 60 * 60 * 1000;

/** The quantities on a bill, in GB-months, and days that pass. */
function billed({ engine }: { readonly engine: Engine }) {
  const meters = engine.services.flatMap(({ storage = [] }) => storage);
  const lines = (region = 'us-east-1') => {
    const bill = billOf({ reader: engine.tables, now: engine.now, prices, meters }, home);
    const there = bill.lines.filter((line) => line.region === region);
    return new Map(there.map((line) => [line.usageType, line]));
  };
  const quantity = (usageType: string) => lines().get(usageType)?.quantity;
  const wait = (days: number) => engine.advanceTo(engine.now + days * day);
  return { lines, quantity, wait };
}

describe('a volume', () => {
  it('costs by its type, its size and the time', async () => {
    const world = ec2World();
    const { lines, quantity, wait } = billed(world);
    const { VolumeId } = await world.volume({ Size: 100, VolumeType: 'gp3' });
    await world.volume({ Size: 10, VolumeType: 'gp2' });
    await wait(2);
    await world.ec2('ModifyVolume', { VolumeId, Size: 200 });
    await wait(2);
    const { amount } = lines().get('EBS:VolumeUsage.gp3')!;
    expect(amount).toBeCloseTo(((100 * 2 + 200 * 2) / 30) * 0.08, 9);
    expect(quantity('EBS:VolumeUsage.gp2')).toBeCloseTo((10 * 4) / 30, 9);
    await world.ec2('DeleteVolume', { VolumeId });
    await wait(1);
    expect(quantity('EBS:VolumeUsage.gp3')).toBeCloseTo((100 * 2 + 200 * 2) / 30, 9);
    expect(quantity('EBS:VolumeUsage.gp2')).toBeCloseTo((10 * 5) / 30, 9);
  });

  it('costs by each type for as long as it was of it', async () => {
    const world = ec2World();
    const { quantity, wait } = billed(world);
    const { VolumeId } = await world.volume({ Size: 100, VolumeType: 'gp3' });
    await wait(1);
    await world.ec2('ModifyVolume', { VolumeId, VolumeType: 'gp2' });
    await wait(2);
    await world.ec2('ModifyVolume', { VolumeId, VolumeType: 'gp3' });
    await wait(3);
    expect(quantity('EBS:VolumeUsage.gp3')).toBeCloseTo((100 * 4) / 30, 9);
    expect(quantity('EBS:VolumeUsage.gp2')).toBeCloseTo((100 * 2) / 30, 9);
  });
});

describe('a snapshot', () => {
  it('costs by what it has that no snapshot of its volume had before', async () => {
    const world = ec2World();
    const { quantity, wait } = billed(world);
    const { VolumeId } = await world.volume({ Encrypted: true });
    const InstanceId = await world.instance();
    await world.attach(VolumeId, InstanceId);
    for (const index of [0, 1, 2]) await world.write(InstanceId, index, 'text');
    await world.ec2('CreateSnapshot', { VolumeId });
    await wait(1);
    await world.write(InstanceId, 1, 'other');
    const { SnapshotId } = await world.ec2('CreateSnapshot', { VolumeId });
    await wait(1);
    // Blocks of 512 KiB.
    expect(quantity('EBS:SnapshotUsage')).toBeCloseTo((3 * 2 + 1) / 2048 / 30, 12);
    await world.ec2('DeleteSnapshot', { SnapshotId });
    await wait(1);
    expect(quantity('EBS:SnapshotUsage')).toBeCloseTo((3 * 3 + 1) / 2048 / 30, 12);
  });

  it('that is a copy costs by all it has', async () => {
    const world = ec2World();
    const { lines, wait } = billed(world);
    const SourceSnapshotId = await world.snapshotOf(['one', 'two']);
    const copy = { SourceSnapshotId, SourceRegion: 'us-east-1' };
    await world.ec2('CopySnapshot', copy, { region: 'eu-west-1' });
    await wait(3);
    const { quantity } = lines('eu-west-1').get('EBS:SnapshotUsage')!;
    expect(quantity).toBeCloseTo((2 * 3) / 2048 / 30, 12);
  });
});

describe('a DB instance', () => {
  it('costs by the size of its storage', async () => {
    const world = rdsWorld();
    const { lines, wait } = billed(world);
    await world.create();
    await wait(2);
    const grown = { DBInstanceIdentifier: 'app', AllocatedStorage: 40, ApplyImmediately: true };
    await world.rds('ModifyDBInstance', grown);
    await wait(2);
    const { quantity, amount } = lines().get('RDS:GP2-Storage')!;
    expect(quantity).toBeCloseTo((20 * 2 + 40 * 2) / 30, 9);
    expect(amount).toBeCloseTo(quantity * 0.115, 9);
    const gone = { DBInstanceIdentifier: 'app', SkipFinalSnapshot: true };
    await world.rds('DeleteDBInstance', gone);
    await wait(1);
    expect(lines().get('RDS:GP2-Storage')!.quantity).toBeLessThan((20 * 2 + 40 * 2.1) / 30);
  });
});
