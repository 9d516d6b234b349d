import { CreateKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import * as sdk from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, describe, expect, test } from 'vitest';
import { logs as service } from '../../src/engine/services/logs/index';
import { leftOut } from '../../src/engine/services/logs/left-out';
import { arnOf, logsKeyPolicy } from '../engine/logs/world';
import { allPages, expectAllOf, sdkWorld, type Story } from './clients';

// What is left out is refused by name, and has a test of that in tests/engine/logs.
const called = new Set<string>(Object.keys(leftOut));

afterAll(() => expectAllOf(service, called));

const logGroupName = '/app/orders';
const logStreamName = 'web-1';
const inStream = { logGroupName, logStreamName };

const stories: readonly Story[] = [
  [
    'events are written, read and filtered, page by page',
    async ({ config, engine }) => {
      const client = new sdk.CloudWatchLogsClient(config());
      await client.send(new sdk.CreateLogGroupCommand({ logGroupName, tags: { env: 'test' } }));
      const again = client.send(new sdk.CreateLogGroupCommand({ logGroupName }));
      await expect(again).rejects.toBeInstanceOf(sdk.ResourceAlreadyExistsException);
      await client.send(new sdk.CreateLogStreamCommand(inStream));
      const logEvents = Array.from({ length: 25 }, (_, n) => ({
        timestamp: engine.now + n,
        message: n % 5 === 0 ? `ERROR ${n}` : `fine ${n}`,
      }));
      const put = await client.send(new sdk.PutLogEventsCommand({ ...inStream, logEvents }));
      expect(put.rejectedLogEventsInfo).toBeUndefined();

      const head = { ...inStream, startFromHead: true };
      const { events } = await client.send(new sdk.GetLogEventsCommand(head));
      expect(events).toHaveLength(25);
      expect(events?.[0]).toEqual({ ...logEvents[0], ingestionTime: engine.now });
      // The SDK ends when a token comes back: after one more page, which is empty.
      const pages = await allPages(
        sdk.paginateGetLogEvents({ client, pageSize: 10, stopOnSameToken: true }, head),
        'events',
      );
      expect(pages).toMatchObject({ count: 4, items: { length: 25 } });
      const found = await allPages(
        sdk.paginateFilterLogEvents(
          { client, pageSize: 2 },
          { logGroupName, filterPattern: 'ERROR' },
        ),
        'events',
      );
      expect(found).toMatchObject({ count: 3, items: { length: 5 } });

      const { logStreams } = await client.send(new sdk.DescribeLogStreamsCommand({ logGroupName }));
      expect(logStreams?.[0]).toMatchObject({ logStreamName, lastEventTimestamp: engine.now + 24 });
      const { logGroups } = await client.send(new sdk.DescribeLogGroupsCommand({}));
      expect(logGroups?.[0]).toMatchObject({ logGroupArn: arnOf(logGroupName) });
      const list = await client.send(new sdk.ListLogGroupsCommand({}));
      expect(list.logGroups).toHaveLength(1);

      await client.send(new sdk.DeleteLogStreamCommand(inStream));
      const gone = client.send(new sdk.GetLogEventsCommand(inStream));
      await expect(gone).rejects.toBeInstanceOf(sdk.ResourceNotFoundException);
      await client.send(new sdk.DeleteLogGroupCommand({ logGroupName }));
    },
  ],
  [
    'events are encrypted under a KMS key, and lost with it',
    async ({ config, engine, kms }) => {
      const client = new sdk.CloudWatchLogsClient(config());
      await client.send(new sdk.CreateLogGroupCommand({ logGroupName }));
      await client.send(new sdk.CreateLogStreamCommand(inStream));
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: logsKeyPolicy() }));
      const kmsKeyId = KeyMetadata?.Arn;
      await client.send(new sdk.AssociateKmsKeyCommand({ logGroupName, kmsKeyId }));
      await engine.advanceTo(engine.now + 5 * 60_000);
      const logEvents = [{ timestamp: engine.now, message: 's3cret' }];
      await client.send(new sdk.PutLogEventsCommand({ ...inStream, logEvents }));
      await client.send(new sdk.DisassociateKmsKeyCommand({ logGroupName }));
      const read = new sdk.GetLogEventsCommand(inStream);
      expect((await client.send(read)).events).toMatchObject([{ message: 's3cret' }]);
      await kms.send(new DisableKeyCommand({ KeyId: kmsKeyId }));
      await expect(client.send(read)).rejects.toThrow('The specified KMS key does not exist');
    },
  ],
  [
    'log groups have a retention, tags, and protection from deletion',
    async ({ config }) => {
      const client = new sdk.CloudWatchLogsClient(config());
      await client.send(new sdk.CreateLogGroupCommand({ logGroupName }));
      const week = { logGroupName, retentionInDays: 7 };
      await client.send(new sdk.PutRetentionPolicyCommand(week));
      await client.send(new sdk.DeleteRetentionPolicyCommand({ logGroupName }));
      const resourceArn = arnOf(logGroupName);
      await client.send(new sdk.TagResourceCommand({ resourceArn, tags: { a: '1' } }));
      await client.send(new sdk.TagLogGroupCommand({ logGroupName, tags: { b: '2' } }));
      await client.send(new sdk.UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
      const { tags } = await client.send(new sdk.ListTagsForResourceCommand({ resourceArn }));
      expect(tags).toEqual({ b: '2' });
      await client.send(new sdk.UntagLogGroupCommand({ logGroupName, tags: ['b'] }));
      const none = await client.send(new sdk.ListTagsLogGroupCommand({ logGroupName }));
      expect(none.tags).toEqual({});
      const on = { logGroupIdentifier: logGroupName, deletionProtectionEnabled: true };
      await client.send(new sdk.PutLogGroupDeletionProtectionCommand(on));
      const kept = client.send(new sdk.DeleteLogGroupCommand({ logGroupName }));
      await expect(kept).rejects.toBeInstanceOf(sdk.ValidationException);
    },
  ],
  [
    'metric filters and resource policies are kept',
    async ({ config }) => {
      const client = new sdk.CloudWatchLogsClient(config());
      await client.send(new sdk.CreateLogGroupCommand({ logGroupName }));
      const metric = { metricName: 'errors', metricNamespace: 'App', metricValue: '1' };
      const filter = { logGroupName, filterName: 'errors', filterPattern: 'ERROR' };
      await client.send(
        new sdk.PutMetricFilterCommand({ ...filter, metricTransformations: [metric] }),
      );
      const invalid = { ...filter, filterPattern: '{', metricTransformations: [metric] };
      const refused = client.send(new sdk.PutMetricFilterCommand(invalid));
      await expect(refused).rejects.toBeInstanceOf(sdk.InvalidParameterException);
      const described = await client.send(new sdk.DescribeMetricFiltersCommand({ logGroupName }));
      expect(described.metricFilters).toMatchObject([filter]);
      const messages = { filterPattern: 'ERROR', logEventMessages: ['fine', 'ERROR'] };
      const { matches } = await client.send(new sdk.TestMetricFilterCommand(messages));
      expect(matches).toMatchObject([{ eventNumber: 2 }]);
      await client.send(new sdk.DeleteMetricFilterCommand(filter));

      const policyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Principal: { Service: 'route53.amazonaws.com' } },
            ...{ Action: 'logs:PutLogEvents', Resource: '*' },
          },
        ],
      });
      const policy = { policyName: 'dns', policyDocument };
      await client.send(new sdk.PutResourcePolicyCommand(policy));
      const all = await client.send(new sdk.DescribeResourcePoliciesCommand({}));
      expect(all.resourcePolicies).toMatchObject([policy]);
      await client.send(new sdk.DeleteResourcePolicyCommand({ policyName: 'dns' }));
    },
  ],
];

describe('the CloudWatch Logs client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});
