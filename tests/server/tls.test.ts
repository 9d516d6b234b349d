import { Agent, request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { runServer } from './running';

/** A user who may do nothing unless it comes by TLS, as a client of the server. */
async function forcedToTls(args: readonly string[]) {
  const running = await runServer(args);
  const { lab, config } = running;
  const { admin: credentials } = lab;
  const iam = (operation: string, input: object) =>
    lab.engine.send({ service: 'iam', operation, input, region: 'us-east-1', credentials });
  await iam('CreateUser', { UserName: 'ana' });
  const condition = { Bool: { 'aws:SecureTransport': 'true' } };
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition };
  await iam('PutUserPolicy', {
    ...{ UserName: 'ana', PolicyName: 'tls' },
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
  const { output } = await iam('CreateAccessKey', { UserName: 'ana' });
  const { AccessKey } = output as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  const ca = running.certificates?.ca;
  const kms = new KMSClient({
    ...config(),
    credentials: {
      accessKeyId: AccessKey.AccessKeyId,
      secretAccessKey: AccessKey.SecretAccessKey,
    },
    ...(ca === undefined ? {} : { requestHandler: { httpsAgent: new Agent({ ca }) } }),
  });
  return { ...running, kms };
}

test.each([
  [[], false],
  [['--assume-tls'], true],
  [['--tls'], true],
] as const)('with %j a policy that wants TLS allows: %s', async (args, allowed) => {
  const { kms } = await forcedToTls(args);
  const answered = kms.send(new ListKeysCommand({}));
  if (allowed) expect((await answered).Keys).toEqual([]);
  else await expect(answered).rejects.toThrow(/is not authorized to perform: kms:ListKeys/);
  kms.destroy();
});

test.each(['127.0.0.1', 'localhost', 'bucket.s3.localhost'])(
  'the certificate is for %s',
  async (host) => {
    const { port, certificates } = await runServer(['--tls']);
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      const { ca } = certificates!;
      const lookup = { host: '127.0.0.1', servername: host === '127.0.0.1' ? '' : host };
      const headers = { host: `${host}:${port}` };
      const sent = request({ ...lookup, port, ca, headers, path: '/' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(answered).toBe(404);
  },
);

test('who does not trust the authority gets no connection', async () => {
  const { port } = await runServer(['--tls']);
  const refused = new Promise<string>((resolve) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port }, () => resolve('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
  expect(await refused).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
});
