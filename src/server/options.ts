import { parseArgs } from 'node:util';

/** What `npm run serve` was asked for. */
export interface ServeOptions {
  readonly port: number;
  /** The first is the management account. */
  readonly accounts: readonly string[];
  /** Accepts any credentials: those that the world does not know are the admin's. */
  readonly open: boolean;
  /** The admin's credentials, where they are not made up. */
  readonly admin?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly quotas: boolean;
  /** Serves HTTPS, with a certificate made at the start. */
  readonly tls: boolean;
  /** Takes requests for such that came by TLS, although they come by plain HTTP. */
  readonly assumeTls: boolean;
  readonly seed: number | null;
  /** The path of a saved world. */
  readonly world?: string;
}

/** Options that cannot be served; the message is one sentence for whoever typed them. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

const usage =
  'Usage: npm run serve -- [--port 4566] [--accounts 123456789012,210987654321] [--open] [--access-key ID --secret-key SECRET] [--tls | --assume-tls] [--no-quotas] [--seed N] [--world FILE]';

/** Reads the command line. Throws `OptionsError` for one that makes no sense. */
export function readOptions(args: readonly string[]): ServeOptions {
  const values = parse(args);
  const accessKeyId = values['access-key'];
  const secretAccessKey = values['secret-key'];
  return {
    port: readPort(values.port ?? '4566'),
    accounts: readAccounts(values.accounts, values.account),
    open: values.open ?? false,
    quotas: !(values['no-quotas'] ?? false),
    tls: values.tls ?? false,
    assumeTls: values['assume-tls'] ?? false,
    seed: values.seed === undefined ? null : readSeed(values.seed),
    ...readAdmin(accessKeyId, secretAccessKey),
    ...(values.world === undefined ? {} : { world: values.world }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        account: { type: 'string' },
        accounts: { type: 'string' },
        open: { type: 'boolean' },
        'access-key': { type: 'string' },
        'secret-key': { type: 'string' },
        'no-quotas': { type: 'boolean' },
        tls: { type: 'boolean' },
        'assume-tls': { type: 'boolean' },
        seed: { type: 'string' },
        world: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. To ')[0] : String(error);
    throw new OptionsError(`${reason}. ${usage}`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new OptionsError(`--port is "${text}" and has to be a number from 0 to 65535.`);
}

function readAccounts(many: string | undefined, one: string | undefined): readonly string[] {
  if (many !== undefined && one !== undefined) {
    throw new OptionsError('--account is --accounts for one account: give only one of them.');
  }
  const accounts = (many ?? one ?? '123456789012').split(',').map((account) => account.trim());
  for (const account of accounts) {
    if (!/^\d{12}$/.test(account)) {
      throw new OptionsError(`"${account}" is not an account number: it has to be 12 digits.`);
    }
  }
  if (new Set(accounts).size < accounts.length) {
    throw new OptionsError('--accounts names an account twice.');
  }
  return accounts;
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new OptionsError(`--seed is "${text}" and has to be a whole number.`);
}

function readAdmin(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
): Pick<ServeOptions, 'admin'> {
  if (accessKeyId === undefined && secretAccessKey === undefined) return {};
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new OptionsError('--access-key and --secret-key belong together: give both or none.');
  }
  // IAM API Reference, AccessKey: 16 to 128 characters of [\w]; test suites use shorter ones.
  if (!/^\w{1,128}$/.test(accessKeyId)) {
    throw new OptionsError(
      `--access-key is "${accessKeyId}" and has to be 1 to 128 letters and digits.`,
    );
  }
  if (secretAccessKey === '') throw new OptionsError('--secret-key is empty.');
  return { admin: { accessKeyId, secretAccessKey } };
}
