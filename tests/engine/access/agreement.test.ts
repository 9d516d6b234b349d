import { expect, it } from 'vitest';
import { whoCan, type AccessTable, type EditedPolicy } from '../../../src/engine/access/index';
import { Engine } from '../../../src/engine/engine';
import type { Credentials } from '../../../src/engine/operation';
import { accessRole, allow, deny, document, member, twoAccounts } from '../sts/accounts';
import { utf8 } from '../world';

const iamArn = (name: string) => `arn:aws:iam::${member}:${name}`;

/**
 * A member account with a resource of each service, limited by an SCP; `ann` within a boundary, `bob`
 * with policies only, `cyd` through a group, and a role with a session that has a policy of its own.
 */
async function limitedWorld() {
  const { engine, send, assume } = twoAccounts();
  const credentials = await assume(accessRole);
  const as = <Output = Record<string, string>>(service: string, operation: string, input: object) =>
    send<Output>(service, operation, input, { credentials });
  const keys = new Map<string, Credentials>();
  const user = async (UserName: string) => {
    await as('iam', 'CreateUser', { UserName });
    const { AccessKey } = await as<{ AccessKey: { AccessKeyId: string; SecretAccessKey: string } }>(
      ...(['iam', 'CreateAccessKey', { UserName }] as const),
    );
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey;
    keys.set(iamArn(`user/${UserName}`), { accessKeyId, secretAccessKey });
  };
  for (const name of ['ann', 'bob', 'cyd']) await user(name);
  const policy = async (PolicyName: string, ...statements: readonly object[]) => {
    const PolicyDocument = document(...statements);
    const made = await as<{ Policy: { Arn: string } }>(
      ...(['iam', 'CreatePolicy', { PolicyName, PolicyDocument }] as const),
    );
    return made.Policy.Arn;
  };
  const all = await policy(
    'all',
    allow(['kms:*', 's3:*', 'secretsmanager:*', 'ssm:*', 'logs:*', 'lambda:*', 'sts:*']),
  );
  const bounds = await policy('bounds', allow(['kms:*', 's3:Get*', 'ssm:GetParameter', 'logs:*']));
  await as('iam', 'AttachUserPolicy', { UserName: 'ann', PolicyArn: all });
  await as('iam', 'PutUserPermissionsBoundary', { UserName: 'ann', PermissionsBoundary: bounds });
  await as('iam', 'PutUserPolicy', {
    ...{ UserName: 'bob', PolicyName: 'some' },
    PolicyDocument: document(
      allow(['kms:DescribeKey', 'kms:Encrypt', 's3:PutObject', 'secretsmanager:GetSecretValue']),
      deny('s3:DeleteObject'),
    ),
  });
  await as('iam', 'CreateGroup', { GroupName: 'staff' });
  await as('iam', 'AddUserToGroup', { GroupName: 'staff', UserName: 'cyd' });
  await as('iam', 'AttachGroupPolicy', { GroupName: 'staff', PolicyArn: all });
  await as('iam', 'CreateRole', {
    RoleName: 'App',
    AssumeRolePolicyDocument: document({
      ...{ Effect: 'Allow', Principal: { AWS: iamArn('root') }, Action: 'sts:AssumeRole' },
    }),
  });
  await as('iam', 'AttachRolePolicy', { RoleName: 'App', PolicyArn: all });
  const Policy = document(allow(['kms:Decrypt', 's3:ListBucket', 'ssm:*']));
  const RoleArn = iamArn('role/App');
  keys.set(RoleArn, await assume(RoleArn, {}, { credentials: keys.get(iamArn('user/cyd'))! }));
  const narrow = { RoleSessionName: 'narrow', Policy };
  keys.set(
    `arn:aws:sts::${member}:assumed-role/App/narrow`,
    await assume(RoleArn, narrow, { credentials: keys.get(iamArn('user/cyd'))! }),
  );
  const { KeyMetadata } = await as<{ KeyMetadata: { Arn: string } }>('kms', 'CreateKey', {});
  const KeyId = KeyMetadata.Arn;
  const { CiphertextBlob } = await as('kms', 'Encrypt', { KeyId, Plaintext: utf8('x') });
  await as('s3', 'CreateBucket', { Bucket: 'photos-of-the-member' });
  await as('s3', 'PutObject', { Bucket: 'photos-of-the-member', Key: 'example', Body: utf8('x') });
  const { ARN } = await as('secretsmanager', 'CreateSecret', {
    ...{ Name: 'db', SecretString: 'x', ClientRequestToken: 'b'.repeat(32) },
  });
  await as('ssm', 'PutParameter', { Name: '/app/size', Type: 'String', Value: '1' });
  await as('logs', 'CreateLogGroup', { logGroupName: '/app' });
  const Content = document(
    deny(['kms:ScheduleKeyDeletion', 's3:PutObject', 'ssm:DeleteParameter', 'logs:DeleteLogGroup']),
  );
  const org = { Name: 'limit', Type: 'SERVICE_CONTROL_POLICY', Description: '', Content };
  const { Policy: scp } = await send<{ Policy: { PolicySummary: { Id: string } } }>(
    ...(['organizations', 'CreatePolicy', org] as const),
  );
  const attachment = { PolicyId: scp.PolicySummary.Id, TargetId: member };
  await send('organizations', 'AttachPolicy', attachment);
  return { engine, keys, all, KeyId, ARN: ARN!, inputs: { KeyId, CiphertextBlob, SecretId: ARN } };
}

type Inputs = Awaited<ReturnType<typeof limitedWorld>>['inputs'];

/** A valid request for each action that is asked about. */
const requests: Readonly<Record<string, (given: Inputs) => readonly [string, object]>> = {
  'kms:DescribeKey': ({ KeyId }) => ['DescribeKey', { KeyId }],
  'kms:Encrypt': ({ KeyId }) => ['Encrypt', { KeyId, Plaintext: utf8('x') }],
  'kms:Decrypt': ({ CiphertextBlob }) => ['Decrypt', { CiphertextBlob }],
  'kms:GenerateDataKey': ({ KeyId }) => ['GenerateDataKey', { KeyId, KeySpec: 'AES_256' }],
  'kms:CreateGrant': ({ KeyId }) => [
    ...([
      'CreateGrant',
      { KeyId, GranteePrincipal: iamArn('user/bob'), Operations: ['Decrypt'] },
    ] as const),
  ],
  'kms:PutKeyPolicy': ({ KeyId }) => [
    'PutKeyPolicy',
    { KeyId, Policy: keyPolicy, BypassPolicyLockoutSafetyCheck: true },
  ],
  'kms:ScheduleKeyDeletion': ({ KeyId }) => ['ScheduleKeyDeletion', { KeyId }],
  's3:ListBucket': () => ['ListObjectsV2', bucket],
  's3:GetObject': () => ['GetObject', object],
  's3:PutObject': () => ['PutObject', { ...object, Body: utf8('y') }],
  's3:DeleteObject': () => ['DeleteObject', object],
  's3:GetBucketPolicy': () => ['GetBucketPolicy', bucket],
  's3:PutBucketPolicy': () => ['PutBucketPolicy', { ...bucket, Policy: bucketPolicy }],
  'secretsmanager:DescribeSecret': ({ SecretId }) => ['DescribeSecret', { SecretId }],
  'secretsmanager:GetSecretValue': ({ SecretId }) => ['GetSecretValue', { SecretId }],
  'secretsmanager:PutSecretValue': ({ SecretId }) => [
    ...([
      'PutSecretValue',
      { SecretId, SecretString: 'y', ClientRequestToken: 'a'.repeat(32) },
    ] as const),
  ],
  'secretsmanager:PutResourcePolicy': ({ SecretId }) => [
    ...(['PutResourcePolicy', { SecretId, ResourcePolicy: secretPolicy }] as const),
  ],
  'ssm:GetParameter': () => ['GetParameter', { Name: '/app/size' }],
  'ssm:PutParameter': () => [
    ...(['PutParameter', { Name: '/app/size', Value: '2', Overwrite: true }] as const),
  ],
  'ssm:DeleteParameter': () => ['DeleteParameter', { Name: '/app/size' }],
  'logs:FilterLogEvents': () => ['FilterLogEvents', { logGroupName: '/app' }],
  'logs:PutRetentionPolicy': () => [
    ...(['PutRetentionPolicy', { logGroupName: '/app', retentionInDays: 7 }] as const),
  ],
  'logs:DeleteLogGroup': () => ['DeleteLogGroup', { logGroupName: '/app' }],
  'sts:AssumeRole': () => [
    ...(['AssumeRole', { RoleArn: iamArn('role/App'), RoleSessionName: 'again' }] as const),
  ],
};

const bucket = { Bucket: 'photos-of-the-member' };
const object = { ...bucket, Key: 'example' };
const to = (Action: readonly string[], Resource: string | readonly string[]) => ({
  ...{ Effect: 'Allow', Principal: { AWS: iamArn('user/bob') }, Action, Resource },
});
const keyPolicy = document(
  { Effect: 'Allow', Principal: { AWS: iamArn('root') }, Action: 'kms:*', Resource: '*' },
  to(['kms:GenerateDataKey', 'kms:Decrypt'], '*'),
);
const bucketPolicy = document(
  to(
    ['s3:ListBucket', 's3:GetObject', 's3:DeleteObject'],
    ['arn:aws:s3:::photos-of-the-member', 'arn:aws:s3:::photos-of-the-member/*'],
  ),
);
const secretPolicy = document({
  ...to(['secretsmanager:GetSecretValue'], '*'),
  Effect: 'Deny',
});

/** Whether the request is let through by policies, on a copy of the world. */
async function isAllowed(
  engine: Engine,
  credentials: Credentials,
  action: string,
  given: Inputs,
): Promise<boolean> {
  const [operation, input] = requests[action]!(given);
  const service = action.split(':')[0]!;
  const request = { service, operation, input, region: 'us-east-1', credentials };
  try {
    await engine.fork().send(request);
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== undefined && /AccessDenied/.test(code)) return false;
    // The bucket has no policy to be read.
    if (code === 'NoSuchBucketPolicy') return true;
    throw error;
  }
}

/** Each cell of the table beside what a real request answers. */
async function compare(
  { engine, keys, inputs }: Awaited<ReturnType<typeof limitedWorld>>,
  table: AccessTable,
): Promise<{ differences: string[]; allowed: number; denied: number }> {
  const differences: string[] = [];
  let [allowed, denied] = [0, 0];
  for (const { actions, rows } of table) {
    for (const { principal, resource, cells } of rows) {
      const credentials = keys.get(principal);
      if (credentials === undefined || resource.includes('OrganizationAccount')) continue;
      for (const [i, { before }] of cells.entries()) {
        const is = await isAllowed(engine, credentials, actions[i]!, inputs);
        if (is) allowed += 1;
        else denied += 1;
        if (before !== (is ? 'allowed' : 'denied')) {
          differences.push(`${principal} ${actions[i]}: table ${before}, request ${is}`);
        }
      }
    }
  }
  return { differences, allowed, denied };
}

it('agrees with real requests within SCP, boundary, group and session policy', async () => {
  const world = await limitedWorld();
  const { engine, KeyId, ARN, all } = world;
  const ask = (edited: EditedPolicy) => whoCan(engine.tables, edited, engine.now);
  const other = document(allow('kms:*', { Principal: { AWS: iamArn('root') } }));
  const trusting = document({
    ...{ Effect: 'Allow', Principal: { AWS: iamArn('user/ann') }, Action: 'sts:AssumeRole' },
  });
  const tables = [
    ask({ arn: KeyId, document: other }),
    ask({ arn: 'arn:aws:s3:::photos-of-the-member', document: '' }),
    ask({ arn: ARN, document: '' }),
    ask({ arn: iamArn('role/App'), isTrust: true, document: trusting }),
    ask({ arn: all, document: document(allow('s3:GetObject')) }),
  ];
  const { differences, allowed, denied } = await compare(world, tables.flat());
  expect(differences).toEqual([]);
  expect(Math.min(allowed, denied)).toBeGreaterThan(30);
  const holders = new Set(tables[4]!.flatMap(({ rows }) => rows.map(({ principal }) => principal)));
  expect([...holders].sort()).toEqual(
    [...world.keys.keys()].filter((name) => !name.endsWith('bob')).sort(),
  );
});

it('says before a policy is stored what requests are answered once it is', async () => {
  const world = await limitedWorld();
  const { engine, keys, KeyId, ARN, inputs } = world;
  const admin = keys.get(iamArn('user/cyd'))!;
  const edits = [
    [{ arn: KeyId, document: keyPolicy }, 'kms:PutKeyPolicy'],
    [{ arn: 'arn:aws:s3:::photos-of-the-member', document: bucketPolicy }, 's3:PutBucketPolicy'],
    [{ arn: ARN, document: secretPolicy }, 'secretsmanager:PutResourcePolicy'],
  ] as const;
  for (const [edited, action] of edits) {
    const foretold = whoCan(engine.tables, edited, engine.now);
    const [operation, input] = requests[action]!(inputs);
    const service = action.split(':')[0]!;
    const request = { service, operation, input, region: 'us-east-1', credentials: admin };
    await engine.send(request);
    const now = whoCan(engine.tables, edited, engine.now);
    expect((await compare(world, now)).differences).toEqual([]);
    const access = (table: AccessTable, at: 'before' | 'after') =>
      table.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map((cell) => cell[at])));
    expect(access(foretold, 'after')).toEqual(access(now, 'before'));
    expect(access(foretold, 'after')).not.toEqual(access(foretold, 'before'));
  }
});
