import type { Engine } from '../engine/engine';
import { AwsError } from '../engine/errors';
import { adminCredentials } from '../engine/world';
import { ContentError } from './content-error';

interface Stack {
  readonly StackStatus?: string;
}

interface StackEvent {
  readonly ResourceStatus?: string;
  readonly LogicalResourceId?: string;
  readonly ResourceStatusReason?: string;
}

/** World time in ms in which the stack of a scenario's template must be made. */
export const timeOfAStack = 15 * 60_000;

const StackName = 'world';

/** All that a template of a scenario may need: who writes one knows what is in it. */
const Capabilities = ['CAPABILITY_NAMED_IAM'];

/**
 * Makes the stack of a scenario's template, as the administrator. Afterwards `timeOfAStack` has passed
 * in the world. Throws `ContentError` with the stack's own reason where it is not made.
 */
export async function makeStack(
  engine: Engine,
  file: string,
  template: string,
  region: string,
): Promise<void> {
  const end = engine.now + timeOfAStack;
  const failure = (message: string) =>
    new ContentError([{ file, path: 'world.template', message }]);
  const send = async (operation: string, input: object) => {
    const credentials = adminCredentials(engine.tables);
    const request = { service: 'cloudformation', operation, input, region, credentials };
    return (await engine.send(request)).output;
  };
  try {
    await send('CreateStack', { StackName, TemplateBody: template, Capabilities });
    await engine.advanceTo(end);
    const { Stacks } = (await send('DescribeStacks', { StackName })) as { Stacks: Stack[] };
    const status = Stacks[0]?.StackStatus ?? '';
    if (status === 'CREATE_COMPLETE') return;
    const { StackEvents } = (await send('DescribeStackEvents', { StackName })) as {
      StackEvents: StackEvent[];
    };
    const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    const { LogicalResourceId = StackName, ResourceStatusReason = '' } = failed ?? {};
    throw failure(`the stack is ${status}: ${LogicalResourceId}: ${ResourceStatusReason}`);
  } catch (error) {
    throw error instanceof AwsError ? failure(`${error.code}: ${error.message}`) : error;
  }
}
