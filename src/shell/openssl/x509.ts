import { readCertificate, type Certificate } from '../../network/certificates/certificate';
import { nameText } from '../../network/certificates/names';
import { certificatePem, pemCertificates } from '../../network/certificates/pem';
import { isFor } from '../../network/certificates/verify-chain';
import { fromUtf8 } from '../bytes';
import type { CommandContext } from '../command';
import { UsageError } from '../programs/options';
import { readArguments, type OptionKind } from './arguments';
import { readInput, writeOutput } from './io';
import { certificateText, serialText, timeText } from './x509-text';

const options: Readonly<Record<string, OptionKind>> = {
  ...{ in: 'text', out: 'text', inform: 'text', outform: 'text', noout: 'flag', text: 'flag' },
  ...{ subject: 'flag', issuer: 'flag', serial: 'flag', dates: 'flag', startdate: 'flag' },
  ...{ enddate: 'flag', checkend: 'text', checkhost: 'text' },
};

type Show = (certificate: Certificate) => string;

/** What is printed for an option; of several, in the order in which they are given. */
const shown: ReadonlyMap<string, Show> = new Map<string, Show>([
  ['text', certificateText],
  ['subject', ({ subject }) => `subject=${nameText(subject)}\n`],
  ['issuer', ({ issuer }) => `issuer=${nameText(issuer)}\n`],
  ['serial', (certificate) => `serial=${serialText(certificate)}\n`],
  ['dates', (certificate) => startText(certificate) + endText(certificate)],
  ['startdate', startText],
  ['enddate', endText],
]);

/** `openssl x509`: what a certificate says. */
export async function x509(args: readonly string[], ctx: CommandContext): Promise<number> {
  const given = readArguments('x509', args, options);
  const certificate = readFirst(ctx, given.text('in'));
  let output = args.map((arg) => shown.get(arg.replace(/^--?/, ''))?.(certificate) ?? '').join('');
  const seconds = given.text('checkend');
  const ends = ctx.engine.now + Number(seconds) * 1000 > certificate.notAfter;
  const host = given.text('checkhost');
  if (seconds !== undefined) {
    output += ends ? 'Certificate will expire\n' : 'Certificate will not expire\n';
  } else if (host !== undefined) {
    const verdict = isFor(certificate, host) ? 'does match' : 'does NOT match';
    output += `Hostname ${host} ${verdict} certificate\n`;
  }
  const isDer = given.text('outform')?.toUpperCase() === 'DER';
  if (!given.has('noout') && isDer) writeOutput(ctx, given.text('out'), certificate.der);
  else {
    const pem = given.has('noout') ? '' : certificatePem(certificate.der);
    writeOutput(ctx, given.text('out'), output + pem);
  }
  return Promise.resolve(seconds !== undefined && ends ? 1 : 0);
}

function startText({ notBefore }: Certificate): string {
  return `notBefore=${timeText(notBefore)}\n`;
}

function endText({ notAfter }: Certificate): string {
  return `notAfter=${timeText(notAfter)}\n`;
}

/** The first certificate of a file, PEM or DER. */
function readFirst(ctx: CommandContext, path: string | undefined): Certificate {
  if (path !== undefined && !ctx.files.exists(path)) {
    throw unable(`Could not open file or uri for loading certificate from ${path}`);
  }
  const bytes = readInput(ctx, path);
  const [first] = pemCertificates(fromUtf8(bytes));
  const certificate = readCertificate(first ?? bytes);
  if (certificate !== undefined) return certificate;
  throw unable(`Could not read certificate from ${path ?? '<stdin>'}`);
}

function unable(reason: string): UsageError {
  return new UsageError(`${reason}\nUnable to load certificate`);
}
