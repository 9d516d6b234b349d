import { describe, expect, test } from 'vitest';
import { createDoor } from '../../src/wire/door';
import type { WireRequest } from '../../src/wire/http';
import { testWorld } from '../engine/world';

/** A door that takes everybody for the administrator, so that bodies need no signature. */
function openDoor() {
  const { engine, admin } = testWorld();
  const door = createDoor(engine, { trust: () => admin });
  const post = async (headers: Record<string, string>, body: string, target = '/') => {
    const bytes = new TextEncoder().encode(body);
    const request: WireRequest = { method: 'POST', target, headers, body: bytes };
    const response = await door.handle(request);
    expect(response.headers['x-amzn-RequestId'] ?? '').toMatch(/^[0-9a-f-]{36}$/);
    return response;
  };
  const kms = (operation: string, body: string) =>
    post({ 'x-amz-target': `TrentService.${operation}` }, body);
  const form = (body: string) =>
    post({ 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, body);
  return { door, post, kms, form };
}

describe('a request to a JSON service', () => {
  test.each([
    ['Encrypt', '{', '{"__type":"SerializationException"}'],
    ['Encrypt', '', '{"__type":"SerializationException"}'],
    ['Encrypt', '[]', '{"__type":"SerializationException"}'],
    ['Encrypt', '"text"', '{"__type":"SerializationException"}'],
    ['Encrypt', 'null', '{"__type":"SerializationException"}'],
    ['Encrypt', '{"KeyId":"a","Plaintext":"?"}', '{"__type":"SerializationException"}'],
    [
      'Encrypt',
      '{"KeyId":{},"Plaintext":""}',
      '{"__type":"SerializationException","Message":"Start of structure or map found where not expected."}',
    ],
    [
      'DescribeKey',
      '{}',
      `{"__type":"ValidationException","message":"1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null"}`,
    ],
    ['Encript', '{}', '{"__type":"UnknownOperationException"}'],
    ['constructor', '{}', '{"__type":"UnknownOperationException"}'],
    ['__proto__', '{}', '{"__type":"UnknownOperationException"}'],
    ['', '{}', '{"__type":"UnknownOperationException"}'],
  ])('that is wrong is refused: %s %s', async (operation, body, expected) => {
    const response = await openDoor().kms(operation, body);
    expect(response.status).toBe(400);
    expect(response.body).toBe(expected);
    expect(response.headers['x-amzn-ErrorType']).toBe(
      (JSON.parse(expected) as { __type: string }).__type,
    );
  });

  test.each(['TrentService', 'Trent.Encrypt', '.', 'a.b.c'])(
    'with the target %s is for nobody',
    async (target) => {
      const { status, body } = await openDoor().post({ 'x-amz-target': target }, '{}');
      expect([status, body]).toEqual([400, '{"__type":"UnknownOperationException"}']);
    },
  );

  test('may hold deep nesting and strange names where the model knows nothing', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { status } = await openDoor().kms('ListKeys', `{"Unknown":${deep},"__proto__":{"a":1}}`);
    expect(status).toBe(200);
  });

  test('gets numbers cut, dates read and nulls ignored as AWS does', async () => {
    const { status, body } = await openDoor().kms('ListKeys', '{"Limit":5.9,"Marker":null}');
    expect([status, body]).toEqual([200, '{"Keys":[],"Truncated":false}']);
  });
});

describe('a request to a Query service', () => {
  const error = (code: string, message: string) =>
    new RegExp(
      `^<ErrorResponse( xmlns="[^"]+")?><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>[0-9a-f-]{36}</RequestId></ErrorResponse>$`,
    );

  test.each([
    [
      'Action=Nothing&Version=2010-05-08',
      400,
      'InvalidAction',
      'Could not find operation Nothing for version 2010-05-08',
    ],
    [
      'Action=GetUser',
      400,
      'InvalidAction',
      'Could not find operation GetUser for version NO_VERSION_SPECIFIED',
    ],
    [
      'Action=constructor&Version=2010-05-08',
      400,
      'InvalidAction',
      'Could not find operation constructor for version 2010-05-08',
    ],
    [
      'Action=%3Cb%3E&Version=x',
      400,
      'InvalidAction',
      'Could not find operation &lt;b&gt; for version x',
    ],
    ['Action=%ff', 404, 'MalformedQueryString', 'The query string contains a syntax error.'],
    [
      'Action=ListUsers&Version=2010-05-08&MaxItems=x',
      400,
      'MalformedInput',
      'STRING_VALUE can not be converted to an Integer',
    ],
  ])('that is wrong is refused: %s', async (body, status, code, message) => {
    const response = await openDoor().form(body);
    expect(response.status).toBe(status);
    expect(response.body).toMatch(error(code, message));
    expect(response.headers['content-type']).toBe('text/xml');
  });

  test('may come in the query string', async () => {
    const { status, body } = await openDoor().post(
      {},
      '',
      '/?Action=GetCallerIdentity&Version=2011-06-15',
    );
    expect(status).toBe(200);
    expect(body).toContain('<Arn>arn:aws:iam::123456789012:user/admin</Arn>');
  });
});

test('a client of a service that the model has not is told so', async () => {
  const { door } = openDoor();
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKID/20261126/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=x';
  const response = await door.fetch(
    new Request('http://localhost/bucket', { method: 'PUT', headers: { authorization } }),
  );
  expect(response.status).toBe(501);
  expect(await response.text()).toBe(
    '<Error><Code>NotImplemented</Code><Message>This model of AWS has no service sqs.</Message></Error>',
  );
});

test('what is for no service at all is not found', async () => {
  const { door } = openDoor();
  const response = await door.fetch(new Request('http://localhost/'));
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('<UnknownOperationException/>\n');
});
