import type { CommandContext, ShellCommand } from '../command';
import { reportingUsage } from '../programs/options';
import { cipherNamed, isAead } from './cipher';
import { dgst, digestCommands } from './dgst';
import { enc } from './enc';
import { genpkey, pkey } from './key-commands';
import { pkeyutl } from './pkeyutl';
import { rand } from './rand';

type Subcommand = (args: readonly string[], ctx: CommandContext) => Promise<number>;

const subcommands: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['base64', (args, ctx) => enc(['-base64', ...args], ctx)],
  ['dgst', dgst],
  ['enc', enc],
  ['genpkey', genpkey],
  ['help', help],
  ['pkey', (args, ctx) => pkey('pkey', args, ctx)],
  ['pkeyutl', pkeyutl],
  ['rand', rand],
  ['rsa', (args, ctx) => pkey('rsa', args, ctx)],
  ['version', version],
  // Certificates are loaded when somebody looks at one.
  ['x509', async (args, ctx) => (await import('./x509')).x509(args, ctx)],
  ...digestCommands.map((name): [string, Subcommand] => [
    name,
    (args, ctx) => dgst([`-${name}`, ...args], ctx),
  ]),
]);

const ciphers = [
  'aes-128-cbc',
  'aes-128-ctr',
  'aes-192-cbc',
  'aes-192-ctr',
  'aes-256-cbc',
  'aes-256-ctr',
];

/** What completion offers after a subcommand. */
const optionNames: Readonly<Record<string, string>> = {
  enc:
    `${ciphers.map((name) => `-${name}`).join(' ')} -A -K -P -S -a -base64 -d -e -in -iter -iv -k -md ` +
    '-nopad -nosalt -out -p -pass -pbkdf2 -salt',
  base64: '-A -d -e -in -out',
  dgst: '-binary -c -hex -hmac -out -r -sha1 -sha256 -sha384 -sha512 -sign -signature -verify',
  genpkey: '-algorithm -out -outform -pkeyopt',
  pkey: '-in -inform -out -outform -pubin -pubout',
  pkeyutl: '-decrypt -encrypt -in -inkey -keyform -out -pkeyopt -pubin',
  rand: '-base64 -hex -out',
  rsa: '-in -inform -out -outform -pubin -pubout',
  x509:
    '-checkend -checkhost -dates -enddate -in -issuer -noout -out -outform -serial -startdate ' +
    '-subject -text',
};

/** `openssl`: the part of OpenSSL that envelope encryption needs, computed by WebCrypto. */
export const openssl: ShellCommand = {
  name: 'openssl',
  run: ([name = 'help', ...args], ctx) => reportingUsage(ctx, () => run(name, args, ctx)),
  complete: async (words, index) => {
    const word = words[index] ?? '';
    const names =
      index === 1 ? [...subcommands.keys()] : (optionNames[words[1] ?? '']?.split(' ') ?? []);
    return Promise.resolve(
      word === '' && index > 1 ? [] : names.filter((name) => name.startsWith(word)),
    );
  },
};

async function run(name: string, args: readonly string[], ctx: CommandContext): Promise<number> {
  const subcommand = subcommands.get(name);
  if (subcommand !== undefined) return subcommand(args, ctx);
  if (cipherNamed(name) !== undefined || isAead(name)) return enc([`-${name}`, ...args], ctx);
  ctx.stderr.write(`Invalid command '${name}'; type "help" for a list.\n`);
  return 1;
}

async function version(_args: readonly string[], { stdout }: CommandContext): Promise<number> {
  stdout.write('OpenSSL 3.0 command line of Envelope Lab (Library: WebCrypto)\n');
  return Promise.resolve(0);
}

async function help(_args: readonly string[], { stderr }: CommandContext): Promise<number> {
  stderr.write(`help:\n\nStandard commands\n${[...subcommands.keys()].join(' ')}\n\n`);
  stderr.write(`Cipher commands (see the \`enc' command for more details)\n${ciphers.join(' ')}\n`);
  return Promise.resolve(0);
}
