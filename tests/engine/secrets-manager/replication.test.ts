import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { secretsWorld } from './world';

const west = { region: 'us-west-2' };
const day = 24 * 60 * 60 * 1000;

interface Answer {
  readonly ReplicationStatus: readonly {
    readonly Region: string;
    readonly Status: string;
    readonly StatusMessage?: string;
  }[];
}

describe('replication', () => {
  it('copies a secret to a Region, under a key of its own, and keeps it in sync', async () => {
    const { create, put, get, secrets, createKey, kms, describe: describeSecret } = secretsWorld();
    const { ARN } = await create('db', 'one', { Description: 'the database' });
    const key = await createKey({}, west);
    const input = {
      SecretId: 'db',
      AddReplicaRegions: [{ Region: 'us-west-2', KmsKeyId: key.Arn }],
    };
    expect(await secrets<Answer>('ReplicateSecretToRegions', input)).toMatchObject({
      ReplicationStatus: [{ Region: 'us-west-2', KmsKeyId: key.Arn, Status: 'InSync' }],
    });
    const arn = ARN.replace('us-east-1', 'us-west-2');
    expect(await get('db', {}, west)).toMatchObject({ ARN: arn, SecretString: 'one' });
    expect(await describeSecret('db', west)).toMatchObject({
      ...{ PrimaryRegion: 'us-east-1', KmsKeyId: key.Arn, Description: 'the database' },
    });
    const { VersionId } = await put('db', 'two');
    expect(await get('db', {}, west)).toMatchObject({ VersionId, SecretString: 'two' });
    await secrets('TagResource', { SecretId: 'db', Tags: [{ Key: 'a', Value: 'b' }] });
    expect((await describeSecret('db', west)).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    await kms('DisableKey', { KeyId: key.Arn }, west);
    expect((await get('db')).SecretString).toBe('two');
    expect((await refusal(get('db', {}, west))).code).toBe('DecryptionFailure');
    await put('db', 'three');
    expect(await describeSecret('db')).toMatchObject({ ReplicationStatus: [{ Status: 'Failed' }] });
    await kms('EnableKey', { KeyId: key.Arn }, west);
    expect((await get('db', {}, west)).SecretString).toBe('two');
    await secrets('ReplicateSecretToRegions', input);
    expect((await get('db', {}, west)).SecretString).toBe('three');
  });

  it('happens when a secret is created', async () => {
    const { create, get } = secretsWorld();
    const AddReplicaRegions = [{ Region: 'us-west-2' }, { Region: 'eu-west-1' }];
    const { ReplicationStatus = [] } = await create('db', 's3cret', { AddReplicaRegions });
    expect(ReplicationStatus.map(({ Status }) => Status)).toEqual(['InSync', 'InSync']);
    expect((await get('db', {}, { region: 'eu-west-1' })).SecretString).toBe('s3cret');
  });

  it('changes a replica only through its primary, until it is made one', async () => {
    const { create, put, get, secrets, engine } = secretsWorld();
    await create('db', 'one', { AddReplicaRegions: [{ Region: 'us-west-2' }] });
    const refused =
      "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.";
    expect(await refusalText(put('db', 'x', {}, west))).toBe(refused);
    expect(await refusalText(secrets('DeleteSecret', { SecretId: 'db' }, west))).toBe(refused);
    expect((await refusal(secrets('DeleteSecret', { SecretId: 'db' }))).message).toContain(
      'that still has replica regions [us-west-2]',
    );
    await secrets('StopReplicationToReplica', { SecretId: 'db' }, west);
    await put('db', 'own', {}, west);
    expect((await get('db')).SecretString).toBe('one');
    await secrets('DeleteSecret', { SecretId: 'db' });
    await engine.advanceTo(engine.now + 31 * day);
    expect((await get('db', {}, west)).SecretString).toBe('own');
  });

  it('fails where the name is taken, unless that may be overwritten', async () => {
    const { create, get, secrets } = secretsWorld();
    await create('db', 'one');
    await create('db', 'of another', {}, west);
    const input = { SecretId: 'db', AddReplicaRegions: [{ Region: 'us-west-2' }] };
    const { ReplicationStatus } = await secrets<Answer>('ReplicateSecretToRegions', input);
    expect(ReplicationStatus[0]).toMatchObject({
      Status: 'Failed',
      StatusMessage: 'Replication failed: Secret name db already exists in region us-west-2.',
    });
    expect((await get('db', {}, west)).SecretString).toBe('of another');
    const forced = { ...input, ForceOverwriteReplicaSecret: true };
    await secrets('ReplicateSecretToRegions', forced);
    expect((await get('db', {}, west)).SecretString).toBe('one');
    const here = { SecretId: 'db', AddReplicaRegions: [{ Region: 'us-east-1' }] };
    expect(await refusalText(secrets('ReplicateSecretToRegions', here))).toBe(
      'InvalidParameterException: Invalid replica region.',
    );
  });

  it('ends when a Region is removed', async () => {
    const { create, get, secrets, describe: describeSecret } = secretsWorld();
    await create('db', 'one', { AddReplicaRegions: [{ Region: 'us-west-2' }] });
    const input = { SecretId: 'db', RemoveReplicaRegions: ['us-west-2'] };
    await secrets('RemoveRegionsFromReplication', input);
    expect((await refusal(get('db', {}, west))).code).toBe('ResourceNotFoundException');
    expect((await describeSecret('db')).PrimaryRegion).toBeUndefined();
  });
});
