import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { plainHttp, tls13, type Transport } from '../engine/operation';
import type { WireRequest, WireResponse } from '../wire/http';
import { refusedOrigin } from './origin';

/** What a client may ask of the server before it is cut short. */
export interface Limits {
  /** Bytes of a body. */
  readonly body: number;
  /** Milliseconds in which a request's headers, and the whole of it, must have arrived. */
  readonly headersTimeout: number;
  readonly requestTimeout: number;
}

const usualLimits: Limits = {
  // The largest request of the services modelled is a batch of log events: about 1 MB.
  body: 4 * 1024 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
};

/** How a server is reached. */
export interface Access {
  /** Serves HTTPS with these, in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Takes requests that come by plain HTTP for such that came by TLS. */
  readonly assumeTls?: boolean;
}

/** An HTTP or HTTPS server whose answers `handle` gives; not listening yet. */
export function createHttpServer(
  handle: (request: WireRequest) => Promise<WireResponse>,
  { tls, assumeTls = false }: Access = {},
  limits: Partial<Limits> = {},
): Server {
  const { body: longest, headersTimeout, requestTimeout } = { ...usualLimits, ...limits };
  const options: ServerOptions = {
    headersTimeout,
    requestTimeout,
    // SDKs keep idle connections for a minute or so: the server must not close them first.
    keepAliveTimeout: 75_000,
    connectionsCheckingInterval: Math.min(1000, headersTimeout),
  };
  const answer: RequestListener = (request, response) => {
    const refused = refusedOrigin(request.headers, tls === undefined ? 'http' : 'https');
    if (refused !== undefined) {
      refuse(request, response, 403, refused);
      return;
    }
    readBody(request, response, longest, (body) => {
      const { method = '', url = '/', headers } = request;
      const sourceIp = request.socket.remoteAddress ?? '';
      const transport =
        tls === undefined ? (assumeTls ? tls13 : plainHttp) : tlsOf(request.socket as TLSSocket);
      handle({ method, target: url, headers, body, sourceIp, transport }).then(
        // Answers that are ready together are sent together: the first wakes the client for all.
        (answer) => void setImmediate(send, response, answer),
        (error: unknown) => refuse(request, response, 500, String(error)),
      );
    });
  };
  return tls === undefined
    ? createServer(options, answer)
    : createTlsServer({ ...options, key: tls.key, cert: tls.cert, minVersion: 'TLSv1.2' }, answer);
}

/** The version of TLS that a client and this server agreed on. */
function tlsOf(socket: TLSSocket): Transport {
  const version = socket.getProtocol()?.replace('TLSv', '');
  return version === undefined || version === tls13.tlsVersion
    ? tls13
    : { secure: true, tlsVersion: version };
}

function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  longest: number,
  done: (body: Uint8Array) => void,
): void {
  const tooLong = () =>
    refuse(request, response, 413, `A request body may have ${longest} bytes at most.`);
  if (Number(request.headers['content-length'] ?? 0) > longest) {
    tooLong();
    return;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  request.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > longest) {
      if (!response.headersSent) tooLong();
    } else chunks.push(chunk);
  });
  request.on('end', () => {
    if (length <= longest) {
      done(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    }
  });
  // A client that goes away in the middle of its request gets no answer.
  request.on('error', () => request.destroy());
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const length = { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

/** Answers with one sentence and ends the connection: whatever else comes on it is not read. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
): void {
  send(response, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
    body: `${sentence}\n`,
  });
  response.on('finish', () => request.destroy());
}
