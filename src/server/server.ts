import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SavedWorldError } from '../engine/saved-world';
import { useBase64 } from '../engine/base64';
import { useSynchronousGcm } from '../engine/services/kms/hsm/aes';
import type { WireRequest } from '../wire/http';
import { makeCertificates, writeAuthority, type ServerCertificates } from './certificates';
import { control, controlPrefix } from './control';
import { createHttpServer } from './http-server';
import { Lab } from './lab';
import { OptionsError, readOptions, type ServeOptions } from './options';
import { nodeBase64, nodeGcm } from './node-crypto';
import { threads } from './sandboxes';
import { readWorldFile, writeWorldFile } from './world-file';

const host = '127.0.0.1';

/** Serves a world as the command line asks, until the process is told to end. */
export async function serve(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args);
    useSynchronousGcm(nodeGcm);
    useBase64(nodeBase64);
    const lab = openLab(options);
    const certificates = options.tls ? makeCertificates(Date.now()) : undefined;
    const port = await listen(lab, options, certificates);
    keepTime(lab);
    announce(lab, port, certificates);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => end(lab, options));
    }
  } catch (error) {
    if (!(error instanceof OptionsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

function openLab(options: ServeOptions): Lab {
  const saved = options.world === undefined ? undefined : readWorldFile(options.world);
  try {
    return new Lab(options, saved, Date.now, threads());
  } catch (error) {
    if (!(error instanceof SavedWorldError)) throw error;
    throw new OptionsError(`${options.world} cannot be opened: ${error.message}`);
  }
}

/** Answers on a port of this machine alone; returns the port, which is chosen where 0 is asked. */
async function listen(
  lab: Lab,
  { port, assumeTls }: ServeOptions,
  tls: ServerCertificates | undefined,
): Promise<number> {
  const access = tls === undefined ? { assumeTls } : { tls };
  const server = createHttpServer((request) => answer(lab, request), access);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new OptionsError(
      code === 'EADDRINUSE'
        ? `Port ${port} is already in use: stop the program that uses it or choose another with --port.`
        : `${host}:${port} cannot be served: ${message}`,
    );
  }
  return (server.address() as AddressInfo).port;
}

/** Answers one request: to an AWS service, or to the world itself. */
export function answer(lab: Lab, request: WireRequest) {
  return request.target.startsWith(controlPrefix) ? control(lab, request) : lab.handle(request);
}

/** Timers fire on time although nobody asks. */
function keepTime(lab: Lab): void {
  const everySecond = () => {
    lab.trimTrail();
    void lab.followTime();
  };
  setInterval(everySecond, 1000).unref();
}

function announce({ admin }: Lab, port: number, tls: ServerCertificates | undefined): void {
  const url = `${tls === undefined ? 'http' : 'https'}://${host}:${port}`;
  const authority = tls === undefined ? undefined : writeAuthority(tls.ca);
  process.stdout.write(
    [
      `export AWS_ENDPOINT_URL=${url}`,
      // The AWS CLI and boto3 read the first, the AWS SDK for JavaScript the second.
      ...(authority === undefined
        ? []
        : [`export AWS_CA_BUNDLE=${authority}`, `export NODE_EXTRA_CA_CERTS=${authority}`]),
      `export AWS_ACCESS_KEY_ID=${admin.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${admin.secretAccessKey}`,
      'export AWS_DEFAULT_REGION=us-east-1',
      `listening on ${url}`,
      '',
    ].join('\n'),
  );
}

function end(lab: Lab, { world }: ServeOptions): never {
  if (world !== undefined) writeWorldFile(world, lab.engine.tables);
  process.exit(0);
}
