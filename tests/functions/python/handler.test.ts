import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionRuntime, Outcome } from '../../../src/engine/functions';
import { createFunctionRuntime, type StartSandbox } from '../../../src/functions/host';
import type { SandboxWorker } from '../../../src/functions/environment';
import { start, testWorld } from '../../engine/world';
import { buildPythonSandbox } from './sandbox';

const code = readFileSync(new URL('./handlers.py', import.meta.url));
const region = 'us-east-1';

// One interpreter answers all of them: starting it takes seconds.
let runtime: FunctionRuntime;
const workers: SandboxWorker[] = [];

beforeAll(async () => {
  const startSandbox = await buildPythonSandbox();
  const kept: StartSandbox = (...args) => {
    const worker = startSandbox(...args);
    workers.push(worker);
    return worker;
  };
  runtime = createFunctionRuntime(kept);
  await invoke({ do: 'bytes' });
}, 180_000);

afterAll(() => workers.forEach((worker) => worker.terminate()));

const world = testWorld(1);
let queries: readonly unknown[][] = [];

/** Invokes the handler for what `event.do` names, with the credentials of a user of the world. */
async function invoke(
  event: object,
  { timeout = 20_000, credentials = world.admin } = {},
): Promise<Outcome> {
  return runtime.invoke({
    ...{ sandbox: 'one', runtime: 'python3.13', handler: 'handlers.handler', timeout, now: start },
    files: { 'handlers.py': code, 'pkg/__init__.py': new Uint8Array(), 'pkg/broken.py': broken },
    environment: {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      STAGE: 'test',
    },
    event: JSON.stringify(event),
    context: {
      ...{ awsRequestId: 'r-1', functionName: 'reader', functionVersion: '$LATEST' },
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:reader',
      ...{ memoryLimitInMB: 128, logGroupName: '/aws/lambda/reader', logStreamName: 'stream' },
    },
    network: {
      cloud: world.engine,
      query: (login, statement, parameters) => {
        queries = [...queries, [login.username, statement, parameters]];
        if (login.password === 'wrong') return Promise.reject(new Error(refusedLogin));
        return Promise.resolve(/SELECT/.test(statement) ? [{ n: 1, name: "it's" }] : []);
      },
    },
  });
}

const broken = new TextEncoder().encode('def handler(event, context)\n    return 1\n');
const refusedLogin = 'FATAL:  password authentication failed for user "app"';

/** What the handler returned. */
async function returned(event: object): Promise<unknown> {
  const { result } = await invoke(event);
  if (result.type !== 'returned') throw new Error(JSON.stringify(result));
  return JSON.parse(result.payload);
}

async function failed(event: object) {
  const { result } = await invoke(event);
  if (result.type !== 'error') throw new Error(JSON.stringify(result));
  return `${result.errorType}: ${result.errorMessage}`;
}

describe('boto3 in a function', () => {
  it('reads a SecureString once its caller may read it and use its key', async () => {
    const { KeyId, Arn } = await world.createKey();
    const value = { Name: '/app/password', Value: 'hunter2', Type: 'SecureString', KeyId };
    await world.send('ssm', 'PutParameter', value);
    const policy = (...Action: string[]) =>
      world.send('iam', 'PutUserPolicy', {
        ...{ UserName: 'reader', PolicyName: 'test' },
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action, Resource: '*' },
        }),
      });
    const credentials = await world.user('reader');
    const read = () => invoke({ do: 'read' }, { credentials });

    expect((await read()).result).toMatchObject({
      errorMessage: expect.stringMatching(
        /^An error occurred \(AccessDeniedException\) when calling the GetParameters operation: .*reader is not authorized to perform: ssm:GetParameters on resource: /,
      ) as string,
    });
    await policy('ssm:GetParameters');
    expect((await read()).result).toMatchObject({
      errorMessage: expect.stringMatching(/kms:Decrypt/) as string,
    });
    await policy('ssm:GetParameters', 'kms:Decrypt');
    expect((await read()).result).toEqual({
      ...{ type: 'returned', payload: '{"/app/password": "hunter2"}' },
    });
    expect(Arn).toContain(KeyId);
  });

  it('encrypts, and writes and reads objects as whole files', async () => {
    await world.send('s3', 'CreateBucket', { Bucket: 'files-of-a-function' });
    const { KeyId } = await world.createKey();
    expect(await returned({ do: 'encrypt', key: KeyId })).toEqual({ text: 'round trip' });
    expect(await returned({ do: 'object', bucket: 'files-of-a-function' })).toEqual({
      ...{ whole: 'a'.repeat(20), file: 'b'.repeat(20), type: 'text/plain' },
    });
  });
});

describe('the runtime of Python', () => {
  it('gives the environment, the context and the time of the world', async () => {
    const { now, left, ...rest } = (await returned({ do: 'about' })) as Record<string, number>;
    expect(Math.abs((now ?? 0) * 1000 - start)).toBeLessThan(20_000);
    expect(left).toBeGreaterThan(1000);
    expect(rest).toEqual({
      ...{ stage: 'test', cwd: '/var/task', file: '/var/task/handlers.py', slept: true },
      ...{ request: 'r-1', name: 'reader', memory: '128', group: '/aws/lambda/reader' },
    });
  });

  it('logs what is printed line by line, and a record of logging with its level and request', async () => {
    const { logs } = await invoke({ do: 'log' });
    expect(logs).toEqual([
      'one',
      'two',
      expect.stringMatching(/^\[WARNING\]\t2026-11-23T12:00:\d\d\.\d{3}Z\tr-1\tcareful$/),
      'to stderr',
      'no end',
    ]);
  });

  it('tells of an exception: its type, its words and where in the function', async () => {
    const { result, logs } = await invoke({ do: 'raise' });
    expect(result).toMatchObject({
      type: 'error',
      errorType: 'KeyError',
      errorMessage: "'absent'",
    });
    expect(result.type === 'error' && result.trace.at(-1)).toMatch(
      /^ {2}File "\/var\/task\/handlers\.py", line \d+, in raise_\n {4}return \{\}\["absent"\]\n/,
    );
    expect(logs.at(-1)).toMatch(
      /^\[ERROR\] KeyError: 'absent'\nTraceback \(most recent call last\):\n/,
    );
  });

  it('refuses what is no JSON, and takes bytes and decimals for text and numbers', async () => {
    expect(await failed({ do: 'set' })).toBe(
      'Runtime.MarshalError: Unable to marshal response: Object of type set is not JSON serializable',
    );
    expect(await returned({ do: 'bytes' })).toEqual({ bytes: 'text', decimal: 1.5, umlaut: 'ä' });
  });

  it.each([
    [
      'handlers',
      "Runtime.MalformedHandlerName: Bad handler 'handlers': not enough values to unpack (expected 2, got 1)",
    ],
    [
      'absent.handler',
      "Runtime.ImportModuleError: Unable to import module 'absent': No module named 'absent'",
    ],
    ['handlers.absent', "Runtime.HandlerNotFound: Handler 'absent' missing on module 'handlers'"],
    [
      'pkg/broken.handler',
      "Runtime.UserCodeSyntaxError: Syntax error in module 'pkg/broken': expected ':' (broken.py, line 1)",
    ],
    [
      'sys.handler',
      'Runtime.BuiltInModuleConflict: Cannot use built-in module sys as a handler module',
    ],
  ])('says what is wrong with the handler %s', async (handler, text) => {
    expect(await returned({ do: 'find', handler })).toBe(text);
  });

  it('runs asyncio and pools of threads, one piece of work after the other', async () => {
    expect(await returned({ do: 'concurrency' })).toEqual([[2, 4], 'awaited']);
  });
});

describe('a client of databases', () => {
  it('sends statements with their values written in, as psycopg2 and PyMySQL do', async () => {
    queries = [];
    expect(await returned({ do: 'psycopg2', password: 'right' })).toEqual([[1, "it's"], null]);
    expect(queries.map(([, statement]) => statement)).toContain(
      `ALTER USER "app" WITH PASSWORD 'it''s'`,
    );
    expect(await returned({ do: 'pymysql' })).toEqual([{ n: 1, name: "it's" }]);
    expect(queries.at(-1)?.[1]).toBe("SELECT * FROM t WHERE name = 'it\\'s' AND n = 1");
  });

  it('is refused in the words of the database', async () => {
    expect(await failed({ do: 'psycopg2', password: 'wrong' })).toBe(
      `OperationalError: ${refusedLogin}`,
    );
  });
});

describe('the sandbox', () => {
  it('has no network, no JavaScript and no other process', async () => {
    expect(await returned({ do: 'escape' })).toEqual({
      urllib: 'URLError',
      socket: 'OSError',
      raw: expect.stringMatching(/Exception|Error/) as string,
      js: 'ModuleNotFoundError',
      pyodide: 'ModuleNotFoundError',
      'pyodide.http': 'ModuleNotFoundError',
      pyodide_js: 'ModuleNotFoundError',
      compile: 'JsException',
      found: [],
      subprocess: 'OSError',
    });
  });

  it('stops what takes more memory than the function has, and goes on', async () => {
    expect(await failed({ do: 'hog' })).toBe('MemoryError: ');
    expect(await returned({ do: 'bytes' })).toMatchObject({ bytes: 'text' });
  });

  it('ends with sys.exit', async () => {
    expect(await returned({ do: 'exit' })).toEqual({ type: 'exited', reason: 'exit status 3' });
  });

  it('is ended when its time is up, whatever it does', async () => {
    const { result, duration } = await invoke({ do: 'spin' }, { timeout: 300 });
    expect(result).toEqual({ type: 'timeout' });
    expect(duration).toBeLessThan(10_000);
  });
});
