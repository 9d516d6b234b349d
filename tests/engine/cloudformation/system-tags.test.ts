import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { parameter, stackWorld, withResources } from './world';

type Tags = Readonly<Record<string, string>>;
type Listed = readonly { readonly Key: string; readonly Value: string }[];

const fromList = (list: Listed): Tags =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

/** A stack with a resource of each type that has tags, and what tags they have. */
async function taggedWorld() {
  const world = stackWorld();
  const { create, outputs, send } = world;
  const Resources = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'own', Value: 'yes' }] } },
    Parameter: parameter('x'),
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'x' } },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/app' } },
    Volume: {
      Type: 'AWS::EC2::Volume',
      Properties: { AvailabilityZone: { 'Fn::Sub': '${AWS::Region}a' }, Size: 1 },
    },
    Db: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        ...{ DBInstanceClass: 'db.t3.micro', Engine: 'postgres', AllocatedStorage: '20' },
        ...{ MasterUsername: 'boss', MasterUserPassword: 'correct-horse' },
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...{ Role: { 'Fn::GetAtt': 'Role.Arn' }, Runtime: 'nodejs22.x' },
        ...{ Handler: 'index.handler', Code: { ZipFile: 'exports.handler = () => 1;' } },
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        },
      },
    },
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
  };
  const names = Object.keys(Resources).map((name) => [name, { Value: { Ref: name } }]);
  const GroupArn = { Value: { 'Fn::GetAtt': 'Group.Arn' } };
  const FunctionArn = { Value: { 'Fn::GetAtt': 'Function.Arn' } };
  const Outputs = { ...Object.fromEntries(names), GroupArn, FunctionArn } as object;
  const stack = await create(withResources(Resources, Outputs), {
    ...{ Capabilities: ['CAPABILITY_IAM'], Tags: [{ Key: 'team', Value: 'blue' }] },
  });
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  const ids = await outputs();
  const groupArn = ids['GroupArn']?.replace(/:\*$/, '');
  const systemTags = (logicalId: string) => ({
    'aws:cloudformation:stack-name': 'app',
    'aws:cloudformation:stack-id': stack.StackId,
    'aws:cloudformation:logical-id': logicalId,
  });
  const bucketTags = async () =>
    (await send<{ TagSet: Listed }>('s3', 'GetBucketTagging', { Bucket: ids['Bucket'] })).TagSet;
  return { ...world, ids, groupArn, systemTags, bucketTags };
}

describe('The tags by which AWS says whose a resource is', () => {
  it('are on resources of the types that get them, beside those of the stack', async () => {
    const { send, ids, groupArn, systemTags, bucketTags } = await taggedWorld();
    const tags: Record<string, Tags | undefined> = { Bucket: fromList(await bucketTags()) };
    const ofParameter = { ResourceType: 'Parameter', ResourceId: ids['Parameter'] };
    const { TagList } = await send<{ TagList: Listed }>('ssm', 'ListTagsForResource', ofParameter);
    tags['Parameter'] = fromList(TagList);
    const secret = await send<{ Tags: Listed }>('secretsmanager', 'DescribeSecret', {
      SecretId: ids['Secret'],
    });
    tags['Secret'] = fromList(secret.Tags);
    const group = await send<{ tags: Tags }>('logs', 'ListTagsForResource', {
      resourceArn: groupArn,
    });
    tags['Group'] = group.tags;
    const volumes = await send<{ Volumes: { Tags: Listed }[] }>('ec2', 'DescribeVolumes');
    tags['Volume'] = fromList(volumes.Volumes[0]!.Tags);
    const dbs = await send<{ DBInstances: { TagList: Listed }[] }>('rds', 'DescribeDBInstances');
    tags['Db'] = fromList(dbs.DBInstances[0]!.TagList);
    const code = await send<{ Tags: Tags }>('lambda', 'GetFunction', {
      FunctionName: ids['Function'],
    });
    tags['Function'] = code.Tags;
    const team = { team: 'blue' };
    for (const [logicalId, seen] of Object.entries(tags)) {
      const own = logicalId === 'Bucket' ? { own: 'yes' } : {};
      expect(seen).toEqual({ ...systemTags(logicalId), ...team, ...own });
    }
  });

  // Issues 2341 and 1159 of the CloudFormation coverage roadmap, open in November 2026.
  it('are neither on KMS keys nor on roles, which have those of the stack', async () => {
    const { send, ids } = await taggedWorld();
    expect(await send('kms', 'ListResourceTags', { KeyId: ids['Key'] })).toMatchObject({
      Tags: [{ TagKey: 'team', TagValue: 'blue' }],
    });
    expect(await send('iam', 'ListRoleTags', { RoleName: ids['Role'] })).toMatchObject({
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
  });

  it('are removed by nobody', async () => {
    const { send, ids, groupArn, systemTags, bucketTags } = await taggedWorld();
    const name = 'aws:cloudformation:stack-name';
    const refused = [
      send('ssm', 'RemoveTagsFromResource', {
        ...{ ResourceType: 'Parameter', ResourceId: ids['Parameter'], TagKeys: [name] },
      }),
      send('secretsmanager', 'UntagResource', { SecretId: ids['Secret'], TagKeys: [name] }),
      send('logs', 'UntagResource', { resourceArn: groupArn, tagKeys: [name] }),
      send('logs', 'UntagLogGroup', { logGroupName: '/app', tags: [name] }),
      send('lambda', 'UntagResource', { Resource: ids['FunctionArn'], TagKeys: [name] }),
      send('lambda', 'TagResource', { Resource: ids['FunctionArn'], Tags: { [name]: 'mine' } }),
      send('ec2', 'DeleteTags', { Resources: [ids['Volume']], Tags: [{ Key: name }] }),
    ];
    for (const request of refused) expect(await refusalText(request)).toMatch(/reserved/);
    await send('ec2', 'DeleteTags', { Resources: [ids['Volume']] });
    const { Tags } = await send<{ Tags: Listed }>('ec2', 'DescribeTags');
    expect(fromList(Tags)).toEqual(systemTags('Volume'));
    const before = await bucketTags();
    await refusal(send('s3', 'DeleteBucketTagging', { Bucket: ids['Bucket'] }));
    expect(await bucketTags()).toEqual(before);
  });

  // Public bug reports: cloud-custodian, issue 2834.
  it('stay with a bucket that is tagged anew, as they are', async () => {
    const { send, ids, bucketTags } = await taggedWorld();
    const put = (TagSet: Listed) =>
      send('s3', 'PutBucketTagging', { Bucket: ids['Bucket'], Tagging: { TagSet } });
    const added = { Key: 'more', Value: '1' };
    const without = await refusal(put([added]));
    expect(without).toMatchObject({
      ...{ code: 'InvalidTag', message: 'System Tags cannot be removed by requester' },
    });
    const before = await bucketTags();
    const changed = before.map((tag) => ({ ...tag, Value: `${tag.Value}x` }));
    expect(await refusalText(put(changed))).toBe(
      'InvalidTag: System tags cannot be added/updated by requester',
    );
    await put([...before, added]);
    expect(fromList(await bucketTags())).toEqual(fromList([...before, added]));
  });

  it('stay when the stack changes those of a resource, and do not count toward its limit', async () => {
    const { create, update, send, outputs } = stackWorld();
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']));
    const template = (Tags: object, list: object[]) =>
      withResources(
        {
          P: parameter('x', { Name: '/p', Tags }),
          B: { Type: 'AWS::S3::Bucket', Properties: { Tags: list } },
        },
        { Bucket: { Value: { Ref: 'B' } } },
      );
    expect(await create(template({ k0: 'v' }, [{ Key: 'a', Value: '1' }]))).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
    });
    expect(await update(template(many, []))).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    const ofParameter = { ResourceType: 'Parameter', ResourceId: '/p' };
    const { TagList } = await send<{ TagList: Listed }>('ssm', 'ListTagsForResource', ofParameter);
    expect(TagList).toHaveLength(53);
    const { TagSet } = await send<{ TagSet: Listed }>('s3', 'GetBucketTagging', {
      Bucket: (await outputs())['Bucket'],
    });
    expect(TagSet.map(({ Key }) => Key)).toEqual([
      ...['aws:cloudformation:stack-name', 'aws:cloudformation:stack-id'],
      'aws:cloudformation:logical-id',
    ]);
  });

  // CloudFormation Template Reference, AWS::SSM::Parameter.
  it('take ssm:AddTagsToResource of who makes a parameter by a stack', async () => {
    const { create, history, user } = stackWorld();
    const Action = ['cloudformation:*', 'ssm:PutParameter', 'ssm:DeleteParameter'];
    const credentials = await user('dev', { Effect: 'Allow', Action, Resource: '*' });
    await create(withResources({ P: parameter('x', { Name: '/p' }) }), {}, { credentials });
    expect((await history()).join('\n')).toMatch(
      /P CREATE_FAILED .*not authorized to perform: ssm:AddTagsToResource/,
    );
  });
});
