import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { totalmem } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';
import { plainHttp, tls13, type Transport } from '../engine/operation';
import type { Message } from '../engine/signing/index';
import { longestUpload, mayBeForS3, refuseBody } from '../wire/body-limit';
import type { WireRequest, WireResponse } from '../wire/http';
import { refusedOrigin } from './origin';

/** What a client may ask of the server before it is cut short. */
export interface Limits {
  /** Bytes of a body. */
  readonly body: number;
  /** Bytes of an upload to Amazon S3. */
  readonly upload: number;
  /** Milliseconds in which a request's headers, and the whole of it, must have arrived. */
  readonly headersTimeout: number;
  readonly requestTimeout: number;
}

const usualLimits: Limits = {
  // The largest request of the services modelled is a batch of log events: about 1 MB.
  body: 4 * 1024 * 1024,
  // An upload is in memory twice, as it came and as it is kept.
  upload: Math.min(longestUpload, Math.floor(totalmem() / 4)),
  headersTimeout: 10_000,
  requestTimeout: 300_000,
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
  const { body, upload, headersTimeout, requestTimeout } = { ...usualLimits, ...limits };
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
      refuse(request, response, sentence(403, refused));
      return;
    }
    const { method = '', url = '/' } = request;
    const headers = inUtf8(request.headers);
    const message = { method, target: url, headers };
    const longest = mayBeForS3(message) ? upload : body;
    readBody(request, response, message, longest, (bytes) => {
      const sourceIp = request.socket.remoteAddress ?? '';
      const transport =
        tls === undefined ? (assumeTls ? tls13 : plainHttp) : tlsOf(request.socket as TLSSocket);
      handle({ ...message, body: bytes, sourceIp, transport }).then(
        // Answers that are ready together are sent together: the first wakes the client for all.
        (given) => void setImmediate(sendOrFail, request, response, given),
        (error: unknown) => refuse(request, response, sentence(500, String(error))),
      );
    });
  };
  const server =
    tls === undefined
      ? createServer(options, answer)
      : createTlsServer(
          { ...options, key: tls.key, cert: tls.cert, minVersion: 'TLSv1.2' },
          answer,
        );
  // Who waits for leave to send a body gets it, or the refusal before anything is sent.
  return server.on('checkContinue', answer);
}

/** The version of TLS that a client and this server agreed on. */
function tlsOf(socket: TLSSocket): Transport {
  const version = socket.getProtocol()?.replace('TLSv', '');
  return version === undefined || version === tls13.tlsVersion
    ? tls13
    : { secure: true, tlsVersion: version };
}

/** Headers as clients mean them: Node takes every byte for a character. */
function inUtf8(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  let read = headers;
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string' || !/[\x80-\xff]/.test(value)) continue;
    const text = Buffer.from(value, 'latin1').toString();
    if (!text.includes('\ufffd')) read = { ...read, [name]: text };
  }
  return read;
}

function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  message: Message,
  longest: number,
  done: (body: Uint8Array) => void,
): void {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > longest) {
    refuse(request, response, refuseBody(message, longest, announced));
    return;
  }
  if (request.headers.expect !== undefined) response.writeContinue();
  const chunks: Uint8Array[] = [];
  let length = 0;
  request.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    if (length <= longest) chunks.push(chunk);
    else if (!response.headersSent) refuse(request, response, refuseBody(message, longest));
  });
  request.on('end', () => {
    if (length <= longest) done(joined(chunks, length));
  });
  // A client that goes away in the middle of its request gets no answer, and has sent nothing.
  request.on('error', () => request.destroy());
}

/** What arrived in pieces as one; each piece is let go as soon as it is copied. */
function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const whole = Buffer.allocUnsafe(length);
  let at = length;
  for (let chunk = chunks.pop(); chunk !== undefined; chunk = chunks.pop()) {
    at -= chunk.length;
    whole.set(chunk, at);
  }
  return whole;
}

/** A bug in an answer ends that answer, not the server. */
function sendOrFail(request: IncomingMessage, response: ServerResponse, given: WireResponse) {
  try {
    send(response, given);
  } catch (error) {
    refuse(request, response, sentence(500, String(error)));
  }
}

function send(response: ServerResponse, { status, headers: given, body }: WireResponse): void {
  const headers = sendable(given);
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const isBare = status === 204 || status === 304 || 'content-length' in headers;
    const length = isBare ? {} : { 'content-length': Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...length }).end(body);
    return;
  }
  response.writeHead(status, headers);
  // A client that goes away is no longer sent anything; one that cannot be sent all is cut off.
  pipeline(Readable.from(body, { objectMode: false }), response).catch(() => response.destroy());
}

/**
 * Headers as Node can send them: after the length of a body it takes what `Content-Disposition` has
 * beyond ASCII for bytes of UTF-8, and refuses them.
 */
function sendable(headers: WireResponse['headers']): WireResponse['headers'] {
  const disposition = headers['content-disposition'];
  return disposition === undefined ? headers : { 'content-disposition': disposition, ...headers };
}

function sentence(status: number, text: string): WireResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return { status, headers, body: `${text}\n` };
}

/** Answers and ends the connection: whatever else comes on it is not read. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: WireResponse,
): void {
  send(response, { status, headers: { ...headers, connection: 'close' }, body });
  response.on('finish', () => request.destroy());
}
