import type { Engine, Reply } from '../../engine/engine';
import { AwsError } from '../../engine/errors';
import type { ApiModel, ApiOperation } from '../../engine/api/index';
import type { Request, SecretCredentials } from '../../engine/operation';
import type { SlicedBytes } from '../../engine/services/s3/body';
import { createDoor } from '../../wire/door';
import { readRequest, requestBytes, responseBytes } from '../http/message-bytes';
import { signRequest } from '../http/sign-request';
import { writeRequest } from '../http/write-request';
import { noteWire } from './note';
import { openPath, pathOf } from './open-path';
import { capture } from './captures';
import { CertificateProblem, type Trust } from './trust';
import { Wire } from './wire';

/** A request and how it is to go. */
export interface Outgoing {
  readonly request: Request;
  readonly model: ApiModel;
  readonly operation: ApiOperation;
  readonly credentials: SecretCredentials;
  /** Of the endpoint. */
  readonly url: URL;
  readonly trust: Trust;
}

/** Why nothing could be sent: the client does not trust what answers. */
export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused';
  /** The URL that the request would have gone to. */
  readonly url: string;

  constructor(url: string, problem: CertificateProblem) {
    super(problem.message);
    this.url = url;
  }
}

/**
 * Sends a request as bytes over the network there is, whoever is on the way: the service's door
 * reads what arrives, and the engine answers that. Rejects as the engine does, or with
 * `ConnectionRefused`.
 */
export async function sendOverNetwork(engine: Engine, outgoing: Outgoing): Promise<Reply> {
  const { request, model, operation, credentials, url, trust } = outgoing;
  const { region, userAgent = '' } = request;
  const input = await atHand(request.input, operation);
  const unsigned = writeRequest({ model, operation, input, url, userAgent });
  const signedFor = { region, service: model.signingName, now: engine.now };
  const signed = signRequest(unsigned, credentials, signedFor);
  const bytes = requestBytes(signed);
  const secure = url.protocol === 'https:';
  const host = unsigned.host.replace(/:\d+$/, '');
  const end = serviceEnd(engine, request);
  const wire = new Wire();
  const began = engine.now;
  const shown = `${url.protocol}//${unsigned.host}${unsigned.target}`;
  let failure: string | undefined;
  try {
    const connection = await openPath(engine, wire, { host, secure, trust, answer: end.answer });
    await connection.exchange(bytes);
    await connection.close();
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    failure = error.message;
    throw new ConnectionRefused(shown, error);
  } finally {
    const record = {
      ...{ at: began, host, port: Number(url.port || (secure ? 443 : 80)) },
      protocol: secure ? ('TLS 1.3' as const) : ('HTTP' as const),
      ...{ packets: wire.packets, decrypted: wire.decrypted },
      ...(failure === undefined ? {} : { failure }),
    };
    const path = pathOf(engine);
    if (path !== undefined) {
      capture(engine, record);
      noteWire(engine, record, path, request);
    }
  }
  return end.reply();
}

/** The input with its body's bytes, which may be such as are read piece by piece. */
async function atHand(input: object, { input: shape }: ApiOperation): Promise<object> {
  const name = shape?.payload;
  const body = name === undefined ? undefined : (input as Record<string, unknown>)[name];
  if (name === undefined || !isSliced(body)) return input;
  return { ...input, [name]: new Uint8Array(await body.slice(0, body.size).arrayBuffer()) };
}

function isSliced(body: unknown): body is SlicedBytes {
  return typeof body === 'object' && body !== null && 'slice' in body && 'size' in body;
}

/**
 * The service's end: its door reads the bytes, and what the engine answers is kept, because the
 * client here does not read answers from bytes.
 */
function serviceEnd(engine: Engine, { transport }: Request) {
  let reply: Promise<Reply> | undefined;
  const kept = {
    services: engine.services,
    send: (request: Request) => {
      reply = engine.send(request);
      return reply;
    },
  };
  const door = createDoor(kept as Engine, { clock: () => engine.now });
  return {
    answer: async (bytes: Uint8Array<ArrayBuffer>) => {
      const asked = { ...readRequest(bytes), ...(transport === undefined ? {} : { transport }) };
      return responseBytes(await door.handle(asked));
    },
    reply: async (): Promise<Reply> => {
      if (reply === undefined) throw new AwsError('InternalFailure', 'the request was not read');
      return reply;
    },
  };
}
