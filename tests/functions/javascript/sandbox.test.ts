import { beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import type { FunctionRuntime } from '../../../src/engine/functions';
import { services } from '../../../src/engine/services/index';
import { createFunctionRuntime } from '../../../src/functions/host';
import { trusted, zip } from '../../engine/lambda/world';
import { testWorld, utf8 } from '../../engine/world';
import { javaScriptSandbox } from './sandbox';

let functions: FunctionRuntime;

// Building the sandbox is bundling eight clients of the SDK.
beforeAll(async () => {
  functions = createFunctionRuntime(await javaScriptSandbox());
}, 240_000);

/** Deploys files as a function and invokes it with an event. */
async function run(
  files: Readonly<Record<string, string>>,
  event: unknown = {},
  input: object = {},
) {
  const world = testWorld(null);
  const engine = new Engine(world.engine.tables, services, { functions });
  const send = async (service: string, operation: string, body: object) =>
    (
      await engine.send({
        ...{ service, operation, input: body, region: 'us-east-1', credentials: world.admin },
      })
    ).output as Record<string, unknown>;
  const { Role } = await send('iam', 'CreateRole', {
    ...{ RoleName: 'worker', AssumeRolePolicyDocument: trusted },
  });
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  await send('iam', 'PutRolePolicy', {
    ...{ RoleName: 'worker', PolicyName: 'all' },
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  await send('lambda', 'CreateFunction', {
    ...{ FunctionName: 'greet', Role: (Role as { Arn: string }).Arn, Runtime: 'nodejs22.x' },
    ...{ Handler: 'index.handler', Code: { ZipFile: zip(files) }, Timeout: 20, ...input },
  });
  const invoke = async () => {
    const { Payload, FunctionError, LogResult } = await send('lambda', 'Invoke', {
      ...{ FunctionName: 'greet', Payload: utf8(JSON.stringify(event)), LogType: 'Tail' },
    });
    const payload = JSON.parse(new TextDecoder().decode(Payload as Uint8Array)) as unknown;
    return {
      payload,
      error: FunctionError as string | undefined,
      log: atob((LogResult ?? '') as string),
    };
  };
  return { ...(await invoke()), invoke, send };
}

const index = (code: string) => ({ 'index.js': code });

describe('a function in JavaScript', () => {
  it.each([
    ['async', 'exports.handler = async (event) => ({ got: event.a })'],
    ['by callback', 'exports.handler = (event, context, done) => done(null, { got: event.a })'],
    ['an ES module', 'export const handler = async ({ a }) => ({ got: a })'],
    [
      'an ES module by list',
      'async function run({ a }) { return { got: a } }\nexport { run as handler }',
    ],
  ])(
    'returns what its handler gives: %s',
    async (_, code) => {
      await expect(run(index(code), { a: 7 })).resolves.toMatchObject({ payload: { got: 7 } });
    },
    60_000,
  );

  it('loads the files of its package', async () => {
    const files = {
      'index.mjs':
        "import { add } from './lib/add.js'; import data from './data.json' with { type: 'json' };\nexport const handler = async () => add(data.one, 2)",
      'lib/add.js': "const { plus } = require('plus'); exports.add = plus",
      'node_modules/plus/package.json': '{"main":"main.js"}',
      'node_modules/plus/main.js': 'exports.plus = (a, b) => a + b',
      'data.json': '{"one":1}',
    };
    await expect(run(files)).resolves.toMatchObject({ payload: 3 });
  }, 60_000);

  it('uses the real clients of the AWS SDK', async () => {
    const code = `
      import { KMSClient, CreateKeyCommand, EncryptCommand, DecryptCommand } from '@aws-sdk/client-kms';
      import { S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
      import { STS } from '@aws-sdk/client-sts';
      const kms = new KMSClient();
      const s3 = new S3Client({});
      export const handler = async ({ text }) => {
        const { KeyMetadata: { KeyId } } = await kms.send(new CreateKeyCommand({}));
        const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from(text) }));
        const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }));
        await s3.send(new CreateBucketCommand({ Bucket: 'made-by-code' }));
        await s3.send(new PutObjectCommand({ Bucket: 'made-by-code', Key: 'a b/c', Body: Plaintext }));
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'made-by-code', Key: 'a b/c' }));
        const { Arn } = await new STS().getCallerIdentity({});
        return { text: await Body.transformToString(), plain: Buffer.from(Plaintext).toString('base64'), Arn };
      };`;
    const { payload } = await run({ 'index.mjs': code }, { text: 'grüße' });
    expect(payload).toMatchObject({ text: 'grüße', plain: btoa('grÃ¼Ã\u009fe') });
    expect((payload as { Arn: string }).Arn).toMatch(/:assumed-role\/worker\/greet$/);
  }, 60_000);

  it('is told by AWS what it may not', async () => {
    const code = `
      const { SSMClient, GetParameterCommand } = require('@aws-sdk/client-ssm');
      exports.handler = async () => {
        try { await new SSMClient({}).send(new GetParameterCommand({ Name: '/none' })); }
        catch (error) { return [error.name, error.$metadata.httpStatusCode]; }
      };`;
    await expect(run(index(code))).resolves.toMatchObject({ payload: ['ParameterNotFound', 400] });
  }, 60_000);

  it('logs as the runtime of Lambda does', async () => {
    const code = `exports.handler = async () => {
      console.log('hello %s', 'Ada', { a: [1, 'two'] }); console.error(new Error('bad').message); }`;
    const { log } = await run(index(code));
    const lines = log.split('\n');
    expect(lines[1]).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[0-9a-f-]{36}\tINFO\thello Ada { a: \[ 1, 'two' \] }$/,
    );
    expect(lines[2]).toMatch(/\tERROR\tbad$/);
  }, 60_000);

  it.each([
    ['throw new TypeError("no")', 'TypeError', 'no'],
    ['return new Promise((_, reject) => reject("text"))', 'string', 'text'],
    ['process.exit(3)', 'Runtime.ExitError', /Error: Runtime exited with error: exit status 3$/],
  ])(
    'reports how it failed: %s',
    async (code, errorType, errorMessage) => {
      const { payload, error } = await run(index(`exports.handler = async () => { ${code} }`));
      expect(error).toBe('Unhandled');
      expect(payload).toMatchObject({
        errorType,
        errorMessage: expect.stringMatching(errorMessage) as string,
      });
    },
    60_000,
  );

  it.each([
    ['exports.other = 1', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
    ['require("./none")', 'Runtime.ImportModuleError', "Error: Cannot find module './none'"],
    ['exports.handler = (', 'Runtime.UserCodeSyntaxError', 'SyntaxError: '],
  ])(
    'reports why it never began: %s',
    async (code, errorType, text) => {
      const { payload } = await run(index(code));
      expect(payload).toMatchObject({
        errorType,
        errorMessage: expect.stringContaining(text) as string,
      });
    },
    60_000,
  );

  it('keeps its state from one invocation to the next', async () => {
    const { payload, invoke, log } = await run(
      index('let n = 0; exports.handler = async () => ++n'),
    );
    expect(payload).toBe(1);
    expect(log).toContain('Init Duration: ');
    const again = await invoke();
    expect(again.payload).toBe(2);
    expect(again.log).not.toContain('Init Duration: ');
  }, 60_000);
});

describe('the sandbox', () => {
  it('ends an endless loop when its time is up, and starts anew', async () => {
    const code =
      'let n = 0; exports.handler = async ({ loop }) => { n += 1; while (loop) {} return n }';
    const { payload, log } = await run(index(code), { loop: true }, { Timeout: 1 });
    expect(payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(log).toContain('Task timed out after 1.00 seconds');
  }, 60_000);

  it('ends a function that takes too much memory', async () => {
    const code =
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})) }';
    const { payload } = await run(index(code), {}, { MemorySize: 128, Timeout: 60 });
    expect(payload).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  }, 120_000);

  it('has no way out but the model', async () => {
    const code = `exports.handler = async () => {
      const tried = {};
      const attempt = async (name, work) => { try { tried[name] = String(await work()) } catch (error) { tried[name] = 'refused' } };
      await attempt('fetch', () => fetch('https://example.com'));
      await attempt('import', () => import('node:fs'));
      await attempt('computed', () => import('fs' + '/promises'));
      await attempt('eval', () => eval('import("node:fs")'));
      await attempt('Function', () => (async () => {}).constructor('return 1')());
      await attempt('builtin', () => process.getBuiltinModule('node:fs').readdirSync('/'));
      await attempt('binding', () => process.binding('fs'));
      await attempt('postMessage', () => postMessage({ type: 'ready' }));
      await attempt('XMLHttpRequest', () => new XMLHttpRequest());
      await attempt('WebSocket', () => new WebSocket('ws://localhost'));
      await attempt('fs', () => require('node:fs'));
      return tried;
    }`;
    const { payload } = await run(index(code));
    expect(new Set(Object.values(payload as object))).toEqual(new Set(['refused']));
  }, 60_000);

  it('says what an answer is too large for', async () => {
    const { payload } = await run(index("exports.handler = async () => 'x'.repeat(6300000)"));
    expect(payload).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  }, 60_000);
});
