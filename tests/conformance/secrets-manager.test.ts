import { CreateKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import * as sdk from '@aws-sdk/client-secrets-manager';
import { afterAll, describe, expect, test } from 'vitest';
import { secretsManager as service } from '../../src/engine/services/secrets-manager/index';
import { allPages, bytesOf, expectAllOf, sdkWorld, type Story } from './clients';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

const policy = (Principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal, Action: 'secretsmanager:GetSecretValue', Resource: '*' },
    ],
  });

const stories: readonly Story[] = [
  [
    'a secret is created, read, changed and deleted',
    async ({ config, engine }) => {
      const client = new sdk.SecretsManagerClient(config());
      const Name = 'app/db';
      const secret = { Name, SecretString: 's3cret', Description: 'the database' };
      const { ARN, VersionId } = await client.send(new sdk.CreateSecretCommand(secret));
      const exists = client.send(new sdk.CreateSecretCommand(secret));
      await expect(exists).rejects.toBeInstanceOf(sdk.ResourceExistsException);

      const SecretId = Name;
      const value = await client.send(new sdk.GetSecretValueCommand({ SecretId }));
      expect(value).toMatchObject({
        ...{ ARN, Name, VersionId, SecretString: 's3cret', VersionStages: ['AWSCURRENT'] },
        CreatedDate: new Date(engine.now),
      });
      const SecretBinary = bytesOf('binary');
      const put = await client.send(new sdk.PutSecretValueCommand({ SecretId, SecretBinary }));
      const binary = await client.send(new sdk.GetSecretValueCommand({ SecretId }));
      expect(binary.SecretBinary).toEqual(SecretBinary);
      await client.send(new sdk.UpdateSecretCommand({ SecretId, Description: 'another' }));
      const described = await client.send(new sdk.DescribeSecretCommand({ SecretId }));
      expect(described).toMatchObject({
        ...{ ARN, Name, Description: 'another', CreatedDate: new Date(engine.now) },
        VersionIdsToStages: {
          [VersionId ?? '']: ['AWSPREVIOUS'],
          [put.VersionId ?? '']: ['AWSCURRENT'],
        },
      });

      await client.send(new sdk.DeleteSecretCommand({ SecretId }));
      const gone = client.send(new sdk.GetSecretValueCommand({ SecretId }));
      await expect(gone).rejects.toBeInstanceOf(sdk.InvalidRequestException);
      await client.send(new sdk.RestoreSecretCommand({ SecretId }));
      const forced = { SecretId, ForceDeleteWithoutRecovery: true };
      await client.send(new sdk.DeleteSecretCommand(forced));
      const missing = client.send(new sdk.DescribeSecretCommand({ SecretId }));
      await expect(missing).rejects.toBeInstanceOf(sdk.ResourceNotFoundException);
    },
  ],
  [
    'versions and secrets are listed page by page',
    async ({ config }) => {
      const client = new sdk.SecretsManagerClient(config());
      for (let n = 0; n < 5; n += 1) {
        await client.send(new sdk.CreateSecretCommand({ Name: `s${n}`, SecretString: `${n}` }));
      }
      const all = sdk.paginateListSecrets({ client, pageSize: 2 }, {});
      expect(await allPages(all, 'SecretList')).toMatchObject({ count: 3, items: { length: 5 } });
      const wrong = client.send(new sdk.ListSecretsCommand({ NextToken: 'x' }));
      await expect(wrong).rejects.toBeInstanceOf(sdk.InvalidNextTokenException);
      const batch = await client.send(
        new sdk.BatchGetSecretValueCommand({ SecretIdList: ['s1', 's2', 'nothing'] }),
      );
      expect(batch.SecretValues?.map(({ SecretString }) => SecretString)).toEqual(['1', '2']);
      expect(batch.Errors).toMatchObject([{ ErrorCode: 'ResourceNotFoundException' }]);

      const SecretId = 's0';
      const pending = { SecretId, SecretString: 'new', VersionStages: ['AWSPENDING'] };
      const { VersionId } = await client.send(new sdk.PutSecretValueCommand(pending));
      const { Versions = [] } = await client.send(
        new sdk.ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true }),
      );
      expect(Versions).toMatchObject([
        { VersionStages: ['AWSCURRENT'], KmsKeyIds: ['DefaultEncryptionKey'] },
        { VersionId, VersionStages: ['AWSPENDING'] },
      ]);
      await client.send(
        new sdk.UpdateSecretVersionStageCommand({
          ...{ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: VersionId },
          RemoveFromVersionId: Versions[0]?.VersionId,
        }),
      );
      const value = await client.send(new sdk.GetSecretValueCommand({ SecretId }));
      expect(value.SecretString).toBe('new');
    },
  ],
  [
    'a secret is lost with its key',
    async ({ config, kms }) => {
      const client = new sdk.SecretsManagerClient(config());
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      const KmsKeyId = KeyMetadata?.KeyId;
      const secret = { Name: 'db', SecretString: 's3cret', KmsKeyId };
      await client.send(new sdk.CreateSecretCommand(secret));
      await kms.send(new DisableKeyCommand({ KeyId: KmsKeyId }));
      const read = client.send(new sdk.GetSecretValueCommand({ SecretId: 'db' }));
      await expect(read).rejects.toBeInstanceOf(sdk.DecryptionFailure);
      const write = client.send(
        new sdk.PutSecretValueCommand({ SecretId: 'db', SecretString: 'x' }),
      );
      await expect(write).rejects.toBeInstanceOf(sdk.EncryptionFailure);
    },
  ],
  [
    'resource policies, tags and passwords',
    async ({ config }) => {
      const client = new sdk.SecretsManagerClient(config());
      await client.send(new sdk.CreateSecretCommand({ Name: 'db', SecretString: 'x' }));
      const SecretId = 'db';
      const everyone = { SecretId, ResourcePolicy: policy('*'), BlockPublicPolicy: true };
      const open = client.send(new sdk.PutResourcePolicyCommand(everyone));
      await expect(open).rejects.toBeInstanceOf(sdk.PublicPolicyException);
      const ResourcePolicy = policy({ AWS: '123456789012' });
      const { PolicyValidationPassed } = await client.send(
        new sdk.ValidateResourcePolicyCommand({ ResourcePolicy }),
      );
      expect(PolicyValidationPassed).toBe(true);
      await client.send(new sdk.PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
      const kept = await client.send(new sdk.GetResourcePolicyCommand({ SecretId }));
      expect(kept.ResourcePolicy).toBe(ResourcePolicy);
      await client.send(new sdk.DeleteResourcePolicyCommand({ SecretId }));
      const malformed = client.send(
        new sdk.PutResourcePolicyCommand({ SecretId, ResourcePolicy: '{' }),
      );
      await expect(malformed).rejects.toBeInstanceOf(sdk.MalformedPolicyDocumentException);

      const Tags = [{ Key: 'team', Value: 'blue' }];
      await client.send(new sdk.TagResourceCommand({ SecretId, Tags }));
      await client.send(new sdk.UntagResourceCommand({ SecretId, TagKeys: ['none'] }));
      const described = await client.send(new sdk.DescribeSecretCommand({ SecretId }));
      expect(described.Tags).toEqual(Tags);
      const { RandomPassword } = await client.send(
        new sdk.GetRandomPasswordCommand({ PasswordLength: 20 }),
      );
      expect(RandomPassword).toHaveLength(20);
    },
  ],
  [
    'a secret is copied to other Regions',
    async ({ config, admin }) => {
      const client = new sdk.SecretsManagerClient(config());
      const west = new sdk.SecretsManagerClient(config(admin, 'us-west-2'));
      const SecretId = 'db';
      await client.send(new sdk.CreateSecretCommand({ Name: 'db', SecretString: 's3cret' }));
      const regions = ['us-west-2', 'eu-west-1'].map((Region) => ({ Region }));
      const { ReplicationStatus } = await client.send(
        new sdk.ReplicateSecretToRegionsCommand({ SecretId, AddReplicaRegions: regions }),
      );
      expect(ReplicationStatus?.map(({ Status }) => Status)).toEqual(['InSync', 'InSync']);
      const removed = { SecretId, RemoveReplicaRegions: ['eu-west-1'] };
      await client.send(new sdk.RemoveRegionsFromReplicationCommand(removed));
      const copy = await west.send(new sdk.GetSecretValueCommand({ SecretId }));
      expect(copy.SecretString).toBe('s3cret');
      await west.send(new sdk.StopReplicationToReplicaCommand({ SecretId }));
      await west.send(new sdk.PutSecretValueCommand({ SecretId, SecretString: 'own' }));
    },
  ],
  [
    'a rotation needs a function, and a schedule that AWS takes',
    async ({ config }) => {
      const client = new sdk.SecretsManagerClient(config());
      const SecretId = 'db';
      await client.send(new sdk.CreateSecretCommand({ Name: 'db', SecretString: 's3cret' }));
      const RotationRules = { ScheduleExpression: 'rate(4 hours)', Duration: '1h' };
      const rotate = client.send(new sdk.RotateSecretCommand({ SecretId, RotationRules }));
      await expect(rotate).rejects.toBeInstanceOf(sdk.InvalidRequestException);
      const RotationLambdaARN = 'arn:aws:lambda:us-east-1:123456789012:function:none';
      const wrong = { SecretId, RotationLambdaARN, RotationRules: { Duration: '1h' } };
      const refused = client.send(new sdk.RotateSecretCommand(wrong));
      await expect(refused).rejects.toBeInstanceOf(sdk.InvalidParameterException);
      const cancel = client.send(new sdk.CancelRotateSecretCommand({ SecretId }));
      await expect(cancel).rejects.toBeInstanceOf(sdk.InvalidRequestException);
    },
  ],
];

describe('the Secrets Manager client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});
