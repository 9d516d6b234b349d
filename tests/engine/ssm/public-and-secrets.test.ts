import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/engine/api/index';
import { AwsError } from '../../../src/engine/errors';
import type { Service } from '../../../src/engine/operation';
import { refusal, refusalText } from '../world';
import { ssmWorld } from './world';

const regions = '/aws/service/global-infrastructure/regions';
const images = '/aws/service/ami-amazon-linux-latest';

describe('public parameters', () => {
  it('are the same for every account, and without one in their ARN', async () => {
    const { get } = ssmWorld();
    expect(await get(`${regions}/us-west-1/longName`)).toMatchObject({
      ...{ Value: 'US West (N. California)', Type: 'String', DataType: 'text', Version: 1 },
      ARN: `arn:aws:ssm:us-east-1::parameter${regions}/us-west-1/longName`,
    });
    expect(await get(`${regions}/eu-central-1:1`)).toMatchObject({ Value: 'eu-central-1' });
  });

  it('are listed by path', async () => {
    const { ssm } = ssmWorld();
    const found: string[] = [];
    let NextToken: unknown;
    do {
      const page = await ssm<{ Parameters: { Name: string }[]; NextToken?: string }>(
        ...(['GetParametersByPath', { Path: regions, NextToken }] as const),
      );
      found.push(...page.Parameters.map(({ Name }) => Name));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(found).toContain(`${regions}/us-east-1`);
    expect(found).toEqual([...new Set(found)].sort());
    expect(found.every((name) => name.slice(regions.length + 1).split('/').length === 1)).toBe(
      true,
    );
  });

  it('name the latest images of Amazon Linux, others in each Region', async () => {
    const { ssm } = ssmWorld();
    const Name = `${images}/al2023-ami-kernel-default-x86_64`;
    const ids = await Promise.all(
      ['us-east-1', 'eu-north-1'].map(async (region) => {
        const { Parameter } = await ssm<{ Parameter: { Value: string } }>(
          ...(['GetParameter', { Name }, { region }] as const),
        );
        return Parameter.Value;
      }),
    );
    expect(ids[0]).toMatch(/^ami-0[0-9a-f]{16}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('are neither written nor deleted nor described', async () => {
    const { put, ssm } = ssmWorld();
    const Name = `${regions}/us-east-1`;
    expect(await refusalText(put(Name))).toBe(
      `AccessDeniedException: No access to reserved parameter name: ${Name}.`,
    );
    expect((await refusal(ssm('DeleteParameter', { Name }))).code).toBe('ParameterNotFound');
    expect(await ssm('DescribeParameters')).toEqual({ Parameters: [] });
    expect((await refusal(ssm('GetParameter', { Name: '/aws/service/x' }))).code).toBe(
      'ParameterNotFound',
    );
  });

  it('need a permission like any other', async () => {
    const { ssm, user } = ssmWorld();
    const Resource = 'arn:aws:ssm:*::parameter/aws/service/*';
    const credentials = await user('app', {
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource,
    });
    await ssm('GetParameter', { Name: `${regions}/us-east-1` }, { credentials });
  });
});

// A stand-in for AWS Secrets Manager that knows one secret, and what it was asked.
function secretsManager(asked: object[]): Service {
  const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-a1b2c3';
  return {
    ...{ name: 'secretsmanager', title: 'Secrets', eventSource: 'secretsmanager.amazonaws.com' },
    model: readModel({
      service: 'secretsmanager',
      metadata: {
        ...{ protocol: 'json', apiVersion: '2017-10-17', serviceId: 'Secrets Manager' },
        endpointPrefix: 'secretsmanager',
      },
      operations: { GetSecretValue: {} },
      shapes: {},
    }),
    operations: {
      GetSecretValue: {
        permissions: () => [{ action: 'secretsmanager:GetSecretValue', resource: ARN }],
        handle(input: { SecretId: string }) {
          asked.push(input);
          if (input.SecretId !== 'db') throw new AwsError('ResourceNotFoundException', 'no');
          const versions = { VersionId: 'v', VersionStages: ['AWSCURRENT'] };
          return { ARN, Name: 'db', SecretString: 's3cret', CreatedDate: new Date(0), ...versions };
        },
      },
    },
  };
}

const reference = (id: string) => `/aws/reference/secretsmanager/${id}`;
const open = { WithDecryption: true };

describe('references to secrets', () => {
  const secretWorld = () => {
    const asked: object[] = [];
    return { asked, ...ssmWorld(null, undefined, {}, [secretsManager(asked)]) };
  };

  it('are read as parameters', async () => {
    const { asked, get } = secretWorld();
    const found = await get(reference('db'), open);
    expect(found).toMatchObject({
      ...{ Name: reference('db'), Type: 'SecureString', Value: 's3cret', Version: 0 },
      ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-a1b2c3',
    });
    const { SourceResult } = found as unknown as { SourceResult: string };
    expect(JSON.parse(SourceResult)).toMatchObject({ name: 'db', versionStages: ['AWSCURRENT'] });
    expect(await get(reference('db:AWSPREVIOUS'), open)).toMatchObject({
      Selector: ':AWSPREVIOUS',
    });
    const VersionId = '01234567-89ab-cdef-0123-456789abcdef';
    await get(reference(`db:${VersionId}`), open);
    expect(asked).toEqual([
      { SecretId: 'db' },
      { SecretId: 'db', VersionStage: 'AWSPREVIOUS' },
      { SecretId: 'db', VersionId },
    ]);
  });

  it('are invalid parameters where there is no secret, and must be decrypted', async () => {
    const { put, ssm, get } = secretWorld();
    await put('x');
    const Names = ['x', reference('db'), reference('none')];
    expect(await ssm('GetParameters', { Names, ...open })).toMatchObject({
      ...{ Parameters: [{ Name: 'x' }, { Name: reference('db') }] },
      InvalidParameters: [reference('none')],
    });
    expect(await refusalText(get(reference('none'), open))).toBe(
      `ParameterNotFound: An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${reference('none')} not found.`,
    );
    expect(await refusalText(get(reference('db')))).toBe(
      'ValidationException: WithDecryption flag must be True for retrieving a Secret Manager secret.',
    );
  });

  it('need the permissions of both services', async () => {
    const { ssm, user } = secretWorld();
    const credentials = await user('app', {
      ...{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' },
    });
    const read = ssm('GetParameter', { Name: reference('db'), ...open }, { credentials });
    expect((await refusal(read)).message).toContain('secretsmanager:GetSecretValue');
  });
});
