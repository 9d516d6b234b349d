import * as ec2 from '@aws-sdk/client-ec2';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, describe, expect, test } from 'vitest';
import { ec2 as service } from '../../src/engine/services/ec2/index';
import { expectAllOf, sdkWorld, type Story } from './clients';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

const AvailabilityZone = 'us-east-1a';

const stories: readonly Story[] = [
  [
    'a volume is made, changed, attached and let go',
    async ({ config, engine }) => {
      const client = new ec2.EC2Client(config());
      const Tags = [{ Key: 'team', Value: 'a&b' }];
      const created = await client.send(
        new ec2.CreateVolumeCommand({
          ...{ AvailabilityZone, Size: 1, VolumeType: 'gp3', Encrypted: true },
          TagSpecifications: [{ ResourceType: 'volume', Tags }],
        }),
      );
      expect(created).toMatchObject({ Size: 1, Encrypted: true, Tags });
      expect(created.CreateTime).toEqual(new Date(engine.now));
      const VolumeId = created.VolumeId ?? '';
      const run = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 };
      const { Instances } = await client.send(new ec2.RunInstancesCommand(run));
      const InstanceId = Instances?.[0]?.InstanceId ?? '';
      const attached = { VolumeId, InstanceId, Device: '/dev/sdf' };
      await client.send(new ec2.AttachVolumeCommand(attached));
      const Filters = [{ Name: 'volume-id', Values: [VolumeId, 'vol-0'] }];
      const { Volumes } = await client.send(new ec2.DescribeVolumesCommand({ Filters }));
      expect(Volumes?.[0]?.Attachments).toMatchObject([{ InstanceId, Device: '/dev/sdf' }]);
      await client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size: 2 }));
      const { VolumesModifications } = await client.send(
        new ec2.DescribeVolumesModificationsCommand({ VolumeIds: [VolumeId] }),
      );
      expect(VolumesModifications?.[0]).toMatchObject({ VolumeId, TargetSize: 2 });
      await client.send(new ec2.DetachVolumeCommand({ VolumeId }));
      const InstanceIds = [InstanceId];
      await client.send(new ec2.TerminateInstancesCommand({ InstanceIds }));
      const { Reservations } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds }));
      expect(Reservations).toHaveLength(1);
      await client.send(new ec2.DeleteVolumeCommand({ VolumeId }));
    },
  ],
  [
    'a snapshot is made, tagged, shared, copied and deleted',
    async ({ config, engine }) => {
      const client = new ec2.EC2Client(config());
      const volume = { AvailabilityZone, Size: 1 };
      const { VolumeId } = await client.send(new ec2.CreateVolumeCommand(volume));
      const { SnapshotId = '', State } = await client.send(
        new ec2.CreateSnapshotCommand({ VolumeId, Description: '<first>' }),
      );
      expect(State).toBe('pending');
      await engine.advanceTo(engine.now + 86_400_000);
      const { Snapshots } = await client.send(
        new ec2.DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId], OwnerIds: ['self'] }),
      );
      expect(Snapshots).toMatchObject([{ State: 'completed', Description: '<first>' }]);
      const Resources = [SnapshotId];
      const Tags = [{ Key: 'team', Value: 'blue' }];
      await client.send(new ec2.CreateTagsCommand({ Resources, Tags }));
      const tags = await client.send(new ec2.DescribeTagsCommand({}));
      expect(tags.Tags).toMatchObject([{ ResourceId: SnapshotId, ...Tags[0] }]);
      await client.send(new ec2.DeleteTagsCommand({ Resources, Tags: [{ Key: 'team' }] }));
      const Attribute = 'createVolumePermission';
      await client.send(
        new ec2.ModifySnapshotAttributeCommand({
          ...{ SnapshotId, Attribute, OperationType: 'add', UserIds: ['210987654321'] },
        }),
      );
      const shared = await client.send(
        new ec2.DescribeSnapshotAttributeCommand({ SnapshotId, Attribute }),
      );
      expect(shared.CreateVolumePermissions).toEqual([{ UserId: '210987654321' }]);
      await client.send(new ec2.ResetSnapshotAttributeCommand({ SnapshotId, Attribute }));
      const there = new ec2.EC2Client(config(undefined, 'eu-west-1'));
      const source = { SourceRegion: 'us-east-1', SourceSnapshotId: SnapshotId };
      const copy = await there.send(new ec2.CopySnapshotCommand({ ...source, Encrypted: true }));
      expect(copy.SnapshotId).toMatch(/^snap-/);
      await client.send(new ec2.DeleteSnapshotCommand({ SnapshotId }));
    },
  ],
  [
    'an instance’s volumes are all taken at once',
    async ({ config }) => {
      const client = new ec2.EC2Client(config());
      const run = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 };
      const { Instances } = await client.send(new ec2.RunInstancesCommand(run));
      const InstanceSpecification = { InstanceId: Instances?.[0]?.InstanceId ?? '' };
      const { Snapshots } = await client.send(
        new ec2.CreateSnapshotsCommand({ InstanceSpecification }),
      );
      expect(Snapshots).toHaveLength(1);
    },
  ],
  [
    'encryption by default is switched on, and has a key',
    async ({ config, kms }) => {
      const client = new ec2.EC2Client(config());
      const enabled = await client.send(new ec2.EnableEbsEncryptionByDefaultCommand({}));
      expect(enabled.EbsEncryptionByDefault).toBe(true);
      const found = await client.send(new ec2.GetEbsEncryptionByDefaultCommand({}));
      expect(found.EbsEncryptionByDefault).toBe(true);
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      const KmsKeyId = KeyMetadata?.Arn;
      await client.send(new ec2.ModifyEbsDefaultKmsKeyIdCommand({ KmsKeyId }));
      const key = await client.send(new ec2.GetEbsDefaultKmsKeyIdCommand({}));
      expect(key.KmsKeyId).toBe(KmsKeyId);
      const reset = await client.send(new ec2.ResetEbsDefaultKmsKeyIdCommand({}));
      expect(reset.KmsKeyId).toBe('alias/aws/ebs');
      const disabled = await client.send(new ec2.DisableEbsEncryptionByDefaultCommand({}));
      expect(disabled.EbsEncryptionByDefault).toBe(false);
    },
  ],
];

describe('the EC2 client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});

test('errors have EC2’s codes and statuses', async () => {
  const { config, admin } = sdkWorld();
  const client = new ec2.EC2Client(config());
  const VolumeId = 'vol-00000000000000000';
  await expect(client.send(new ec2.DeleteVolumeCommand({ VolumeId }))).rejects.toMatchObject({
    name: 'InvalidVolume.NotFound',
    message: `The volume '${VolumeId}' does not exist.`,
    $metadata: { httpStatusCode: 400, requestId: expect.any(String) as string },
  });
  const stranger = new ec2.EC2Client(config({ ...admin, secretAccessKey: 'wrong' }));
  await expect(stranger.send(new ec2.DescribeVolumesCommand({}))).rejects.toMatchObject({
    name: 'AuthFailure',
    $metadata: { httpStatusCode: 401 },
  });
  const dry = { AvailabilityZone, Size: 1, DryRun: true };
  await expect(client.send(new ec2.CreateVolumeCommand(dry))).rejects.toMatchObject({
    name: 'DryRunOperation',
    message: 'Request would have succeeded, but DryRun flag is set.',
    $metadata: { httpStatusCode: 412 },
  });
});
