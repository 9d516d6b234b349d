import { readModel } from '../../../src/engine/api/index';
import { AwsError } from '../../../src/engine/errors';
import type { Context, Service } from '../../../src/engine/operation';
import { secretsWorld } from './world';

/** What Secrets Manager hands a rotation function. */
export interface RotationEvent {
  readonly Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

/** A rotation function: what it asks of Secrets Manager goes through `secrets`. */
export type RotationFunction = (
  event: RotationEvent,
  secrets: <Output>(operation: string, input: object) => Promise<Output>,
  ctx: Context,
) => Promise<void> | void;

const account = '123456789012';

/** The ARN of a function by its name. */
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;

/**
 * A stand-in for AWS Lambda whose functions are JavaScript of the test. Each lets Secrets Manager
 * invoke it, but for `private`.
 */
function lambdaOf(
  functions: Readonly<Record<string, RotationFunction>>,
  send: (ctx: Context, operation: string, input: object) => Promise<unknown>,
): Service {
  const policy = (name: string) => ({
    name: 'function policy',
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functionArn(name) },
        Principal: { Service: 'secretsmanager.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    }),
  });
  const nameOf = ({ FunctionName }: { FunctionName: string }) => FunctionName.split(':').at(-1)!;
  return {
    ...{ name: 'lambda', title: 'AWS Lambda', eventSource: 'lambda.amazonaws.com' },
    model: readModel({
      service: 'lambda',
      metadata: {
        ...{ protocol: 'rest-json', apiVersion: '2015-03-31', serviceId: 'Lambda' },
        endpointPrefix: 'lambda',
      },
      operations: { Invoke: {} },
      shapes: {},
    }),
    operations: {
      Invoke: {
        target(input: { FunctionName: string }) {
          if (functions[nameOf(input)] === undefined) {
            throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
          }
        },
        permissions: (input: { FunctionName: string }) => [
          {
            ...{ action: 'lambda:InvokeFunction', resource: functionArn(nameOf(input)) },
            ...(nameOf(input) === 'private'
              ? {}
              : { policies: { resource: policy(nameOf(input)) } }),
          },
        ],
        async handle(input: Invocation, ctx: Context) {
          if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
          const event = JSON.parse(new TextDecoder().decode(input.Payload)) as RotationEvent;
          try {
            const ask = (operation: string, asked: object) => send(ctx, operation, asked);
            await functions[nameOf(input)]!(event, ask as never, ctx);
            return { StatusCode: 200 };
          } catch (error) {
            const errorMessage = error instanceof Error ? error.message : String(error);
            const Payload = new TextEncoder().encode(JSON.stringify({ errorMessage }));
            return { StatusCode: 200, FunctionError: 'Unhandled', Payload };
          }
        },
      },
    },
  };
}

interface Invocation {
  readonly FunctionName: string;
  readonly InvocationType?: string;
  readonly Payload: Uint8Array;
}

/** A world in which these functions rotate secrets. */
export function rotationWorld(functions: Readonly<Record<string, RotationFunction>>) {
  const lambda = lambdaOf(functions, (ctx, operation, input) =>
    ctx.call('secretsmanager', operation, input, { as: world.admin }),
  );
  const world = secretsWorld(null, undefined, {}, [lambda]);
  return world;
}

/** The four steps of AWS's own template, with what is particular to a service left to `set` and `test`. */
export function template(particular: {
  readonly make: (current: string) => string;
  readonly set?: (pending: string, current: string, ctx: Context) => Promise<void> | void;
  readonly test?: (pending: string, ctx: Context) => Promise<void> | void;
}): RotationFunction {
  return async ({ Step, SecretId, ClientRequestToken }, secrets, ctx) => {
    const get = async (input: object) =>
      (await secrets<{ SecretString: string }>('GetSecretValue', { SecretId, ...input }))
        .SecretString;
    const pending = { VersionId: ClientRequestToken, VersionStage: 'AWSPENDING' };
    const { VersionIdsToStages } = await secrets<{
      VersionIdsToStages: Record<string, string[] | undefined>;
    }>('DescribeSecret', { SecretId });
    const stages = VersionIdsToStages[ClientRequestToken];
    if (stages === undefined) throw new Error('the version has no stage for rotation');
    if (stages.includes('AWSCURRENT')) return;
    switch (Step) {
      case 'createSecret': {
        const current = await get({});
        try {
          await get(pending);
        } catch (error) {
          if ((error as AwsError).code !== 'ResourceNotFoundException') throw error;
          const SecretString = particular.make(current);
          const VersionStages = ['AWSPENDING'];
          await secrets('PutSecretValue', {
            ...{ SecretId, ClientRequestToken, SecretString, VersionStages },
          });
        }
        return;
      }
      case 'setSecret':
        return particular.set?.(await get(pending), await get({}), ctx);
      case 'testSecret':
        return particular.test?.(await get(pending), ctx);
      case 'finishSecret': {
        const current = Object.entries(VersionIdsToStages).find(([, labels]) =>
          labels?.includes('AWSCURRENT'),
        );
        await secrets('UpdateSecretVersionStage', {
          ...{ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken },
          RemoveFromVersionId: current?.[0],
        });
      }
    }
  };
}
