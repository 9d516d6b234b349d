import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { ec2World } from './world';

interface ShownInstance {
  readonly InstanceId: string;
  readonly State: { readonly Name: string };
  readonly StateReason?: { readonly Code: string };
  readonly BlockDeviceMappings: readonly {
    readonly DeviceName: string;
    readonly Ebs: { readonly VolumeId: string };
  }[];
}

const request = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 };

function instanceWorld() {
  const world = ec2World();
  const run = async (input: object = {}) =>
    (await world.ec2<{ Instances: ShownInstance[] }>('RunInstances', { ...request, ...input }))
      .Instances[0]!;
  const now = async (id: string) => {
    const input = { InstanceIds: [id] };
    const answer = await world.ec2<{ Reservations: { Instances: ShownInstance[] }[] }>(
      'DescribeInstances',
      input,
    );
    return answer.Reservations[0]!.Instances[0]!;
  };
  return { ...world, run, now };
}

describe('RunInstances', () => {
  it('starts an instance with a root volume and those it maps', async () => {
    const { run, now, volumeNow, createKey } = instanceWorld();
    const { Arn } = await createKey();
    const data = {
      DeviceName: '/dev/sdb',
      Ebs: { VolumeSize: 5, Encrypted: true, KmsKeyId: Arn, DeleteOnTermination: false },
    };
    const { InstanceId, State } = await run({ BlockDeviceMappings: [data] });
    expect(State.Name).toBe('pending');
    const { BlockDeviceMappings, State: later } = await now(InstanceId);
    expect(later.Name).toBe('running');
    expect(BlockDeviceMappings.map(({ DeviceName }) => DeviceName).toSorted()).toEqual([
      '/dev/sda1',
      '/dev/sdb',
    ]);
    const { VolumeId } = BlockDeviceMappings.find(
      ({ DeviceName }) => DeviceName === '/dev/sdb',
    )!.Ebs;
    expect(await volumeNow(VolumeId)).toMatchObject({ Size: 5, State: 'in-use', KmsKeyId: Arn });
  });

  it('refuses a mapping without size or snapshot', async () => {
    const { run } = instanceWorld();
    const BlockDeviceMappings = [{ DeviceName: '/dev/sdb', Ebs: { Encrypted: true } }];
    expect(await refusalText(run({ BlockDeviceMappings }))).toBe(
      'InvalidBlockDeviceMapping: Either snapshot ID or volume size must be provided for: /dev/sdb',
    );
  });

  // AWS re:Post: an instance whose volumes' key cannot be used terminates with this reason.
  it('answers, and the instance terminates, where the key of a volume cannot be used', async () => {
    const { run, now, createKey, kms, ec2 } = instanceWorld();
    const { Arn } = await createKey();
    await kms('DisableKey', { KeyId: Arn });
    const BlockDeviceMappings = [
      { DeviceName: '/dev/sdb', Ebs: { VolumeSize: 5, Encrypted: true, KmsKeyId: Arn } },
    ];
    const { InstanceId } = await run({ BlockDeviceMappings });
    expect(await now(InstanceId)).toMatchObject({
      ...{ State: { Name: 'terminated' }, StateReason: { Code: 'Client.InternalError' } },
    });
    expect(await ec2('DescribeVolumes')).toMatchObject({ Volumes: [] });
  });
});

describe('TerminateInstances', () => {
  it('frees its volumes, deletes those made with it and retires the grants', async () => {
    const { run, now, ec2, volume, attach, volumeNow, createKey, kms } = instanceWorld();
    const { Arn } = await createKey();
    const { InstanceId } = await run();
    const { VolumeId } = await volume({ Encrypted: true, KmsKeyId: Arn });
    await attach(VolumeId, InstanceId);
    const answer = await ec2('TerminateInstances', { InstanceIds: [InstanceId] });
    expect(answer).toMatchObject({
      TerminatingInstances: [{ CurrentState: { Name: 'shutting-down' } }],
    });
    expect(await now(InstanceId)).toMatchObject({ State: { Name: 'terminated' } });
    expect(await volumeNow(VolumeId)).toMatchObject({ State: 'available' });
    expect(await ec2('DescribeVolumes')).toMatchObject({ Volumes: [{ VolumeId }] });
    expect(await kms('ListGrants', { KeyId: Arn })).toMatchObject({ Grants: [] });
    expect((await refusal(attach(VolumeId, InstanceId))).code).toBe('IncorrectState');
  });
});

describe('encryption by default', () => {
  it('is off, is switched for a Region, and has a default key that is reset', async () => {
    const { ec2, createKey } = ec2World();
    const { Arn } = await createKey();
    expect(await ec2('GetEbsEncryptionByDefault')).toMatchObject({ EbsEncryptionByDefault: false });
    expect(await ec2('EnableEbsEncryptionByDefault')).toEqual({ EbsEncryptionByDefault: true });
    expect(await ec2('GetEbsEncryptionByDefault', {}, { region: 'eu-west-1' })).toMatchObject({
      EbsEncryptionByDefault: false,
    });
    expect(await ec2('GetEbsDefaultKmsKeyId')).toEqual({ KmsKeyId: 'alias/aws/ebs' });
    expect(await ec2('ModifyEbsDefaultKmsKeyId', { KmsKeyId: Arn })).toEqual({ KmsKeyId: Arn });
    expect(await ec2('DisableEbsEncryptionByDefault')).toEqual({ EbsEncryptionByDefault: false });
    expect(await ec2('GetEbsDefaultKmsKeyId')).toEqual({ KmsKeyId: Arn });
    expect(await ec2('ResetEbsDefaultKmsKeyId')).toEqual({ KmsKeyId: 'alias/aws/ebs' });
    expect(await ec2('GetEbsDefaultKmsKeyId')).toEqual({ KmsKeyId: 'alias/aws/ebs' });
  });

  it.each(['asymmetric', 'disabled', 'missing'])(
    'refuses a default key that is %s',
    async (what) => {
      const { ec2, createKey, kms } = ec2World();
      const { Arn } = await createKey(
        what === 'asymmetric' ? { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } : {},
      );
      if (what === 'disabled') await kms('DisableKey', { KeyId: Arn });
      const KmsKeyId = what === 'missing' ? Arn.replace(/.{4}$/, '0000') : Arn;
      expect((await refusal(ec2('ModifyEbsDefaultKmsKeyId', { KmsKeyId }))).code).toBe(
        'InvalidParameterValue',
      );
    },
  );
});

describe('tags', () => {
  it('are given at creation and later, listed and taken away', async () => {
    const { ec2, volume, snapshotOf } = ec2World();
    const TagSpecifications = [{ ResourceType: 'volume', Tags: [{ Key: 'a', Value: '1' }] }];
    const { VolumeId } = await volume({ TagSpecifications });
    const snapshot = await snapshotOf([]);
    await ec2('CreateTags', {
      Resources: [VolumeId, snapshot],
      Tags: [{ Key: 'b', Value: '</x>' }],
    });
    const list = async () =>
      (await ec2<{ Tags: { Key: string; ResourceType: string }[] }>('DescribeTags')).Tags;
    expect((await list()).map(({ Key, ResourceType }) => `${ResourceType} ${Key}`)).toEqual([
      ...['snapshot b', 'volume a', 'volume b'],
    ]);
    await ec2('DeleteTags', {
      Resources: [VolumeId],
      Tags: [{ Key: 'a', Value: 'other' }, { Key: 'b' }],
    });
    expect((await list()).map(({ Key }) => Key)).toEqual(['b', 'a']);
  });

  it.each([
    [{ Resources: ['vol-0123456789abcdef0'], Tags: [] }, 'InvalidID'],
    [{ Resources: [], Tags: [{ Key: 'aws:x', Value: '' }] }, 'InvalidParameterValue'],
    [
      { Resources: [], Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' })) },
      'TagLimitExceeded',
    ],
  ])('refuse %j', async (input, code) => {
    const { ec2 } = ec2World();
    expect((await refusal(ec2('CreateTags', input))).code).toBe(code);
  });

  it('decide about permissions', async () => {
    const { ec2, volume, user } = ec2World();
    const TagSpecifications = [{ ResourceType: 'volume', Tags: [{ Key: 'team', Value: 'blue' }] }];
    const { VolumeId } = await volume({ TagSpecifications });
    const credentials = await user('blue', {
      ...{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
    });
    const other = await volume();
    const remove = (id: string) => ec2('DeleteVolume', { VolumeId: id }, { credentials });
    expect((await refusal(remove(other.VolumeId))).code).toBe('UnauthorizedOperation');
    await remove(VolumeId);
  });
});
