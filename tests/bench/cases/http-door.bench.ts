import { spawnSync } from 'node:child_process';
import { signatureOf } from '../../../src/wire/sigv4';
import { Unavailable, type Measurement } from '../bench';
import { answersPerSecond, askOnce, startServer, type RunningServer } from '../http-load';
import { median } from '../measure';

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

const encoder = new TextEncoder();

/** A whole HTTP request to KMS, signed; good for five minutes, however often it is sent. */
function kmsRequest(operation: string, input: object): Uint8Array {
  const body = encoder.encode(JSON.stringify(input));
  const timestamp = `${new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const scope = {
    ...{ date: timestamp.slice(0, 8), region: 'us-east-1', service: 'kms' },
    terminator: 'aws4_request',
  };
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: '127.0.0.1',
    'x-amz-date': timestamp,
    'x-amz-target': `TrentService.${operation}`,
  };
  const signedHeaders = Object.keys(headers);
  const algorithm = 'AWS4-HMAC-SHA256';
  const signature = signatureOf(
    { method: 'POST', target: '/', headers, body },
    { algorithm, accessKeyId, scope, signedHeaders, signature: '', timestamp },
    secretAccessKey,
  );
  const credential = `${accessKeyId}/${Object.values(scope).join('/')}`;
  const lines = [
    'POST / HTTP/1.1',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `authorization: ${algorithm} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([encoder.encode(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

async function encryptRequest({ port }: RunningServer): Promise<Uint8Array> {
  const created = await askOnce(port, kmsRequest('CreateKey', {}));
  const { KeyMetadata } = JSON.parse(created) as { KeyMetadata: { KeyId: string } };
  const Plaintext = Buffer.alloc(1024, 'x').toString('base64');
  return kmsRequest('Encrypt', { KeyId: KeyMetadata.KeyId, Plaintext });
}

const startOurs = () =>
  startServer(process.execPath, [
    ...['src/server/serve.mjs', '--port', '0', '--no-quotas'],
    ...['--access-key', accessKeyId, '--secret-key', secretAccessKey],
  ]);

const startBare = () => startServer(process.execPath, ['tests/bench/bare-server.mjs']);

function startMoto(): Promise<RunningServer> {
  const { status } = spawnSync('python3', ['-c', 'import moto.server, flask']);
  if (status !== 0) throw new Unavailable("Python with moto's server is not installed");
  return startServer('python3', ['-m', 'moto.server', '-p', '0']);
}

/** How many times as often our server answers as another, once both are warm; they take turns. */
async function against(start: () => Promise<RunningServer>, rounds = 10): Promise<number> {
  const theirs = await start();
  const ours = await startOurs();
  try {
    const request = await encryptRequest(ours);
    const other = start === startBare ? request : await encryptRequest(theirs);
    const ratios: number[] = [];
    // The first, longer round warms both up: compiling takes its time on a busy machine.
    for (let round = 0; round <= rounds; round += 1) {
      const options = { duration: round === 0 ? 3000 : 500 };
      const theirRate = await answersPerSecond(theirs.port, other, options);
      const ourRate = await answersPerSecond(ours.port, request, options);
      if (round > 0) ratios.push(ourRate / theirRate);
    }
    return median(ratios);
  } finally {
    ours.stop();
    theirs.stop();
  }
}

/** What AWS clients get of the engine over HTTP: signatures verified, 8 connections kept alive. */
const measurements: Measurement[] = [
  {
    name: 'KMS Encrypt of 1 KiB over HTTP against a bare Node server',
    where: ['node'],
    bound: { min: 0.5, unit: 'times as fast' },
    run: () => against(startBare),
  },
  {
    name: "KMS Encrypt of 1 KiB over HTTP against moto's server",
    where: ['node'],
    bound: { min: 10, unit: 'times as fast' },
    run: () => against(startMoto),
  },
];

export default measurements;
