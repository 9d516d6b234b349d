import { connect } from 'node:net';
import * as s3 from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Limits } from '../../src/server/http-server';
import { presign } from '../../src/engine/signing/index';
import { runServer } from './running';

const Bucket = 'reports';
const mebibyte = 1024 * 1024;

/** A server with a bucket, and the SDK's client of it. */
async function withBucket(limits: Partial<Limits> = {}) {
  const server = await runServer([], limits);
  const client = new s3.S3Client({ ...server.config(), forcePathStyle: true });
  onTestFinished(() => client.destroy());
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  const { port } = server;
  const url = (method: string, key: string) =>
    presign(
      {
        ...{ method, region: 'us-east-1', service: 's3', expiresIn: 60 },
        url: `http://127.0.0.1:${port}/${Bucket}/${key}`,
      },
      server.lab.admin,
      Date.now(),
    );
  /** The head of a raw request that whoever has the URL may send. */
  const head = (method: string, key: string, headers: Record<string, string>) => {
    const { host, pathname, search } = new URL(url(method, key));
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`);
    return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  };
  const keys = async () =>
    (await client.send(new s3.ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key);
  return { ...server, client, url, head, keys };
}

describe('an upload', () => {
  test('may be large, and comes back as it is read', async () => {
    const { client } = await withBucket();
    const Body = new Uint8Array(20 * mebibyte).map((_, index) => (index >> 12) % 251);
    await client.send(new s3.PutObjectCommand({ Bucket, Key: 'large', Body }));
    const answer = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'large' }));
    expect(answer.ContentLength).toBe(Body.length);
    const read = await answer.Body?.transformToByteArray();
    expect(Buffer.compare(read ?? new Uint8Array(), Body)).toBe(0);
  });

  test('comes back with the name of its file byte for byte', async () => {
    const { head, port, url } = await withBucket();
    const name = 'attachment; filename="Bericht \u2014 \u00e9.pdf"';
    const disposition = Buffer.from(name).toString('latin1');
    const headers = { 'content-length': '0', 'content-disposition': name, connection: 'close' };
    expect(await conversation(port, head('PUT', 'k', headers))).toMatch(/^HTTP\/1.1 200 /);
    const { status, headers: got } = await fetch(url('HEAD', 'k'), { method: 'HEAD' });
    expect([status, got.get('content-disposition')]).toEqual([200, disposition]);
  });

  test('beyond what the server can hold is refused in S3’s words', async () => {
    const { head, port, keys } = await withBucket({ upload: 1000 });
    const said = await conversation(port, head('PUT', 'k', { 'content-length': '1001' }));
    expect(said).toMatch(/^HTTP\/1.1 400 /);
    expect(said).toContain(
      '<Error><Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed size</Message><ProposedSize>1001</ProposedSize><MaxSizeAllowed>1000</MaxSizeAllowed>',
    );
    expect(await keys()).toBeUndefined();
  });

  test('that waits for leave gets it, or is refused before it has begun', async () => {
    const { head, port, keys } = await withBucket({ upload: 1000 });
    const waiting = { expect: '100-continue', connection: 'close' };
    const short = head('PUT', 'k', { ...waiting, 'content-length': '5' });
    expect(await conversation(port, short, 'hello')).toMatch(
      /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK\r\n/,
    );
    expect(await keys()).toEqual(['k']);
    const long = head('PUT', 'l', { ...waiting, 'content-length': '1001' });
    expect(await conversation(port, long)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  });

  test('that is broken off leaves nothing', async () => {
    const { head, port, keys, send } = await withBucket();
    const socket = connect(port, '127.0.0.1');
    socket.write(head('PUT', 'k', { 'content-length': '1000' }) + 'x'.repeat(500));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await send('GET', '/_lab/clock')).status).toBe(200);
    expect(await keys()).toBeUndefined();
  });
});

test('a download that is broken off leaves the server as it was', async () => {
  const { client, head, port, keys } = await withBucket();
  const Body = new Uint8Array(20 * mebibyte);
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'large', Body }));
  const socket = connect(port, '127.0.0.1');
  socket.write(head('GET', 'large', {}));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  expect(await keys()).toEqual(['large']);
});

test('a presigned URL of the SDK expires when the world’s clock is moved past its time', async () => {
  const { client, send } = await withBucket();
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'hello' }));
  const command = new s3.GetObjectCommand({ Bucket, Key: 'k' });
  const url = await getSignedUrl(client, command, { expiresIn: 3600 });
  const get = () => fetch(url).then(async (answer) => [answer.status, await answer.text()]);
  expect(await get()).toEqual([200, 'hello']);
  await send('POST', '/_lab/clock', { body: '{"advance":"PT59M"}' });
  expect(await get()).toEqual([200, 'hello']);
  await send('POST', '/_lab/clock', { body: '{"advance":"PT2M"}' });
  const [status, text] = await get();
  expect(status).toBe(403);
  expect(text).toContain('<Message>Request has expired</Message><X-Amz-Expires>3600<');
  // Signatures tell their time in seconds: this one is made in another than the clock was moved in.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const later = await getSignedUrl(client, command, { expiresIn: 60 });
  expect((await fetch(later)).status).toBe(200);
});

/** What the server says to a request; `rest` is sent when it says to go on. */
function conversation(port: number, text: string, rest = ''): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      if (heard === '' && chunk.startsWith('HTTP/1.1 100')) socket.write(rest);
      heard += chunk;
    });
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
    socket.write(text);
  });
}
