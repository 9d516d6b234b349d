import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import { restoreWorld, saveWorld } from '../../../src/engine/saved-world';
import { blocksTable } from '../../../src/engine/services/ec2/state';
import { refusal, refusalText } from '../world';
import { ec2World, home, type ShownSnapshot } from './world';

const there = 'eu-west-1';
const atDestination = { region: there };
const accessible =
  'Given key ID is not accessible. You must have DescribeKey permissions on the default CMK.';

type World = ReturnType<typeof ec2World>;

async function copyTo(
  world: World,
  SourceSnapshotId: string,
  input: object = {},
  options: object = atDestination,
) {
  const { SnapshotId } = await world.ec2<ShownSnapshot>(
    ...([
      'CopySnapshot',
      { SourceRegion: 'us-east-1', SourceSnapshotId, ...input },
      options,
    ] as const),
  );
  return SnapshotId;
}

/** A source of two blocks under a key of US East, and a key at the destination. */
async function encryptedSource() {
  const world = ec2World();
  const sourceKey = await world.createKey();
  const destinationKey = await world.createKey({}, atDestination);
  const source = await world.snapshotOf(['one', 'two'], {
    Encrypted: true,
    KmsKeyId: sourceKey.Arn,
  });
  return { ...world, sourceKey, destinationKey, source };
}

const minute = 60_000;

describe('CopySnapshot', () => {
  it.each([
    [{ SourceSnapshotId: 'snap-0123456789abcdef0' }, 'InvalidSnapshot.NotFound: '],
    [
      { SourceSnapshotId: 'x' },
      "InvalidParameterValue: Value (x) for parameter snapshotId is invalid. Expected: 'snap-...'.",
    ],
  ])('refuses %j', async (input, text) => {
    const { ec2 } = ec2World();
    const request = { SourceRegion: 'us-east-1', ...input };
    expect(await refusalText(ec2('CopySnapshot', request, atDestination))).toBe(text);
  });

  it('does not find a snapshot in a Region where it is not', async () => {
    const world = ec2World();
    const source = await world.snapshotOf([]);
    expect((await refusal(copyTo(world, source, { SourceRegion: there }))).code).toBe(
      'InvalidSnapshot.NotFound',
    );
  });

  // EC2 API Reference, CopySnapshot, Encrypted: "You cannot set this parameter to false."
  it('never makes an unencrypted copy of an encrypted snapshot', async () => {
    const { source, ...world } = await encryptedSource();
    expect((await refusal(copyTo(world, source, { Encrypted: false }))).code).toBe(
      'InvalidParameterCombination',
    );
  });

  it('goes through its phases on the clock, and the copy is under the destination’s key', async () => {
    const { source, destinationKey, ...world } = await encryptedSource();
    const { snapshotNow, pass, engine, contentsOf } = world;
    const states: string[] = [];
    engine.observe(({ steps }) => {
      for (const step of steps) {
        if (step.kind === 'machine' && step.machine === 'EBS snapshot copy') states.push(step.to);
      }
    });
    const copy = await copyTo(world, source, { KmsKeyId: destinationKey.KeyId });
    const now = () => snapshotNow(copy, atDestination);
    expect(await now()).toMatchObject({
      ...{ State: 'pending', Progress: '0%', Encrypted: true, VolumeId: 'vol-ffffffff' },
    });
    // 5 s in the queue, 8 s to decrypt, 8 s to encrypt and 20 s on the way: 41 s.
    await pass(20_500);
    expect(await now()).toMatchObject({ State: 'pending', Progress: '50%' });
    await pass(20_000);
    expect(await now()).toMatchObject({ State: 'pending', Progress: '98%' });
    await pass(500);
    expect(await now()).toMatchObject({
      ...{ State: 'completed', Progress: '100%', KmsKeyId: destinationKey.Arn },
    });
    expect(states).toEqual([
      ...['Queued', 'DecryptingAtSource', 'ReEncrypting', 'Transferring', 'completed'],
    ]);
    expect(await contentsOf(copy, 2, atDestination)).toEqual(['one', 'two']);
  });

  it('stores other bytes than the source’s', async () => {
    const { source, ...world } = await encryptedSource();
    const copy = await copyTo(world, source);
    await world.pass(minute);
    const bytes = (id: string) => world.engine.tables.get(blocksTable, `${id}|00000000`)!.bytes;
    expect(bytes(copy)).toHaveLength(bytes(source).length);
    expect(bytes(copy)).not.toEqual(bytes(source));
  });

  // aws:ebs:id of a copy is its own id. Source: AWS KMS Developer Guide, "Amazon EBS encryption context".
  it('asks AWS KMS in both Regions: first for the caller, then for its machines', async () => {
    const { source, sourceKey, destinationKey, ...world } = await encryptedSource();
    const { VolumeId } = await world.snapshotNow(source);
    const since = world.trailLength();
    const copy = await copyTo(world, source, { KmsKeyId: destinationKey.Arn });
    await world.pass(minute);
    const machines = { arn: `arn:aws:sts::${home}:assumed-role/aws:ec2-infrastructure/${copy}` };
    const caller = { userName: 'admin', invokedBy: 'ec2.amazonaws.com' };
    const ofSource = { awsRegion: 'us-east-1', resources: [sourceKey.Arn] };
    const ofCopy = { awsRegion: there, resources: [destinationKey.Arn] };
    const bound = (id: string) => ({
      requestParameters: { encryptionContext: { 'aws:ebs:id': id } },
    });
    const ofService = world.kmsCalls(since).filter(({ eventName }) => eventName !== 'RetireGrant');
    expect(ofService).toMatchObject([
      { eventName: 'Decrypt', userIdentity: caller, ...ofSource, ...bound(VolumeId) },
      { eventName: 'CreateGrant', userIdentity: caller, ...ofSource },
      { eventName: 'DescribeKey', userIdentity: caller, ...ofCopy },
      { eventName: 'CreateGrant', userIdentity: caller, ...ofCopy },
      {
        eventName: 'GenerateDataKeyWithoutPlaintext',
        userIdentity: caller,
        ...ofCopy,
        ...bound(copy),
      },
      { eventName: 'Decrypt', userIdentity: machines, ...ofSource, ...bound(VolumeId) },
      { eventName: 'Decrypt', userIdentity: machines, ...ofSource, ...bound(VolumeId) },
      { eventName: 'Decrypt', userIdentity: machines, ...ofCopy, ...bound(copy) },
    ]);
    for (const [KeyId, region] of [
      [sourceKey.Arn, 'us-east-1'],
      [destinationKey.Arn, there],
    ] as const) {
      const { Grants } = await world.kms<{ Grants: { GranteePrincipal: string }[] }>(
        'ListGrants',
        { KeyId },
        { region },
      );
      expect(Grants.filter(({ GranteePrincipal }) => GranteePrincipal === machines.arn)).toEqual(
        [],
      );
    }
  });

  // Amazon EBS User Guide, "Encryption outcomes for snapshot copies".
  it.each([
    [{ by: false, encrypted: false }, {}, 'unencrypted'],
    [{ by: false, encrypted: false }, { Encrypted: true }, 'default'],
    [{ by: false, encrypted: false }, { Encrypted: true, KmsKeyId: 'alias/named' }, 'named'],
    [{ by: false, encrypted: true }, {}, 'default'],
    [{ by: false, encrypted: true }, { KmsKeyId: 'alias/named' }, 'named'],
    [{ by: true, encrypted: false }, {}, 'default'],
    [{ by: true, encrypted: true }, { Encrypted: true, KmsKeyId: 'alias/named' }, 'named'],
  ])('with encryption by default and of the source %j, and %j: %s', async (set, input, outcome) => {
    const world = ec2World();
    const { ec2, kms, createKey, snapshotOf, snapshotNow, pass, contentsOf } = world;
    const named = await createKey({}, atDestination);
    const AliasName = 'alias/named';
    await kms('CreateAlias', { AliasName, TargetKeyId: named.KeyId }, atDestination);
    if (set.by) await ec2('EnableEbsEncryptionByDefault', {}, atDestination);
    const source = await snapshotOf(['payload'], { Encrypted: set.encrypted });
    const copy = await copyTo(world, source, input);
    await pass(minute);
    const { State, KmsKeyId } = await snapshotNow(copy, atDestination);
    expect(State).toBe('completed');
    if (outcome === 'unencrypted') expect(KmsKeyId).toBeUndefined();
    else {
      const KeyId = outcome === 'named' ? named.Arn : 'alias/aws/ebs';
      const { KeyMetadata } = await kms<{ KeyMetadata: { Arn: string } }>(
        ...(['DescribeKey', { KeyId }, atDestination] as const),
      );
      expect(KmsKeyId).toBe(KeyMetadata.Arn);
    }
    expect(await contentsOf(copy, 1, atDestination)).toEqual(['payload']);
  });

  it('works within a Region, too, for another key', async () => {
    const { source, ...world } = await encryptedSource();
    const { Arn } = await world.createKey();
    const copy = await copyTo(world, source, { KmsKeyId: Arn }, {});
    await world.pass(minute);
    expect(await world.snapshotNow(copy)).toMatchObject({ State: 'completed', KmsKeyId: Arn });
    await world.ec2('DeleteSnapshot', { SnapshotId: source });
    expect(await world.contentsOf(copy, 2)).toEqual(['one', 'two']);
  });

  // Amazon EBS User Guide, "Considerations for copying snapshots".
  it('takes 20 at a time into a Region', async () => {
    const world = ec2World();
    const source = await world.snapshotOf([]);
    for (let i = 0; i < 20; i += 1) await copyTo(world, source);
    expect((await refusal(copyTo(world, source))).code).toBe('ResourceLimitExceeded');
    await copyTo(world, source, {}, { region: 'eu-central-1' });
    await world.pass(minute);
    await copyTo(world, source);
  });
});

// EC2 API Reference, CopySnapshot, KmsKeyId: keys are authenticated asynchronously.
describe('a copy whose key cannot be used ends in error, although the request was answered:', () => {
  const ends = async (world: World, copy: string) => {
    await world.pass(minute);
    return world.snapshotNow(copy, atDestination);
  };
  const failed = { State: 'error', StateMessage: accessible };

  it('a key of the source’s Region', async () => {
    const { source, sourceKey, ...world } = await encryptedSource();
    const copy = await copyTo(world, source, { KmsKeyId: sourceKey.Arn });
    expect(await world.snapshotNow(copy, atDestination)).toMatchObject({ State: 'pending' });
    expect(await ends(world, copy)).toMatchObject(failed);
  });

  it('a multi-Region key without a replica at the destination, and none once it has one', async () => {
    const world = ec2World();
    const { Arn, KeyId } = await world.createKey({ MultiRegion: true });
    const source = await world.snapshotOf(['x'], { Encrypted: true, KmsKeyId: Arn });
    expect(await ends(world, await copyTo(world, source, { KmsKeyId: KeyId }))).toMatchObject(
      failed,
    );
    await world.kms('ReplicateKey', { KeyId, ReplicaRegion: there });
    await world.pass(minute);
    const copy = await ends(world, await copyTo(world, source, { KmsKeyId: KeyId }));
    expect(copy).toMatchObject({ State: 'completed', KmsKeyId: Arn.replace('us-east-1', there) });
  });

  it('no permission on the destination’s key', async () => {
    const { source, sourceKey, destinationKey, ...world } = await encryptedSource();
    const allow = (Action: string | string[], Resource: string) => ({
      Effect: 'Allow',
      Action,
      Resource,
    });
    const credentials = await world.user(
      'copier',
      allow('ec2:*', '*'),
      allow('kms:*', sourceKey.Arn),
    );
    const options = { ...atDestination, credentials };
    const copy = await copyTo(world, source, { KmsKeyId: destinationKey.Arn }, options);
    expect(await ends(world, copy)).toMatchObject(failed);
    expect(world.kmsCalls(0).filter(({ errorCode }) => errorCode !== undefined)).toMatchObject([
      { eventName: 'DescribeKey', errorCode: 'AccessDeniedException', awsRegion: there },
    ]);
  });

  it('no permission to decrypt under the source’s key', async () => {
    const { source, destinationKey, ...world } = await encryptedSource();
    const allow = (Action: string | string[], Resource: string) => ({
      Effect: 'Allow',
      Action,
      Resource,
    });
    const credentials = await world.user(
      'copier',
      allow('ec2:*', '*'),
      allow('kms:*', destinationKey.Arn),
    );
    const copy = await copyTo(world, source, {}, { ...atDestination, credentials });
    expect(await ends(world, copy)).toMatchObject(failed);
  });

  it.each([
    ['source', 4_000, 'DecryptingAtSource'],
    ['source', 10_000, 'ReEncrypting'],
    ['destination', 10_000, 'ReEncrypting'],
  ] as const)('the %s’s key disabled after %i ms, before %s', async (which, after, state) => {
    const { source, sourceKey, destinationKey, ...world } = await encryptedSource();
    const { kms, pass, engine, contentsOf } = world;
    const copy = await copyTo(world, source, { KmsKeyId: destinationKey.Arn });
    const failedIn: string[] = [];
    engine.observe(({ steps }) => {
      for (const step of steps) {
        if (step.kind === 'machine' && step.event === 'KeyNotAccessible') failedIn.push(step.from);
      }
    });
    await pass(after);
    if (which === 'source') await kms('DisableKey', { KeyId: sourceKey.Arn });
    else await kms('DisableKey', { KeyId: destinationKey.Arn }, atDestination);
    expect(await ends(world, copy)).toMatchObject(failed);
    expect(failedIn).toEqual([state]);
    expect((await refusal(contentsOf(copy, 1, atDestination))).code).toBe('IncorrectState');
    expect(engine.tables.range(blocksTable, { prefix: copy })).toEqual([]);
  });

  it('and a source that was deleted has another message', async () => {
    const { source, ...world } = await encryptedSource();
    const copy = await copyTo(world, source);
    await world.ec2('DeleteSnapshot', { SnapshotId: source });
    expect(await ends(world, copy)).toMatchObject({
      ...{ State: 'error', StateMessage: 'Source snapshot ID is not valid' },
    });
  });
});

describe('a copy that is interrupted by saving the world', () => {
  it.each([0, 3_000, 9_000, 20_000, 40_000])(
    'goes on after %i ms where it stood',
    async (after) => {
      const { source, destinationKey, ...world } = await encryptedSource();
      const copy = await copyTo(world, source, { KmsKeyId: destinationKey.Arn });
      await world.pass(after);
      const saved = structuredClone(saveWorld(world.engine.tables));
      const engine = new Engine(restoreWorld(saved));
      const request = { service: 'ec2', region: there, credentials: world.admin };
      const describeCopy = async () => {
        const input = { SnapshotIds: [copy] };
        const { output } = await engine.send({ ...request, operation: 'DescribeSnapshots', input });
        return (output as { Snapshots: ShownSnapshot[] }).Snapshots[0];
      };
      expect(await describeCopy()).toMatchObject({ State: 'pending' });
      await engine.advanceTo(engine.now + 41_000 - after);
      expect(await describeCopy()).toMatchObject({
        State: 'completed',
        KmsKeyId: destinationKey.Arn,
      });
      // The world that was saved has its own copy still on the way.
      expect(await world.snapshotNow(copy, atDestination)).toMatchObject({ State: 'pending' });
    },
  );
});
