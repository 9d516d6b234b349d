import { describe, expect, it } from 'vitest';
import { blocksTable } from '../../../src/engine/services/ec2/state';
import { refusal, refusalText } from '../world';
import { ec2World, type ShownSnapshot } from './world';

const absent = 'snap-0123456789abcdef0';

describe('CreateSnapshot', () => {
  it.each([
    [
      'vol-0123456789abcdef0',
      "InvalidVolume.NotFound: The volume 'vol-0123456789abcdef0' does not exist.",
    ],
    // Recorded: github.com/cloudavail/aws-missing-tools, issue 59.
    [
      'standard',
      "InvalidParameterValue: Value (standard) for parameter volumeId is invalid. Expected: 'vol-...'.",
    ],
    // Recorded: github.com/turbot/steampipe-plugin-aws, issue 918.
    [
      '',
      'InvalidParameterValue: Value () for parameter volumeId is invalid. Parameter may not be null or empty',
    ],
    ['vol-nothex', 'InvalidVolumeID.Malformed: Invalid id: "vol-nothex" (expecting "vol-...")'],
  ])('refuses the volume %j', async (VolumeId, text) => {
    const { ec2 } = ec2World();
    expect(await refusalText(ec2('CreateSnapshot', { VolumeId }))).toBe(text);
  });

  it('is pending until the blocks of that moment are written, and then completed', async () => {
    const { ec2, volume, instance, attach, write, snapshotNow, pass, contentsOf } = ec2World();
    const { VolumeId } = await volume();
    const InstanceId = await instance();
    await attach(VolumeId, InstanceId);
    for (let i = 0; i < 4; i += 1) await write(InstanceId, i, `block ${i}`);
    const { SnapshotId, ...shown } = await ec2<ShownSnapshot>('CreateSnapshot', { VolumeId });
    expect(shown).toMatchObject({
      State: 'pending',
      Progress: '0%',
      VolumeSize: 1,
      Encrypted: false,
    });
    await write(InstanceId, 0, 'too late');
    await pass(4000);
    expect(await snapshotNow(SnapshotId)).toMatchObject({ State: 'pending', Progress: '50%' });
    expect((await refusal(contentsOf(SnapshotId, 1))).code).toBe('IncorrectState');
    await pass(4000);
    expect(await snapshotNow(SnapshotId)).toMatchObject({ State: 'completed', Progress: '100%' });
    expect(await contentsOf(SnapshotId, 2)).toEqual(['block 0', 'block 1']);
  });

  it('keeps the ciphertext as it lies on the volume, under the volume’s data key and context', async () => {
    const { engine, snapshotOf, snapshotNow, createKey, kmsCalls, trailLength, ec2 } = ec2World();
    const { Arn } = await createKey();
    const SnapshotId = await snapshotOf(['secret'], { Encrypted: true, KmsKeyId: Arn });
    const { VolumeId, ...shown } = await snapshotNow(SnapshotId);
    expect(shown).toMatchObject({ Encrypted: true, KmsKeyId: Arn });
    const bytes = (id: string) => engine.tables.get(blocksTable, `${id}|00000000`)?.bytes;
    expect(bytes(SnapshotId)).toEqual(bytes(VolumeId));
    const since = trailLength();
    await ec2('CreateSnapshot', { VolumeId });
    expect(kmsCalls(since)).toEqual([]);
  });
});

describe('a volume from a snapshot', () => {
  it('is at least as large', async () => {
    const { volume, snapshotOf } = ec2World();
    const SnapshotId = await snapshotOf([], { Size: 8 });
    expect(await refusalText(volume({ SnapshotId, Size: 4 }))).toBe(
      "InvalidParameterValue: Invalid value '4' for volume size. It's smaller than snapshot: 8GiB",
    );
    expect(await volume({ SnapshotId, Size: 9 })).toMatchObject({ Size: 9, SnapshotId });
  });

  // Amazon EBS User Guide, "Encryption outcomes": a volume from a snapshot that you own.
  it.each([
    [{ by: false, snapshot: false }, {}, 'unencrypted'],
    [{ by: false, snapshot: false }, { Encrypted: true }, 'default'],
    [{ by: false, snapshot: false }, { Encrypted: true, KmsKeyId: 'alias/named' }, 'named'],
    [{ by: false, snapshot: true }, {}, 'same'],
    [{ by: false, snapshot: true }, { Encrypted: true }, 'same'],
    [{ by: false, snapshot: true }, { Encrypted: true, KmsKeyId: 'alias/named' }, 'named'],
    [{ by: true, snapshot: false }, {}, 'default'],
    [{ by: true, snapshot: true }, {}, 'same'],
    [{ by: true, snapshot: true }, { Encrypted: true, KmsKeyId: 'alias/named' }, 'named'],
  ])(
    'with encryption by default and of the snapshot %j, and %j: %s',
    async (set, input, outcome) => {
      const { ec2, volume, snapshotOf, createKey, kms, instance, attach, read } = ec2World();
      const [same, named, byDefault] = [await createKey(), await createKey(), await createKey()];
      await kms('CreateAlias', { AliasName: 'alias/named', TargetKeyId: named.KeyId });
      await ec2('ModifyEbsDefaultKmsKeyId', { KmsKeyId: byDefault.Arn });
      const key = set.snapshot ? { Encrypted: true, KmsKeyId: same.Arn } : {};
      const SnapshotId = await snapshotOf(['payload'], key);
      if (set.by) await ec2('EnableEbsEncryptionByDefault');
      const made = await volume({ SnapshotId, ...input });
      const arns = {
        same: same.Arn,
        named: named.Arn,
        default: byDefault.Arn,
        unencrypted: undefined,
      };
      expect(made.KmsKeyId).toBe(arns[outcome as keyof typeof arns]);
      const InstanceId = await instance();
      await attach(made.VolumeId, InstanceId);
      expect(await read(InstanceId, 0)).toBe('payload');
    },
  );

  // Amazon EBS User Guide, "How EBS encryption works when the snapshot is unencrypted".
  it('from an unencrypted one: CreateGrant, GenerateDataKeyWithoutPlaintext, Decrypt', async () => {
    const { volume, snapshotOf, createKey, kmsCalls, trailLength } = ec2World();
    const { Arn } = await createKey();
    const SnapshotId = await snapshotOf(['payload']);
    const since = trailLength();
    await volume({ SnapshotId, Encrypted: true, KmsKeyId: Arn });
    expect(kmsCalls(since).map(({ eventName }) => eventName)).toEqual([
      ...[
        'DescribeKey',
        'CreateGrant',
        'GenerateDataKeyWithoutPlaintext',
        'Decrypt',
        'RetireGrant',
      ],
    ]);
  });
});

describe('DescribeSnapshots', () => {
  it('shows one’s own and those shared, by owner, filter and page', async () => {
    const { ec2, snapshotOf } = ec2World();
    const plain = await snapshotOf([]);
    const encrypted = await snapshotOf([], { Encrypted: true });
    const ids = async (input: object) =>
      (await ec2<{ Snapshots: ShownSnapshot[] }>('DescribeSnapshots', input)).Snapshots.map(
        ({ SnapshotId }) => SnapshotId,
      );
    const both = [plain, encrypted].toSorted();
    const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });
    expect(await ids({})).toEqual(both);
    expect(await ids({ OwnerIds: ['self'] })).toEqual(both);
    expect(await ids({ OwnerIds: ['210987654321'] })).toEqual([]);
    expect(await ids({ RestorableByUserIds: ['self'] })).toEqual(both);
    expect(await ids(filter('encrypted', 'true'))).toEqual([encrypted]);
    expect(await ids(filter('status', 'completed'))).toEqual(both);
    expect(await ids(filter('status', 'error'))).toEqual([]);
    expect(await refusalText(ids({ SnapshotIds: [absent] }))).toBe(
      `InvalidSnapshot.NotFound: The snapshot '${absent}' does not exist.`,
    );
  });
});

describe('DeleteSnapshot', () => {
  it('removes it with its blocks; volumes made of it stay', async () => {
    const { ec2, engine, snapshotOf, volume, snapshotNow, instance, attach, read } = ec2World();
    const SnapshotId = await snapshotOf(['payload']);
    const { VolumeId } = await volume({ SnapshotId });
    await ec2('DeleteSnapshot', { SnapshotId });
    expect((await refusal(snapshotNow(SnapshotId))).code).toBe('InvalidSnapshot.NotFound');
    expect(engine.tables.range(blocksTable, { prefix: SnapshotId })).toEqual([]);
    const InstanceId = await instance();
    await attach(VolumeId, InstanceId);
    expect(await read(InstanceId, 0)).toBe('payload');
  });
});
