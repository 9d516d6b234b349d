import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { ec2World, home, other, type Shown, type ShownSnapshot } from './world';

const minute = 60_000;

/** Two accounts: the owner of a snapshot, and one it may be shared with. */
async function twoAccounts(
  under: 'nothing' | 'aws/ebs' | 'own key' = 'nothing',
  keyUsers?: object,
) {
  const world = ec2World([home, other]);
  const receiver = {
    credentials: await world.assume(`arn:aws:iam::${other}:role/OrganizationAccountAccessRole`),
  };
  const { Arn, KeyId } = await world.createKey();
  if (keyUsers !== undefined) {
    const own = { Effect: 'Allow', Principal: { AWS: home }, Action: 'kms:*', Resource: '*' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [own, keyUsers] });
    await world.kms('PutKeyPolicy', { KeyId, Policy });
  }
  const keys = {
    nothing: {},
    'aws/ebs': { Encrypted: true },
    'own key': { Encrypted: true, KmsKeyId: Arn },
  };
  const snapshot = await world.snapshotOf(['payload'], keys[under]);
  const share = (change: object) =>
    world.ec2('ModifySnapshotAttribute', { SnapshotId: snapshot, CreateVolumePermission: change });
  const shareWith = (UserId: string) => share({ Add: [{ UserId }] });
  const permissions = async () => {
    const input = { SnapshotId: snapshot, Attribute: 'createVolumePermission' };
    const answer = await world.ec2<{ CreateVolumePermissions: object[] }>(
      'DescribeSnapshotAttribute',
      input,
    );
    return answer.CreateVolumePermissions;
  };
  return { ...world, receiver, key: Arn, snapshot, share, shareWith, permissions };
}

/** What the receiver needs of the key. Source: Amazon EBS User Guide, "Share the KMS key". */
const use = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:DescribeKey',
];
const receivers = {
  Effect: 'Allow',
  Principal: { AWS: other },
  Action: [...use, 'kms:CreateGrant'],
  Resource: '*',
};

describe('ModifySnapshotAttribute', () => {
  it.each([
    [{ OperationType: 'add', GroupNames: ['everyone'] }, /^InvalidAMIAttributeItemValue: /],
    [{}, /^MissingParameter: /],
    [{ UserIds: [other] }, /^MissingParameter: /],
    [
      { SnapshotId: 'snap-0123456789abcdef0', OperationType: 'add', UserIds: [other] },
      /^InvalidSnapshot\.NotFound: /,
    ],
  ])('refuses %j', async (input, text) => {
    const { ec2, snapshot } = await twoAccounts();
    expect(
      await refusalText(ec2('ModifySnapshotAttribute', { SnapshotId: snapshot, ...input })),
    ).toMatch(text);
  });

  it('adds and removes accounts and the group all, in both forms of the request', async () => {
    const { ec2, snapshot, share, permissions } = await twoAccounts();
    await share({ Add: [{ UserId: other }, { UserId: other }, { Group: 'all' }] });
    expect(await permissions()).toEqual([{ UserId: other }, { Group: 'all' }]);
    const request = { SnapshotId: snapshot, OperationType: 'remove', GroupNames: ['all'] };
    await ec2('ModifySnapshotAttribute', request);
    expect(await permissions()).toEqual([{ UserId: other }]);
    await ec2('ResetSnapshotAttribute', {
      SnapshotId: snapshot,
      Attribute: 'createVolumePermission',
    });
    expect(await permissions()).toEqual([]);
  });

  // Reported: github.com/hashicorp/packer, issue 7499.
  it('never shares what is encrypted under aws/ebs', async () => {
    const { shareWith } = await twoAccounts('aws/ebs');
    expect(await refusalText(shareWith(other))).toBe(
      'OperationNotPermitted: Encrypted snapshots with EBS default key cannot be shared',
    );
  });

  // Amazon EBS User Guide, "Before you share a snapshot".
  it('shares encrypted snapshots with accounts, not with everybody', async () => {
    const { share, shareWith, permissions } = await twoAccounts('own key');
    expect((await refusal(share({ Add: [{ Group: 'all' }] }))).code).toBe('OperationNotPermitted');
    await shareWith(other);
    expect(await permissions()).toEqual([{ UserId: other }]);
  });
});

describe('a snapshot of another account', () => {
  it('is not there until it is shared, and nobody else may change it', async () => {
    const { ec2, snapshot, shareWith, snapshotNow, receiver } = await twoAccounts();
    expect((await refusal(snapshotNow(snapshot, receiver))).code).toBe('InvalidSnapshot.NotFound');
    await shareWith(other);
    expect(await snapshotNow(snapshot, receiver)).toMatchObject({ OwnerId: home });
    const ids = async (input: object) =>
      (await ec2<{ Snapshots: ShownSnapshot[] }>('DescribeSnapshots', input, receiver)).Snapshots
        .length;
    expect(await ids({ OwnerIds: ['self'] })).toBe(0);
    expect(await ids({ RestorableByUserIds: ['self'] })).toBe(1);
    const deletion = ec2('DeleteSnapshot', { SnapshotId: snapshot }, receiver);
    expect((await refusal(deletion)).code).toBe('InvalidSnapshot.NotFound');
  });

  it('makes volumes, of which its owner learns', async () => {
    const { snapshot, shareWith, volume, receiver, events } = await twoAccounts();
    await shareWith(other);
    const { VolumeId } = await volume({ SnapshotId: snapshot }, receiver);
    const told = events().filter(({ eventName }) => eventName === 'SharedSnapshotVolumeCreated');
    expect(told).toMatchObject([
      {
        ...{
          eventSource: 'ec2.amazonaws.com',
          eventType: 'AwsServiceEvent',
          recipientAccountId: home,
        },
        serviceEventDetails: { snapshotId: snapshot, userAccount: other, volumeId: VolumeId },
      },
    ]);
  });

  it.each([
    ['without its key', undefined, 'error'],
    ['with its key', receivers, 'completed'],
    ['with its key, but no grants', { ...receivers, Action: use }, 'error'],
    [
      'with its key through EC2 of that Region alone',
      {
        ...receivers,
        Condition: { StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } },
      },
      'completed',
    ],
    [
      'with its key through EC2 of another Region',
      {
        ...receivers,
        Condition: { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } },
      },
      'error',
    ],
  ])('is copied %s: %s', async (_, keyUsers, State) => {
    const { ec2, snapshot, shareWith, snapshotNow, receiver, pass, events, contentsOf, key } =
      await twoAccounts('own key', keyUsers);
    await shareWith(other);
    const there = { ...receiver, region: 'eu-west-1' };
    const request = { SourceRegion: 'us-east-1', SourceSnapshotId: snapshot };
    const { SnapshotId } = await ec2<ShownSnapshot>('CopySnapshot', request, there);
    await pass(minute);
    const copy = await snapshotNow(SnapshotId, there);
    expect(copy).toMatchObject({ State, OwnerId: other });
    const told = events().filter(({ eventName }) => eventName === 'SharedSnapshotCopyInitiated');
    expect(told).toMatchObject([{ awsRegion: 'us-east-1', recipientAccountId: home }]);
    if (State === 'error') return;
    expect(copy.KmsKeyId).not.toBe(key);
    expect(copy.KmsKeyId).toContain(`:eu-west-1:${other}:`);
    expect(await contentsOf(SnapshotId, 1, there)).toEqual(['payload']);
  });

  // A shared snapshot's data key is re-encrypted: ReEncryptFrom on its key, ReEncryptTo on one's own.
  it.each([
    [receivers, true],
    [
      { ...receivers, Action: receivers.Action.filter((action) => action !== 'kms:ReEncrypt*') },
      false,
    ],
  ])('makes an encrypted volume by ReEncrypt', async (keyUsers, made) => {
    const { snapshot, shareWith, volume, volumeNow, receiver, instance, attach, read, kmsCalls } =
      await twoAccounts('own key', keyUsers);
    await shareWith(other);
    const { VolumeId } = await volume({ SnapshotId: snapshot }, receiver);
    expect(kmsCalls(0).at(-1)).toMatchObject({ eventName: 'ReEncrypt' });
    if (!made) {
      expect((await refusal(volumeNow(VolumeId, receiver))).code).toBe('InvalidVolume.NotFound');
      return;
    }
    const { KmsKeyId } = (await volumeNow(VolumeId, receiver)) as Shown;
    expect(KmsKeyId).toContain(`:us-east-1:${other}:`);
    const InstanceId = await instance(receiver);
    await attach(VolumeId, InstanceId, receiver);
    expect(await read(InstanceId, 0)).toBe('payload');
  });

  it('that is no longer shared stops a copy on its way', async () => {
    const { ec2, snapshot, share, shareWith, snapshotNow, receiver, pass } = await twoAccounts(
      'own key',
      receivers,
    );
    await shareWith(other);
    const there = { ...receiver, region: 'eu-west-1' };
    const request = { SourceRegion: 'us-east-1', SourceSnapshotId: snapshot };
    const { SnapshotId } = await ec2<ShownSnapshot>('CopySnapshot', request, there);
    await share({ Remove: [{ UserId: other }] });
    await pass(minute);
    expect(await snapshotNow(SnapshotId, there)).toMatchObject({ State: 'error' });
  });
});
