import { CreateKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import * as sdk from '@aws-sdk/client-ssm';
import { afterAll, describe, expect, test } from 'vitest';
import { ssm as service } from '../../src/engine/services/ssm/index';
import { allPages, expectAllOf, sdkWorld, type Story } from './clients';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

const string = { Type: 'String', Value: 'value' } as const;
const tier = '/ssm/parameter-store/default-parameter-tier';

const stories: readonly Story[] = [
  [
    'a parameter is written, read, changed and deleted',
    async ({ config, engine }) => {
      const client = new sdk.SSMClient(config());
      const Name = '/app/db/host';
      const put = await client.send(new sdk.PutParameterCommand({ Name, ...string }));
      expect(put).toMatchObject({ Version: 1, Tier: 'Standard' });
      const exists = client.send(new sdk.PutParameterCommand({ Name, ...string }));
      await expect(exists).rejects.toBeInstanceOf(sdk.ParameterAlreadyExists);
      const update = { Name, Value: 'other', Overwrite: true };
      await client.send(new sdk.PutParameterCommand(update));

      const { Parameter } = await client.send(new sdk.GetParameterCommand({ Name }));
      expect(Parameter).toEqual({
        ...{ Name, Type: 'String', Value: 'other', Version: 2, DataType: 'text' },
        ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/app/db/host',
        LastModifiedDate: new Date(engine.now),
      });
      const some = { Names: [`${Name}:1`, 'nothing'] };
      const { Parameters, InvalidParameters } = await client.send(
        new sdk.GetParametersCommand(some),
      );
      expect(Parameters).toMatchObject([{ Name, Value: 'value', Selector: ':1' }]);
      expect(InvalidParameters).toEqual(['nothing']);

      await client.send(new sdk.DeleteParameterCommand({ Name }));
      const gone = await client.send(new sdk.DeleteParametersCommand({ Names: [Name] }));
      expect(gone.InvalidParameters).toEqual([Name]);
      const missing = client.send(new sdk.GetParameterCommand({ Name }));
      await expect(missing).rejects.toBeInstanceOf(sdk.ParameterNotFound);
    },
  ],
  [
    'a tree is listed page by page',
    async ({ config }) => {
      const client = new sdk.SSMClient(config());
      for (let n = 0; n < 23; n += 1) {
        await client.send(new sdk.PutParameterCommand({ Name: `/app/p${n}`, ...string }));
      }
      const below = await allPages(
        sdk.paginateGetParametersByPath({ client }, { Path: '/app' }),
        'Parameters',
      );
      expect(below).toMatchObject({ count: 3, items: { length: 23 } });
      const all = await allPages(
        sdk.paginateDescribeParameters({ client, pageSize: 20 }, {}),
        'Parameters',
      );
      expect(all).toMatchObject({ count: 2, items: { length: 23 } });
      const wrong = client.send(new sdk.DescribeParametersCommand({ NextToken: 'x' }));
      await expect(wrong).rejects.toBeInstanceOf(sdk.InvalidNextToken);
      const filter = { Key: 'Name', Values: ['/app'] };
      const invalid = client.send(
        new sdk.GetParametersByPathCommand({ Path: '/app', ParameterFilters: [filter] }),
      );
      await expect(invalid).rejects.toBeInstanceOf(sdk.InvalidFilterKey);
    },
  ],
  [
    'versions carry labels, and parameters tags',
    async ({ config }) => {
      const client = new sdk.SSMClient(config());
      const Name = 'release';
      await client.send(new sdk.PutParameterCommand({ Name, ...string }));
      await client.send(new sdk.PutParameterCommand({ Name, Value: '2', Overwrite: true }));
      const labelled = { Name, ParameterVersion: 1, Labels: ['live', '1st'] };
      expect(await client.send(new sdk.LabelParameterVersionCommand(labelled))).toMatchObject({
        ...{ InvalidLabels: ['1st'], ParameterVersion: 1 },
      });
      const history = sdk.paginateGetParameterHistory({ client, pageSize: 1 }, { Name });
      expect(await allPages(history, 'Parameters')).toMatchObject({
        count: 2,
        items: [
          { Version: 1, Labels: ['live'] },
          { Version: 2, Labels: [] },
        ],
      });
      const removed = await client.send(new sdk.UnlabelParameterVersionCommand(labelled));
      expect(removed).toMatchObject({ RemovedLabels: ['live'], InvalidLabels: ['1st'] });

      const resource = { ResourceType: 'Parameter', ResourceId: Name } as const;
      const Tags = [{ Key: 'team', Value: 'blue' }];
      await client.send(new sdk.AddTagsToResourceCommand({ ...resource, Tags }));
      const { TagList } = await client.send(new sdk.ListTagsForResourceCommand(resource));
      expect(TagList).toEqual(Tags);
      const TagKeys = ['team'];
      await client.send(new sdk.RemoveTagsFromResourceCommand({ ...resource, TagKeys }));
      const nothing = { ...resource, ResourceId: 'nothing' };
      const untagged = client.send(new sdk.ListTagsForResourceCommand(nothing));
      await expect(untagged).rejects.toBeInstanceOf(sdk.InvalidResourceId);
    },
  ],
  [
    'a secret is encrypted by KMS, and lost with its key',
    async ({ config, kms }) => {
      const client = new sdk.SSMClient(config());
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      const KeyId = KeyMetadata?.KeyId;
      const Name = '/app/password';
      const secret = { Name, Value: 's3cret', Type: 'SecureString', KeyId } as const;
      await client.send(new sdk.PutParameterCommand(secret));
      const { Parameter } = await client.send(new sdk.GetParameterCommand({ Name }));
      expect(Parameter?.Value).not.toContain('s3cret');
      const open = new sdk.GetParameterCommand({ Name, WithDecryption: true });
      expect((await client.send(open)).Parameter?.Value).toBe('s3cret');
      await kms.send(new DisableKeyCommand({ KeyId }));
      await expect(client.send(open)).rejects.toBeInstanceOf(sdk.InvalidKeyId);
    },
  ],
  [
    'the default tier is a setting',
    async ({ config }) => {
      const client = new sdk.SSMClient(config());
      const get = new sdk.GetServiceSettingCommand({ SettingId: tier });
      expect((await client.send(get)).ServiceSetting).toMatchObject({ Status: 'Default' });
      const advanced = { SettingId: tier, SettingValue: 'Advanced' };
      await client.send(new sdk.UpdateServiceSettingCommand(advanced));
      const put = await client.send(new sdk.PutParameterCommand({ Name: 'x', ...string }));
      expect(put.Tier).toBe('Advanced');
      const reset = await client.send(new sdk.ResetServiceSettingCommand({ SettingId: tier }));
      expect(reset.ServiceSetting).toMatchObject({ SettingValue: 'Standard' });
      const unknown = client.send(new sdk.GetServiceSettingCommand({ SettingId: '/ssm/x' }));
      await expect(unknown).rejects.toBeInstanceOf(sdk.ServiceSettingNotFound);
    },
  ],
];

describe('the Systems Manager client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});
