import { describe, expect, it } from 'vitest';
import { trailTable } from '../../../src/engine/trail/index';
import { refusal, refusalText } from '../world';
import { account, secretsWorld } from './world';

const other = '210987654321';

const policy = (...Statement: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (
  Principal: unknown,
  Action = 'secretsmanager:GetSecretValue',
  more: object = {},
) => ({
  ...{ Effect: 'Allow', Principal, Action, Resource: '*' },
  ...more,
});

describe('resource policies', () => {
  it('let a user of the account in, and are put, read and deleted', async () => {
    const { create, get, secrets, user } = secretsWorld();
    const { ARN } = await create('db', 's3cret');
    const credentials = await user('app');
    expect(await refusalText(get('db', {}, { credentials }))).toBe(
      `AccessDeniedException: User: arn:aws:iam::${account}:user/app is not authorized to perform: secretsmanager:GetSecretValue on resource: ${ARN} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    );
    const ResourcePolicy = policy(allow({ AWS: `arn:aws:iam::${account}:user/app` }));
    const put = { SecretId: 'db', ResourcePolicy, BlockPublicPolicy: true };
    expect(await secrets('PutResourcePolicy', put)).toEqual({ ARN, Name: 'db' });
    expect((await get('db', {}, { credentials })).SecretString).toBe('s3cret');
    expect(await secrets('GetResourcePolicy', { SecretId: 'db' })).toMatchObject({
      ResourcePolicy,
    });
    await secrets('DeleteResourcePolicy', { SecretId: 'db' });
    expect(await secrets('GetResourcePolicy', { SecretId: 'db' })).toEqual({ ARN, Name: 'db' });
    expect((await refusal(get('db', {}, { credentials }))).code).toBe('AccessDeniedException');
  });

  it('are refused where they are malformed, name nobody, or open to everyone', async () => {
    const { create, secrets } = secretsWorld();
    await create('db');
    const put = (ResourcePolicy: string, more: object = {}) =>
      secrets('PutResourcePolicy', { SecretId: 'db', ResourcePolicy, ...more });
    const malformed = 'MalformedPolicyDocumentException: This resource policy contains';
    expect(await refusalText(put('{'))).toBe(`${malformed} invalid Json`);
    const nobody = policy(allow({ AWS: `arn:aws:iam::${account}:user/nobody` }));
    expect(await refusalText(put(nobody))).toBe(`${malformed} an unsupported principal`);
    const everyone = policy(allow('*'));
    expect((await refusal(put(everyone, { BlockPublicPolicy: true }))).code).toBe(
      'PublicPolicyException',
    );
    await put(everyone);
    const validated = await secrets('ValidateResourcePolicy', { ResourcePolicy: everyone });
    expect(validated).toMatchObject({ PolicyValidationPassed: false });
    const narrowed = policy(
      allow('*', undefined, { Condition: { StringEquals: { 'aws:PrincipalAccount': account } } }),
    );
    expect(await secrets('ValidateResourcePolicy', { ResourcePolicy: narrowed })).toMatchObject({
      PolicyValidationPassed: true,
    });
    await put(narrowed, { BlockPublicPolicy: true });
  });
});

describe('another account', () => {
  async function accounts() {
    const world = secretsWorld(null, [account, other]);
    const credentials = await world.assume(
      `arn:aws:iam::${other}:role/OrganizationAccountAccessRole`,
    );
    return { ...world, credentials };
  }

  it('needs the resource policy and the key policy', async () => {
    const { create, get, put, secrets, createKey, kms, credentials } = await accounts();
    const { Arn: KmsKeyId } = await createKey();
    const { ARN } = await create('db', 's3cret', { KmsKeyId });
    const sent = { credentials };
    expect((await refusal(get(ARN, {}, sent))).code).toBe('AccessDeniedException');
    const ResourcePolicy = policy(allow({ AWS: other }, 'secretsmanager:*'));
    await secrets('PutResourcePolicy', { SecretId: 'db', ResourcePolicy });
    expect(await refusalText(get(ARN, {}, sent))).toBe(
      'AccessDeniedException: Access to KMS is not allowed',
    );
    const own = allow({ AWS: account }, 'kms:*');
    const use = allow({ AWS: other }, 'kms:*');
    await kms('PutKeyPolicy', { KeyId: KmsKeyId, Policy: policy(own, use) });
    expect((await get(ARN, {}, sent)).SecretString).toBe('s3cret');
    await put(ARN, 'changed', {}, sent);
    expect((await get('db')).SecretString).toBe('changed');
    expect(await secrets('ListSecrets', {}, sent)).toEqual({ SecretList: [] });
  });

  it('never reads what aws/secretsmanager encrypts', async () => {
    const { create, get, secrets, credentials } = await accounts();
    const { ARN } = await create('db', 's3cret');
    const ResourcePolicy = policy(allow({ AWS: other }, 'secretsmanager:*'));
    await secrets('PutResourcePolicy', { SecretId: 'db', ResourcePolicy });
    expect(await refusalText(get(ARN, {}, { credentials }))).toBe(
      "InvalidRequestException: You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
    );
  });
});

describe('condition keys', () => {
  it('tell of the request and of the secret', async () => {
    const { create, get, secrets, user } = secretsWorld();
    const Tags = [{ Key: 'team', Value: 'blue' }];
    await create('blue', 's3cret', { Tags });
    await create('red');
    const credentials = await user(
      'app',
      allowed('GetSecretValue', {
        StringEquals: {
          'secretsmanager:VersionStage': 'AWSCURRENT',
          'secretsmanager:ResourceTag/team': 'blue',
        },
      }),
      allowed('DeleteSecret', {
        NumericGreaterThanEquals: { 'secretsmanager:RecoveryWindowInDays': '14' },
      }),
      allowed('CreateSecret', { StringLike: { 'secretsmanager:Name': 'app/*' } }),
    );
    const sent = { credentials };
    expect((await get('blue', {}, sent)).SecretString).toBe('s3cret');
    await expectDenied(get('red', {}, sent));
    await expectDenied(get('blue', { VersionStage: 'AWSPREVIOUS' }, sent));
    const remove = (more: object) => secrets('DeleteSecret', { SecretId: 'red', ...more }, sent);
    await expectDenied(remove({ ForceDeleteWithoutRecovery: true }));
    await expectDenied(remove({ RecoveryWindowInDays: 7 }));
    await remove({ RecoveryWindowInDays: 14 });
    await create('app/x', 'x', {}, sent);
    await expectDenied(create('x', 'x', {}, sent));
    await expectDenied(create('app/y', 'x', { Tags }, sent));
  });
});

const allowed = (action: string, Condition: object) => ({
  ...{ Effect: 'Allow', Action: `secretsmanager:${action}`, Resource: '*', Condition },
});

async function expectDenied(promise: Promise<unknown>) {
  expect((await refusal(promise)).code).toBe('AccessDeniedException');
}

describe('BatchGetSecretValue', () => {
  it('reads many, tells what it could not read, and is in the trail secret by secret', async () => {
    const { create, secrets, user, engine } = secretsWorld();
    await create('one', '1');
    await create('two', '2');
    await secrets('CreateSecret', { Name: 'empty' });
    const credentials = await user('app', {
      ...{
        Effect: 'Allow',
        Action: 'secretsmanager:*',
        NotResource: 'arn:aws:secretsmanager:*:*:secret:two-??????',
      },
    });
    const batch = { SecretIdList: ['one', 'two', 'empty', 'none'] };
    const answer = await secrets<Batch>('BatchGetSecretValue', batch, { credentials });
    expect(answer.SecretValues).toMatchObject([{ Name: 'one', SecretString: '1' }]);
    expect(answer.Errors.map(({ SecretId, ErrorCode }) => [SecretId, ErrorCode])).toEqual([
      ['two', 'AccessDeniedException'],
      ['empty', 'ResourceNotFoundException'],
      ['none', 'ResourceNotFoundException'],
    ]);
    const events = engine.tables.range(trailTable).map(([, { eventName }]) => eventName);
    expect(events).toContain('GetSecretValue');
    expect(events).toContain('BatchGetSecretValue');
  });

  it('takes names or filters, not both', async () => {
    const { create, secrets } = secretsWorld();
    for (let n = 0; n < 3; n += 1) await create(`app/${n}`, String(n));
    const Filters = [{ Key: 'name', Values: ['app/'] }];
    const first = await secrets<Batch>('BatchGetSecretValue', { Filters, MaxResults: 2 });
    expect(first.SecretValues).toHaveLength(2);
    const rest = { Filters, MaxResults: 2, NextToken: first.NextToken };
    expect((await secrets<Batch>('BatchGetSecretValue', rest)).SecretValues).toHaveLength(1);
    expect((await refusal(secrets('BatchGetSecretValue'))).code).toBe('InvalidParameterException');
  });
});

interface Batch {
  readonly SecretValues: readonly object[];
  readonly Errors: readonly { readonly SecretId: string; readonly ErrorCode: string }[];
  readonly NextToken?: string;
}

describe('the audit trail', () => {
  it('names ARNs and versions, and no value', async () => {
    const { create, get, engine } = secretsWorld();
    const { ARN, VersionId } = await create('db', 's3cret');
    await get('db');
    const events = engine.tables.range(trailTable).map(([, event]) => event);
    const created = events.find(({ eventName }) => eventName === 'CreateSecret');
    expect(created).toMatchObject({
      requestParameters: { name: 'db', clientRequestToken: VersionId },
      responseElements: { arn: ARN, name: 'db', versionId: VersionId },
    });
    expect(JSON.stringify(events)).not.toContain('s3cret');
    expect(JSON.stringify(events)).not.toContain('aRN');
  });
});
