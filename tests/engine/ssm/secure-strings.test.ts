import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/engine/base64';
import { describeMessage } from '../../../src/engine/encryption-sdk/index';
import { refusal, refusalText } from '../world';
import { account, arnOf, ssmWorld } from './world';

const SecureString = { Type: 'SecureString' };
const open = { WithDecryption: true };

type World = ReturnType<typeof ssmWorld>;

/** The calls to KMS in the audit trail, in order. */
async function kmsCalls({ send }: World) {
  const { Events } = await send<{ Events: { CloudTrailEvent: string }[] }>(
    ...(['cloudtrail', 'LookupEvents'] as const),
    { LookupAttributes: [{ AttributeKey: 'EventSource', AttributeValue: 'kms.amazonaws.com' }] },
  );
  return Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as TrailEvent).reverse();
}

interface TrailEvent {
  readonly eventName: string;
  readonly requestParameters: { readonly encryptionContext?: Record<string, string> };
  readonly userIdentity: { readonly invokedBy: string };
}

describe('a standard SecureString', () => {
  it('is encrypted under aws/ssm, which comes into being with the first', async () => {
    const world = ssmWorld();
    await world.put('/db/password', 's3cret', SecureString);
    await world.put('/db/other', 's3cret', SecureString);
    const { Value } = await world.get('/db/password');
    expect(Value).not.toContain('s3cret');
    expect(await world.get('/db/password', open)).toMatchObject({ Value: 's3cret' });
    expect(await world.describe('/db/password')).toMatchObject({ KeyId: 'alias/aws/ssm' });
    const calls = await kmsCalls(world);
    expect(calls.map(({ eventName }) => eventName)).toEqual([
      ...['DescribeKey', 'Encrypt', 'Encrypt', 'Decrypt'],
    ]);
    expect(calls[1]).toMatchObject({
      requestParameters: { encryptionContext: { PARAMETER_ARN: arnOf('/db/password') } },
      userIdentity: { invokedBy: 'ssm.amazonaws.com' },
    });
  });

  it('is a ciphertext that KMS opens with the right context alone', async () => {
    const { put, get, kms, createKey } = ssmWorld();
    const { KeyId } = await createKey();
    await put('x', 's3cret', { ...SecureString, KeyId });
    const CiphertextBlob = decodeBase64((await get('x')).Value);
    const EncryptionContext = { PARAMETER_ARN: arnOf('/x') };
    const { Plaintext } = await kms<{ Plaintext: Uint8Array }>('Decrypt', {
      ...{ CiphertextBlob, EncryptionContext },
    });
    expect(new TextDecoder().decode(Plaintext)).toBe('s3cret');
    expect((await refusal(kms('Decrypt', { CiphertextBlob }))).code).toBe(
      'InvalidCiphertextException',
    );
  });

  it('keeps every version under the key it was written with', async () => {
    const { put, update, ssm, createKey } = ssmWorld();
    const { KeyId } = await createKey();
    await put('x', 'one', { ...SecureString, KeyId });
    await update('x', 'two');
    expect(await ssm('GetParameterHistory', { Name: 'x', ...open })).toMatchObject({
      Parameters: [
        { Value: 'one', KeyId },
        { Value: 'two', KeyId: 'alias/aws/ssm' },
      ],
    });
  });
});

describe('an advanced SecureString', () => {
  const advanced = { ...SecureString, Tier: 'Advanced' };

  it('is a message of the AWS Encryption SDK', async () => {
    const world = ssmWorld();
    const { Arn } = await world.createKey();
    const value = 'x'.repeat(8192);
    await world.put('/big', value, { ...advanced, KeyId: Arn });
    const message = describeMessage(decodeBase64((await world.get('/big')).Value)!);
    expect(message.context).toMatchObject({ PARAMETER_ARN: arnOf('/big') });
    expect(message.encryptedDataKeys).toHaveLength(1);
    const [{ providerId, providerInfo }] = message.encryptedDataKeys as [
      (typeof message.encryptedDataKeys)[0],
    ];
    expect([providerId, new TextDecoder().decode(providerInfo)]).toEqual(['aws-kms', Arn]);
    expect(await world.get('/big', open)).toMatchObject({ Value: value });
    const calls = await kmsCalls(world);
    expect(calls.map(({ eventName }) => eventName)).toEqual([
      ...['CreateKey', 'GenerateDataKey', 'Decrypt'],
    ]);
    expect(calls[2]!.requestParameters.encryptionContext).toEqual(message.context);
  });

  it('may have been a standard one', async () => {
    const { put, update, get } = ssmWorld();
    await put('x', 'one', SecureString);
    await update('x', 'two', { Tier: 'Advanced' });
    expect(await get('x:1', open)).toMatchObject({ Value: 'one' });
    expect(await get('x:2', open)).toMatchObject({ Value: 'two' });
  });
});

describe('what KMS refuses', () => {
  it.each([
    [
      'DisableKey',
      'is disabled\\. \\(Service: AWSKMS; Status Code: 400; Error Code: DisabledException',
    ],
    [
      'ScheduleKeyDeletion',
      'is pending deletion\\. \\(Service: AWSKMS; Status Code: 400; Error Code: KMSInvalidStateException',
    ],
  ])('after %s is an InvalidKeyId with the text of KMS', async (operation, text) => {
    const { put, update, get, kms, createKey } = ssmWorld();
    const { KeyId, Arn } = await createKey();
    await put('x', 's3cret', { ...SecureString, KeyId });
    await kms(operation, { KeyId });
    const refused = new RegExp(
      `^InvalidKeyId: ${Arn} ${text}; Request ID: [-0-9a-f]{36}; Proxy: null\\)$`,
    );
    expect(await refusalText(get('x', open))).toMatch(refused);
    expect(await refusalText(update('x', 'other', { KeyId }))).toMatch(refused);
    // Nobody needs the key to read the ciphertext.
    expect((await get('x')).Value).not.toBe('s3cret');
  });

  it('is an InvalidKeyId for a key that does not exist, and for an asymmetric one', async () => {
    const { put, kms } = ssmWorld();
    const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
    expect(await refusalText(put('x', 's', { ...SecureString, KeyId }))).toMatch(
      /^InvalidKeyId: Key 'arn:aws:kms:us-east-1:123456789012:key\/1234abcd-.*' does not exist \(Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; /,
    );
    const { KeyMetadata } = await kms<{ KeyMetadata: { KeyId: string } }>('CreateKey', {
      ...{ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    });
    const signing = put('x', 's', { ...SecureString, KeyId: KeyMetadata.KeyId });
    expect((await refusal(signing)).code).toBe('InvalidKeyId');
  });

  it('is a denial where the caller lacks a permission of KMS', async () => {
    const { put, ssm, user, createKey } = ssmWorld();
    const { KeyId } = await createKey();
    await put('x', 's3cret', { ...SecureString, KeyId });
    await put('y', 's3cret', SecureString);
    const Action = ['ssm:GetParameter', 'ssm:PutParameter'];
    const credentials = await user('app', { Effect: 'Allow', Action, Resource: '*' });
    const read = (Name: string) => ssm('GetParameter', { Name, ...open }, { credentials });
    expect(await refusalText(read('x'))).toMatch(
      `AccessDeniedException: User: arn:aws:iam::${account}:user/app is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action (Service: AWSKMS; `,
    );
    // Everybody in the account may use aws/ssm, through Parameter Store.
    expect(await read('y')).toMatchObject({ Parameter: { Value: 's3cret' } });
  });

  it('leaves nothing of the parameter behind', async () => {
    const { put, get, createKey, kms } = ssmWorld();
    const { KeyId } = await createKey();
    await kms('DisableKey', { KeyId });
    await refusal(put('x', 's', { ...SecureString, KeyId }));
    expect((await refusal(get('x'))).code).toBe('ParameterNotFound');
  });
});
