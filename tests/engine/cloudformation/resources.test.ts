import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { parameter, stackWorld, withResources } from './world';

const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' },
});

describe('Resources of a stack', () => {
  it('are a bucket that encrypts under a key of the same stack, and its policy', async () => {
    const { create, outputs, send } = stackWorld();
    await create(
      withResources(
        {
          Key: { Type: 'AWS::KMS::Key', Properties: { Description: 'for the bucket' } },
          Bucket: {
            Type: 'AWS::S3::Bucket',
            Properties: {
              BucketEncryption: {
                ServerSideEncryptionConfiguration: [
                  {
                    BucketKeyEnabled: true,
                    ServerSideEncryptionByDefault: {
                      ...{ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': 'Key.Arn' } },
                    },
                  },
                ],
              },
              VersioningConfiguration: { Status: 'Enabled' },
              Tags: [{ Key: 'stage', Value: 'test' }],
            },
          },
          Policy: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: { Ref: 'Bucket' },
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: {
                  ...{ Effect: 'Deny', Principal: '*', Action: 's3:*' },
                  Resource: { 'Fn::Sub': '${Bucket.Arn}/*' },
                  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
                },
              },
            },
          },
        },
        { Name: { Value: { Ref: 'Bucket' } }, Key: { Value: { 'Fn::GetAtt': 'Key.Arn' } } },
      ),
    );
    const { Name: Bucket = '', Key } = await outputs();
    expect(Bucket).toMatch(/^app-bucket-[a-z0-9]{12}$/);
    const Body = new Uint8Array(4);
    await send('s3', 'PutObject', { Bucket, Key: 'a', Body });
    expect(await send('s3', 'HeadObject', { Bucket, Key: 'a' })).toMatchObject({
      ...{ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Key, BucketKeyEnabled: true },
    });
    expect(await send('s3', 'GetBucketVersioning', { Bucket })).toMatchObject({
      Status: 'Enabled',
    });
    const { TagSet } = await send<{ TagSet: { Key: string }[] }>('s3', 'GetBucketTagging', {
      Bucket,
    });
    expect(TagSet.filter(({ Key }) => !Key.startsWith('aws:'))).toEqual([
      { Key: 'stage', Value: 'test' },
    ]);
    const { Policy } = await send<{ Policy: string }>('s3', 'GetBucketPolicy', { Bucket });
    expect(Policy).toContain(`arn:aws:s3:::${Bucket}/*`);
  });

  it('do not take over a bucket that is there already', async () => {
    const { create, send, events } = stackWorld();
    await send('s3', 'CreateBucket', { Bucket: 'mine-already' });
    const Properties = { BucketName: 'mine-already' };
    const stack = await create(withResources({ B: { Type: 'AWS::S3::Bucket', Properties } }));
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await events()).toContainEqual(
      expect.objectContaining({ ResourceStatusReason: 'mine-already already exists' }),
    );
    await send('s3', 'HeadBucket', { Bucket: 'mine-already' });
  });

  it('are roles and policies, which must be acknowledged', async () => {
    const { cloudFormation, create, send, settled, update } = stackWorld();
    const document = (Action: string) => ({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action, Resource: '*' },
    });
    const of = (Action: string, more: object = {}) =>
      withResources({
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            ...{ RoleName: 'app', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') },
            ManagedPolicyArns: [{ Ref: 'Managed' }],
            Policies: [{ PolicyName: 'own', PolicyDocument: document(Action) }],
          },
        },
        Inline: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'inline',
            PolicyDocument: document(Action),
            Roles: [{ Ref: 'Role' }],
          },
        },
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: document(Action) },
        },
        ...more,
      });
    expect(await refusalText(create(of('kms:Encrypt')))).toBe(
      'InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]',
    );
    const Capabilities = ['CAPABILITY_NAMED_IAM'];
    expect(await create(of('kms:Encrypt'), { Capabilities })).toMatchObject({
      ...{ StackStatus: 'CREATE_COMPLETE', Capabilities },
    });
    expect(await update(of('kms:Decrypt'), { Capabilities })).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
    });
    const RoleName = 'app';
    const simulated = await send<{ EvaluationResults: { EvalDecision: string }[] }>(
      'iam',
      'SimulatePrincipalPolicy',
      {
        PolicySourceArn: 'arn:aws:iam::123456789012:role/app',
        ActionNames: ['kms:Decrypt', 'kms:Encrypt'],
      },
    );
    expect(simulated.EvaluationResults.map(({ EvalDecision }) => EvalDecision)).toEqual([
      'allowed',
      'implicitDeny',
    ]);
    const { PolicyNames } = await send('iam', 'ListRolePolicies', { RoleName });
    expect(PolicyNames).toEqual(['inline', 'own']);
    const { StackId } = await cloudFormation<{ StackId: string }>('UpdateTerminationProtection', {
      ...{ StackName: 'app', EnableTerminationProtection: false },
    });
    await cloudFormation('DeleteStack', { StackName: 'app' });
    expect((await settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await refusalText(send('iam', 'GetRole', { RoleName }))).toMatch(/^NoSuchEntity/);
  });

  it('are waited for: a DB instance has its endpoint once it is available, and leaves a snapshot', async () => {
    const { cloudFormation, create, outputs, send, settled } = stackWorld();
    const { StackId = '' } = await create(
      withResources(
        {
          Key: { Type: 'AWS::KMS::Key' },
          Db: {
            Type: 'AWS::RDS::DBInstance',
            Properties: {
              ...{ DBInstanceClass: 'db.t3.micro', Engine: 'postgres', AllocatedStorage: '20' },
              ...{ MasterUsername: 'boss', MasterUserPassword: 'correct-horse' },
              KmsKeyId: { Ref: 'Key' },
            },
          },
        },
        {
          Host: { Value: { 'Fn::GetAtt': 'Db.Endpoint.Address' } },
          Port: { Value: { 'Fn::GetAtt': ['Db', 'Endpoint.Port'] } },
        },
      ),
    );
    const { Host, Port } = await outputs();
    expect(Host).toMatch(/^app-db-[a-z0-9]{12}\..*\.rds\.amazonaws\.com$/);
    expect(Port).toBe('5432');
    await cloudFormation('DeleteStack', { StackName: 'app' });
    const gone = await settled(StackId);
    expect(gone.StackStatus).toBe('DELETE_COMPLETE');
    const { DBSnapshots } = await send<{ DBSnapshots: object[] }>('rds', 'DescribeDBSnapshots');
    expect(DBSnapshots).toMatchObject([{ Encrypted: true }]);
  });

  it('are DB instances whose master password Amazon RDS makes and keeps in a secret', async () => {
    const { create, outputs, send } = stackWorld();
    await create(
      withResources(
        {
          Key: { Type: 'AWS::KMS::Key' },
          Db: {
            Type: 'AWS::RDS::DBInstance',
            Properties: {
              ...{ DBInstanceClass: 'db.t3.micro', Engine: 'postgres', AllocatedStorage: '20' },
              ...{ MasterUsername: 'boss', ManageMasterUserPassword: true },
              MasterUserSecret: { KmsKeyId: { 'Fn::GetAtt': 'Key.Arn' } },
            },
          },
        },
        {
          Secret: { Value: { 'Fn::GetAtt': 'Db.MasterUserSecret.SecretArn' } },
          Key: { Value: { 'Fn::GetAtt': 'Key.Arn' } },
        },
      ),
    );
    const { Secret, Key } = await outputs();
    const { SecretString } = await send<{ SecretString: string }>(
      ...(['secretsmanager', 'GetSecretValue', { SecretId: Secret }] as const),
    );
    expect(JSON.parse(SecretString)).toMatchObject({ username: 'boss' });
    expect(await send('secretsmanager', 'DescribeSecret', { SecretId: Secret })).toMatchObject({
      ...{ KmsKeyId: Key, OwningService: 'rds' },
    });
  });

  it('are log groups and volumes', async () => {
    const { cloudFormation, create, outputs, send, settled } = stackWorld();
    const { StackId = '' } = await create(
      withResources(
        {
          Group: {
            Type: 'AWS::Logs::LogGroup',
            Properties: { LogGroupName: '/app', RetentionInDays: 7 },
          },
          Volume: {
            Type: 'AWS::EC2::Volume',
            Properties: {
              AvailabilityZone: { 'Fn::Sub': '${AWS::Region}a' },
              Size: 1,
              Encrypted: true,
            },
          },
        },
        { Arn: { Value: { 'Fn::GetAtt': 'Group.Arn' } }, Volume: { Value: { Ref: 'Volume' } } },
      ),
    );
    const { Arn, Volume = '' } = await outputs();
    const { logGroups } = await send<{ logGroups: object[] }>('logs', 'DescribeLogGroups');
    expect(logGroups).toMatchObject([{ logGroupName: '/app', arn: Arn, retentionInDays: 7 }]);
    const { Volumes } = await send<{ Volumes: object[] }>('ec2', 'DescribeVolumes', {
      VolumeIds: [Volume],
    });
    expect(Volumes).toMatchObject([{ State: 'available', Encrypted: true, Size: 1 }]);
    await cloudFormation('DeleteStack', { StackName: 'app' });
    expect((await settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('are functions with their code in the template, and who may invoke them', async () => {
    const { cloudFormation, create, outputs, send, settled, update } = stackWorld();
    const of = (Timeout: number) =>
      withResources(
        {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') },
          },
          Function: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              ...{ Role: { 'Fn::GetAtt': 'Role.Arn' }, Runtime: 'nodejs22.x', Timeout },
              ...{ Handler: 'index.handler', Code: { ZipFile: 'exports.handler = () => 1;' } },
              Environment: { Variables: { STACK: { Ref: 'AWS::StackName' } } },
            },
          },
          Permission: {
            Type: 'AWS::Lambda::Permission',
            Properties: {
              ...{ Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Function' } },
              Principal: 'secretsmanager.amazonaws.com',
            },
          },
        },
        { Name: { Value: { Ref: 'Function' } } },
      );
    const Capabilities = ['CAPABILITY_IAM'];
    const { StackId = '' } = await create(of(5), { Capabilities });
    const { Name: FunctionName } = await outputs();
    expect(await send('lambda', 'GetFunctionConfiguration', { FunctionName })).toMatchObject({
      ...{ Runtime: 'nodejs22.x', Timeout: 5, Environment: { Variables: { STACK: 'app' } } },
    });
    const { Policy } = await send<{ Policy: string }>('lambda', 'GetPolicy', { FunctionName });
    expect(Policy).toContain('secretsmanager.amazonaws.com');
    await update(of(9), { Capabilities });
    expect(await send('lambda', 'GetFunctionConfiguration', { FunctionName })).toMatchObject({
      Timeout: 9,
    });
    await cloudFormation('DeleteStack', { StackName: 'app' });
    expect((await settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await refusalText(send('lambda', 'GetFunction', { FunctionName }))).toMatch(
      /^ResourceNotFoundException/,
    );
  });

  it('are replicas of keys in other Regions', async () => {
    const { cloudFormation, create, kms, outputs, pass } = stackWorld();
    await create(
      withResources(
        { Key: { Type: 'AWS::KMS::Key', Properties: { MultiRegion: true } } },
        { Arn: { Value: { 'Fn::GetAtt': 'Key.Arn' } } },
      ),
    );
    const { Arn } = await outputs();
    const region = 'eu-west-1';
    const policy = {
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' } },
        ...{ Action: 'kms:*', Resource: '*' },
      },
    };
    const replica = {
      Type: 'AWS::KMS::ReplicaKey',
      Properties: { PrimaryKeyArn: Arn, KeyPolicy: policy, Description: 'over there' },
    };
    const TemplateBody = JSON.stringify(withResources({ Replica: replica }));
    await cloudFormation('CreateStack', { StackName: 'there', TemplateBody }, { region });
    await pass(120);
    const KeyId = Arn?.split('/')[1];
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>(
      'DescribeKey',
      { KeyId },
      { region },
    );
    expect(KeyMetadata).toMatchObject({ Description: 'over there', MultiRegion: true });
  });

  it('are tagged as their stack is', async () => {
    const { create, send } = stackWorld();
    await create(withResources({ P: parameter('x', { Name: '/p', Tags: { own: 'yes' } }) }), {
      Tags: [{ Key: 'stack', Value: 'app' }],
    });
    const { TagList } = await send('ssm', 'ListTagsForResource', {
      ...{ ResourceType: 'Parameter', ResourceId: '/p' },
    });
    expect(TagList).toEqual(
      expect.arrayContaining([
        { Key: 'own', Value: 'yes' },
        { Key: 'stack', Value: 'app' },
      ]),
    );
  });
});
