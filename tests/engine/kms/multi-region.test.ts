import { describe, expect, it } from 'vitest';
import { materialsTable, multiRegionTable } from '../../../src/engine/services/kms/state';
import { refusalText, start, testWorld, utf8 } from '../world';

const day = 24 * 60 * 60 * 1000;
const seconds = 1000;
const there = { region: 'eu-west-1' };

interface Metadata {
  KeyMetadata: {
    KeyState: string;
    Description: string;
    CurrentKeyMaterialId: string;
    MultiRegionConfiguration: object;
  };
}

/** A primary key in us-east-1 with a replica in eu-west-1. */
async function replicated(input: object = {}) {
  const lab = testWorld();
  const { engine, kms, createKey } = lab;
  const { KeyId, Arn } = await createKey({ MultiRegion: true, Description: 'primary' });
  const reply = await kms<{ ReplicaKeyMetadata: object }>('ReplicateKey', {
    ...{ KeyId, ReplicaRegion: there.region },
    ...input,
  });
  const replicaArn = Arn.replace('us-east-1', there.region);
  const describeIn = async (region: string) =>
    (await kms<Metadata>('DescribeKey', { KeyId }, { region })).KeyMetadata;
  const advance = (time: number) => engine.advanceTo(engine.now + time);
  const settle = () => advance(10 * seconds);
  return { ...lab, KeyId, Arn, replicaArn, reply, describeIn, advance, settle };
}

describe('ReplicateKey', () => {
  it('creates a replica that is Creating, then Enabled', async () => {
    const { reply, Arn, replicaArn, describeIn, settle } = await replicated();
    const MultiRegionConfiguration = {
      MultiRegionKeyType: 'REPLICA',
      PrimaryKey: { Arn, Region: 'us-east-1' },
      ReplicaKeys: [{ Arn: replicaArn, Region: 'eu-west-1' }],
    };
    // LocalStack snapshot test_replicate_key.
    expect(reply).not.toHaveProperty('ReplicaTags');
    expect(reply).toMatchObject({
      ReplicaKeyMetadata: {
        ...{ Arn: replicaArn, KeyState: 'Creating', Enabled: false, Description: '' },
        ...{ Origin: 'AWS_KMS', KeyManager: 'CUSTOMER', MultiRegion: true },
        MultiRegionConfiguration,
      },
    });
    expect(await describeIn('eu-west-1')).toMatchObject({ KeyState: 'Creating' });
    await settle();
    const primary = await describeIn('us-east-1');
    const replica = await describeIn('eu-west-1');
    expect(replica).toMatchObject({ KeyState: 'Enabled', MultiRegionConfiguration });
    expect(primary).toMatchObject({
      KeyState: 'Enabled',
      Description: 'primary',
      MultiRegionConfiguration: { ...MultiRegionConfiguration, MultiRegionKeyType: 'PRIMARY' },
    });
    expect(replica.CurrentKeyMaterialId).toBe(primary.CurrentKeyMaterialId);
  });

  it('gives the replica its own description, policy and tags', async () => {
    const Tags = [{ TagKey: 'a', TagValue: 'b' }];
    const { kms, KeyId, reply } = await replicated({ Description: 'replica', Tags });
    expect(reply).toMatchObject({ ReplicaTags: Tags });
    expect(await kms('ListResourceTags', { KeyId }, there)).toMatchObject({
      Tags: [{ TagKey: 'a', TagValue: 'b' }],
    });
    expect(await kms('ListResourceTags', { KeyId })).toMatchObject({ Tags: [] });
    expect(await kms('DescribeKey', { KeyId }, there)).toMatchObject({
      KeyMetadata: { Description: 'replica' },
    });
  });

  it('lets each Region decrypt what the other encrypted', async () => {
    const { kms, KeyId, settle } = await replicated();
    await settle();
    for (const [from, to] of [
      ['us-east-1', 'eu-west-1'],
      ['eu-west-1', 'us-east-1'],
    ] as const) {
      const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>(
        'Encrypt',
        { KeyId, Plaintext: utf8(from) },
        { region: from },
      );
      expect(await kms('Decrypt', { CiphertextBlob }, { region: to })).toMatchObject({
        Plaintext: utf8(from),
      });
    }
  });

  it('does not encrypt with a replica that is still being created', async () => {
    const { kms, KeyId, replicaArn } = await replicated();
    expect(await refusalText(kms('Encrypt', { KeyId, Plaintext: utf8('x') }, there))).toBe(
      `KMSInvalidStateException: ${replicaArn} is creating.`,
    );
  });

  it('is for primary keys only, and once in a Region', async () => {
    const { kms, createKey, KeyId, Arn, replicaArn, settle } = await replicated();
    const replicate = (input: object, options?: { region: string }) =>
      refusalText(kms('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1', ...input }, options));
    // LocalStack snapshot test_replicate_replica_key_should_fail: the replica is Creating still.
    expect(await replicate({ ReplicaRegion: 'ap-southeast-1' }, there)).toBe(
      `UnsupportedOperationException: ${replicaArn} is not a multi-region primary key.`,
    );
    await settle();
    const single = await createKey();
    expect(await replicate({ KeyId: single.KeyId })).toBe(
      `UnsupportedOperationException: ${single.Arn} is not a multi-region primary key.`,
    );
    expect(await replicate({})).toBe(`AlreadyExistsException: Key '${replicaArn}' already exists`);
    expect(await replicate({ ReplicaRegion: 'us-east-1' })).toBe(
      `AlreadyExistsException: Key '${Arn}' already exists`,
    );
  });

  it('needs kms:ReplicateKey here and kms:CreateKey there', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId, Arn } = await createKey({ MultiRegion: true });
    const elsewhere = await user(
      'elsewhere',
      { Effect: 'Allow', Action: 'kms:ReplicateKey', Resource: Arn },
      {
        ...{ Effect: 'Allow', Action: 'kms:CreateKey', Resource: '*' },
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      },
    );
    const replicate = (ReplicaRegion: string) =>
      kms('ReplicateKey', { KeyId, ReplicaRegion }, { credentials: elsewhere });
    expect(await refusalText(replicate('ap-southeast-1'))).toContain(
      'is not authorized to perform: kms:CreateKey',
    );
    await replicate('eu-west-1');
  });
});

describe('rotation of a multi-Region key', () => {
  it('is set at the primary and shared', async () => {
    const { engine, kms, KeyId, replicaArn, describeIn, advance, settle } = await replicated();
    await settle();
    expect(await refusalText(kms('EnableKeyRotation', { KeyId }, there))).toBe(
      `UnsupportedOperationException: ${replicaArn} is not a multi-region primary key.`,
    );
    const before = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId,
      Plaintext: utf8('old'),
    });
    await kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    expect(await kms('GetKeyRotationStatus', { KeyId }, there)).toMatchObject({
      ...{ KeyId: replicaArn, KeyRotationEnabled: true, RotationPeriodInDays: 90 },
    });
    await advance(90 * day);
    const [primary, replica] = [await describeIn('us-east-1'), await describeIn('eu-west-1')];
    expect(replica.CurrentKeyMaterialId).toBe(primary.CurrentKeyMaterialId);
    const { CiphertextBlob } = before;
    expect(await kms('Decrypt', { CiphertextBlob }, there)).toMatchObject({
      Plaintext: utf8('old'),
    });
    expect(engine.tables.range(materialsTable)).toHaveLength(2);
    expect(await kms('ListKeyRotations', { KeyId }, there)).toMatchObject({
      Rotations: [{ KeyMaterialId: primary.CurrentKeyMaterialId, KeyMaterialState: 'CURRENT' }],
    });
  });

  it('goes to a replica that is made later, with all older material', async () => {
    const { kms, createKey, engine } = testWorld();
    const { KeyId } = await createKey({ MultiRegion: true });
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId,
      Plaintext: utf8('old'),
    });
    await kms('RotateKeyOnDemand', { KeyId });
    await engine.advanceTo(start + 10 * seconds);
    await kms('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    await engine.advanceTo(start + 20 * seconds);
    expect(await kms('Decrypt', { CiphertextBlob }, there)).toMatchObject({
      Plaintext: utf8('old'),
    });
  });
});

describe('UpdatePrimaryRegion', () => {
  it('exchanges the roles, both keys Updating meanwhile but in use', async () => {
    const { kms, KeyId, Arn, replicaArn, describeIn, settle } = await replicated();
    await settle();
    await kms('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'eu-west-1' });
    const MultiRegionConfiguration = {
      MultiRegionKeyType: 'REPLICA',
      PrimaryKey: { Arn: replicaArn, Region: 'eu-west-1' },
      ReplicaKeys: [{ Arn, Region: 'us-east-1' }],
    };
    expect(await describeIn('us-east-1')).toMatchObject({
      ...{ KeyState: 'Updating', MultiRegionConfiguration },
    });
    expect(await describeIn('eu-west-1')).toMatchObject({ KeyState: 'Updating' });
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
    expect(await refusalText(kms('DisableKey', { KeyId }))).toBe(
      `KMSInvalidStateException: ${Arn} is updating.`,
    );
    await settle();
    expect(await describeIn('us-east-1')).toMatchObject({ KeyState: 'Enabled' });
    expect(await describeIn('eu-west-1')).toMatchObject({ KeyState: 'Enabled' });
    await kms('ReplicateKey', { KeyId, ReplicaRegion: 'ap-southeast-1' }, there);
  });

  it('hands the schedule of rotations over with its date', async () => {
    const { kms, KeyId, advance, settle } = await replicated();
    await settle();
    await kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    await advance(40 * day);
    await kms('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'eu-west-1' });
    await settle();
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await advance(50 * day);
    expect(await kms('ListKeyRotations', { KeyId }, there)).toMatchObject({
      Rotations: [{ RotationDate: new Date(start + 10 * seconds + 90 * day) }],
    });
  });

  it('refuses a Region without a replica, and a replica', async () => {
    const { kms, createKey, KeyId, Arn, replicaArn, settle } = await replicated();
    await settle();
    const nowhere = Arn.replace('us-east-1', 'ap-southeast-1');
    expect(
      await refusalText(kms('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'ap-southeast-1' })),
    ).toBe(`NotFoundException: Key '${nowhere}' does not exist`);
    expect(
      await refusalText(kms('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'us-east-1' }, there)),
    ).toBe(`UnsupportedOperationException: ${replicaArn} is not a multi-region primary key.`);
    const single = await createKey();
    expect(
      await refusalText(
        kms('UpdatePrimaryRegion', { KeyId: single.KeyId, PrimaryRegion: 'eu-west-1' }),
      ),
    ).toBe(`UnsupportedOperationException: ${single.Arn} is not a multi-region primary key.`);
  });
});

// AWS KMS Developer Guide, "Delete an AWS KMS key", "Deleting multi-Region keys".
describe('deletion of a multi-Region key', () => {
  it('waits for the last replica, then for its own period', async () => {
    const { engine, kms, KeyId, Arn, describeIn, advance, settle } = await replicated();
    await settle();
    expect(await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })).toEqual({
      ...{ KeyId: Arn, KeyState: 'PendingReplicaDeletion', PendingWindowInDays: 7 },
    });
    await advance(100 * day);
    expect(await describeIn('us-east-1')).toMatchObject({
      ...{ KeyState: 'PendingReplicaDeletion', PendingDeletionWindowInDays: 7 },
    });
    expect(await refusalText(kms('Encrypt', { KeyId, Plaintext: utf8('x') }))).toBe(
      `KMSInvalidStateException: ${Arn} is pending replica deletion.`,
    );
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 10 }, there);
    await advance(10 * day);
    expect(await describeIn('us-east-1')).toMatchObject({
      ...{ KeyState: 'PendingDeletion', DeletionDate: new Date(engine.now + 7 * day) },
    });
    await advance(7 * day);
    const left = [...engine.tables.entries()].filter(([name]) => name.startsWith('kms.'));
    expect(left).toEqual([]);
  });

  it('of a replica leaves the material to the others', async () => {
    const { engine, kms, KeyId, advance, settle } = await replicated();
    await settle();
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>(
      'Encrypt',
      { KeyId, Plaintext: utf8('x') },
      there,
    );
    await kms('RotateKeyOnDemand', { KeyId });
    await settle();
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, there);
    await advance(7 * day);
    expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({ Plaintext: utf8('x') });
    expect(engine.tables.range(multiRegionTable)).toMatchObject([
      [expect.any(String), { state: 'PrimaryOnly', ReplicaRegions: [] }],
    ]);
    await kms('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
  });
});
