import { describe, expect, test } from 'vitest';
import { presign } from '../../src/engine/signing/index';
import { createDoor } from '../../src/wire/door';
import { testWorld } from '../engine/world';

const now = Date.parse('2026-11-23T12:00:00Z');
const host = 'https://reports.s3.us-east-1.amazonaws.com';
const origin = 'https://app.example.com';

async function corsDoor(CORSRules?: readonly object[]) {
  const { engine, admin, send } = testWorld();
  const Bucket = 'reports';
  await send('s3', 'CreateBucket', { Bucket });
  await send('s3', 'PutObject', { Bucket, Key: 'k', Body: new TextEncoder().encode('hello') });
  if (CORSRules) await send('s3', 'PutBucketCors', { Bucket, CORSConfiguration: { CORSRules } });
  const door = createDoor(engine, { clock: () => now });
  const url = `${host}/k`;
  const signed = presign(
    { method: 'GET', url, region: 'us-east-1', service: 's3', expiresIn: 60 },
    ...([admin, now] as const),
  );
  const ask = async (method: string, headers: object, to = method === 'GET' ? signed : url) => {
    const response = await door.fetch(new Request(to, { method, headers: { ...headers } }));
    const told = [...response.headers].filter(([name]) => /^(?:access-control-|vary$)/.test(name));
    return { status: response.status, body: await response.text(), ...Object.fromEntries(told) };
  };
  return ask;
}

const vary = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

describe('a bucket with a CORS configuration', () => {
  const rule = { AllowedMethods: ['GET', 'PUT'], AllowedOrigins: [origin], MaxAgeSeconds: 3000 };

  test('tells browsers what a page may do', async () => {
    const ask = await corsDoor([{ ...rule, AllowedHeaders: ['*'], ExposeHeaders: ['ETag', 'a'] }]);
    const headers = {
      ...{ origin, 'access-control-request-method': 'PUT' },
      'access-control-request-headers': 'X-Amz-Date,content-type',
    };
    expect(await ask('OPTIONS', headers)).toEqual({
      ...{ status: 200, body: '', vary },
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-amz-date, content-type',
      'access-control-expose-headers': 'ETag, a',
      'access-control-max-age': '3000',
    });
  });

  test('lets pages see its answers, and tells the others nothing', async () => {
    const ask = await corsDoor([rule]);
    expect(await ask('GET', { origin })).toMatchObject({
      ...{ status: 200, body: 'hello', 'access-control-allow-origin': origin, vary },
    });
    expect(await ask('GET', { origin: 'https://other.example.com' })).toEqual({
      ...{ status: 200, body: 'hello' },
    });
    expect(await ask('GET', {})).toEqual({ status: 200, body: 'hello' });
  });

  test('for everybody names nobody', async () => {
    const ask = await corsDoor([{ ...rule, AllowedOrigins: ['*'] }]);
    expect(await ask('GET', { origin })).toEqual({
      ...{ status: 200, body: 'hello', vary },
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-max-age': '3000',
    });
  });
});

// Recorded against AWS (LocalStack's snapshots of its S3 CORS tests, 2026-02).
describe('a browser is refused', () => {
  const method = { origin, 'access-control-request-method': 'PUT' };

  test.each<[string, object, readonly object[] | undefined, string, number, string]>([
    [
      'that does not say for whom it asks',
      ...([{}, undefined, host, 400] as const),
      '<Code>BadRequest</Code><Message>Insufficient information. Origin request header needed.',
    ],
    [
      'for a bucket that is not there',
      ...([{ origin }, undefined, 'https://none.s3.amazonaws.com/k', 403] as const),
      'CORSResponse: Bucket not found</Message><Method>OPTIONS</Method><ResourceType>BUCKET',
    ],
    [
      'for a bucket without such a configuration',
      ...([method, undefined, host, 403] as const),
      'CORSResponse: CORS is not enabled for this bucket.</Message><Method>PUT</Method>',
    ],
    [
      'for what no rule lets by',
      method,
      [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }],
      ...([`${host}/k`, 403] as const),
      'CORS spec.</Message><Method>PUT</Method><ResourceType>OBJECT</ResourceType>',
    ],
  ])('%s', async (_, headers, rules, to, status, text) => {
    const ask = await corsDoor(rules);
    const refused = await ask('OPTIONS', headers, to);
    const body = refused.body.replaceAll('&apos;', "'");
    expect([refused.status, body]).toEqual([status, expect.stringContaining(text)]);
  });
});
