import { describe, expect, it } from 'vitest';
import { start } from '../world';
import { trailWorld } from './world';

const day = 24 * 60 * 60 * 1000;

// AWS KMS Developer Guide, "Examples of AWS KMS log entries".
describe('what KMS does of its own', () => {
  it('is in the trail: RotateKey', async () => {
    const { engine, kms, createKey, lastEvent } = trailWorld();
    const { Arn, KeyId } = await createKey();
    await kms('EnableKeyRotation', { KeyId });
    await engine.advanceTo(start + 366 * day);
    const event = await lastEvent('RotateKey');
    const materialId = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(event).toEqual({
      eventVersion: '1.11',
      userIdentity: { accountId: '123456789012', invokedBy: 'AWS Internal' },
      eventTime: '2027-11-23T12:00:00Z',
      eventSource: 'kms.amazonaws.com',
      eventName: 'RotateKey',
      awsRegion: 'us-east-1',
      sourceIPAddress: 'AWS Internal',
      userAgent: 'AWS Internal',
      requestParameters: null,
      responseElements: null,
      eventID: expect.any(String) as string,
      readOnly: false,
      resources: [{ accountId: '123456789012', type: 'AWS::KMS::Key', ARN: Arn }],
      eventType: 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: '123456789012',
      serviceEventDetails: {
        rotationType: 'AUTOMATIC',
        keyOrigin: 'AWS_KMS',
        previousKeyMaterialId: materialId,
        currentKeyMaterialId: materialId,
        keyId: KeyId,
      },
      eventCategory: 'Management',
    });
  });

  it('is in the trail: DeleteKey', async () => {
    const { engine, kms, createKey, lastEvent } = trailWorld();
    const { Arn, KeyId } = await createKey();
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await engine.advanceTo(start + 8 * day);
    expect(await lastEvent('DeleteKey')).toMatchObject({
      eventTime: '2026-11-30T12:00:00Z',
      eventType: 'AwsServiceEvent',
      userIdentity: { invokedBy: 'AWS Internal' },
      responseElements: { keyId: Arn },
      resources: [{ ARN: Arn }],
    });
  });
});

// CloudTrail User Guide, "CloudTrail record contents": sharedEventID; AWS KMS Developer Guide,
// "Logging AWS KMS API calls": denied calls are logged only in the caller's account.
describe('the use of another account’s key', () => {
  const [mine, theirs] = ['123456789012', '210987654321'] as const;

  async function crossAccountWorld(allowed: boolean) {
    const world = trailWorld([mine, theirs]);
    const { Credentials } = await world.send<{
      Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
    }>('sts', 'AssumeRole', {
      RoleArn: `arn:aws:iam::${theirs}:role/OrganizationAccountAccessRole`,
      RoleSessionName: 'owner',
    });
    const owner = {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    };
    const statements = [theirs, ...(allowed ? [mine] : [])].map((account) => ({
      ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
      Principal: { AWS: `arn:aws:iam::${account}:root` },
    }));
    const { KeyMetadata } = await world.kms<{ KeyMetadata: { Arn: string } }>(
      'CreateKey',
      { Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) },
      { credentials: owner },
    );
    return { ...world, owner, Arn: KeyMetadata.Arn };
  }

  it('is in both trails, and tells the owner no more than where from', async () => {
    const { kms, owner, Arn, lastEvent } = await crossAccountWorld(true);
    await kms('DescribeKey', { KeyId: Arn });
    const inMine = await lastEvent('DescribeKey');
    const inTheirs = await lastEvent('DescribeKey', { credentials: owner });
    expect(inMine).toMatchObject({
      recipientAccountId: mine,
      userIdentity: { type: 'IAMUser', userName: 'admin' },
    });
    expect(inTheirs).toMatchObject({ recipientAccountId: theirs, resources: [{ ARN: Arn }] });
    expect(inTheirs.userIdentity).toEqual({
      type: 'AWSAccount',
      principalId: (inMine.userIdentity as { principalId: string }).principalId,
      accountId: mine,
    });
    expect(inMine.sharedEventID).toBe(inTheirs.sharedEventID);
    expect(inMine.eventID).not.toBe(inTheirs.eventID);
  });

  it('is in the caller’s trail alone where it was denied', async () => {
    const { kms, owner, Arn, lookup } = await crossAccountWorld(false);
    await kms('DescribeKey', { KeyId: Arn }).catch(() => undefined);
    const named = async (options = {}) =>
      (await lookup({}, options)).Events.map(({ EventName }) => EventName);
    expect(await named()).toContain('DescribeKey');
    expect(await named({ credentials: owner })).not.toContain('DescribeKey');
  });

  // CloudTrail User Guide, "CloudTrail userIdentity element"; IAM User Guide, "Example cross-account
  // AWS STS API events in CloudTrail log files".
  it('names the role behind a session, and logs its taking in both accounts', async () => {
    const { kms, owner, lastEvent } = await crossAccountWorld(true);
    await kms('ListKeys', {}, { credentials: owner });
    expect((await lastEvent('ListKeys', { credentials: owner })).userIdentity).toMatchObject({
      type: 'AssumedRole',
      arn: `arn:aws:sts::${theirs}:assumed-role/OrganizationAccountAccessRole/owner`,
      accountId: theirs,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: `arn:aws:iam::${theirs}:role/OrganizationAccountAccessRole`,
          userName: 'OrganizationAccountAccessRole',
        },
        attributes: { creationDate: '2026-11-23T12:00:00Z', mfaAuthenticated: 'false' },
      },
    });
    const taken = await lastEvent('AssumeRole', { credentials: owner });
    expect(taken).toMatchObject({
      userIdentity: { type: 'AWSAccount', accountId: mine },
      readOnly: true,
      responseElements: { credentials: { accessKeyId: owner.accessKeyId } },
    });
    expect(JSON.stringify(taken)).not.toMatch(/secretAccessKey/i);
  });
});
