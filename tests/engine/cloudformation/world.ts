import type { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import type { Credentials } from '../../../src/engine/operation';
import type { WorldOptions } from '../../../src/engine/world';
import { testWorld } from '../world';

/** A world with short ways to make stacks, to let them work and to look at them. */
export function stackWorld(options: Partial<WorldOptions> = {}) {
  const world = testWorld(7, undefined, options);
  const { engine, send } = world;

  const cloudFormation = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    by?: { region?: string; credentials?: Credentials },
  ) => send<Output>('cloudformation', operation, input, by);

  /** Lets `seconds` pass. */
  const pass = (seconds: number) => engine.advanceTo(engine.now + seconds * 1000);

  const stack = async (StackName = 'app') => {
    const { Stacks } = await cloudFormation<{ Stacks: Stack[] }>('DescribeStacks', { StackName });
    return Stacks[0]!;
  };

  /** Lets time pass until the stack is at rest. */
  async function settled(StackName = 'app'): Promise<Stack> {
    for (let i = 0; i < 60; i += 1) {
      const now = await stack(StackName);
      if (now.StackStatus?.endsWith('_IN_PROGRESS') !== true) return now;
      await pass(30);
    }
    throw new Error('the stack is still at work');
  }

  const templateOf = (template: string | object) =>
    typeof template === 'string' ? template : JSON.stringify(template);

  /** Makes a stack and waits for it. */
  async function create(
    template: string | object,
    input: object = {},
    by?: { credentials?: Credentials },
  ): Promise<Stack> {
    const TemplateBody = templateOf(template);
    const { StackId } = await cloudFormation<{ StackId: string }>(
      'CreateStack',
      { StackName: 'app', TemplateBody, ...input },
      by,
    );
    return settled(StackId);
  }

  /** Changes the stack and waits for it. */
  async function update(template: string | object, input: object = {}): Promise<Stack> {
    const TemplateBody = templateOf(template);
    await cloudFormation('UpdateStack', { StackName: 'app', TemplateBody, ...input });
    return settled();
  }

  /** The stack's history, oldest first. */
  async function events(StackName = 'app'): Promise<StackEvent[]> {
    const { StackEvents } = await cloudFormation<{ StackEvents: StackEvent[] }>(
      'DescribeStackEvents',
      { StackName },
    );
    return StackEvents.reverse();
  }

  /** The same in short: `Key CREATE_COMPLETE`, with the reason where there is one. */
  async function history(StackName = 'app'): Promise<string[]> {
    const all = await events(StackName);
    return all.map(({ LogicalResourceId, ResourceStatus, ResourceStatusReason: reason }) =>
      [LogicalResourceId, ResourceStatus, ...(reason === undefined ? [] : [`(${reason})`])].join(
        ' ',
      ),
    );
  }

  const outputs = async (StackName = 'app') =>
    Object.fromEntries(
      ((await stack(StackName)).Outputs ?? []).map(({ OutputKey, OutputValue }) => [
        OutputKey,
        OutputValue,
      ]),
    ) as Record<string, string>;

  return {
    ...world,
    cloudFormation,
    pass,
    stack,
    settled,
    create,
    update,
    events,
    history,
    outputs,
  };
}

/** A template with these resources, and outputs where there are some. */
export const withResources = (Resources: object, Outputs?: object, more: object = {}) => ({
  ...{ Resources, ...(Outputs === undefined ? {} : { Outputs }) },
  ...more,
});

/** A parameter of Parameter Store. */
export const parameter = (Value: unknown, more: object = {}, attributes: object = {}) => ({
  ...{ Type: 'AWS::SSM::Parameter', ...attributes },
  Properties: { Type: 'String', Value, ...more },
});
