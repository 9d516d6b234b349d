import { describe, expect, test } from 'vitest';
import { readModel } from '../../src/engine/api/index';
import model from '../../src/engine/api/models/lambda.gen.json';
import { Engine } from '../../src/engine/engine';
import { AwsError } from '../../src/engine/errors';
import type { AnyOperation, Service } from '../../src/engine/operation';
import { createDoor } from '../../src/wire/door';
import { testWorld } from '../engine/world';

// No service here speaks this protocol, but Lambda's API model is here: its operations answer with
// what they were asked.
function lambdaDoor(operations: Record<string, (input: Record<string, unknown>) => unknown>) {
  const service: Service = {
    ...{ name: 'lambda', title: 'AWS Lambda', eventSource: 'lambda.amazonaws.com' },
    model: readModel(model),
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, handle]) => [name, { handle } as AnyOperation]),
    ),
  };
  const { engine, admin } = testWorld();
  const door = createDoor(new Engine(engine.tables, [service]), { trust: () => admin });
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKID/20261126/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=x';
  return (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
    door.fetch(
      new Request(`https://lambda.us-east-1.amazonaws.com/2015-03-31${path}`, {
        ...{ method, headers: { authorization, ...headers } },
        ...(body === undefined ? {} : { body }),
      }),
    );
}

describe('a request in REST-JSON', () => {
  test('is read from path, query, headers and body', async () => {
    let asked: unknown;
    const send = lambdaDoor({
      AddPermission(input) {
        asked = input;
        return { Statement: 'done' };
      },
    });
    const body = JSON.stringify({
      ...{ StatementId: 's', Action: 'lambda:InvokeFunction', Principal: '*' },
      // It travels in the query string, and nowhere else.
      Qualifier: 'from the body',
    });
    const response = await send('POST', '/functions/a%3A1/policy?Qualifier=1', body);
    expect(asked).toEqual({
      ...{ FunctionName: 'a:1', Qualifier: '1', StatementId: 's', Principal: '*' },
      Action: 'lambda:InvokeFunction',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-amzn-RequestId')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({ Statement: 'done' });
  });

  test('may be bytes, and so may be the answer', async () => {
    const send = lambdaDoor({
      Invoke: ({ Payload, InvocationType }) => ({
        ...{ Payload, StatusCode: 202, FunctionError: InvocationType },
      }),
    });
    const headers = { 'x-amz-invocation-type': 'Event' };
    const response = await send('POST', '/functions/f/invocations', '{"a":"ü"}', headers);
    expect(response.status).toBe(202);
    expect(response.headers.get('x-amz-function-error')).toBe('Event');
    expect(await response.text()).toBe('{"a":"ü"}');
  });

  test('without an answer gets none', async () => {
    const send = lambdaDoor({ RemovePermission: () => undefined });
    const response = await send('DELETE', '/functions/f/policy/s');
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  test.each([
    ['POST', '/functions/f/policy', '{', 400, 'SerializationException', {}],
    ['GET', '/nothing', undefined, 400, 'UnknownOperationException', {}],
    ['GET', '/functions/f', undefined, 404, 'ResourceNotFoundException', { Type: 'User' }],
    ['GET', '/functions', undefined, 400, 'UnknownOperationException', {}],
  ] as const)('%s %s %s is refused', async (method, path, body, status, code, more) => {
    const send = lambdaDoor({
      AddPermission: () => ({}),
      GetFunction() {
        throw new AwsError('ResourceNotFoundException', 'No f.', 404, { Type: 'User' });
      },
    });
    const response = await send(method, path, body);
    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toBe(code);
    expect(await response.json()).toMatchObject(more);
  });
});

test('a request that nobody has signed is told so by the service whose path it is', async () => {
  const { engine } = testWorld();
  const service: Service = {
    ...{ name: 'lambda', title: 'AWS Lambda', eventSource: 'lambda.amazonaws.com' },
    model: readModel(model),
    operations: {},
  };
  const door = createDoor(new Engine(engine.tables, [service]));
  const response = await door.fetch(new Request('http://localhost/2015-03-31/functions'));
  expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
});
