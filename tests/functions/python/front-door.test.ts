import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import { services } from '../../../src/engine/services/index';
import type { SandboxWorker } from '../../../src/functions/environment';
import { createFunctionRuntime, type StartSandbox } from '../../../src/functions/host';
import { trusted, zip } from '../../engine/lambda/world';
import { testWorld } from '../../engine/world';
import { notesHandler } from './notes-handler';
import { buildPythonSandbox } from './sandbox';

let startSandbox: StartSandbox;
const workers: SandboxWorker[] = [];

beforeAll(async () => {
  startSandbox = await buildPythonSandbox();
}, 60_000);

afterAll(() => workers.forEach((worker) => worker.terminate()));

it('gives a function of AWS Lambda what its execution role may have, and no more', async () => {
  const world = testWorld(7);
  const functions = createFunctionRuntime((...args) => {
    const worker = startSandbox(...args);
    workers.push(worker);
    return worker;
  });
  const engine = new Engine(world.engine.tables, services, { functions });
  const send = async <Output>(service: string, operation: string, input: object) => {
    const request = { service, operation, input, region: 'us-east-1', credentials: world.admin };
    return (await engine.send(request)).output as Output;
  };
  const { KeyMetadata } = await send<{ KeyMetadata: { KeyId: string } }>('kms', 'CreateKey', {});
  await send('ssm', 'PutParameter', {
    ...{ Name: '/app/password', Value: 'hunter2', Type: 'SecureString' },
    KeyId: KeyMetadata.KeyId,
  });
  const { Role } = await send<{ Role: { Arn: string } }>('iam', 'CreateRole', {
    ...{ RoleName: 'notes', AssumeRolePolicyDocument: trusted },
  });
  await send('lambda', 'CreateFunction', {
    ...{ FunctionName: 'notes', Role: Role.Arn, Runtime: 'python3.13', Timeout: 60 },
    Handler: 'lambda_function.lambda_handler',
    Code: { ZipFile: zip({ 'lambda_function.py': notesHandler }) },
  });
  const allow = (...Action: string[]) =>
    send('iam', 'PutRolePolicy', {
      ...{ RoleName: 'notes', PolicyName: 'notes' },
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action, Resource: '*' },
      }),
    });
  const invoke = async () => {
    const input = { FunctionName: 'notes' };
    const answer = await send<{ Payload: Uint8Array }>('lambda', 'Invoke', input);
    return JSON.parse(new TextDecoder().decode(answer.Payload)) as unknown;
  };
  const denied = (action: string) => ({
    errorMessage: expect.stringMatching(
      new RegExp(`AccessDeniedException.*assumed-role/notes/notes.*${action}`),
    ) as string,
  });

  expect(await invoke()).toMatchObject(denied('ssm:GetParameters'));
  await allow('ssm:GetParameters');
  expect(await invoke()).toMatchObject(denied('kms:Decrypt'));
  await allow('ssm:GetParameters', 'kms:Decrypt');
  expect(await invoke()).toEqual({ '/app/password': 'hunter2' });
}, 180_000);
