import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { CreateKeyCommand, EncryptCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { decodeExport } from '../../src/storage/export-file';
import { runServer } from './running';

describe('the server', () => {
  test('answers a real client over HTTP', async () => {
    const { config } = await runServer();
    const kms = new KMSClient(config());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const Plaintext = new Uint8Array(1024);
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext }),
    );
    expect(CiphertextBlob?.length).toBeGreaterThan(1024);
    kms.destroy();
  });

  test('keeps a connection open for the next request', async () => {
    const { send } = await runServer();
    const { headers } = await send('GET', '/_lab/clock');
    expect(headers.connection).toBe('keep-alive');
  });

  test('gives the administrator the credentials asked for', async () => {
    const { lab, config } = await runServer(['--access-key', 'test', '--secret-key', 's/e+c=']);
    expect(lab.admin).toEqual({ accessKeyId: 'test', secretAccessKey: 's/e+c=' });
    const sts = new STSClient(config());
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Account).toBe('123456789012');
    sts.destroy();
  });

  test('that is open takes any credentials for the administrator’s', async () => {
    const { config } = await runServer(['--open', '--account', '111122223333']);
    const credentials = { accessKeyId: 'foo', secretAccessKey: 'bar' };
    const sts = new STSClient({ ...config(), credentials });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::111122223333:user/admin');
    sts.destroy();
  });

  test('that is open knows those whom the world knows', async () => {
    const { config } = await runServer(['--open', '--accounts', '111122223333,444455556666']);
    const credentials = { accessKeyId: 'foo', secretAccessKey: 'bar' };
    const sts = new STSClient({ ...config(), credentials });
    const RoleArn = 'arn:aws:iam::444455556666:role/OrganizationAccountAccessRole';
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }),
    );
    const assumed = new STSClient({
      ...config(),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: 'wrong, but nobody asks',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    const { Arn } = await assumed.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::444455556666:assumed-role/OrganizationAccountAccessRole/me');
    sts.destroy();
    assumed.destroy();
  });

  test('that is not open does not', async () => {
    const { config } = await runServer();
    const credentials = { accessKeyId: 'foo', secretAccessKey: 'bar' };
    const sts = new STSClient({ ...config(), credentials });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
    sts.destroy();
  });
});

describe('a page elsewhere', () => {
  test.each([
    ['evil.example', {}],
    ['127.0.0.1.evil.example:80', {}],
    ['169.254.169.254', {}],
    ['localhost', { origin: 'http://evil.example' }],
    ['localhost', { origin: 'null' }],
    ['localhost', { 'sec-fetch-site': 'cross-site' }],
    ['localhost', { 'sec-fetch-site': 'same-site' }],
  ])('gets nothing as %s %j', async (host, headers) => {
    const { send } = await runServer();
    const { status, body } = await send('GET', '/_lab/state', { headers: { host, ...headers } });
    expect(status).toBe(403);
    expect(body).toMatch(/^This server (answers|does not answer)/);
    expect(body).not.toContain('rows');
  });

  test.each([
    ['localhost:4566', {}],
    ['kms.us-east-1.localhost', {}],
    ['[::1]:4566', {}],
    ['127.0.0.1', { origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' }],
    ['127.0.0.1', { 'sec-fetch-site': 'none' }],
  ])('is not %s %j', async (host, headers) => {
    const { send } = await runServer();
    const { status } = await send('GET', '/_lab/clock', { headers: { host, ...headers } });
    expect(status).toBe(200);
  });
});

describe('the control paths', () => {
  test('move the clock on by an ISO 8601 duration, and say what time it is', async () => {
    const { send } = await runServer();
    const before = Date.now();
    const { status, body } = await send('POST', '/_lab/clock', { body: '{"advance":"P30D"}' });
    const { now } = JSON.parse(body) as { now: string };
    expect(status).toBe(200);
    expect(Math.round((Date.parse(now) - before) / 86_400_000)).toBe(30);
    const later = JSON.parse((await send('GET', '/_lab/clock')).body) as { now: string };
    expect(Date.parse(later.now)).toBeGreaterThanOrEqual(Date.parse(now));
  });

  test.each([
    '',
    '{',
    '{}',
    '{"advance":5}',
    '{"advance":"30 days"}',
    '{"advance":"-P1D"}',
    'null',
  ])('refuse to move it by %s', async (body) => {
    const { send } = await runServer();
    const answer = await send('POST', '/_lab/clock', { body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      message: 'The body has to be {"advance": "P30D"} with an ISO 8601 duration.',
    });
  });

  test('start anew, with the same seed and credentials', async () => {
    const args = ['--seed', '7', '--access-key', 'a', '--secret-key', 'b'];
    const { send, config } = await runServer(args);
    const kms = new KMSClient(config());
    const first = await kms.send(new CreateKeyCommand({}));
    await send('POST', '/_lab/clock', { body: '{"advance":"P1Y"}' });
    expect((await send('POST', '/_lab/reset')).status).toBe(200);
    const second = await kms.send(new CreateKeyCommand({}));
    expect(second.KeyMetadata?.KeyId).toBe(first.KeyMetadata?.KeyId);
    expect((await kms.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    const { now } = JSON.parse((await send('GET', '/_lab/clock')).body) as { now: string };
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
    kms.destroy();
  });

  test('show the state as a file that the page can import', async () => {
    const { send, config, lab } = await runServer();
    const kms = new KMSClient(config());
    await kms.send(new CreateKeyCommand({ Description: 'in the file' }));
    const { body } = await send('GET', '/_lab/state');
    const [world] = decodeExport(body).worlds;
    expect(world?.world.rows.length).toBe([...lab.engine.tables.entries()].length);
    expect(body).toContain('in the file');
    kms.destroy();
  });

  test('show the audit trail', async () => {
    const { send, config } = await runServer();
    const kms = new KMSClient(config());
    await kms.send(new CreateKeyCommand({}));
    const events = JSON.parse((await send('GET', '/_lab/trail')).body) as Record<string, unknown>[];
    expect(events.at(-1)).toMatchObject({
      eventName: 'CreateKey',
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js') as string,
    });
    kms.destroy();
  });

  test('show the last events of a trail that has grown too long', async () => {
    const { send, config, lab } = await runServer();
    const kms = new KMSClient(config());
    for (let i = 0; i < 5; i += 1) await kms.send(new ListKeysCommand({}));
    await kms.send(new CreateKeyCommand({}));
    lab.trimTrail(2);
    const events = JSON.parse((await send('GET', '/_lab/trail')).body) as { eventName: string }[];
    expect(events.map(({ eventName }) => eventName)).toEqual(['ListKeys', 'CreateKey']);
    kms.destroy();
  });

  test('are these and no others', async () => {
    const { send } = await runServer();
    for (const [method, path] of [
      ['GET', '/_lab/reset'],
      ['POST', '/_lab/state'],
      ['GET', '/_lab/'],
    ] as const) {
      expect((await send(method, path)).status).toBe(404);
    }
  });
});

describe('a client that misbehaves', () => {
  test('with a body too long is told so and cut off', async () => {
    const { send } = await runServer([], { body: 1000 });
    const { status, headers, body } = await send('POST', '/', { body: 'x'.repeat(1001) });
    expect(status).toBe(413);
    expect(headers.connection).toBe('close');
    expect(body).toBe('A request body may have 1000 bytes at most.\n');
    expect((await send('POST', '/', { body: 'x'.repeat(1000) })).status).toBe(404);
  });

  test('with a body that says nothing of its length is cut off as well', async () => {
    const { port } = await runServer([], { body: 1000 });
    const chunk = `3e8\r\n${'x'.repeat(1000)}\r\n`;
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await conversation(port, head + chunk.repeat(3))).toMatch(/^HTTP\/1.1 413 /);
  });

  test.each([
    ['headers', 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    ['a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc'],
  ])('that never ends %s gets a time-out', async (_, text) => {
    const { port } = await runServer([], { headersTimeout: 100, requestTimeout: 200 });
    expect(await conversation(port, text)).toMatch(/^HTTP\/1.1 408 Request Timeout/);
  });

  test.each(['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', `GET /${'x'.repeat(100_000)}`])(
    'that does not speak HTTP is refused: %.20s',
    async (text) => {
      const { port } = await runServer();
      expect(await conversation(port, text)).toMatch(/^HTTP\/1.1 4\d\d /);
    },
  );

  test('that goes away in the middle leaves the server as it was', async () => {
    const { port, send } = await runServer();
    for (let i = 0; i < 20; i += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc');
      await new Promise((resolve) => setTimeout(resolve, 1));
      socket.destroy();
    }
    expect((await send('GET', '/_lab/clock')).status).toBe(200);
  });

  test('is no trouble a thousand times over', async () => {
    const { server, send } = await runServer();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () =>
        send('POST', '/', {
          headers: { 'x-amz-target': 'TrentService.ListKeys', connection: 'close' },
          body: '{}',
        }),
      ),
    );
    for (const { body } of answers) {
      expect(body).toBe(
        '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
      );
    }
    await expect
      .poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count))))
      .toBe(0);
  });
});

/** What the server says to some bytes before it hangs up. */
function conversation(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (heard += chunk));
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
    socket.write(text);
  });
}
