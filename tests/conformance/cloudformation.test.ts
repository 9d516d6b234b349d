import * as cfn from '@aws-sdk/client-cloudformation';
import { afterAll, describe, expect, test } from 'vitest';
import { cloudFormation as service } from '../../src/engine/services/cloudformation/index';
import { allPages, expectAllOf, sdkWorld, type SdkWorld, type Story } from './clients';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

const client = (world: SdkWorld) => new cfn.CloudFormationClient(world.config());

const pass = (world: SdkWorld) => world.engine.advanceTo(world.engine.now + 120_000);

const template = (value: string) => `
Parameters:
  Value: { Type: String, Default: ${value} }
Resources:
  Name:
    Type: AWS::SSM::Parameter
    Properties: { Type: String, Value: !Ref Value }
Outputs:
  Name: { Value: !Ref Name, Export: { Name: name } }
`;

const waiting = (world: SdkWorld) => ({ client: client(world), maxWaitTime: 60 });

const stories: readonly Story[] = [
  [
    'a stack is validated, created, described, updated and deleted',
    async (world) => {
      const cloud = client(world);
      const TemplateBody = template('one');
      const valid = await cloud.send(new cfn.ValidateTemplateCommand({ TemplateBody }));
      expect(valid.Parameters).toMatchObject([
        { ParameterKey: 'Value', DefaultValue: 'one', NoEcho: false },
      ]);
      const summary = await cloud.send(new cfn.GetTemplateSummaryCommand({ TemplateBody }));
      expect(summary.ResourceTypes).toEqual(['AWS::SSM::Parameter']);
      const StackName = 'app';
      const { StackId } = await cloud.send(new cfn.CreateStackCommand({ StackName, TemplateBody }));
      await pass(world);
      await cfn.waitUntilStackCreateComplete(waiting(world), { StackName });
      const { items: stacks } = await allPages(
        cfn.paginateDescribeStacks({ client: cloud }, {}),
        'Stacks',
      );
      const [stack] = stacks as cfn.Stack[];
      expect(stack).toMatchObject({
        StackId,
        StackStatus: 'CREATE_COMPLETE',
        DisableRollback: false,
      });
      expect(stack?.CreationTime).toBeInstanceOf(Date);
      const one = { StackName, LogicalResourceId: 'Name' };
      const { StackResourceDetail } = await cloud.send(new cfn.DescribeStackResourceCommand(one));
      expect(StackResourceDetail?.PhysicalResourceId).toBe(stack?.Outputs?.[0]?.OutputValue);
      const { StackResources } = await cloud.send(
        new cfn.DescribeStackResourcesCommand({ StackName }),
      );
      expect(StackResources).toHaveLength(1);
      const list = await cloud.send(new cfn.ListStackResourcesCommand({ StackName }));
      expect(list.StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'Name' }]);
      const events = await allPages(
        cfn.paginateDescribeStackEvents({ client: cloud }, { StackName }),
        'StackEvents',
      );
      expect((events.items as cfn.StackEvent[])[0]).toMatchObject({
        ResourceStatus: 'CREATE_COMPLETE',
      });
      const got = await cloud.send(new cfn.GetTemplateCommand({ StackName }));
      expect(got.TemplateBody).toBe(TemplateBody);
      expect((await cloud.send(new cfn.ListExportsCommand({}))).Exports).toMatchObject([
        { Name: 'name' },
      ]);
      await expect(cloud.send(new cfn.ListImportsCommand({ ExportName: 'name' }))).rejects.toThrow(
        "Export 'name' is not imported by any stack.",
      );
      await cloud.send(new cfn.UpdateStackCommand({ StackName, TemplateBody: template('two') }));
      await pass(world);
      await cfn.waitUntilStackUpdateComplete(waiting(world), { StackName });
      const EnableTerminationProtection = false;
      await cloud.send(
        new cfn.UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection }),
      );
      await cloud.send(new cfn.DeleteStackCommand({ StackName }));
      await pass(world);
      await cfn.waitUntilStackDeleteComplete(waiting(world), { StackName: StackId });
      const all = await cloud.send(new cfn.ListStacksCommand({}));
      expect(all.StackSummaries).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
    },
  ],
  [
    'a change set is created, described, listed, executed and deleted',
    async (world) => {
      const cloud = client(world);
      const set = { StackName: 'app', ChangeSetName: 'set' };
      await cloud.send(
        new cfn.CreateChangeSetCommand({
          ...set,
          ChangeSetType: 'CREATE',
          TemplateBody: template('one'),
        }),
      );
      await cfn.waitUntilChangeSetCreateComplete(waiting(world), set);
      const { Changes } = await cloud.send(new cfn.DescribeChangeSetCommand(set));
      expect(Changes).toMatchObject([
        { Type: 'Resource', ResourceChange: { Action: 'Add', Scope: [] } },
      ]);
      const { Summaries } = await cloud.send(new cfn.ListChangeSetsCommand({ StackName: 'app' }));
      expect(Summaries).toMatchObject([{ ChangeSetName: 'set', IncludeNestedStacks: false }]);
      await cloud.send(new cfn.ExecuteChangeSetCommand(set));
      await pass(world);
      await cfn.waitUntilStackCreateComplete(waiting(world), { StackName: 'app' });
      const next = { StackName: 'app', ChangeSetName: 'other' };
      await cloud.send(new cfn.CreateChangeSetCommand({ ...next, TemplateBody: template('two') }));
      await cloud.send(new cfn.DeleteChangeSetCommand(next));
      await expect(cloud.send(new cfn.DescribeChangeSetCommand(next))).rejects.toBeInstanceOf(
        cfn.ChangeSetNotFoundException,
      );
    },
  ],
  [
    'refusals are the errors of the SDK',
    async (world) => {
      const cloud = client(world);
      const TemplateBody =
        'Resources:\n  P: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }';
      await expect(
        cloud.send(new cfn.CreateStackCommand({ StackName: 'app', TemplateBody })),
      ).rejects.toBeInstanceOf(cfn.InsufficientCapabilitiesException);
      await expect(
        cloud.send(new cfn.DescribeStacksCommand({ StackName: 'nobody' })),
      ).rejects.toMatchObject({
        ...{ name: 'ValidationError', message: 'Stack with id nobody does not exist' },
        $metadata: { httpStatusCode: 400 },
      });
    },
  ],
];

describe('the AWS SDK for CloudFormation', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const name of world.called) called.add(name);
  });
});
