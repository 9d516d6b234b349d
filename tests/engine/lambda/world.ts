import { zipSync } from 'fflate';
import { Engine } from '../../../src/engine/engine';
import type { FunctionRuntime, Invocation, Outcome } from '../../../src/engine/functions';
import type { Credentials } from '../../../src/engine/operation';
import { services } from '../../../src/engine/services/index';
import { testWorld, utf8 } from '../world';

/** What stands in for a function's code here: it gets the invocation and returns. */
export type Code = (invocation: Invocation) => Promise<unknown>;

/** A deployment package of text files. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, utf8(text)])),
  );
}

export const trusted = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** A world whose functions are `code`, and the role `worker` that they may have. */
export async function lambdaWorld(code: Code = async () => null) {
  const world = testWorld(7);
  const invocations: Invocation[] = [];
  const functions: FunctionRuntime = {
    async invoke(invocation): Promise<Outcome> {
      invocations.push(invocation);
      const rest = { logs: ['a line'], duration: 12.345, initDuration: 100, maxMemoryUsed: 64 };
      try {
        const payload = JSON.stringify((await code(invocation)) ?? null);
        return { result: { type: 'returned', payload }, ...rest };
      } catch (error) {
        if (error !== null && typeof error === 'object' && 'type' in error) {
          return { result: error as Outcome['result'], ...rest };
        }
        const { name: errorType, message: errorMessage } = error as Error;
        const result = {
          type: 'error',
          errorType,
          errorMessage,
          trace: [],
          inInit: false,
        } as const;
        return { result, ...rest };
      }
    },
  };
  const engine = new Engine(world.engine.tables, services, { functions });

  async function send<Output = Record<string, unknown>>(
    service: string,
    operation: string,
    input: object = {},
    options: { region?: string; credentials?: Credentials } = {},
  ): Promise<Output> {
    const { region = 'us-east-1', credentials = world.admin } = options;
    return (await engine.send({ service, operation, input, region, credentials })).output as Output;
  }
  const { Role } = await send<{ Role: { Arn: string } }>('iam', 'CreateRole', {
    ...{ RoleName: 'worker', AssumeRolePolicyDocument: trusted },
  });
  const lambda = <Output = Record<string, unknown>>(
    operation: string,
    input: object,
    options = {},
  ) => send<Output>('lambda', operation, input, options);

  /** A function of this name; members that are not given are the usual ones. */
  const create = (FunctionName: string, input: object = {}) =>
    lambda<{ FunctionArn: string; RevisionId: string }>('CreateFunction', {
      ...{ FunctionName, Role: Role.Arn, Runtime: 'nodejs22.x', Handler: 'index.handler' },
      Code: { ZipFile: zip({ 'index.js': 'exports.handler = async () => null' }) },
      ...input,
    });

  /** Invokes a function; the payload of its answer is parsed. */
  async function invoke(FunctionName: string, event?: unknown, input: object = {}, options = {}) {
    const answer = await lambda<{
      Payload: Uint8Array;
      FunctionError?: string;
      LogResult?: string;
    }>(
      'Invoke',
      {
        FunctionName,
        ...(event === undefined ? {} : { Payload: utf8(JSON.stringify(event)) }),
        ...input,
      },
      options,
    );
    const text = new TextDecoder().decode(answer.Payload);
    return { ...answer, payload: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  /** A statement in the role's inline policy. */
  const allow = (...Statement: object[]) =>
    send('iam', 'PutRolePolicy', {
      ...{ RoleName: 'worker', PolicyName: 'test' },
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    });

  return { ...world, engine, send, lambda, role: Role.Arn, create, invoke, allow, invocations };
}
