import { certificatePem } from '../../network/certificates/pem';
import { identityOf, interceptorAuthority, webAuthorities } from '../../network/path/authorities';
import { captures } from '../../network/path/captures';
import { otherHost, pathOf } from '../../network/path/open-path';
import {
  capturesTable,
  pathKey,
  pathTable,
  shownCertificates,
  type PathRecord,
} from '../../network/path/state';
import type { CommandContext } from '../command';
import { UsageError } from '../programs/options';
import { captureLine, captureText } from './show';

const usage = `usage: wire <command>

  tap          an eavesdropper on the way to AWS records what passes
  intercept    a man in the middle answers in AWS's place and asks AWS himself
                 --certificate own-ca      made for the host, by his own CA (the default)
                 --certificate other-host  a genuine one, for ${otherHost}
                 --certificate stolen      that of --host HOST, with its private key
  off          nobody is on the way any more
  status       who is on the way
  ca           prints the certificate of the man in the middle's CA, in PEM
  list         lists the connections that were recorded
  show [-x] [NUMBER|all]
               what of a connection (the newest) he saw and can read; -x with its bytes
  clear        forgets what was recorded
  about        what is real here, and what is simplified

wire is a program of this lab. The network of a real machine is tapped with tcpdump, or by whoever
runs the Wi-Fi; mitmproxy is a real man in the middle.
`;

const about = `Real: requests as they would be sent, signed by AWS Signature Version 4 and read from their bytes;
TLS 1.3 with X25519MLKEM768 or X25519, AES-GCM, certificates with real signatures (X.509, ECDSA on
P-256), and the checks that the AWS CLI makes of them.

Simplified:
- There is no DNS, IP or TCP: bytes arrive whole and in order, and each request has a connection of
  its own. TLS sessions are not resumed.
- The handshake is computed when somebody is on the way, or when another bundle than the AWS CLI's
  own says whom to trust. Else it would change nothing, and costs nothing.
- A ClientHello has what is needed and no more; real ones offer more suites and groups.
- Only Amazon has the keys of its certificate authorities. Those here are the model's own, and say
  so; most real certificates of AWS have RSA keys.
- A service reads requests from their bytes; the aws command takes the answer as it was before it
  became bytes.
- A connection that fails is not tried again; the real AWS CLI tries twice more.
- Uploads lack the checksums that newer AWS CLIs add.
- Only the aws command is on this network: not the forms of the page, nor the request by which a
  profile assumes its role.
`;

type Command = (args: readonly string[], ctx: CommandContext) => void;

const commands: Readonly<Record<string, Command>> = {
  tap: (args, ctx) => {
    noMore(args);
    put(ctx, { kind: 'tapped' });
  },
  intercept,
  off: (args, { engine }) => {
    noMore(args);
    engine.write((tx) => tx.delete(pathTable, pathKey));
  },
  status: (args, ctx) => {
    noMore(args);
    ctx.stdout.write(`${statusText(pathOf(ctx.engine))}\n`);
  },
  ca: (args, { engine, stdout }) => {
    noMore(args);
    stdout.write(certificatePem(interceptorAuthority(engine).certificate));
  },
  list: (args, { engine, stdout }) => {
    noMore(args);
    for (const [number, record] of captures(engine)) stdout.write(captureLine(number, record));
  },
  show,
  clear: (args, { engine }) => {
    noMore(args);
    const recorded = engine.tables.range(capturesTable);
    engine.write((tx) => {
      for (const [key] of recorded) tx.delete(capturesTable, key);
    });
  },
  about: (_args, { stdout }) => stdout.write(about),
  help: (_args, { stdout }) => stdout.write(usage),
};

/** Runs `wire`. */
export async function runWire(
  [name = 'help', ...args]: readonly string[],
  ctx: CommandContext,
): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw wrong(`unknown command '${name}'`);
  command(args, ctx);
  return Promise.resolve(0);
}

function wrong(text: string): UsageError {
  return new UsageError(`wire: ${text}\nTry 'wire help' for more information.`);
}

function noMore([extra]: readonly string[]): void {
  if (extra !== undefined) throw wrong(`unexpected argument '${extra}'`);
}

function put({ engine }: CommandContext, path: PathRecord): void {
  // What the AWS CLI trusts is a file that can be looked at before the first connection.
  webAuthorities(engine);
  engine.write((tx) => tx.put(pathTable, pathKey, path));
}

function intercept(args: readonly string[], ctx: CommandContext): void {
  const given = new Map<string, string>();
  for (let at = 0; at < args.length; at += 2) {
    const [option = '', value] = [args[at], args[at + 1]];
    if (!['--certificate', '--host'].includes(option))
      throw wrong(`unexpected argument '${option}'`);
    if (value === undefined) throw wrong(`option '${option}' needs a value`);
    given.set(option, value);
  }
  const asked = given.get('--certificate') ?? 'own-ca';
  const shown = shownCertificates.find((known) => known === asked);
  if (shown === undefined) throw wrong(`there is no certificate '${asked}'`);
  const host = given.get('--host');
  if ((shown === 'stolen') !== (host !== undefined)) {
    throw wrong('--host says whose certificate is stolen, and is for that only');
  }
  const { engine } = ctx;
  put(ctx, {
    ...{ kind: 'intercepted', shown },
    ...(host === undefined ? {} : { stolen: identityOf(engine, host) }),
  });
}

function statusText(path: PathRecord | undefined): string {
  if (path === undefined) return 'Nobody is on the way to AWS.';
  if (path.kind === 'tapped') return 'An eavesdropper is on the way to AWS.';
  const certificates = {
    'own-ca': 'made by his own CA',
    'other-host': `for ${otherHost}`,
    stolen: 'that he stole with its key',
  };
  return `A man in the middle is on the way to AWS. He shows a certificate ${certificates[path.shown]}.`;
}

function show(args: readonly string[], { engine, stdout }: CommandContext): void {
  const withBytes = args.includes('-x');
  const [wanted = 'newest', ...more] = args.filter((arg) => arg !== '-x');
  noMore(more);
  if (!/^(\d+|all|newest)$/.test(wanted)) throw wrong(`'${wanted}' is no number`);
  const recorded = captures(engine);
  if (recorded.length === 0) throw new UsageError('wire: nothing was recorded');
  const found =
    wanted === 'all'
      ? recorded
      : wanted === 'newest'
        ? recorded.slice(-1)
        : recorded.filter(([number]) => number === Number(wanted));
  if (found.length === 0) {
    throw new UsageError(`wire: there is no recorded connection ${wanted}`);
  }
  const texts = found.map(([number, record]) => captureText(number, record, withBytes));
  stdout.write(texts.join('\n'));
}
