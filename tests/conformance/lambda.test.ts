import * as sdk from '@aws-sdk/client-lambda';
import { afterAll, describe, expect, test } from 'vitest';
import { lambda as service } from '../../src/engine/services/lambda/index';
import { createDoor } from '../../src/wire/door';
import { lambdaWorld, zip, type Code } from '../engine/lambda/world';
import { allPages, bytesOf, expectAllOf, throughDoor } from './clients';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

/** A world whose functions are `code`, and the SDK's client in front of it. */
async function clientWorld(code?: Code) {
  const world = await lambdaWorld(code);
  const client = new sdk.LambdaClient({
    ...{ region: 'us-east-1', credentials: world.admin, maxAttempts: 1 },
    requestHandler: throughDoor(createDoor(world.engine)),
  });
  // What it asks for stands in no header.
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        called.add(String(commandName).replace(/Command$/, ''));
        return next(args);
      },
    { step: 'initialize' },
  );
  const ZipFile = zip({ 'index.mjs': 'export const handler = async () => null;' });
  const create = (FunctionName: string) =>
    client.send(
      new sdk.CreateFunctionCommand({
        ...{ FunctionName, Role: world.role, Runtime: 'nodejs22.x', Handler: 'index.handler' },
        Code: { ZipFile },
      }),
    );
  return { ...world, client, create, ZipFile };
}

type World = Awaited<ReturnType<typeof clientWorld>>;

const FunctionName = 'greet';
const arn = `arn:aws:lambda:us-east-1:123456789012:function:${FunctionName}`;

const stories: readonly (readonly [string, (world: World) => Promise<void>])[] = [
  [
    'a function is created, described, changed and deleted',
    async ({ client, create, ZipFile, role }) => {
      const made = await create(FunctionName);
      expect(made).toMatchObject({
        ...{ FunctionName, FunctionArn: arn, Role: role, Runtime: 'nodejs22.x' },
        ...{ CodeSize: ZipFile.length, Version: '$LATEST', Timeout: 3, MemorySize: 128 },
      });
      await expect(create(FunctionName)).rejects.toBeInstanceOf(sdk.ResourceConflictException);
      const described = await client.send(new sdk.GetFunctionCommand({ FunctionName }));
      expect(described.Configuration?.CodeSha256).toBe(made.CodeSha256);
      await sdk.waitUntilFunctionActiveV2({ client, maxWaitTime: 10 }, { FunctionName });

      const configuration = {
        FunctionName,
        Timeout: 9,
        Environment: { Variables: { STAGE: 'test' } },
      };
      await client.send(new sdk.UpdateFunctionConfigurationCommand(configuration));
      const get = new sdk.GetFunctionConfigurationCommand({ FunctionName });
      expect(await client.send(get)).toMatchObject({
        ...{ Timeout: 9, Environment: { Variables: { STAGE: 'test' } } },
      });
      const code = { FunctionName, ZipFile: zip({ 'index.mjs': 'export const handler = 1;' }) };
      const updated = await client.send(new sdk.UpdateFunctionCodeCommand(code));
      expect(updated.CodeSha256).not.toBe(made.CodeSha256);

      for (const name of ['a', 'b']) await create(name);
      const pages = sdk.paginateListFunctions({ client, pageSize: 2 }, {});
      expect(await allPages(pages, 'Functions')).toMatchObject({
        ...{ count: 2, items: { length: 3 } },
      });
      await client.send(new sdk.DeleteFunctionCommand({ FunctionName }));
      const gone = client.send(new sdk.GetFunctionCommand({ FunctionName }));
      await expect(gone).rejects.toBeInstanceOf(sdk.ResourceNotFoundException);
    },
  ],
  [
    'a function is invoked, and its payload and log come back',
    async ({ client, create, invocations }) => {
      await create(FunctionName);
      const input = { FunctionName, Payload: bytesOf('{"name":"Ada"}'), LogType: 'Tail' } as const;
      const answer = await client.send(new sdk.InvokeCommand(input));
      expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
      expect(answer.Payload?.transformToString()).toBe('"hello Ada"');
      expect(atob(answer.LogResult ?? '')).toContain('\na line\nEND RequestId: ');
      const dry = { FunctionName, InvocationType: 'DryRun' } as const;
      expect((await client.send(new sdk.InvokeCommand(dry))).StatusCode).toBe(204);
      expect(invocations).toHaveLength(1);
      const wrong = client.send(new sdk.InvokeCommand({ FunctionName, Payload: bytesOf('{') }));
      await expect(wrong).rejects.toBeInstanceOf(sdk.InvalidRequestContentException);
      const failing = { FunctionName, Payload: bytesOf('{}') };
      const failed = await client.send(new sdk.InvokeCommand(failing));
      expect(failed).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
      expect(JSON.parse(failed.Payload?.transformToString() ?? '')).toMatchObject({
        ...{ errorType: 'TypeError', errorMessage: 'who?' },
      });
    },
  ],
  [
    'versions stay as they are, and aliases point at them',
    async ({ client, create }) => {
      await create(FunctionName);
      const first = await client.send(new sdk.PublishVersionCommand({ FunctionName }));
      expect(first).toMatchObject({ Version: '1', FunctionArn: `${arn}:1` });
      const Timeout = 7;
      await client.send(new sdk.UpdateFunctionConfigurationCommand({ FunctionName, Timeout }));
      await client.send(new sdk.PublishVersionCommand({ FunctionName }));
      const versions = sdk.paginateListVersionsByFunction({ client }, { FunctionName });
      expect((await allPages(versions, 'Versions')).items).toMatchObject([
        ...[{ Version: '$LATEST' }, { Version: '1', Timeout: 3 }, { Version: '2', Timeout }],
      ]);
      const alias = { FunctionName, Name: 'live' };
      const created = await client.send(
        new sdk.CreateAliasCommand({ ...alias, FunctionVersion: '1' }),
      );
      expect(created).toMatchObject({ AliasArn: `${arn}:live`, FunctionVersion: '1' });
      await client.send(new sdk.UpdateAliasCommand({ ...alias, FunctionVersion: '2' }));
      expect(await client.send(new sdk.GetAliasCommand(alias))).toMatchObject({
        ...{ Name: 'live', FunctionVersion: '2' },
      });
      const invoke = new sdk.InvokeCommand({ FunctionName, Qualifier: 'live' });
      expect((await client.send(invoke)).ExecutedVersion).toBe('2');
      const aliases = sdk.paginateListAliases({ client }, { FunctionName });
      expect((await allPages(aliases, 'Aliases')).items).toHaveLength(1);
      await client.send(new sdk.DeleteAliasCommand(alias));
      const gone = client.send(new sdk.GetAliasCommand(alias));
      await expect(gone).rejects.toBeInstanceOf(sdk.ResourceNotFoundException);
    },
  ],
  [
    'a function has a policy of its own, and tags',
    async ({ client, create }) => {
      await create(FunctionName);
      const permission = {
        ...{ FunctionName, StatementId: 'secrets', Action: 'lambda:InvokeFunction' },
        Principal: 'secretsmanager.amazonaws.com',
      };
      const { Statement } = await client.send(new sdk.AddPermissionCommand(permission));
      expect(JSON.parse(Statement ?? '')).toMatchObject({
        ...{ Sid: 'secrets', Principal: { Service: permission.Principal }, Resource: arn },
      });
      const again = client.send(new sdk.AddPermissionCommand(permission));
      await expect(again).rejects.toBeInstanceOf(sdk.ResourceConflictException);
      const { Policy } = await client.send(new sdk.GetPolicyCommand({ FunctionName }));
      expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Sid: 'secrets' }] });
      const { StatementId } = permission;
      await client.send(new sdk.RemovePermissionCommand({ FunctionName, StatementId }));
      const none = client.send(new sdk.GetPolicyCommand({ FunctionName }));
      await expect(none).rejects.toBeInstanceOf(sdk.ResourceNotFoundException);

      const Tags = { team: 'blue', stage: 'test' };
      await client.send(new sdk.TagResourceCommand({ Resource: arn, Tags }));
      await client.send(new sdk.UntagResourceCommand({ Resource: arn, TagKeys: ['stage'] }));
      // No keys are no parameter of the query: the operation is known all the same.
      const noKeys = new sdk.UntagResourceCommand({ Resource: arn, TagKeys: [] });
      await expect(client.send(noKeys)).rejects.toMatchObject({ name: 'ValidationException' });
      const tags = await client.send(new sdk.ListTagsCommand({ Resource: arn }));
      expect(tags.Tags).toEqual({ team: 'blue' });
    },
  ],
  [
    'what the model leaves out says so by name',
    async ({ client, create }) => {
      await create(FunctionName);
      const reserved = { FunctionName, ReservedConcurrentExecutions: 1 };
      await expect(client.send(new sdk.PutFunctionConcurrencyCommand(reserved))).rejects.toThrow(
        /reserved concurrency/,
      );
      await expect(
        client.send(new sdk.GetFunctionConcurrencyCommand({ FunctionName })),
      ).rejects.toThrow(/reserved concurrency/);
      await expect(
        client.send(new sdk.DeleteFunctionConcurrencyCommand({ FunctionName })),
      ).rejects.toThrow(/reserved concurrency/);
      await expect(
        client.send(new sdk.InvokeWithResponseStreamCommand({ FunctionName })),
      ).rejects.toThrow(/response streaming/);
    },
  ],
];

describe('the Lambda client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const code: Code = ({ event }) => {
      const { name } = JSON.parse(event) as { name?: string };
      return name === undefined
        ? Promise.reject(new TypeError('who?'))
        : Promise.resolve(`hello ${name}`);
    };
    await tell(await clientWorld(code));
  });
});
