import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { plainHttp, tls13 } from '../engine/operation';
import { SavedWorldError } from '../engine/saved-world';
import { useBase64 } from '../engine/base64';
import { useSynchronousGcm } from '../engine/services/kms/hsm/aes';
import type { WireRequest } from '../wire/http';
import { control, controlPrefix } from './control';
import { createHttpServer } from './http-server';
import { Lab } from './lab';
import { OptionsError, readOptions, type ServeOptions } from './options';
import { nodeBase64, nodeGcm } from './node-crypto';
import { readWorldFile, writeWorldFile } from './world-file';

const host = '127.0.0.1';

/** Serves a world as the command line asks, until the process is told to end. */
export async function serve(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args);
    useSynchronousGcm(nodeGcm);
    useBase64(nodeBase64);
    const lab = openLab(options);
    const port = await listen(lab, options);
    keepTime(lab);
    announce(lab, port);
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
    return new Lab(options, saved);
  } catch (error) {
    if (!(error instanceof SavedWorldError)) throw error;
    throw new OptionsError(`${options.world} cannot be opened: ${error.message}`);
  }
}

/** Answers on a port of this machine alone; returns the port, which is chosen where 0 is asked. */
async function listen(lab: Lab, { port, assumeTls }: ServeOptions): Promise<number> {
  const transport = assumeTls ? tls13 : plainHttp;
  const server = createHttpServer((request) => answer(lab, request), transport);
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

function announce({ admin }: Lab, port: number): void {
  process.stdout.write(
    [
      `export AWS_ENDPOINT_URL=http://${host}:${port}`,
      `export AWS_ACCESS_KEY_ID=${admin.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${admin.secretAccessKey}`,
      'export AWS_DEFAULT_REGION=us-east-1',
      `listening on http://${host}:${port}`,
      '',
    ].join('\n'),
  );
}

function end(lab: Lab, { world }: ServeOptions): never {
  if (world !== undefined) writeWorldFile(world, lab.engine.tables);
  process.exit(0);
}
