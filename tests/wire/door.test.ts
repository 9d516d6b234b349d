import { describe, expect, test } from 'vitest';
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { CreateUserCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { sdkWorld } from '../conformance/clients';

describe('a real client', () => {
  test('encrypts and decrypts through the door', async () => {
    const { kms } = sdkWorld();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'door' }));
    const Plaintext = new TextEncoder().encode('hello');
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext }),
    );
    const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob }));
    expect(decrypted.Plaintext).toEqual(Plaintext);
    expect(KeyMetadata?.CreationDate).toBeInstanceOf(Date);
  });

  test('gets the error classes of its SDK', async () => {
    const { kms } = sdkWorld();
    const KeyId = '00000000-0000-0000-0000-000000000000';
    const error = kms.send(new DescribeKeyCommand({ KeyId }));
    await expect(error).rejects.toBeInstanceOf(NotFoundException);
    await expect(error).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  test('speaks the Query protocol to IAM and STS', async () => {
    const { iam, sts } = sdkWorld();
    const Tags = [{ Key: 'team', Value: 'blue' }];
    await iam.send(new CreateUserCommand({ UserName: 'bob', Path: '/ops/', Tags }));
    const { User } = await iam.send(new GetUserCommand({ UserName: 'bob' }));
    expect(User?.Arn).toBe('arn:aws:iam::123456789012:user/ops/bob');
    expect(User?.Tags).toEqual(Tags);
    await expect(iam.send(new GetUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The user with name eve cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::123456789012:user/admin');
  });

  test('with another secret is refused', async () => {
    const { admin, config } = sdkWorld();
    const sts = new STSClient(config({ ...admin, secretAccessKey: 'wrong' }));
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
  });
});
