import { describe, expect, it } from 'vitest';
import { versionsTable } from '../../../src/engine/services/secrets-manager/state';
import { trailTable } from '../../../src/engine/trail/index';
import { secretStorage } from '../../../src/engine/services/secrets-manager/charges';
import { billOf, prices } from '../../../src/engine/prices/index';
import { refusal, refusalText } from '../world';
import { account, secretsWorld } from './world';

const day = 24 * 60 * 60 * 1000;
const marked =
  "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.";

describe('deletion', () => {
  it('waits thirty days, in which nobody reads the secret, and then it is gone', async () => {
    const { create, get, put, secrets, engine, describe: describeSecret } = secretsWorld();
    const { ARN } = await create('db');
    const DeletionDate = new Date(engine.now + 30 * day);
    const deleted = { ARN, Name: 'db', DeletionDate };
    expect(await secrets('DeleteSecret', { SecretId: 'db' })).toEqual(deleted);
    expect(await refusalText(get('db'))).toBe(marked);
    expect(await refusalText(put('db', 'x'))).toBe(marked);
    expect(await refusalText(secrets('DeleteSecret', { SecretId: 'db' }))).toBe(marked);
    expect(await refusalText(create('db'))).toBe(
      "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
    expect((await describeSecret('db')).DeletedDate).toEqual(DeletionDate);
    expect(await secrets('ListSecrets')).toEqual({ SecretList: [] });
    expect(await secrets('ListSecrets', { IncludePlannedDeletion: true })).toMatchObject({
      SecretList: [{ Name: 'db' }],
    });
    await engine.advanceTo(engine.now + 30 * day);
    expect((await refusal(describeSecret('db'))).code).toBe('ResourceNotFoundException');
    expect(engine.tables.size(versionsTable)).toBe(0);
    const events = engine.tables.range(trailTable).map(([, { eventName }]) => eventName);
    expect(events).toEqual(
      expect.arrayContaining(['StartSecretVersionDelete', 'EndSecretVersionDelete']),
    );
    // The name is free again, and the new secret another one.
    expect((await create('db')).ARN).not.toBe(ARN);
  });

  it('is taken back by RestoreSecret', async () => {
    const { create, get, secrets, engine } = secretsWorld();
    const { ARN } = await create('db', 's3cret');
    await secrets('DeleteSecret', { SecretId: 'db', RecoveryWindowInDays: 7 });
    expect(await secrets('RestoreSecret', { SecretId: 'db' })).toEqual({ ARN, Name: 'db' });
    await engine.advanceTo(engine.now + 8 * day);
    expect((await get('db')).SecretString).toBe('s3cret');
  });

  it('is forced at once, also of what is not there', async () => {
    const { create, secrets, get } = secretsWorld();
    await create('db');
    await secrets('DeleteSecret', { SecretId: 'db' });
    const forced = { SecretId: 'db', ForceDeleteWithoutRecovery: true };
    await secrets('DeleteSecret', forced);
    expect((await refusal(get('db'))).code).toBe('ResourceNotFoundException');
    expect(await secrets('DeleteSecret', forced)).toMatchObject({ Name: 'db' });
    expect(await refusalText(secrets('DeleteSecret', { ...forced, RecoveryWindowInDays: 7 }))).toBe(
      "InvalidParameterException: You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
    const soon = { SecretId: 'db', RecoveryWindowInDays: 6 };
    expect(await refusalText(secrets('DeleteSecret', soon))).toBe(
      'InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    );
  });
});

describe('the bill', () => {
  it('has forty cents a month for each secret in use, and five for 10,000 requests', async () => {
    const { create, secrets, engine } = secretsWorld();
    const bill = () => {
      const { tables: reader, now } = engine;
      const { lines } = billOf({ reader, now, prices, meters: [secretStorage] }, account);
      return Object.fromEntries(lines.map(({ usageType, amount }) => [usageType, amount]));
    };
    await create('db');
    await create('gone');
    await secrets('DeleteSecret', { SecretId: 'gone' });
    expect(bill()['AWSSecretsManagerAPIRequest']).toBeCloseTo((3 * 0.05) / 10_000, 10);
    await engine.advanceTo(engine.now + 3 * day);
    expect(bill()['AWSSecretsManager-Secrets']).toBeCloseTo((0.4 * 3) / 30, 3);
  });
});
