import type { Bytes } from '../../engine/bytes';
import type { RandomBytes } from '../../engine/random';
import type { TlsAlert } from '../tls/alerts';
import type { Channel } from '../tls/channel';
import { TlsClient, type CheckedCertificate } from '../tls/client';
import { TlsServer, type Identity } from '../tls/server';
import type { Packet } from './state';
import type { Wire } from './wire';

/** Answers the bytes of a request. */
export type Answer = (request: Bytes) => Promise<Bytes>;

/** A way by which bytes of HTTP go to a server and come back. */
export interface Connection {
  /** Sends a request; what comes back is the answer. */
  exchange(request: Bytes): Promise<Bytes>;
  close(): Promise<void>;
}

/** HTTP as it is: what one end sends the other reads, and everybody on the way. */
export function plainConnection(wire: Wire, answer: Answer): Connection {
  return {
    async exchange(request) {
      wire.pass('client', request);
      const response = await answer(request);
      wire.pass('server', response);
      return response;
    },
    close: () => Promise.resolve(),
  };
}

/** What the two ends of a TLS connection bring along. */
export interface Ends {
  readonly random: RandomBytes;
  readonly host: string;
  readonly check: (chain: readonly Bytes[]) => CheckedCertificate;
  readonly identity: (serverName: string | undefined) => Identity;
  readonly answer: Answer;
}

/** A TLS connection that could not be made: the alert with which an end gave up. */
export class HandshakeFailure extends Error {
  override readonly name = 'HandshakeFailure';
  readonly alert: TlsAlert;

  constructor(alert: TlsAlert) {
    super(alert.message);
    this.alert = alert;
  }
}

/** Makes a TLS connection over a wire. Rejects with a `HandshakeFailure`. */
export async function tlsConnection(wire: Wire, ends: Ends): Promise<Connection> {
  const { random, host, check, identity, answer } = ends;
  const client = new TlsClient({ random, serverName: host, checkCertificates: check });
  const server = new TlsServer({ random, identity });
  await shakeHands(client, server, wire);
  return {
    async exchange(request) {
      const asked = await carry(wire, 'client', client, server, request);
      return carry(wire, 'server', server, client, await answer(asked));
    },
    async close() {
      wire.pass('client', await client.close());
    },
  };
}

async function shakeHands(client: TlsClient, server: TlsServer, wire: Wire): Promise<void> {
  let sent = client.start();
  let failure: TlsAlert | undefined;
  while (sent.length > 0 && failure === undefined) {
    wire.pass('client', sent);
    const answered = await server.receive(sent);
    wire.pass('server', answered.send);
    const back = await client.receive(answered.send);
    sent = back.send;
    failure = back.failure ?? answered.failure;
  }
  if (failure === undefined) return;
  // The alert of the end that gave up; the other one ends with it.
  wire.pass('client', sent);
  await server.receive(sent);
  throw new HandshakeFailure(failure);
}

/** Encrypts at one end, passes the records, decrypts at the other. */
async function carry(
  wire: Wire,
  from: Packet['from'],
  sender: Channel,
  receiver: Channel,
  bytes: Bytes,
): Promise<Bytes> {
  const records = await sender.send(bytes);
  wire.pass(from, records);
  const { data, failure } = await receiver.receive(records);
  if (failure !== undefined) throw new HandshakeFailure(failure);
  return data;
}
