import { describe, expect, it } from 'vitest';
import { refusal, utf8 } from '../world';
import { trailWorld } from './world';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('an event of a cryptographic operation', () => {
  // AWS KMS Developer Guide, "Examples of AWS KMS log entries: Encrypt" (eventVersion 1.11).
  it('has the members of the entry in the KMS guide, and no others', async () => {
    const { kms, admin, createKey, lastEvent } = trailWorld();
    const { Arn, KeyId } = await createKey();
    const EncryptionContext = { Department: 'Engineering' };
    await kms('Encrypt', { KeyId, Plaintext: utf8('secret'), EncryptionContext });
    expect(await lastEvent('Encrypt')).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: expect.stringMatching(/^AIDA/) as string,
        arn: 'arn:aws:iam::123456789012:user/admin',
        accountId: '123456789012',
        accessKeyId: admin.accessKeyId,
        userName: 'admin',
      },
      eventTime: '2026-11-23T12:00:00Z',
      eventSource: 'kms.amazonaws.com',
      eventName: 'Encrypt',
      awsRegion: 'us-east-1',
      sourceIPAddress: '192.0.2.0',
      userAgent: 'AWS Internal',
      requestParameters: {
        encryptionContext: EncryptionContext,
        keyId: KeyId,
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      },
      responseElements: null,
      additionalEventData: { keyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      requestID: expect.stringMatching(uuid) as string,
      eventID: expect.stringMatching(uuid) as string,
      readOnly: true,
      resources: [{ accountId: '123456789012', type: 'AWS::KMS::Key', ARN: Arn }],
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '123456789012',
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: 'kms.us-east-1.amazonaws.com',
        keyExchange: 'X25519MLKEM768',
      },
    });
  });

  // Same guide, "ReEncrypt": both keys, source first, and both materials.
  it('names both keys of ReEncrypt', async () => {
    const { kms, createKey, lastEvent } = trailWorld();
    const [from, to] = [await createKey(), await createKey()];
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId: from.KeyId,
      Plaintext: utf8('x'),
    });
    await kms('ReEncrypt', { CiphertextBlob, DestinationKeyId: to.KeyId });
    const event = await lastEvent('ReEncrypt');
    expect(event.requestParameters).toEqual({
      destinationKeyId: to.KeyId,
      sourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      destinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    });
    expect(event.resources).toMatchObject([{ ARN: from.Arn }, { ARN: to.Arn }]);
    expect(Object.keys(event.additionalEventData as object).sort()).toEqual([
      'destinationKeyMaterialId',
      'sourceKeyMaterialId',
    ]);
  });

  it('holds no secret of the request or the answer', async () => {
    const { engine, kms, createKey } = trailWorld();
    const { KeyId } = await createKey();
    const Plaintext = utf8('the secret itself');
    const input = { KeyId, Plaintext };
    await refusal(kms('Encrypt', { ...input, GrantTokens: ['token-of-a-grant'] }));
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', input);
    await kms('Decrypt', { CiphertextBlob });
    await kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    const trail = JSON.stringify(engine.tables.range({ name: 'cloudtrail.events' }));
    expect(trail).not.toContain('token-of-a-grant');
    expect(trail).not.toMatch(/plaintext|ciphertext/i);
  });
});

describe('an event of a management operation', () => {
  // Same guide, "CreateKey": defaults spelled out, keyMetadata in the answer, times as text.
  it('shows what CreateKey answered', async () => {
    const { createKey, lastEvent } = trailWorld();
    const { Arn } = await createKey({ Tags: [{ TagKey: 'team', TagValue: 'a' }] });
    const event = await lastEvent('CreateKey');
    expect(event).toMatchObject({
      readOnly: false,
      requestParameters: {
        keySpec: 'SYMMETRIC_DEFAULT',
        customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        origin: 'AWS_KMS',
        tags: [{ tagKey: 'team', tagValue: 'a' }],
      },
      responseElements: {
        keyMetadata: {
          aWSAccountId: '123456789012',
          arn: Arn,
          creationDate: 'Nov 23, 2026, 12:00:00 PM',
        },
      },
      resources: [{ ARN: Arn }],
    });
  });

  // AWS KMS API Reference, ReplicateKey: "a ReplicateKey operation in the primary key's Region and a
  // CreateKey operation in the replica key's Region".
  it('is in both Regions where a key was replicated', async () => {
    const { kms, createKey, lastEvent } = trailWorld();
    const { KeyId, Arn } = await createKey({ MultiRegion: true });
    const there = { region: 'eu-west-1' };
    const replica = Arn.replace('us-east-1', there.region);
    await kms('ReplicateKey', { KeyId, ReplicaRegion: there.region, Description: 'copy' });
    const replicate = await lastEvent('ReplicateKey');
    expect(replicate).toMatchObject({ awsRegion: 'us-east-1', resources: [{ ARN: Arn }] });
    const create = await lastEvent('CreateKey', there);
    expect(create).toMatchObject({
      ...{ awsRegion: there.region, eventType: 'AwsApiCall', readOnly: false },
      userIdentity: { type: 'IAMUser', userName: 'admin' },
      requestParameters: { description: 'copy', multiRegion: true, keySpec: 'SYMMETRIC_DEFAULT' },
      responseElements: { keyMetadata: { arn: replica, keyState: 'Creating' } },
      resources: [{ ARN: replica }],
    });
    expect(create.requestID).toBe(replicate.requestID);
  });

  it('leaves no CreateKey where replicating was refused', async () => {
    const { kms, createKey, lookup } = trailWorld();
    const { KeyId } = await createKey();
    await kms('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' }).catch(() => undefined);
    expect((await lookup({}, { region: 'eu-west-1' })).Events).toEqual([]);
  });

  // Same guide, "CreateAlias" and "DisableKey": the key's ARN, although nothing is answered.
  it('names the key where the answer does not', async () => {
    const { kms, createKey, lastEvent } = trailWorld();
    const { Arn, KeyId } = await createKey();
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    const event = await lastEvent('CreateAlias');
    expect(event.responseElements).toEqual({ keyId: Arn });
    const arns = (event.resources as { ARN: string }[]).map(({ ARN }) => ARN);
    expect(arns.sort()).toEqual([Arn.replace(/key\/.*/, 'alias/app'), Arn].sort());
    await kms('DisableKey', { KeyId });
    expect((await lastEvent('DisableKey')).responseElements).toEqual({ keyId: Arn });
  });

  it('leaves out the secret of a new access key', async () => {
    const { user, lastEvent } = trailWorld();
    const { accessKeyId } = await user('alice');
    const event = await lastEvent('CreateAccessKey');
    expect(event.responseElements).toMatchObject({ accessKey: { accessKeyId, userName: 'alice' } });
    expect(JSON.stringify(event)).not.toMatch(/secretAccessKey/i);
  });
});

describe('an event of a refused request', () => {
  it('has the error, and no answer', async () => {
    const { kms, createKey, lastEvent } = trailWorld();
    const { KeyId } = await createKey();
    await kms('DisableKey', { KeyId });
    const { message } = await refusal(kms('Encrypt', { KeyId, Plaintext: utf8('x') }));
    const event = await lastEvent('Encrypt');
    expect(event).toMatchObject({
      errorCode: 'DisabledException',
      errorMessage: message,
      responseElements: null,
      requestParameters: { keyId: KeyId },
    });
    expect(event).not.toHaveProperty('additionalEventData');
  });

  it('leaves out a text that is empty', async () => {
    const { kms, lastEvent } = trailWorld();
    await refusal(kms('Decrypt', { CiphertextBlob: utf8('nothing of KMS') }));
    const event = await lastEvent('Decrypt');
    expect(event.errorCode).toBe('InvalidCiphertextException');
    expect(event).not.toHaveProperty('errorMessage');
  });

  // IAM User Guide, "Logging IAM and AWS STS API calls": authenticated requests are logged.
  it('is not written where nobody is known to have sent it', async () => {
    const { kms, lookup, admin } = trailWorld();
    const credentials = { ...admin, secretAccessKey: 'wrong' };
    await refusal(kms('ListKeys', {}, { credentials }));
    expect((await lookup()).Events).toEqual([]);
  });
});

describe('the Region of an event', () => {
  it('is that of the request, and US East (N. Virginia) for IAM', async () => {
    const { send, lookup } = trailWorld();
    await send('iam', 'ListUsers', {}, { region: 'eu-west-1' });
    await send('kms', 'ListKeys', {}, { region: 'eu-west-1' });
    const names = async (region: string) =>
      (await lookup({}, { region })).Events.map(({ EventName }) => EventName);
    expect(await names('eu-west-1')).toEqual(['ListKeys']);
    expect(await names('us-east-1')).toEqual(['ListUsers']);
  });
});

describe('the program and address in an event', () => {
  it('are those of the request', async () => {
    const { engine, admin, lastEvent } = trailWorld();
    await engine.send({
      ...{ service: 'kms', operation: 'ListKeys', region: 'us-east-1', credentials: admin },
      ...{ input: {}, userAgent: 'aws-cli/2.99', sourceIp: '198.51.100.7' },
    });
    expect(await lastEvent('ListKeys')).toMatchObject({
      userAgent: 'aws-cli/2.99',
      sourceIPAddress: '198.51.100.7',
    });
  });
});
