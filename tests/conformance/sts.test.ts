import {
  IAMClient,
  ListUsersCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, describe, expect, test } from 'vitest';
import { sts as service } from '../../src/engine/services/sts/index';
import { expectAllOf, sdkWorld, type SdkWorld, type Story } from './clients';
import { allow, trust } from './iam/documents';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

/** Temporary credentials as clients take them. */
function signer(credentials: sts.Credentials | undefined) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {};
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

/** A role of the administrator's account that may create keys. */
async function newRole({ iam }: SdkWorld): Promise<string | undefined> {
  const RoleName = 'maker';
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }),
  );
  const PolicyDocument = allow('kms:CreateKey');
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'make', PolicyDocument }));
  return Role?.Arn;
}

const stories: readonly Story[] = [
  [
    'who is it, and whose key is this?',
    async ({ sts: client, admin }) => {
      expect(await client.send(new sts.GetCallerIdentityCommand({}))).toMatchObject({
        Account: '123456789012',
        Arn: 'arn:aws:iam::123456789012:user/admin',
      });
      const AccessKeyId = admin.accessKeyId;
      const { Account } = await client.send(new sts.GetAccessKeyInfoCommand({ AccessKeyId }));
      expect(Account).toBe('123456789012');
    },
  ],
  [
    'a role is assumed, acts within its policies, and expires',
    async (world) => {
      const RoleArn = await newRole(world);
      const { Credentials, AssumedRoleUser } = await world.sts.send(
        new sts.AssumeRoleCommand({
          ...{ RoleArn, RoleSessionName: 'session', DurationSeconds: 900 },
          Tags: [{ Key: 'team', Value: 'blue' }],
        }),
      );
      expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/maker/session');
      expect(Credentials?.Expiration?.getTime()).toBe(world.engine.now + 900_000);
      const credentials = signer(Credentials);
      const kms = new KMSClient(world.config(credentials));
      await kms.send(new CreateKeyCommand({}));
      const iam = new IAMClient(world.config(credentials));
      const denied = await iam.send(new ListUsersCommand({})).catch((error: unknown) => error);
      expect(denied).toMatchObject({
        name: 'AccessDenied',
        message:
          'User: arn:aws:sts::123456789012:assumed-role/maker/session is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no identity-based policy allows the iam:ListUsers action',
        $metadata: { httpStatusCode: 403 },
      });
      await expect(
        world.sts.send(new sts.DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' })),
      ).rejects.toBeInstanceOf(sts.InvalidAuthorizationMessageException);

      await world.engine.advanceTo(world.engine.now + 901_000);
      await expect(kms.send(new CreateKeyCommand({}))).rejects.toMatchObject({
        name: 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
      });
      const expired = new sts.STSClient(world.config(credentials));
      await expect(expired.send(new sts.GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: 'ExpiredToken',
        $metadata: { httpStatusCode: 403 },
      });
    },
  ],
  [
    'sessions and federated users',
    async ({ sts: client, config }) => {
      const { Credentials } = await client.send(new sts.GetSessionTokenCommand({}));
      const session = new sts.STSClient(config(signer(Credentials)));
      const identity = await session.send(new sts.GetCallerIdentityCommand({}));
      expect(identity.Arn).toBe('arn:aws:iam::123456789012:user/admin');
      const { FederatedUser } = await client.send(
        new sts.GetFederationTokenCommand({ Name: 'eve', Policy: allow('kms:CreateKey') }),
      );
      expect(FederatedUser?.Arn).toBe('arn:aws:sts::123456789012:federated-user/eve');
      // A token that belongs to other credentials.
      const stolen = { ...signer(Credentials), sessionToken: 'AAAA' };
      const thief = new sts.STSClient(config(stolen));
      await expect(thief.send(new sts.GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: 'InvalidClientTokenId',
        message: 'The security token included in the request is invalid.',
      });
    },
  ],
];

describe('the STS client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});
