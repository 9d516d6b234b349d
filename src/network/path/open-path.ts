import type { Engine } from '../../engine/engine';
import type { RandomBytes } from '../../engine/random';
import { certificatePem } from '../certificates/pem';
import type { Identity } from '../tls/server';
import { identityOf, interceptorAuthority, newIdentity, webAuthorities } from './authorities';
import { plainConnection, tlsConnection, type Answer, type Connection } from './connection';
import { connectionRandom } from './random-stream';
import { pathKey, pathTable, type PathRecord } from './state';
import { CertificateCheck, type Trust } from './trust';
import { Wire } from './wire';

/** The name that a man in the middle has a genuine certificate for. */
export const otherHost = 'shop.example.com';

/** Where a client wants to go, whom it trusts, and what is there. */
export interface Destination {
  readonly host: string;
  readonly secure: boolean;
  readonly trust: Trust;
  readonly answer: Answer;
}

/** Who is between the workstation and AWS. */
export function pathOf({ tables }: Pick<Engine, 'tables'>): PathRecord | undefined {
  return tables.get(pathTable, pathKey);
}

/**
 * Opens a connection by the way there is: past a listener or through a man in the middle. `wire` is
 * what happens at the client's side. Rejects with a `CertificateProblem` where the client refuses
 * what it is shown.
 */
export async function openPath(
  engine: Engine,
  wire: Wire,
  destination: Destination,
): Promise<Connection> {
  const path = pathOf(engine);
  if (!destination.secure) return plainConnection(wire, destination.answer);
  const random = connectionRandom(engine);
  if (path?.kind !== 'intercepted') {
    return connect(wire, destination, random, engine.now, () =>
      identityOf(engine, destination.host),
    );
  }
  const reading = { ...destination, answer: readingAnswer(engine, wire, destination, random) };
  const identity = interceptorIdentity(engine, path, destination.host, random);
  return connect(wire, reading, random, engine.now, () => identity);
}

async function connect(
  wire: Wire,
  { host, trust, answer }: Destination,
  random: RandomBytes,
  now: number,
  identity: () => Identity,
): Promise<Connection> {
  const certificates = new CertificateCheck(trust, now);
  const { check } = certificates;
  let connection: Connection;
  try {
    connection = await tlsConnection(wire, { random, host, check, identity, answer });
  } catch (error) {
    throw certificates.problem ?? error;
  }
  const problem = certificates.nameProblem(host);
  if (problem === undefined) return connection;
  await connection.close();
  throw problem;
}

/** A man in the middle's answer: what AWS says to the same request, over a connection of his own. */
function readingAnswer(
  engine: Engine,
  wire: Wire,
  { host, answer }: Destination,
  random: RandomBytes,
): Answer {
  return async (request) => {
    wire.read('client', request);
    const trust = { bundle: certificatePem(webAuthorities(engine).root.certificate) };
    const destination = { host, secure: true, trust, answer };
    const identity = () => identityOf(engine, host);
    const beyond = await connect(new Wire(), destination, random, engine.now, identity);
    const response = await beyond.exchange(request);
    wire.read('server', response);
    return response;
  };
}

function interceptorIdentity(
  engine: Engine,
  path: PathRecord & { kind: 'intercepted' },
  host: string,
  random: RandomBytes,
): Identity {
  if (path.shown === 'own-ca') {
    return newIdentity(host, engine.now, interceptorAuthority(engine), random);
  }
  return path.stolen ?? identityOf(engine, otherHost);
}
