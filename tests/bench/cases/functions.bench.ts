import { Engine } from '../../../src/engine/engine';
import { services } from '../../../src/engine/services/index';
import { startWorker } from '../../../src/functions/browser';
import { createFunctionRuntime } from '../../../src/functions/host';
import { trusted, zip } from '../../engine/lambda/world';
import { testWorld } from '../../engine/world';
import type { Measurement } from '../bench';

const reader = `
import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
const ssm = new SSMClient();
export const handler = async () => {
  const input = { Name: '/app/password', WithDecryption: true };
  return (await ssm.send(new GetParameterCommand(input))).Parameter.Value;
};`;

/** A world with a SecureString and a function that reads it; how long an Invoke takes, in ms. */
async function prepared() {
  const { engine: built, admin } = testWorld(1);
  const functions = createFunctionRuntime(startWorker);
  const engine = new Engine(built.tables, services, { functions });
  const send = async <Output>(service: string, operation: string, input: object) => {
    const request = { service, operation, input, region: 'us-east-1', credentials: admin };
    return (await engine.send(request)).output as Output;
  };
  const secret = { Name: '/app/password', Value: 'hunter2', Type: 'SecureString' };
  await send('ssm', 'PutParameter', secret);
  const { Role } = await send<{ Role: { Arn: string } }>('iam', 'CreateRole', {
    ...{ RoleName: 'reader', AssumeRolePolicyDocument: trusted },
  });
  const Statement = { Effect: 'Allow', Action: ['ssm:GetParameter', 'kms:Decrypt'], Resource: '*' };
  await send('iam', 'PutRolePolicy', {
    ...{ RoleName: 'reader', PolicyName: 'read' },
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  await send('lambda', 'CreateFunction', {
    ...{ FunctionName: 'reader', Role: Role.Arn, Runtime: 'nodejs22.x', Timeout: 60 },
    ...{ Handler: 'index.handler', Code: { ZipFile: zip({ 'index.mjs': reader }) } },
  });
  return async () => {
    const started = performance.now();
    const input = { FunctionName: 'reader' };
    const { Payload } = await send<{ Payload: Uint8Array }>('lambda', 'Invoke', input);
    const text = new TextDecoder().decode(Payload);
    if (text !== '"hunter2"') throw new Error(text);
    return performance.now() - started;
  };
}

const warmCalls = 20;

/** How long somebody waits for a JavaScript function that reads a SecureString with the AWS SDK. */
const measurements: Measurement[] = [
  {
    name: 'a JavaScript function with the AWS SDK, cold: its Worker starts and the SDK loads',
    where: ['chromium'],
    bound: { max: 2000, unit: 'ms' },
    async run() {
      const invoke = await prepared();
      return invoke();
    },
  },
  {
    name: 'a JavaScript function with the AWS SDK, warm: GetParameter with decryption',
    where: ['chromium'],
    bound: { max: 50, unit: 'ms a call' },
    async run() {
      const invoke = await prepared();
      await invoke();
      let total = 0;
      for (let i = 0; i < warmCalls; i += 1) total += await invoke();
      return total / warmCalls;
    },
  },
];

export default measurements;
