import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { makeCertificates } from '../../src/server/certificates';
import { createHttpServer, type Limits } from '../../src/server/http-server';
import { Lab } from '../../src/server/lab';
import { readOptions } from '../../src/server/options';
import { answer } from '../../src/server/server';

/** What a raw request was answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server with a world of its own on a free port, for the length of one test. */
export async function runServer(args: readonly string[] = [], limits: Partial<Limits> = {}) {
  const options = readOptions(args);
  const lab = new Lab(options);
  const certificates = options.tls ? makeCertificates(Date.now()) : undefined;
  const { assumeTls } = options;
  const access = certificates === undefined ? { assumeTls } : { tls: certificates };
  const server = createHttpServer((request) => answer(lab, request), access, limits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;

  /** Sends one raw HTTP request. */
  function send(
    method: string,
    path: string,
    options: { headers?: Record<string, string>; body?: string | Uint8Array } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { headers = {}, body = '' } = options;
      const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** How an AWS client is set up to reach it as its administrator. */
  const config = () => ({
    endpoint: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: lab.admin,
    maxAttempts: 1,
  });

  return { lab, server, port, certificates, send, config };
}
