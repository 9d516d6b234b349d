import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { parameter, stackWorld, withResources } from './world';

const key = (Description: string, more: object = {}) => ({
  ...{ Type: 'AWS::KMS::Key' },
  Properties: { Description, ...more },
});

describe('UpdateStack', () => {
  it('changes what differs, makes what is new and deletes what is gone, and nothing else', async () => {
    const { create, events, history, update } = stackWorld();
    await create(withResources({ Same: parameter('x'), Gone: parameter('y'), Key: key('one') }));
    const before = (await events()).length;
    const stack = await update(
      withResources({ Same: parameter('x'), Key: key('two'), New: parameter('z') }),
    );
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect((await history()).slice(before)).toEqual([
      'app UPDATE_IN_PROGRESS (User Initiated)',
      'Key UPDATE_IN_PROGRESS',
      'Key UPDATE_COMPLETE',
      'New CREATE_IN_PROGRESS',
      'New CREATE_IN_PROGRESS (Resource creation Initiated)',
      'New CREATE_COMPLETE',
      'app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Gone DELETE_IN_PROGRESS',
      'Gone DELETE_COMPLETE',
      'app UPDATE_COMPLETE',
    ]);
  });

  it('replaces what cannot be changed; the old one goes at the end, and references follow', async () => {
    const { create, events, history, kms, outputs, update } = stackWorld();
    const of = (MultiRegion: boolean) =>
      withResources(
        {
          Key: key('one', { MultiRegion }),
          Name: {
            Type: 'AWS::KMS::Alias',
            Properties: { AliasName: 'alias/app', TargetKeyId: { Ref: 'Key' } },
          },
        },
        { Id: { Value: { Ref: 'Key' } } },
      );
    await create(of(false));
    const { Id } = await outputs();
    const before = (await events()).length;
    await update(of(true));
    const next = await outputs();
    expect(next['Id']).not.toBe(Id);
    expect((await history()).slice(before + 1)).toEqual([
      'Key UPDATE_IN_PROGRESS (Requested update requires the creation of a new physical resource; hence creating one.)',
      'Key UPDATE_IN_PROGRESS (Resource creation Initiated)',
      'Key UPDATE_COMPLETE',
      'Name UPDATE_IN_PROGRESS',
      'Name UPDATE_COMPLETE',
      'app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Key DELETE_IN_PROGRESS',
      'Key DELETE_COMPLETE',
      'app UPDATE_COMPLETE',
    ]);
    const { KeyMetadata: old } = await kms<{ KeyMetadata: object }>('DescribeKey', { KeyId: Id });
    expect(old).toMatchObject({ KeyState: 'PendingDeletion' });
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>('DescribeKey', {
      KeyId: 'alias/app',
    });
    expect(KeyMetadata).toMatchObject({ KeyId: next['Id'], MultiRegion: true });
  });

  it('takes everything back where something fails', async () => {
    const { create, history, kms, outputs, send, stack, update } = stackWorld();
    const Outputs = { Id: { Value: { Ref: 'Key' } } };
    await create(withResources({ P: parameter('old', { Name: '/p' }), Key: key('one') }, Outputs));
    const { Id } = await outputs();
    const after = await update(
      withResources(
        {
          P: parameter('new', { Name: '/p' }),
          Key: key('two', { MultiRegion: true }),
          New: parameter('x', { Name: '/new' }),
          Bad: { ...key('bad', { KeySpec: 'NONE' }), DependsOn: ['P', 'Key', 'New'] },
        },
        Outputs,
      ),
    );
    expect(after.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const said = await history();
    expect(said.slice(said.findIndex((line) => line.startsWith('app UPDATE_ROLLBACK')))).toEqual([
      'app UPDATE_ROLLBACK_IN_PROGRESS (The following resource(s) failed to create: [Bad]. )',
      'Key UPDATE_COMPLETE',
      'P UPDATE_IN_PROGRESS',
      'P UPDATE_COMPLETE',
      'app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Bad DELETE_COMPLETE',
      'New DELETE_IN_PROGRESS',
      'New DELETE_COMPLETE',
      'Key DELETE_IN_PROGRESS',
      'Key DELETE_COMPLETE',
      'app UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await outputs()).toEqual({ Id });
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>('DescribeKey', { KeyId: Id });
    expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', Description: 'one' });
    const { Parameter } = await send<{ Parameter: object }>('ssm', 'GetParameter', { Name: '/p' });
    expect(Parameter).toMatchObject({ Value: 'old' });
    expect(await refusalText(send('ssm', 'GetParameter', { Name: '/new' }))).toBe(
      'ParameterNotFound: ',
    );
    expect((await stack()).Outputs).toHaveLength(1);
  });

  it('refuses to change nothing, or the type of a resource, or a stack that is at work', async () => {
    const { cloudFormation, create } = stackWorld();
    const { StackId } = await create(withResources({ P: parameter('x') }));
    const change = (Resources: object, more: object = {}) =>
      refusalText(
        cloudFormation('UpdateStack', {
          ...{ StackName: 'app', TemplateBody: JSON.stringify({ Resources, ...more }) },
        }),
      );
    expect(await change({ P: parameter('x') })).toBe(
      'ValidationError: No updates are to be performed.',
    );
    expect(await change({ P: parameter('x') }, { Description: 'Only said' })).toBe(
      'ValidationError: No updates are to be performed.',
    );
    expect(await change({ P: key('x') })).toBe(
      'ValidationError: Update of resource type is not permitted. The new template modifies resource type of the following resources: [P]',
    );
    await cloudFormation('DeleteStack', { StackName: 'app' });
    expect(await change({ P: parameter('y') })).toBe(
      `ValidationError: Stack:${StackId} is in DELETE_IN_PROGRESS state and can not be updated.`,
    );
  });

  it('keeps the template and parameters that it is told to', async () => {
    const { cloudFormation, create, settled, send } = stackWorld();
    const Parameters = { A: { Type: 'String' }, B: { Type: 'String' } };
    const template = withResources({ P: parameter({ 'Fn::Sub': '${A} ${B}' }, { Name: '/p' }) });
    const given = (ParameterKey: string, ParameterValue: string) => ({
      ParameterKey,
      ParameterValue,
    });
    await create({ ...template, Parameters }, { Parameters: [given('A', 'a'), given('B', 'b')] });
    await cloudFormation('UpdateStack', {
      ...{ StackName: 'app', UsePreviousTemplate: true },
      Parameters: [{ ParameterKey: 'A', UsePreviousValue: true }, given('B', 'c')],
    });
    await settled();
    const { Parameter } = await send<{ Parameter: object }>('ssm', 'GetParameter', { Name: '/p' });
    expect(Parameter).toMatchObject({ Value: 'a c', Version: 2 });
  });
});

describe('DeleteStack', () => {
  it('deletes the resources, last made first, and frees the name; the id still answers', async () => {
    const { cloudFormation, create, history, settled, stack } = stackWorld();
    const { StackId = '' } = await create(
      withResources({
        A: parameter('a'),
        B: parameter({ Ref: 'A' }),
        Kept: parameter('c', {}, { DeletionPolicy: 'Retain' }),
      }),
    );
    await cloudFormation('DeleteStack', { StackName: 'app' });
    expect((await settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect((await history(StackId)).slice(-7)).toEqual([
      'app DELETE_IN_PROGRESS (User Initiated)',
      'Kept DELETE_SKIPPED',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'app DELETE_COMPLETE',
    ]);
    expect(await refusalText(stack())).toBe('ValidationError: Stack with id app does not exist');
    await create(withResources({ A: parameter('a') }));
  });

  it('answers in peace for a stack that is not there', async () => {
    const { cloudFormation } = stackWorld();
    expect(await cloudFormation('DeleteStack', { StackName: 'nobody' })).toEqual({});
  });

  it('refuses a stack that is protected', async () => {
    const { cloudFormation, create } = stackWorld();
    await create(withResources({ P: parameter('x') }), { EnableTerminationProtection: true });
    expect(await refusalText(cloudFormation('DeleteStack', { StackName: 'app' }))).toBe(
      'ValidationError: Stack [app] cannot be deleted while TerminationProtection is enabled',
    );
    const EnableTerminationProtection = false;
    await cloudFormation('UpdateTerminationProtection', {
      StackName: 'app',
      EnableTerminationProtection,
    });
    await cloudFormation('DeleteStack', { StackName: 'app' });
  });

  it('leaves what cannot be deleted and what that needs; the next time it may be kept', async () => {
    const { cloudFormation, create, send, settled, history } = stackWorld();
    const { StackId = '' } = await create(
      withResources({
        Name: parameter('bucket-of-app', { Name: '/name' }),
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: { BucketName: { 'Fn::GetAtt': 'Name.Value' } },
        },
        Other: parameter('x', { Name: '/other' }),
      }),
    );
    const Body = new Uint8Array(3);
    await send('s3', 'PutObject', { Bucket: 'bucket-of-app', Key: 'a', Body });
    await cloudFormation('DeleteStack', { StackName: 'app' });
    const failed = await settled();
    expect(failed).toMatchObject({
      ...{ StackStatus: 'DELETE_FAILED' },
      StackStatusReason: 'The following resource(s) failed to delete: [Bucket]. ',
    });
    expect((await history()).join('\n')).toMatch(
      /Bucket DELETE_FAILED \(.*The bucket you tried to delete is not empty/,
    );
    await send('ssm', 'GetParameter', { Name: '/name' });
    await cloudFormation('DeleteStack', { StackName: 'app', RetainResources: ['Bucket'] });
    expect((await settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    await send('s3', 'GetObject', { Bucket: 'bucket-of-app', Key: 'a' });
  });
});

describe('Exports', () => {
  const exporting = (Value: string) =>
    withResources(
      { P: parameter(Value) },
      { Out: { Value: { 'Fn::GetAtt': 'P.Value' }, Export: { Name: 'shared' } } },
    );
  const importing = withResources({
    Q: parameter({ 'Fn::ImportValue': 'shared' }, { Name: '/q' }),
  });

  it('are used by other stacks, and then neither change nor go', async () => {
    const { cloudFormation, create, send, settled, update } = stackWorld();
    await create(exporting('one'));
    await create(importing, { StackName: 'user' });
    const { Parameter } = await send<{ Parameter: object }>('ssm', 'GetParameter', { Name: '/q' });
    expect(Parameter).toMatchObject({ Value: 'one' });
    expect(await cloudFormation('ListImports', { ExportName: 'shared' })).toEqual({
      Imports: ['user'],
    });
    const changed = await update(exporting('two'));
    expect(changed).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    await cloudFormation('DeleteStack', { StackName: 'app' });
    expect(await settled()).toMatchObject({
      ...{ StackStatus: 'DELETE_FAILED' },
      StackStatusReason: 'Export shared cannot be deleted as it is in use by user',
    });
  });

  it('have a name once in a Region, and must be there', async () => {
    const { create } = stackWorld();
    await create(exporting('one'));
    expect(await create(exporting('two'), { StackName: 'other' })).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
    });
    const { create: make, history } = stackWorld();
    await make(importing);
    expect(await history()).toContain(
      'app ROLLBACK_IN_PROGRESS (No export named shared found. Rollback requested by user.)',
    );
  });
});

describe('Change sets', () => {
  const resources = (Value: string, more: object = {}) =>
    JSON.stringify(withResources({ P: parameter(Value), ...more }));

  it('make a stack, change it, and say what they change', async () => {
    const { cloudFormation, settled, stack } = stackWorld();
    const set = { StackName: 'app', ChangeSetName: 'first' };
    await cloudFormation('CreateChangeSet', {
      ...set,
      ChangeSetType: 'CREATE',
      TemplateBody: resources('one'),
    });
    expect((await stack()).StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(await cloudFormation('DescribeChangeSet', set)).toMatchObject({
      ...{ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' },
      Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'P' } }],
    });
    await cloudFormation('ExecuteChangeSet', set);
    expect((await settled()).StackStatus).toBe('CREATE_COMPLETE');
    const next = { StackName: 'app', ChangeSetName: 'second' };
    const TemplateBody = resources('two', { K: key('new') });
    await cloudFormation('CreateChangeSet', { ...next, TemplateBody });
    expect(await cloudFormation('DescribeChangeSet', next)).toMatchObject({
      Changes: [
        { ResourceChange: { Action: 'Add', LogicalResourceId: 'K' } },
        {
          ResourceChange: {
            ...{ Action: 'Modify', LogicalResourceId: 'P', Replacement: 'False' },
            ...{ Scope: ['Properties'] },
            Details: [
              {
                Target: { Attribute: 'Properties', Name: 'Value', RequiresRecreation: 'Never' },
                ...{ Evaluation: 'Static', ChangeSource: 'DirectModification' },
              },
            ],
          },
        },
      ],
    });
    await cloudFormation('ExecuteChangeSet', next);
    expect((await settled()).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('without changes fail, and cannot be executed', async () => {
    const { cloudFormation, create } = stackWorld();
    await create(resources('one'));
    const set = { StackName: 'app', ChangeSetName: 'nothing' };
    const { Id } = await cloudFormation('CreateChangeSet', {
      ...set,
      TemplateBody: resources('one'),
    });
    expect(await cloudFormation('DescribeChangeSet', set)).toMatchObject({
      ...{ Status: 'FAILED', ExecutionStatus: 'UNAVAILABLE', Changes: [] },
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    expect(await refusalText(cloudFormation('ExecuteChangeSet', set))).toBe(
      `InvalidChangeSetStatus: ChangeSet [${String(Id)}] cannot be executed in its current status of [FAILED]`,
    );
  });
});
