import { expect, test } from 'vitest';
import { concat } from '../../src/engine/bytes';
import { toHex } from '../../src/engine/random';
import { aes128GcmSha256 as suite } from '../../src/network/tls/cipher-suites';
import { x25519Group } from '../../src/network/tls/groups';
import { readClientHello, readServerHello } from '../../src/network/tls/hellos';
import {
  applicationSecrets,
  expandLabel,
  finishedMac,
  handshakeSecrets,
} from '../../src/network/tls/key-schedule';
import { splitMessages } from '../../src/network/tls/messages';
import { contentTypes, Protection, splitRecords } from '../../src/network/tls/records';
import { Transcript } from '../../src/network/tls/transcript';
import vectors from './rfc8448.json';

const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const none = new Uint8Array(0);

function hashOf(...messages: readonly Uint8Array[]) {
  const transcript = new Transcript();
  for (const message of messages) transcript.add(message);
  return transcript.hash(suite);
}

const [hello, answer, flight] = [
  bytes(vectors.clientHello),
  bytes(vectors.serverHello),
  bytes(vectors.serverFlight),
];
const handshake = handshakeSecrets(suite, bytes(vectors.agreed), hashOf(hello, answer));
const application = applicationSecrets(suite, handshake.secret, hashOf(hello, answer, flight));

/** A source of chance that gives out what it is given. */
const scripted = (hex: string) => ({ bytes: () => bytes(hex) });

test('both sides agree on the key of the trace', () => {
  const { share, agree } = x25519Group.offer(scripted(vectors.clientPrivateKey));
  expect(toHex(share)).toBe(vectors.clientPublicKey);
  expect(toHex(agree(bytes(vectors.serverPublicKey)))).toBe(vectors.agreed);
  const answered = x25519Group.answer(share, scripted(vectors.serverPrivateKey));
  expect(toHex(answered.share)).toBe(vectors.serverPublicKey);
  expect(toHex(answered.secret)).toBe(vectors.agreed);
});

test('the key schedule is that of the trace', () => {
  expect({
    handshakeSecret: toHex(handshake.secret),
    clientHandshakeTraffic: toHex(handshake.client),
    serverHandshakeTraffic: toHex(handshake.server),
    serverHandshakeKey: toHex(expandLabel(suite, handshake.server, 'key', none, 16)),
    serverHandshakeIv: toHex(expandLabel(suite, handshake.server, 'iv', none, 12)),
    masterSecret: toHex(application.secret),
    clientApplicationTraffic: toHex(application.client),
    serverApplicationTraffic: toHex(application.server),
    clientFinished: toHex(finishedMac(suite, handshake.client, hashOf(hello, answer, flight))),
  }).toEqual(pick(vectors));
});

function pick(all: typeof vectors) {
  const { handshakeSecret, clientHandshakeTraffic, serverHandshakeTraffic } = all;
  const { serverHandshakeKey, serverHandshakeIv, masterSecret } = all;
  const { clientApplicationTraffic, serverApplicationTraffic, clientFinished } = all;
  return {
    ...{ handshakeSecret, clientHandshakeTraffic, serverHandshakeTraffic },
    ...{ serverHandshakeKey, serverHandshakeIv, masterSecret },
    ...{ clientApplicationTraffic, serverApplicationTraffic, clientFinished },
  };
}

test('the hellos of the trace are read', () => {
  expect(readClientHello(hello.slice(4))).toMatchObject({
    serverName: 'server',
    suites: [0x1301, 0x1303, 0x1302],
    versions: [0x0304],
    shares: [{ group: 0x001d, share: bytes(vectors.clientPublicKey) }],
  });
  expect(readServerHello(answer.slice(4))).toMatchObject({
    suite: 0x1301,
    share: { group: 0x001d, share: bytes(vectors.serverPublicKey) },
  });
});

test("the server's flight is the record of the trace, both ways, and its Finished is right", async () => {
  const record = bytes(vectors.serverFlightRecord);
  const sealed = await new Protection(suite, handshake.server).seal(contentTypes.handshake, flight);
  expect(toHex(sealed)).toBe(vectors.serverFlightRecord);
  const { records } = splitRecords(record);
  const opened = await new Protection(suite, handshake.server).open(records[0]!);
  expect(opened).toEqual({ type: contentTypes.handshake, content: flight });
  const { messages } = splitMessages(flight);
  expect(messages.map(({ type }) => type)).toEqual([8, 11, 15, 20]);
  const before = concat(...messages.slice(0, 3).map((message) => message.bytes));
  const mac = finishedMac(suite, handshake.server, hashOf(hello, answer, before));
  expect(mac).toEqual(messages[3]!.body);
});

test('each record has a nonce of its own: the second and third of the trace', async () => {
  const server = new Protection(suite, application.server);
  // The first is a ticket, whose bytes do not matter here.
  await server.seal(contentTypes.handshake, new Uint8Array(8));
  const data = Uint8Array.from({ length: 50 }, (_, i) => i);
  expect(toHex(await server.seal(contentTypes.applicationData, data))).toBe(vectors.serverData);
  const closing = Uint8Array.of(1, 0);
  expect(toHex(await server.seal(contentTypes.alert, closing))).toBe(vectors.serverAlert);
});

test('a record that was changed, repeated or left out is not opened', async () => {
  const record = splitRecords(bytes(vectors.serverFlightRecord)).records[0]!;
  const changed = record.fragment.slice();
  changed[100]! ^= 1;
  const open = (reader: Protection, fragment = record.fragment) =>
    reader.open({ ...record, fragment });
  await expect(open(new Protection(suite, handshake.server), changed)).rejects.toThrow(
    'bad_record_mac',
  );
  const reader = new Protection(suite, handshake.server);
  await open(reader);
  await expect(open(reader)).rejects.toThrow('bad_record_mac');
});

test('padding hides the length and is not content', async () => {
  const [writer, reader] = [1, 2].map(() => new Protection(suite, application.client));
  const sealed = await writer!.seal(contentTypes.applicationData, Uint8Array.of(7, 0, 0), 100);
  expect(sealed.length).toBe(5 + 3 + 1 + 100 + 16);
  const opened = await reader!.open(splitRecords(sealed).records[0]!);
  expect(opened).toEqual({
    type: contentTypes.applicationData,
    content: Uint8Array.of(7, 0, 0),
  });
});
