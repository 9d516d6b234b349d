import { describe, expect, test } from 'vitest';
import { presign } from '../../src/engine/signing/index';
import { createDoor, type DoorOptions } from '../../src/wire/door';
import { testWorld } from '../engine/world';

const now = Date.parse('2026-11-23T12:00:00Z');

/** A door before a world with a bucket in it, and requests to the object `k` in that. */
async function s3Door(options: DoorOptions = {}) {
  const { engine, admin, send } = testWorld();
  const input = { Bucket: 'reports', Key: 'k' };
  await send('s3', 'CreateBucket', { Bucket: 'reports' });
  await send('s3', 'PutObject', { ...input, Body: new TextEncoder().encode('hello') });
  const door = createDoor(engine, { clock: () => now, ...options });
  const fetch = async (method: string, url: string, headers = {}, body?: string) => {
    const request = { method, headers, ...(body === undefined ? {} : { body }) };
    const response = await door.fetch(new Request(url, request));
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
  const presigned = (method: string, url: string, more: object = {}) =>
    presign(
      { ...{ method, url, region: 'us-east-1', service: 's3', expiresIn: 60 }, ...more },
      admin,
      now,
    );
  return { engine, admin, send, fetch, presigned };
}

const host = 'https://reports.s3.us-east-1.amazonaws.com';

describe('a presigned URL', () => {
  test.each([
    `${host}/k`,
    'https://s3.us-east-1.amazonaws.com/reports/k',
    'https://reports.s3.amazonaws.com/k',
    'http://reports.s3.localhost:4566/k',
    'http://reports.localhost:4566/k',
    'http://127.0.0.1:4566/reports/k',
  ])('lets anybody read %s', async (url) => {
    const { fetch, presigned } = await s3Door();
    expect(await fetch('GET', presigned('GET', url))).toMatchObject({ status: 200, body: 'hello' });
  });

  test('lets anybody write, with the headers that stand in it', async () => {
    const { fetch, presigned } = await s3Door();
    const query = { 'x-amz-meta-team': 'blue' };
    const put = await fetch('PUT', presigned('PUT', `${host}/new`, { query }), {}, 'new');
    expect([put.status, put.body]).toEqual([200, '']);
    const head = await fetch('HEAD', presigned('HEAD', `${host}/new`));
    expect(head.headers.get('x-amz-meta-team')).toBe('blue');
    expect(head.headers.get('content-length')).toBe('3');
  });

  test('may have the condition of a write in it', async () => {
    const { fetch, presigned } = await s3Door();
    const put = () =>
      fetch('PUT', presigned('PUT', `${host}/once`, { query: { 'If-None-Match': '*' } }), {}, 'x');
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(412);
  });

  test('answers with the bytes of the headers that came with the object', async () => {
    const { fetch, presigned } = await s3Door();
    const headers = { 'content-disposition': 'attachment; filename="\u00e9.pdf"' };
    await fetch('PUT', presigned('PUT', `${host}/new`), headers, 'new');
    const head = await fetch('HEAD', presigned('HEAD', `${host}/new`));
    const sent = Buffer.from(headers['content-disposition']).toString('latin1');
    expect(head.headers.get('content-disposition')).toBe(sent);
  });

  test('tells of a bucket’s Region', async () => {
    const { fetch, presigned } = await s3Door();
    const { status, headers } = await fetch('GET', presigned('GET', `${host}/`));
    expect([status, headers.get('x-amz-bucket-region')]).toEqual([200, 'us-east-1']);
  });

  test('is good for what it was made for only, and shows how it should have been signed', async () => {
    const { fetch, presigned, admin } = await s3Door();
    const { status, body } = await fetch('PUT', presigned('GET', `${host}/k`), {}, 'x');
    expect(status).toBe(403);
    const [, text = ''] = /<CanonicalRequest>([^<]*)<\/CanonicalRequest>/.exec(body) ?? [];
    expect(text).toMatch(/^PUT\n\/k\nX-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Credential=/);
    expect(text).toMatch(/\nhost:reports.s3.us-east-1.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD$/);
    expect(body).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(body).toContain(`<AWSAccessKeyId>${admin.accessKeyId}</AWSAccessKeyId>`);
    expect(body).toMatch(
      /<StringToSign>AWS4-HMAC-SHA256\n20261123T120000Z\n20261123\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}<\/StringToSign><StringToSignBytes>41 57 53 34 2d /,
    );
  });

  test('of another world is by nobody', async () => {
    const { fetch } = await s3Door();
    const { presigned } = await s3Door();
    const url = presigned('GET', `${host}/k`).replace(/AKIA\w+/, 'AKIANOBODY');
    const { status, body } = await fetch('GET', url);
    expect(status).toBe(403);
    expect(body).toContain(
      '<Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><AWSAccessKeyId>AKIANOBODY</AWSAccessKeyId>',
    );
  });

  test('expires as the world’s time goes', async () => {
    const { fetch, presigned } = await s3Door({ worldTime: (time) => (time > now ? 9e15 : time) });
    expect((await fetch('GET', presigned('GET', `${host}/k`))).status).toBe(200);
    const moved = await s3Door({ clock: () => now + 1, worldTime: (t) => (t > now ? t + 1e6 : t) });
    const { status, body } = await moved.fetch('GET', moved.presigned('GET', `${host}/k`));
    expect(status).toBe(403);
    expect(body).toContain(
      '<Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires><Expires>2026-11-23T12:01:00Z</Expires>',
    );
  });
});

describe('a request that nobody has signed', () => {
  test('is refused without a reason', async () => {
    const { fetch } = await s3Door();
    const { status, body } = await fetch('GET', `${host}/k`);
    expect(status).toBe(403);
    expect(body).toContain('<Error><Code>AccessDenied</Code><Message>Access Denied</Message>');
  });

  test('stays anonymous where signatures are not proved', async () => {
    const { admin } = testWorld();
    const { fetch } = await s3Door({ trust: () => admin });
    expect((await fetch('GET', 'http://127.0.0.1/reports/k')).status).toBe(403);
  });

  test('is for S3 alone: other services have no anonymous callers', async () => {
    const { engine } = await s3Door();
    const input = {};
    const asked = { service: 'kms', operation: 'ListKeys', region: 'us-east-1', input };
    await expect(engine.send(asked)).rejects.toMatchObject({
      ...{ code: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    });
    const bucket = { service: 's3', operation: 'GetBucketVersioning', region: 'us-east-1' };
    await expect(engine.send({ ...bucket, input: { Bucket: 'reports' } })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: 'Access Denied',
    });
  });
});

describe('a request to S3 that is wrong', () => {
  // Recorded against AWS.
  test('cannot ask for a header that HTTP does not have', async () => {
    const { fetch, presigned } = await s3Door();
    const query = { 'response-cache-control': 'non-ascii-—' };
    const { status, body } = await fetch('GET', presigned('GET', `${host}/k`, { query }));
    expect(status).toBe(400);
    expect(body).toContain(
      '<Code>InvalidArgument</Code><Message>Header value cannot be represented using ISO-8859-1.</Message><ArgumentName>response-cache-control</ArgumentName><ArgumentValue>non-ascii-—</ArgumentValue>',
    );
  });

  test('is proved before it is refused for anything else', async () => {
    const { fetch, presigned } = await s3Door();
    const url = `https://s3.us-east-1.amazonaws.com/reports`;
    const versioning = { query: { versioning: '' } };
    const good = await fetch('PUT', presigned('PUT', url, versioning), {}, 'no XML');
    expect(good.body).toContain('<Code>MalformedXML</Code>');
    const bad = presigned('PUT', url, versioning).replace(/.$/, 'x');
    expect((await fetch('PUT', bad, {}, 'no XML')).body).toContain('SignatureDoesNotMatch');
  });

  test.each([
    [
      'DELETE',
      `${host}/?location`,
      405,
      'MethodNotAllowed',
      '<Method>DELETE</Method><ResourceType>LOCATION</ResourceType>',
    ],
    [
      'POST',
      `${host}/`,
      405,
      'MethodNotAllowed',
      '<Method>POST</Method><ResourceType>BUCKET</ResourceType>',
    ],
    ['GET', `${host}/k?torrent`, 501, 'NotImplemented', '(BitTorrent)'],
    ['GET', `${host}/%ff`, 400, 'InvalidURI', 'parse the specified URI.'],
    ['GET', `${host}/nothing`, 404, 'NoSuchKey', '<Key>nothing</Key>'],
  ])('%s %s is refused', async (method, url, status, code, text) => {
    const { fetch, presigned } = await s3Door();
    const [plain = '', query] = url.split('?');
    const more = query === undefined ? {} : { query: { [query]: '' } };
    const answer = await fetch(method, presigned(method, plain, more));
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<Code>${code}</Code>`);
    expect(answer.body).toContain(text);
    expect(answer.headers.get('x-amz-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
