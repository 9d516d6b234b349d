import type { Price } from './price';

const ebs = {
  service: 'ec2',
  source: 'Amazon EBS pricing, https://aws.amazon.com/ebs/pricing/: US East (N. Virginia)',
  asOf: '2024-07',
  unit: 'GB-Months',
  per: 1,
} as const;

// Figures: none of the stored copies of that page has them; they are what the tests of Infracost
// recorded of the AWS Price List (2024-07). Newer lists by others agree, but only for gp3 with a date.
// Usage types and units: Amazon EBS User Guide, "Understand codes for Amazon EBS in billing and usage
// reports" (read 2026-11).

/**
 * Prices of Amazon EBS in US East (N. Virginia), which stand for all Regions here: of volumes, by
 * their type and size whatever is on them, and of snapshots in the standard tier. Left out: what
 * IOPS and throughput beyond those of the type cost, and fast snapshot restore. The names of the
 * usage types are those of bills.
 */
export const ebsPrices = {
  gp2: {
    ...{ ...ebs, usageType: 'EBS:VolumeUsage.gp2', usd: 0.1 },
    description: 'EBS volumes: General Purpose SSD (gp2)',
  },
  gp3: {
    ...{ ...ebs, usageType: 'EBS:VolumeUsage.gp3', usd: 0.08 },
    description: 'EBS volumes: General Purpose SSD (gp3)',
  },
  io1: {
    ...{ ...ebs, usageType: 'EBS:VolumeUsage.piops', usd: 0.125 },
    description: 'EBS volumes: Provisioned IOPS SSD (io1)',
  },
  io2: {
    ...{ ...ebs, usageType: 'EBS:VolumeUsage.io2', usd: 0.125 },
    description: 'EBS volumes: Provisioned IOPS SSD (io2)',
  },
  st1: {
    ...{ ...ebs, usageType: 'EBS:VolumeUsage.st1', usd: 0.045 },
    description: 'EBS volumes: Throughput Optimized HDD (st1)',
  },
  sc1: {
    ...{ ...ebs, usageType: 'EBS:VolumeUsage.sc1', usd: 0.015 },
    description: 'EBS volumes: Cold HDD (sc1)',
  },
  standard: {
    ...{ ...ebs, usageType: 'EBS:VolumeUsage', usd: 0.05 },
    description: 'EBS volumes: magnetic (standard)',
  },
  snapshot: {
    ...{ ...ebs, usageType: 'EBS:SnapshotUsage', usd: 0.05 },
    description: 'EBS snapshots, standard tier',
  },
} as const satisfies Readonly<Record<string, Price>>;
