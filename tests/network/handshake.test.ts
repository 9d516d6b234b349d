import { describe, expect, test } from 'vitest';
import { concat, type Bytes } from '../../src/engine/bytes';
import { openRandom, seedWorld } from '../../src/engine/random';
import { Tables, Transaction } from '../../src/engine/tables';
import { issueCertificate } from '../../src/network/certificates/issue';
import { readCertificate } from '../../src/network/certificates/certificate';
import type { Received } from '../../src/network/tls/channel';
import { aes128GcmSha256, aes256GcmSha384 } from '../../src/network/tls/cipher-suites';
import { TlsClient, type ClientOptions } from '../../src/network/tls/client';
import { x25519Group, x25519MlKem768 } from '../../src/network/tls/groups';
import { plainRecord, splitRecords } from '../../src/network/tls/records';
import { TlsServer, type ServerOptions } from '../../src/network/tls/server';

const tables = new Tables();
seedWorld(new Transaction(tables), 11);
const random = openRandom(tables);
const host = 'kms.us-east-1.amazonaws.com';
const times = { notBefore: 0, notAfter: Date.UTC(2040, 0) };
const identity = issueCertificate({ subject: [['CN', host]], ...times, hosts: [host] }, random);
const other = issueCertificate({ subject: [['CN', host]], ...times, hosts: [host] }, random);
const point = readCertificate(identity.certificate)!.point!;

type Options = { client?: Partial<ClientOptions>; server?: Partial<ServerOptions> };

function ends({ client = {}, server = {} }: Options = {}) {
  return {
    client: new TlsClient({
      ...{ random, serverName: host, checkCertificates: () => ({ point }), ...client },
    }),
    server: new TlsServer({
      random,
      identity: () => ({ chain: [identity.certificate], privateKey: identity.privateKey }),
      ...server,
    }),
  };
}

/** Lets both ends talk until nobody has anything to say; `change` is what happens on the way. */
async function talk(
  { client, server }: ReturnType<typeof ends>,
  change: (bytes: Bytes, flight: number) => Bytes = (bytes) => bytes,
) {
  const failures: (string | undefined)[] = [];
  let sent = client.start();
  for (let flight = 0; sent.length > 0; flight += 1) {
    const receiver = flight % 2 === 0 ? server : client;
    const received: Received = await receiver.receive(change(sent, flight));
    if (received.failure !== undefined) {
      const { alert, received: told } = received.failure;
      failures.push(
        `${flight % 2 === 0 ? 'server' : 'client'} ${told ? 'hears' : 'says'} ${alert}`,
      );
      if (told) break;
    }
    sent = received.send;
  }
  return failures;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a handshake', () => {
  test.each([
    [aes128GcmSha256, x25519Group],
    [aes256GcmSha384, x25519Group],
    [aes128GcmSha256, x25519MlKem768],
    [aes256GcmSha384, x25519MlKem768],
  ])('opens with %j', async (suite, group) => {
    const both = ends({ client: { suites: [suite], groups: [group] } });
    expect(await talk(both)).toEqual([]);
    const agreed = { suite, group: group.name };
    expect([both.client.agreed, both.server.agreed]).toEqual([agreed, agreed]);
    const received = await both.server.receive(await both.client.send(utf8('hello')));
    expect(textOf(received.data)).toBe('hello');
    const back = await both.client.receive(await both.server.send(utf8('good day')));
    expect(textOf(back.data)).toBe('good day');
    expect((await both.server.receive(await both.client.close())).failure).toMatchObject({
      ...{ alert: 'close_notify', received: true },
    });
  });

  test('agrees on what the server likes best, which is what AWS agrees on', async () => {
    const both = ends();
    await talk(both);
    expect(both.client.agreed).toEqual({ suite: aes128GcmSha256, group: 'X25519MLKEM768' });
  });

  test('carries more than a record holds, whatever pieces it arrives in', async () => {
    const both = ends();
    await talk(both);
    const data = random.bytes(50_000);
    const records = await both.client.send(data);
    expect(splitRecords(records).records).toHaveLength(4);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < records.length; at += 999) {
      pieces.push((await both.server.receive(records.subarray(at, at + 999))).data);
    }
    expect(concat(...pieces)).toEqual(data);
  });

  test('may itself arrive byte by byte', async () => {
    const { client, server } = ends();
    const oneByOne = async (end: typeof client | typeof server, bytes: Uint8Array) => {
      const sent: Uint8Array[] = [];
      for (const byte of bytes) sent.push((await end.receive(Uint8Array.of(byte))).send);
      return concat(...sent);
    };
    const flight = await oneByOne(server, client.start());
    await oneByOne(server, await oneByOne(client, flight));
    expect([client.isOpen, server.isOpen]).toEqual([true, true]);
  });
});

// RFC 8446, sections 4.1.3, 4.2, 4.4 and 6: who notices what, and which alert says it.
describe('what is wrong ends the connection', () => {
  test.each<[string, Options, string[]]>([
    [
      'a certificate that the client does not trust',
      { client: { checkCertificates: () => ({ alert: 'unknown_ca' }) } },
      ['client says unknown_ca', 'server hears unknown_ca'],
    ],
    [
      'a server without the key of its certificate',
      {
        server: {
          identity: () => ({ chain: [identity.certificate], privateKey: other.privateKey }),
        },
      },
      ['client says decrypt_error', 'server hears decrypt_error'],
    ],
    [
      'no suite in common',
      { client: { suites: [aes128GcmSha256] }, server: { suites: [aes256GcmSha384] } },
      ['server says handshake_failure', 'client hears handshake_failure'],
    ],
    [
      'no group in common',
      { client: { groups: [x25519Group] }, server: { groups: [x25519MlKem768] } },
      ['server says handshake_failure', 'client hears handshake_failure'],
    ],
  ])('%s', async (_title, options, failures) => {
    const both = ends(options);
    expect(await talk(both)).toEqual(failures);
    expect([both.client.isOpen, both.server.isOpen]).toEqual([false, false]);
  });

  test('an old version of TLS', async () => {
    const { client } = ends();
    client.start();
    // A ServerHello of TLS 1.2 does not say 1.3 in an extension.
    const body = concat(Uint8Array.of(3, 3), new Uint8Array(32), Uint8Array.of(0, 0xc0, 0x2f, 0));
    const hello = plainRecord(22, concat(Uint8Array.of(2, 0, 0, body.length), body));
    expect((await client.receive(hello)).failure?.alert).toBe('protocol_version');
  });

  test('what is no TLS', async () => {
    const { client } = ends();
    client.start();
    const answer = utf8('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect((await client.receive(answer)).failure?.alert).toBe('decode_error');
  });

  // Nothing that is decided on the way stays unnoticed: each byte of each flight is changed once,
  // but for those that mean nothing: versions of records in the clear, and ChangeCipherSpec.
  test('one changed byte, anywhere', async () => {
    const flights: Bytes[] = [];
    await talk(ends({ client: { groups: [x25519Group] } }), (bytes) => {
      flights.push(bytes);
      return bytes;
    });
    for (const [number, bytes] of flights.entries()) {
      for (const at of meaningful(bytes)) {
        const both = ends({ client: { groups: [x25519Group] } });
        await talk(both, (sent, flight) => (flight === number ? changed(sent, at) : sent));
        const open = both.client.isOpen && both.server.isOpen;
        expect(open, `byte ${at} of flight ${number}`).toBe(false);
      }
    }
  }, 60_000);
});

/** Every 13th byte of what is authenticated, and all bytes of the heads of records. */
function meaningful(bytes: Bytes): number[] {
  const found: number[] = [];
  let at = 0;
  for (const { type, fragment } of splitRecords(bytes).records) {
    const isClear = type === 22;
    if (type !== 20) {
      for (let i = 0; i < 5 + fragment.length; i += 1) {
        const isVersion = i === 1 || i === 2;
        if (i < 5 ? !(isClear && isVersion) : i % 13 === 0) found.push(at + i);
      }
    }
    at += 5 + fragment.length;
  }
  return found;
}

function changed(bytes: Bytes, at: number): Bytes {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 0x01;
  return copy;
}
