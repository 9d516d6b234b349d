import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine';
import { openRandom } from '../../../src/engine/random';
import { connect, type Login } from '../../../src/engine/services/rds/database';
import { trailTable } from '../../../src/engine/trail/index';
import { refusalText } from '../world';
import { parameter, stackWorld, withResources } from './world';

/** The databases of a world as whoever logs in reaches them. */
const databases = ({ tables }: Engine) => ({
  get: tables.get.bind(tables),
  put: () => undefined,
  random: openRandom(tables),
});

const database = (MasterUserPassword: string) => ({
  Db: {
    Type: 'AWS::RDS::DBInstance',
    DeletionPolicy: 'Delete',
    Properties: {
      ...{ DBInstanceIdentifier: 'app', DBInstanceClass: 'db.t3.micro', Engine: 'postgres' },
      ...{ AllocatedStorage: 20, MasterUsername: 'boss', MasterUserPassword },
    },
  },
});

describe('Dynamic references', () => {
  it('to parameters are looked up when the resource is made, and shown as they were written', async () => {
    const { cloudFormation, create, events, send } = stackWorld();
    await send('ssm', 'PutParameter', { Name: '/size', Value: 'large', Type: 'String' });
    const reference = '{{resolve:ssm:/size:1}}';
    await create(withResources({ P: parameter(`is ${reference}`, { Name: '/p' }) }));
    const { Parameter } = await send<{ Parameter: object }>('ssm', 'GetParameter', { Name: '/p' });
    expect(Parameter).toMatchObject({ Value: 'is large' });
    const made = (await events()).find(({ LogicalResourceId }) => LogicalResourceId === 'P');
    expect(made?.ResourceProperties).toContain(reference);
    const { TemplateBody } = await cloudFormation('GetTemplate', { StackName: 'app' });
    expect(TemplateBody).toContain(reference);
  });

  it('to secrets are looked up with the permissions of the stack; its history never has the value', async () => {
    const { create, engine, events, kms, send, user } = stackWorld();
    const { KeyMetadata } = await kms<{ KeyMetadata: { Arn: string } }>('CreateKey');
    await send('secretsmanager', 'CreateSecret', {
      ...{ Name: 'db', KmsKeyId: KeyMetadata.Arn, ClientRequestToken: 'a'.repeat(32) },
      SecretString: JSON.stringify({ username: 'boss', password: 'correct-horse' }),
    });
    const template = withResources(database('{{resolve:secretsmanager:db:SecretString:password}}'));
    const allowed = { Effect: 'Allow', Action: ['cloudformation:*', 'rds:*'], Resource: '*' };
    const without = await user('without', allowed);
    const refused = await create(template, { StackName: 'refused' }, { credentials: without });
    expect(refused.StackStatus).toBe('ROLLBACK_COMPLETE');
    const denied = (await events('refused')).find(
      ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
    );
    expect(denied?.ResourceStatusReason).toMatch(
      /User: arn:aws:iam::123456789012:user\/without is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:.*:secret:db-\w{6} .*\(Service: AWSSecretsManager; Status Code: 400; Error Code: AccessDeniedException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
    );
    const reading = {
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue', 'kms:Decrypt'],
      Resource: '*',
    };
    const credentials = await user('with', allowed, reading);
    expect((await create(template, {}, { credentials })).StackStatus).toBe('CREATE_COMPLETE');
    const decrypted = engine.tables
      .range(trailTable)
      .map(([, event]) => event)
      .filter(({ eventName }) => eventName === 'Decrypt')
      .at(-1);
    expect(decrypted).toMatchObject({
      userIdentity: { userName: 'with', invokedBy: 'secretsmanager.amazonaws.com' },
    });
    expect(JSON.stringify(await events())).not.toContain('correct-horse');
    const { DBInstances } = await send<{ DBInstances: { Endpoint: { Address: string } }[] }>(
      'rds',
      'DescribeDBInstances',
    );
    const host = DBInstances[0]!.Endpoint.Address;
    expect(
      await connect(databases(engine), { host, username: 'boss', password: 'correct-horse' }),
    ).toBeTruthy();
  });

  it('to SecureStrings are for a few properties alone', async () => {
    const { cloudFormation, create, events, send } = stackWorld();
    await send('ssm', 'PutParameter', {
      Name: '/password',
      Value: 'correct-horse',
      Type: 'SecureString',
    });
    const reference = '{{resolve:ssm-secure:/password}}';
    const TemplateBody = JSON.stringify(withResources({ P: parameter(reference) }));
    expect(
      await refusalText(cloudFormation('CreateStack', { StackName: 'app', TemplateBody })),
    ).toBe(
      'ValidationError: SSM Secure reference is not supported in: [AWS::SSM::Parameter/Properties/Value]',
    );
    const stack = await create(withResources(database(reference)));
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(JSON.stringify(await events())).not.toContain('correct-horse');
  });

  it.each([
    ['{{resolve:ssm:/secure}}', 'Non-secure ssm prefix was used for secure parameter: [/secure]'],
    ['{{resolve:ssm:/nothing}}', 'Parameters: [ssm:/nothing] cannot be found.'],
    [
      '{{resolve:secretsmanager:s:SecretString:nothing}}',
      'Could not find a value associated with JSONKey in SecretString',
    ],
  ])('like %s fail the resource', async (reference, reason) => {
    const { create, events, send } = stackWorld();
    await send('ssm', 'PutParameter', { Name: '/secure', Value: 'x', Type: 'SecureString' });
    await send('secretsmanager', 'CreateSecret', {
      ...{ Name: 's', SecretString: '{"a":1}', ClientRequestToken: 'a'.repeat(32) },
    });
    await create(withResources({ P: parameter(reference) }));
    expect(await events()).toContainEqual(
      expect.objectContaining({ ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: reason }),
    );
  });

  it.each([
    ['{{resolve:ssm:has space}}', 'ssm:has space'],
    ['{{resolve:elsewhere:x}}', 'elsewhere:x'],
    [
      '{{resolve:secretsmanager:s:SecretString:k:AWSCURRENT:v}}',
      'secretsmanager:s:SecretString:k:AWSCURRENT:v',
    ],
  ])('like %s are refused', async (reference, shown) => {
    const { cloudFormation } = stackWorld();
    const TemplateBody = JSON.stringify(withResources({ P: parameter(reference) }));
    expect(
      await refusalText(cloudFormation('CreateStack', { StackName: 'app', TemplateBody })),
    ).toBe(
      `ValidationError: Incorrect format is used in the following dynamic reference: [${shown}]`,
    );
  });

  it('may be 60 in a template', async () => {
    const { cloudFormation } = stackWorld();
    const TemplateBody = JSON.stringify(
      withResources({ P: parameter('{{resolve:ssm:a}}'.repeat(61)) }),
    );
    expect(
      await refusalText(cloudFormation('CreateStack', { StackName: 'app', TemplateBody })),
    ).toBe('ValidationError: Template contains 61 dynamic references, more than the limit of 60');
  });
});

describe('A secret of a stack', () => {
  it('is rotated by a function that AWS Secrets Manager may invoke, or not at all', async () => {
    const { create, events } = stackWorld();
    const RotationLambdaARN = 'arn:aws:lambda:us-east-1:123456789012:function:nobody';
    await create(
      withResources({
        Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: '{"a":"b"}' } },
        Schedule: {
          Type: 'AWS::SecretsManager::RotationSchedule',
          Properties: {
            ...{ SecretId: { Ref: 'Secret' }, RotationLambdaARN },
            RotationRules: { AutomaticallyAfterDays: 30 },
          },
        },
      }),
    );
    const failed = (await events()).find(
      ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
    );
    expect(failed).toMatchObject({ LogicalResourceId: 'Schedule' });
    expect(failed?.ResourceStatusReason).toMatch(
      /Secrets Manager cannot invoke the specified Lambda function.*HandlerErrorCode: AccessDenied/,
    );
  });

  it('is generated, read by the database, and told where the database is', async () => {
    const { cloudFormation, create, engine, outputs, send, settled } = stackWorld();
    const { StackId = '' } = await create(`
Resources:
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        SecretStringTemplate: '{"username": "boss"}'
        GenerateStringKey: password
        PasswordLength: 24
        ExcludeCharacters: "\\"@/\\\\ "
  Db:
    Type: AWS::RDS::DBInstance
    DeletionPolicy: Delete
    Properties:
      DBInstanceClass: db.t3.micro
      Engine: postgres
      AllocatedStorage: 20
      MasterUsername: !Sub "{{resolve:secretsmanager:\${Secret}:SecretString:username}}"
      MasterUserPassword: !Sub "{{resolve:secretsmanager:\${Secret}:SecretString:password}}"
  Attachment:
    Type: AWS::SecretsManager::SecretTargetAttachment
    Properties:
      SecretId: !Ref Secret
      TargetId: !Ref Db
      TargetType: AWS::RDS::DBInstance
Outputs:
  Secret: { Value: !Ref Secret }
`);
    const { Secret: SecretId = '' } = await outputs();
    expect(SecretId).toMatch(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:Secret-[A-Za-z0-9]{12}-\w{6}$/,
    );
    const { SecretString } = await send<{ SecretString: string }>(
      'secretsmanager',
      'GetSecretValue',
      { SecretId },
    );
    const value = JSON.parse(SecretString) as Login;
    expect(value).toMatchObject({ username: 'boss', engine: 'postgres', port: 5432 });
    expect(value.password).toHaveLength(24);
    expect(await connect(databases(engine), value)).toBeTruthy();
    await cloudFormation('DeleteStack', { StackName: 'app' });
    expect((await settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await refusalText(send('secretsmanager', 'GetSecretValue', { SecretId }))).toMatch(
      /^ResourceNotFoundException/,
    );
  });
});
