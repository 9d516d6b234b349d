import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { openRandom } from '../../src/engine/random';
import { Tables } from '../../src/engine/tables';
import { readCertificate } from '../../src/network/certificates/certificate';
import { issueCertificate } from '../../src/network/certificates/issue';
import { certificatePem } from '../../src/network/certificates/pem';
import { privateKeyPem } from '../../src/network/certificates/private-key';
import { isFor, verifyChain } from '../../src/network/certificates/verify-chain';
import { TlsClient } from '../../src/network/tls/client';
import { TlsServer } from '../../src/network/tls/server';

const random = openRandom(new Tables());
const day = 86_400_000;
const now = Date.now();
const host = 'kms.us-east-1.amazonaws.com';
const times = { notBefore: now - day, notAfter: now + day };
const rootName = [['CN', 'Test Root']] as const;
const root = issueCertificate({ subject: rootName, ...times }, random);
const server = issueCertificate(
  {
    ...{ subject: [['CN', host]], ...times, hosts: [host, '127.0.0.1'] },
    issuer: { name: rootName, privateKey: root.privateKey },
  },
  random,
);

test('Node reads the certificates as they were meant', () => {
  const [ca, leaf] = [root, server].map(({ certificate }) => new X509Certificate(certificate));
  expect(leaf!.verify(ca!.publicKey)).toBe(true);
  expect(leaf!.checkIssued(ca!)).toBe(true);
  expect(leaf!.checkHost(host)).toBe(host);
  expect(leaf!.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect([ca!.ca, leaf!.ca]).toEqual([true, false]);
  expect(leaf!.subject).toBe(`CN=${host}`);
  expect(Date.parse(leaf!.validTo)).toBe(Math.floor(times.notAfter / 1000) * 1000);
});

const anchor = readCertificate(root.certificate)!;

function trusting(chain: readonly Uint8Array[]) {
  const [first, ...rest] = chain.map((der) => readCertificate(der as Uint8Array<ArrayBuffer>)!);
  expect(verifyChain([first!, ...rest], [anchor], now)).toBeUndefined();
  expect(isFor(first!, host)).toBe(true);
  return { point: first!.point! };
}

test("our client talks to Node's TLS server", async () => {
  const answering = createServer(
    {
      key: privateKeyPem(server.privateKey),
      cert: certificatePem(server.certificate),
      minVersion: 'TLSv1.3',
    },
    (socket) => socket.on('data', (data) => socket.end(`heard ${data.toString()}`)),
  );
  answering.listen(0, '127.0.0.1');
  onTestFinished(() => void answering.close());
  await once(answering, 'listening');
  const socket = connectTcp((answering.address() as AddressInfo).port, '127.0.0.1');
  const client = new TlsClient({ random, serverName: host, checkCertificates: trusting });
  socket.write(client.start());
  const heard: string[] = [];
  let said = false;
  for await (const chunk of socket) {
    const { send, data, failure } = await client.receive(chunk as Uint8Array);
    if (send.length > 0) socket.write(send);
    if (data.length > 0) heard.push(new TextDecoder().decode(data));
    if (failure !== undefined) {
      expect(failure.alert).toBe('close_notify');
      break;
    }
    if (client.isOpen && !said) {
      said = true;
      socket.write(await client.send(new TextEncoder().encode('hello')));
    }
  }
  expect(heard.join('')).toBe('heard hello');
  expect(client.agreed).toMatchObject({
    suite: { name: 'TLS_AES_256_GCM_SHA384' },
    group: 'X25519',
  });
});

test("Node's client talks to our server", async () => {
  const identity = () => ({ chain: [server.certificate], privateKey: server.privateKey });
  const listener = createTcpServer((socket) => {
    const answering = new TlsServer({ random, identity });
    void (async () => {
      for await (const chunk of socket) {
        const { send, data } = await answering.receive(chunk as Uint8Array);
        if (send.length > 0) socket.write(send);
        if (data.length > 0) {
          const text = `heard ${new TextDecoder().decode(data)}`;
          socket.write(await answering.send(new TextEncoder().encode(text)));
          socket.end(await answering.close());
        }
      }
    })();
  });
  listener.listen(0, '127.0.0.1');
  onTestFinished(() => void listener.close());
  await once(listener, 'listening');
  const socket = connect({
    ...{ port: (listener.address() as AddressInfo).port, host: '127.0.0.1', servername: host },
    ...{ ca: certificatePem(root.certificate), ALPNProtocols: ['http/1.1'] },
  });
  await once(socket, 'secureConnect');
  expect(socket.authorized).toBe(true);
  expect(socket.getProtocol()).toBe('TLSv1.3');
  expect(socket.getCipher().name).toBe('TLS_AES_128_GCM_SHA256');
  expect(socket.alpnProtocol).toBe('http/1.1');
  socket.write('hello');
  const chunks: Uint8Array[] = [];
  for await (const chunk of socket) chunks.push(chunk as Uint8Array);
  expect(Buffer.concat(chunks).toString()).toBe('heard hello');
});
