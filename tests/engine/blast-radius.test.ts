import { describe, expect, it } from 'vitest';
import { blastRadius } from '../../src/engine/blast-radius';
import { testWorld } from './world';

const where = 'us-east-1:123456789012';

/** A world with a KMS key, and what would be lost with it. */
async function world() {
  const made = testWorld();
  const { Arn } = await made.createKey();
  const lost = () =>
    blastRadius(made.engine.services, made.engine.tables, Arn).map(
      ({ kind, arn, version }) => `${kind} ${arn}${version === undefined ? '' : ` ${version}`}`,
    );
  return { ...made, Arn, lost };
}

describe('the blast radius of a KMS key', () => {
  it('is nothing to begin with', async () => {
    const { lost, send, createKey } = await world();
    const { Arn: other } = await createKey();
    const parameter = { Name: 'other', Value: 'x', Type: 'SecureString', KeyId: other };
    await send('ssm', 'PutParameter', parameter);
    await send('ssm', 'PutParameter', { Name: 'plain', Value: 'x', Type: 'String' });
    expect(lost()).toEqual([]);
  });

  it('has SecureStrings of both tiers, version by version', async () => {
    const { send, lost, Arn } = await world();
    const parameter = { Name: '/db/password', Value: 'secret', Type: 'SecureString', KeyId: Arn };
    await send('ssm', 'PutParameter', parameter);
    await send('ssm', 'PutParameter', { ...parameter, Overwrite: true, Tier: 'Advanced' });
    const arn = `arn:aws:ssm:${where}:parameter/db/password`;
    expect(lost()).toEqual([`parameter ${arn} 1`, `parameter ${arn} 2`]);
  });

  it('has volumes, DB instances and their snapshots', async () => {
    const { engine, send, lost, Arn } = await world();
    const volume = { AvailabilityZone: 'us-east-1a', Size: 1, Encrypted: true, KmsKeyId: Arn };
    const { VolumeId } = await send<{ VolumeId: string }>('ec2', 'CreateVolume', volume);
    const { SnapshotId } = await send<{ SnapshotId: string }>('ec2', 'CreateSnapshot', {
      VolumeId,
    });
    await send('rds', 'CreateDBInstance', {
      ...{ DBInstanceIdentifier: 'db', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' },
      ...{ AllocatedStorage: 20, MasterUsername: 'master', MasterUserPassword: 'a-password' },
      ...{ StorageEncrypted: true, KmsKeyId: Arn },
    });
    await engine.advanceTo(engine.now + 60 * 60_000);
    await send('rds', 'CreateDBSnapshot', {
      ...{ DBInstanceIdentifier: 'db', DBSnapshotIdentifier: 'snap' },
    });
    expect(lost()).toEqual([
      `volume arn:aws:ec2:${where}:volume/${VolumeId}`,
      `snapshot arn:aws:ec2:us-east-1::snapshot/${SnapshotId}`,
      `DB instance arn:aws:rds:${where}:db:db`,
      `DB snapshot arn:aws:rds:${where}:snapshot:snap`,
    ]);
  });
});
