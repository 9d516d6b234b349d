import { readBlock, writeBlock } from '../../../src/engine/instance-disks';
import { cloudTrailEvent, trailTable } from '../../../src/engine/trail/index';
import type { Credentials } from '../../../src/engine/operation';
import { testWorld, utf8 } from '../world';

export const home = '123456789012';
export const other = '210987654321';

interface Options {
  readonly region?: string;
  readonly credentials?: Credentials;
}

/** A volume as EC2 answers it, as far as tests look. */
export interface Shown {
  readonly VolumeId: string;
  readonly State: string;
  readonly Encrypted: boolean;
  readonly KmsKeyId?: string;
}

/** A snapshot as EC2 answers it, as far as tests look. */
export interface ShownSnapshot {
  readonly SnapshotId: string;
  readonly VolumeId: string;
  readonly State: string;
  readonly Progress: string;
  readonly StateMessage?: string;
  readonly Encrypted: boolean;
  readonly KmsKeyId?: string;
}

/** A world with volumes: short ways to make them, to write on them and to look at them. */
export function ec2World(accounts: readonly string[] = [home]) {
  const world = testWorld(null, accounts);
  const { engine, send } = world;

  const ec2 = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    options?: Options,
  ) => send<Output>('ec2', operation, input, options);

  const volume = (input: object = {}, options: Options = {}) => {
    const { region = 'us-east-1' } = options;
    return ec2<Shown>(
      'CreateVolume',
      { AvailabilityZone: `${region}a`, Size: 1, ...input },
      options,
    );
  };

  async function instance(options: Options = {}): Promise<string> {
    const input = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 };
    const { Instances } = await ec2<{ Instances: { InstanceId: string }[] }>(
      'RunInstances',
      input,
      options,
    );
    return Instances[0]!.InstanceId;
  }

  const attach = (VolumeId: string, InstanceId: string, options?: Options, Device = '/dev/sdf') =>
    ec2('AttachVolume', { VolumeId, InstanceId, Device }, options);

  const at = (instanceId: string, index: number, region = 'us-east-1') => ({
    ...{ region, instanceId, device: '/dev/sdf', index },
  });
  const write = (instanceId: string, index: number, text: string, region?: string) =>
    writeBlock(engine, at(instanceId, index, region), utf8(text));
  const read = async (instanceId: string, index: number, region?: string) =>
    new TextDecoder().decode(await readBlock(engine, at(instanceId, index, region)));

  async function volumeNow(VolumeId: string, options?: Options) {
    const { Volumes } = await ec2<{ Volumes: (Shown & { Attachments: object[] })[] }>(
      ...(['DescribeVolumes', { VolumeIds: [VolumeId] }, options] as const),
    );
    return Volumes[0]!;
  }

  async function snapshotNow(SnapshotId: string, options?: Options) {
    const { Snapshots } = await ec2<{ Snapshots: ShownSnapshot[] }>(
      ...(['DescribeSnapshots', { SnapshotIds: [SnapshotId] }, options] as const),
    );
    return Snapshots[0]!;
  }

  const pass = (ms: number) => engine.advanceTo(engine.now + ms);

  /** A snapshot, completed, of a volume with these blocks under this key (or unencrypted). */
  async function snapshotOf(blocks: readonly string[], key?: object, options: Options = {}) {
    const { region } = options;
    const { VolumeId } = await volume(key, options);
    const InstanceId = await instance(options);
    await attach(VolumeId, InstanceId, options);
    for (const [index, text] of blocks.entries()) await write(InstanceId, index, text, region);
    const { SnapshotId } = await ec2<ShownSnapshot>('CreateSnapshot', { VolumeId }, options);
    await pass(blocks.length * 10_000);
    return SnapshotId;
  }

  /** What is on a snapshot: the blocks as an instance reads them from a volume made of it. */
  async function contentsOf(SnapshotId: string, count: number, options: Options = {}) {
    const { VolumeId } = await volume({ SnapshotId }, options);
    const InstanceId = await instance(options);
    await attach(VolumeId, InstanceId, options);
    const blocks: string[] = [];
    for (let i = 0; i < count; i += 1) blocks.push(await read(InstanceId, i, options.region));
    return blocks;
  }

  /** The audit trail's events of AWS KMS from a moment on, as `name by whom`. */
  const kmsCalls = (since: number) =>
    engine.tables
      .range(trailTable)
      .map(([, event]) => event)
      .slice(since)
      .filter(({ eventSource }) => eventSource === 'kms.amazonaws.com');
  const trailLength = () => engine.tables.size(trailTable);
  const events = () => engine.tables.range(trailTable).map(([, event]) => cloudTrailEvent(event));

  return {
    ...world,
    ...{ ec2, volume, instance, attach, write, read, volumeNow, snapshotNow, pass, snapshotOf },
    ...{ contentsOf, kmsCalls, trailLength, events },
  };
}
