import type { VolumeType } from '@aws-sdk/client-ec2';
import { dependency, outOfBounds } from './errors';
import type { VolumeShape } from './state';

type Bounds = readonly [least: number, most: number];

/** What a volume type may have: GiB, IOPS (those it has unasked first), MiB/s. */
interface TypeFacts {
  readonly size: Bounds;
  readonly iops?: Bounds;
  readonly iopsUnasked?: (size: number) => number;
  readonly throughput?: Bounds;
  readonly multiAttach?: true;
}

/**
 * Source: Amazon EBS User Guide, "Amazon EBS volume types", and EC2 API Reference, CreateVolume
 * (read 2026-11).
 */
const types: Readonly<Record<VolumeType, TypeFacts>> = {
  gp2: { size: [1, 16_384], iopsUnasked: (size) => Math.min(16_000, Math.max(100, size * 3)) },
  gp3: {
    ...{ size: [1, 65_536], iops: [3000, 80_000], iopsUnasked: () => 3000 },
    throughput: [125, 2000],
  },
  io1: { size: [4, 16_384], iops: [100, 64_000], multiAttach: true },
  io2: { size: [4, 65_536], iops: [100, 256_000], multiAttach: true },
  sc1: { size: [125, 16_384] },
  st1: { size: [125, 16_384] },
  standard: { size: [1, 1024] },
};

/** What is asked of a volume; what is not, its type decides. */
export interface AskedShape {
  readonly Size: number;
  readonly VolumeType: VolumeType;
  readonly Iops?: number | undefined;
  readonly Throughput?: number | undefined;
  readonly MultiAttachEnabled?: boolean | undefined;
}

/** A volume as its type allows it. Throws InvalidParameterDependency and InvalidParameterValue. */
export function volumeShape(asked: AskedShape): VolumeShape {
  const { Size, VolumeType: type, Iops, Throughput, MultiAttachEnabled = false } = asked;
  const { size, iops, iopsUnasked, throughput, multiAttach } = types[type];
  if (MultiAttachEnabled && multiAttach === undefined) {
    throw dependency.notForType('MultiAttachEnabled', type);
  }
  if (Throughput !== undefined && throughput === undefined) {
    throw dependency.notForType('Throughput', type);
  }
  if (Iops !== undefined && iops === undefined) throw dependency.notForType('Iops', type);
  if (!isWithin(Size, size)) throw outOfBounds('volume size', ' GiB', type, Size, size);
  if (Iops === undefined && iops !== undefined && iopsUnasked === undefined) {
    throw dependency.iopsRequired(type);
  }
  if (Iops !== undefined && iops !== undefined && !isWithin(Iops, iops)) {
    throw outOfBounds('iops', '', type, Iops, iops);
  }
  if (Throughput !== undefined && throughput !== undefined && !isWithin(Throughput, throughput)) {
    throw outOfBounds('throughput', ' MiB/s', type, Throughput, throughput);
  }
  const given = {
    Iops: Iops ?? iopsUnasked?.(Size),
    Throughput: Throughput ?? throughput?.[0],
  };
  return { Size, VolumeType: type, MultiAttachEnabled, ...given };
}

const isWithin = (value: number, [least, most]: Bounds) => value >= least && value <= most;
