import { describe, expect, it } from 'vitest';
import { blocksTable } from '../../../src/engine/services/ec2/state';
import { refusal, refusalText, testWorld } from '../world';
import { ec2World, home, type Shown } from './world';

describe('CreateVolume', () => {
  it.each([
    [
      { Size: 0 },
      'InvalidParameterValue: The volume size is invalid for gp2 volumes: 0 GiB. gp2 volumes must be at least 1 GiB in size. Please specify a volume size above the minimum limit.',
    ],
    [{ Size: undefined }, 'MissingParameter: The request must contain the parameter size/snapshot'],
    [
      { KmsKeyId: 'key' },
      'InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set.',
    ],
    [
      { VolumeType: 'gp2', Throughput: 200 },
      'InvalidParameterDependency: The parameter Throughput is not supported for gp2 volumes.',
    ],
    [
      { VolumeType: 'gp3', MultiAttachEnabled: true },
      'InvalidParameterDependency: The parameter MultiAttachEnabled is not supported for gp3 volumes.',
    ],
    [
      { SnapshotId: 'snap-0123456789abcdef0' },
      "InvalidSnapshot.NotFound: The snapshot 'snap-0123456789abcdef0' does not exist.",
    ],
    [
      { SnapshotId: 'standard' },
      "InvalidParameterValue: Value (standard) for parameter snapshotId is invalid. Expected: 'snap-...'.",
    ],
    [
      { AvailabilityZone: 'eu-west-1a' },
      'InvalidParameterValue: Value (eu-west-1a) for parameter availabilityZone is invalid. Invalid availability zone.',
    ],
  ])('refuses %j', async (input, text) => {
    const { volume } = ec2World();
    expect(await refusalText(volume(input))).toBe(text);
  });

  it('makes an unencrypted volume, without a call to AWS KMS', async () => {
    const { volume, volumeNow, kmsCalls } = ec2World();
    const created = await volume();
    expect(created).toMatchObject({ State: 'creating', Encrypted: false, Size: 1, Iops: 100 });
    expect(created).not.toHaveProperty('KmsKeyId');
    expect(await volumeNow(created.VolumeId)).toMatchObject({ State: 'available' });
    expect(kmsCalls(0)).toEqual([]);
  });

  // AWS KMS Developer Guide, "Amazon EBS encryption context" and "Amazon EC2 example two".
  it('asks AWS KMS for a data key of 64 bytes, bound to the volume’s id', async () => {
    const { volume, createKey, kmsCalls, trailLength } = ec2World();
    const { Arn, KeyId } = await createKey();
    const since = trailLength();
    const { VolumeId, KmsKeyId } = await volume({ Encrypted: true, KmsKeyId: KeyId });
    expect(KmsKeyId).toBe(Arn);
    expect(kmsCalls(since)).toMatchObject([
      {
        eventName: 'DescribeKey',
        userIdentity: { userName: 'admin', invokedBy: 'ec2.amazonaws.com' },
      },
      {
        eventName: 'GenerateDataKeyWithoutPlaintext',
        userIdentity: { userName: 'admin', invokedBy: 'ec2.amazonaws.com' },
        requestParameters: { numberOfBytes: 64, encryptionContext: { 'aws:ebs:id': VolumeId } },
      },
    ]);
  });

  it('uses the AWS managed key aws/ebs where no other is named', async () => {
    const { volume, kms } = ec2World();
    const { KmsKeyId } = await volume({ Encrypted: true });
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>('DescribeKey', {
      KeyId: 'alias/aws/ebs',
    });
    expect(KeyMetadata).toMatchObject({ Arn: KmsKeyId, KeyManager: 'AWS' });
  });

  // EC2 API Reference, CreateVolume, KmsKeyId: keys are authenticated asynchronously.
  it.each(['disabled', 'asymmetric', 'missing', 'of another Region'] as const)(
    'answers for a key that is %s, and the volume is gone afterwards',
    async (what) => {
      const { volume, volumeNow, createKey, kms } = ec2World();
      const input =
        what === 'asymmetric' ? { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } : {};
      const region = what === 'of another Region' ? 'eu-west-1' : 'us-east-1';
      const { Arn } = await createKey(input, { region });
      if (what === 'disabled') await kms('DisableKey', { KeyId: Arn });
      const KmsKeyId = what === 'missing' ? Arn.replace(/.{4}$/, '0000') : Arn;
      const { VolumeId, State } = await volume({ Encrypted: true, KmsKeyId });
      expect(State).toBe('creating');
      expect(await refusalText(volumeNow(VolumeId))).toBe(
        `InvalidVolume.NotFound: The volume '${VolumeId}' does not exist.`,
      );
    },
  );

  // Amazon EBS User Guide, "Encryption outcomes": new volumes.
  it('encrypts by default where the account wants it, under the account’s default key', async () => {
    const { ec2, volume, createKey } = ec2World();
    const { Arn } = await createKey();
    await ec2('EnableEbsEncryptionByDefault');
    await ec2('ModifyEbsDefaultKmsKeyId', { KmsKeyId: Arn });
    expect(await volume()).toMatchObject({ Encrypted: true, KmsKeyId: Arn });
    const elsewhere = await volume({}, { region: 'eu-west-1' });
    expect(elsewhere.Encrypted).toBe(false);
  });

  it('gives the same volume for the same client token, unless the request differs', async () => {
    const { volume } = ec2World();
    const { VolumeId } = await volume({ ClientToken: 'a' });
    expect((await volume({ ClientToken: 'a' })).VolumeId).toBe(VolumeId);
    expect(await refusalText(volume({ ClientToken: 'a', Size: 2 }))).toMatch(
      /^IdempotentParameterMismatch: /,
    );
  });
});

describe('a dry run', () => {
  it.each([
    ['CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 1 }],
    ['DescribeVolumes', {}],
    ['EnableEbsEncryptionByDefault', {}],
  ])('of %s only says that it would have succeeded', async (operation, input) => {
    const { ec2, volume } = ec2World();
    const { code, message, statusCode } = await refusal(ec2(operation, { ...input, DryRun: true }));
    expect({ code, message, statusCode }).toEqual({
      code: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
      statusCode: 412,
    });
    expect((await volume()).Encrypted).toBe(false);
  });
});

describe('permissions', () => {
  it('are refused with a message that AWS STS decodes', async () => {
    const { ec2, send, user } = ec2World();
    const credentials = await user('nobody');
    const input = { AvailabilityZone: 'us-east-1a', Size: 1, DryRun: true };
    const { code, message, statusCode } = await refusal(
      ec2('CreateVolume', input, { credentials }),
    );
    expect([code, statusCode]).toEqual(['UnauthorizedOperation', 403]);
    const [, EncodedMessage] =
      /^You are not authorized to perform this operation\. User: .*ec2:CreateVolume on resource: arn:aws:ec2:us-east-1:123456789012:volume\/\* because .* action\. Encoded authorization failure message: (\S+)$/.exec(
        message,
      ) ?? [];
    const { DecodedMessage } = await send<{ DecodedMessage: string }>(
      'sts',
      'DecodeAuthorizationMessage',
      { EncodedMessage },
    );
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      context: { action: 'ec2:CreateVolume' },
    });
  });

  it('can ask for encryption', async () => {
    const { ec2, user } = ec2World();
    const credentials = await user('careful', {
      ...{ Effect: 'Allow', Action: 'ec2:CreateVolume', Resource: '*' },
      Condition: { Bool: { 'ec2:Encrypted': 'true' } },
    });
    const input = { AvailabilityZone: 'us-east-1a', Size: 1, DryRun: true };
    expect((await refusal(ec2('CreateVolume', input, { credentials }))).code).toBe(
      'UnauthorizedOperation',
    );
    const encrypted = ec2('CreateVolume', { ...input, Encrypted: true }, { credentials });
    expect((await refusal(encrypted)).code).toBe('DryRunOperation');
  });

  it('on the KMS key are needed, too, and may be for EC2 alone', async () => {
    const { ec2, user, volumeNow, createKey } = ec2World();
    const { Arn } = await createKey();
    const volumes = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
    const through = (region: string) => ({
      ...{ Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'] },
      ...{
        Resource: Arn,
        Condition: { StringEquals: { 'kms:ViaService': `ec2.${region}.amazonaws.com` } },
      },
    });
    const input = { AvailabilityZone: 'us-east-1a', Size: 1, Encrypted: true, KmsKeyId: Arn };
    for (const [name, region] of [
      ['here', 'us-east-1'],
      ['there', 'eu-west-1'],
    ] as const) {
      const credentials = await user(name, volumes, through(region));
      const { VolumeId } = await ec2<Shown>('CreateVolume', input, { credentials });
      const there = volumeNow(VolumeId);
      if (name === 'here') expect((await there).KmsKeyId).toBe(Arn);
      else expect((await refusal(there)).code).toBe('InvalidVolume.NotFound');
    }
  });
});

describe('AttachVolume', () => {
  it('refuses what does not fit', async () => {
    const { ec2, volume, instance, attach } = ec2World();
    const InstanceId = await instance();
    const { VolumeId } = await volume();
    const away = await volume({ AvailabilityZone: 'us-east-1b' });
    const none = 'i-0123456789abcdef0';
    expect(await refusalText(attach(VolumeId, none))).toBe(
      `InvalidInstanceID.NotFound: The instance ID '${none}' does not exist`,
    );
    expect((await refusal(attach(VolumeId, 'x'))).code).toBe('InvalidInstanceID.Malformed');
    expect((await refusal(attach(away.VolumeId, InstanceId))).code).toBe(
      'InvalidVolume.ZoneMismatch',
    );
    await attach(VolumeId, InstanceId);
    expect(await refusalText(attach(VolumeId, InstanceId))).toBe(
      `VolumeInUse: ${VolumeId} is already attached to an instance`,
    );
    expect(await refusalText(ec2('DeleteVolume', { VolumeId }))).toBe(
      `VolumeInUse: Volume ${VolumeId} is currently attached to ${InstanceId}`,
    );
    const second = await volume();
    expect((await refusal(attach(second.VolumeId, InstanceId))).code).toBe('InvalidParameterValue');
  });

  // AWS KMS Developer Guide, "Amazon EC2 example two".
  it('has a grant created by the caller and the data key decrypted by the instance’s machines', async () => {
    const { volume, instance, attach, createKey, kmsCalls, trailLength, events } = ec2World();
    const { Arn } = await createKey();
    const { VolumeId } = await volume({ Encrypted: true, KmsKeyId: Arn });
    const InstanceId = await instance();
    const since = trailLength();
    await attach(VolumeId, InstanceId);
    const machines = `arn:aws:sts::${home}:assumed-role/aws:ec2-infrastructure/${InstanceId}`;
    expect(kmsCalls(since)).toMatchObject([
      {
        eventName: 'CreateGrant',
        userIdentity: { userName: 'admin', invokedBy: 'ec2.amazonaws.com' },
        requestParameters: {
          keyId: Arn,
          granteePrincipal: machines,
          operations: ['Decrypt'],
          constraints: { encryptionContextSubset: { 'aws:ebs:id': VolumeId } },
        },
      },
      {
        eventName: 'Decrypt',
        userIdentity: {
          type: 'AssumedRole',
          arn: machines,
          principalId: `${home}:aws:ec2-infrastructure:${InstanceId}`,
          sessionContext: {
            sessionIssuer: {
              principalId: `${home}:aws:ec2-infrastructure`,
              arn: `arn:aws:iam::${home}:role/aws:ec2-infrastructure`,
              userName: 'aws:ec2-infrastructure',
            },
          },
        },
        requestParameters: { encryptionContext: { 'aws:ebs:id': VolumeId } },
      },
    ]);
    expect(events().at(-1)).toMatchObject({
      eventName: 'AttachVolume',
      eventSource: 'ec2.amazonaws.com',
    });
  });

  it('needs kms:CreateGrant, which may be limited to grants for AWS resources', async () => {
    const { volume, instance, attach, volumeNow, createKey, user } = ec2World();
    const { Arn } = await createKey();
    const { VolumeId } = await volume({ Encrypted: true, KmsKeyId: Arn });
    const InstanceId = await instance();
    const volumes = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
    const granting = (value: string) => ({
      ...{ Effect: 'Allow', Action: 'kms:CreateGrant', Resource: Arn },
      Condition: { Bool: { 'kms:GrantIsForAWSResource': value } },
    });
    await attach(VolumeId, InstanceId, {
      credentials: await user('without', volumes, granting('false')),
    });
    expect((await volumeNow(VolumeId)).State).toBe('available');
    await attach(VolumeId, InstanceId, {
      credentials: await user('with', volumes, granting('true')),
    });
    expect((await volumeNow(VolumeId)).State).toBe('in-use');
  });

  // Amazon EBS User Guide, "How unusable KMS keys affect data keys".
  it('fails once the key is unusable, while what is attached goes on', async () => {
    const { ec2, kms, volume, instance, attach, volumeNow, write, read, createKey, kmsCalls } =
      ec2World();
    const { Arn } = await createKey();
    const { VolumeId } = await volume({ Encrypted: true, KmsKeyId: Arn });
    const InstanceId = await instance();
    await attach(VolumeId, InstanceId);
    await write(InstanceId, 0, 'before');
    await kms('DisableKey', { KeyId: Arn });
    await write(InstanceId, 1, 'after');
    expect([await read(InstanceId, 0), await read(InstanceId, 1)]).toEqual(['before', 'after']);
    await ec2('DetachVolume', { VolumeId });
    await expect(read(InstanceId, 0)).rejects.toThrow('/dev/sdf: no such device');
    await attach(VolumeId, InstanceId);
    expect(await volumeNow(VolumeId)).toMatchObject({ State: 'available', Attachments: [] });
    expect(kmsCalls(0).at(-1)).toMatchObject({
      eventName: 'CreateGrant',
      errorCode: 'DisabledException',
    });
    await kms('EnableKey', { KeyId: Arn });
    await attach(VolumeId, InstanceId);
    expect(await read(InstanceId, 1)).toBe('after');
  });
});

describe('DetachVolume', () => {
  it('retires the grant', async () => {
    const { ec2, kms, volume, instance, attach, createKey } = ec2World();
    const { Arn } = await createKey();
    const { VolumeId } = await volume({ Encrypted: true, KmsKeyId: Arn });
    await attach(VolumeId, await instance());
    const grants = async () =>
      (await kms<{ Grants: object[] }>('ListGrants', { KeyId: Arn })).Grants;
    expect(await grants()).toHaveLength(1);
    expect(await ec2('DetachVolume', { VolumeId })).toMatchObject({ State: 'detaching' });
    expect(await grants()).toEqual([]);
  });

  // Recorded: github.com/hashicorp/terraform, pull request 9023.
  it('refuses a volume that is not attached', async () => {
    const { ec2, volume } = ec2World();
    const { VolumeId } = await volume();
    expect(await refusalText(ec2('DetachVolume', { VolumeId }))).toBe(
      `IncorrectState: Volume '${VolumeId}'is in the 'available' state.`,
    );
  });
});

describe('the blocks of a volume', () => {
  const stored = (world: ReturnType<typeof ec2World>) =>
    world.engine.tables
      .range(blocksTable)
      .map(([key, { bytes }]) => [key, new TextDecoder().decode(bytes)]);

  it('are what was written where it is not encrypted, and ciphertext where it is', async () => {
    const world = ec2World();
    const { volume, instance, attach, write, read } = world;
    for (const Encrypted of [false, true]) {
      const { VolumeId } = await volume({ Encrypted });
      const InstanceId = await instance();
      await attach(VolumeId, InstanceId);
      await write(InstanceId, 7, 'the same text');
      expect(await read(InstanceId, 7)).toBe('the same text');
      expect(await read(InstanceId, 8)).toBe('');
      const [, bytes] = stored(world).find(([key]) => key === `${VolumeId}|00000007`)!;
      expect(bytes === 'the same text').toBe(!Encrypted);
    }
  });

  it('cannot be moved: each is bound to its volume and its place', async () => {
    const { engine, volume, instance, attach, write, read } = ec2World();
    const { VolumeId } = await volume({ Encrypted: true });
    const InstanceId = await instance();
    await attach(VolumeId, InstanceId);
    await write(InstanceId, 0, 'zero');
    const block = engine.tables.get(blocksTable, `${VolumeId}|00000000`)!;
    engine.write((tx) => tx.put(blocksTable, `${VolumeId}|00000001`, block));
    expect(await read(InstanceId, 0)).toBe('zero');
    await expect(read(InstanceId, 1)).rejects.toThrow();
  });

  it('end where the volume ends', async () => {
    const { volume, instance, attach, write } = ec2World();
    const { VolumeId } = await volume();
    const InstanceId = await instance();
    await attach(VolumeId, InstanceId);
    await write(InstanceId, 2047, 'last');
    await expect(write(InstanceId, 2048, 'beyond')).rejects.toThrow('beyond its 2048 blocks');
  });
});

describe('DescribeVolumes', () => {
  it('filters, with wildcards, and pages', async () => {
    const { ec2, volume } = ec2World();
    for (let i = 0; i < 3; i += 1) await volume({ Encrypted: i === 0 });
    const tags = [{ ResourceType: 'volume', Tags: [{ Key: 'env', Value: 'test-a' }] }];
    await volume({ Size: 30, VolumeType: 'gp3', TagSpecifications: tags });
    for (let i = 0; i < 3; i += 1) await volume({ AvailabilityZone: 'us-east-1c' });
    const count = async (Name: string, ...Values: string[]) =>
      (await ec2<{ Volumes: object[] }>('DescribeVolumes', { Filters: [{ Name, Values }] })).Volumes
        .length;
    expect(await count('encrypted', 'true')).toBe(1);
    expect(await count('size', '1', '30')).toBe(7);
    expect(await count('volume-type', 'gp?')).toBe(7);
    expect(await count('tag:env', 'test-*')).toBe(1);
    expect(await count('tag-key', 'env')).toBe(1);
    expect(await count('availability-zone', 'us-east-1c')).toBe(3);
    expect(await count('status', 'in-use')).toBe(0);
    expect(await refusalText(count('colour', 'red'))).toBe(
      "InvalidParameterValue: The filter 'colour' is invalid",
    );
    const first = await ec2<{ Volumes: object[]; NextToken: string }>('DescribeVolumes', {
      MaxResults: 5,
    });
    expect(first.Volumes).toHaveLength(5);
    const second = await ec2('DescribeVolumes', { MaxResults: 5, NextToken: first.NextToken });
    expect(second.Volumes).toHaveLength(2);
    expect(second).not.toHaveProperty('NextToken');
    expect((await refusal(ec2('DescribeVolumes', { NextToken: 'x' }))).code).toBe(
      'InvalidNextToken',
    );
  });
});

describe('ModifyVolume', () => {
  it('changes size and type, and remembers what was', async () => {
    const { ec2, volume, volumeNow } = ec2World();
    const { VolumeId } = await volume({ Size: 10, Encrypted: true });
    const { VolumeModification } = await ec2('ModifyVolume', {
      VolumeId,
      Size: 20,
      VolumeType: 'gp3',
    });
    expect(VolumeModification).toMatchObject({
      OriginalSize: 10,
      TargetSize: 20,
      TargetIops: 3000,
    });
    expect(await volumeNow(VolumeId)).toMatchObject({
      Size: 20,
      VolumeType: 'gp3',
      Encrypted: true,
    });
    expect(await refusalText(ec2('ModifyVolume', { VolumeId, Size: 5 }))).toBe(
      'InvalidParameterValue: New size cannot be smaller than existing size',
    );
    const { VolumesModifications } = await ec2('DescribeVolumesModifications');
    expect(VolumesModifications).toMatchObject([
      { OriginalVolumeType: 'gp2', TargetVolumeType: 'gp3' },
    ]);
  });
});

describe('the machines of EC2', () => {
  it('cannot be made grantees by anyone but EC2', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const GranteePrincipal = `arn:aws:sts::${home}:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0`;
    const input = { KeyId, GranteePrincipal, Operations: ['Decrypt'] };
    expect((await refusal(kms('CreateGrant', input))).code).toBe('InvalidArnException');
  });
});
