import { UsageError } from '../options';

interface Option {
  /** What stands for its value in the help; a switch has none. */
  readonly value?: string;
  readonly help: readonly string[];
  /** The values it takes, where they are few. */
  readonly words?: readonly string[];
  /** The one subcommand that has it. */
  readonly only?: 'put' | 'get';
}

// Names are those of the builder of the client for Java, as options are written.
const options = {
  'kms-key-id': {
    value: 'KEY',
    help: ['Wrap data keys with a KMS key: its id, alias or ARN. Without any', 'key, get asks AWS KMS for whichever key it was.'],
  },
  'aes-key': { value: 'FILE', help: ['Wrap data keys with the AES key in a file: 16 or 32 bytes.'] },
  'rsa-public-key': { value: 'FILE', help: ['Wrap data keys with an RSA public key (PEM).'], only: 'put' },
  'rsa-private-key': { value: 'FILE', help: ['Unwrap data keys with an RSA private key (PEM).'], only: 'get' },
  'encryption-context': {
    value: 'NAME=VALUE,...',
    help: ['With a KMS key: what the data key is bound to. get must be', 'given what put was given.'],
  },
  'materials-description': {
    value: 'NAME=VALUE,...',
    help: ['With an AES or RSA key: what is stored in the clear beside the', 'data key. It binds nothing.'],
    only: 'put',
  },
  'encryption-algorithm': {
    value: 'SUITE',
    help: ['How the content is encrypted. ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY,', 'the default, writes the V3 format, the other one V2.'],
    words: ['ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY', 'ALG_AES_256_GCM_IV12_TAG16_NO_KDF'],
    only: 'put',
  },
  'commitment-policy': {
    value: 'POLICY',
    help: ['Which suites are written and read. The default is', 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT.'],
    words: ['FORBID_ENCRYPT_ALLOW_DECRYPT', 'REQUIRE_ENCRYPT_ALLOW_DECRYPT', 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT'],
  },
  'instruction-file': { help: ['Store the data key in an object of its own, KEY.instruction.'], only: 'put' },
  'instruction-file-suffix': { value: 'SUFFIX', help: ['What that name ends with instead of .instruction.'] },
  'enable-legacy-unauthenticated-modes': { help: ['Read objects in AES-CBC as well.'], only: 'get' },
  'enable-legacy-wrapping-algorithms': { help: ['Unwrap data keys of the first generation as well.'], only: 'get' },
  profile: { value: 'NAME', help: ['As the aws command has it.'] },
  region: { value: 'REGION', help: ['As the aws command has it.'] },
} as const satisfies Readonly<Record<string, Option>>; // prettier-ignore

/** The name of an option, without its dashes. */
export type OptionName = keyof typeof options;

const all: Readonly<Record<string, Option>> = options;

/** The options as they are typed. */
export const optionNames: readonly string[] = Object.keys(all).map((name) => `--${name}`);

/** The words that may follow an option. */
export function wordsOf(option: string): readonly string[] {
  return all[option.replace(/^--/, '')]?.words ?? [];
}

/** How the program is called, and whose it is. */
export const help = `usage: s3-encryption-client put FILE s3://BUCKET/KEY [options]
       s3-encryption-client get s3://BUCKET/KEY FILE [options]

Encrypts objects on this machine before Amazon S3 gets them, in the format of
the Amazon S3 Encryption Client. AWS has libraries for it (Java, Go, .NET, C++,
Ruby, PHP, Python) and no command: this program is the lab's own. FILE may be -.

options:
${Object.entries(all).map(described).join('')}`;

function described([name, { value, help: lines, only }]: readonly [string, Option]): string {
  const head = `  --${name}${value === undefined ? '' : ` ${value}`}${only === undefined ? '' : `  (${only} only)`}`;
  return `${head}\n${lines.map((line) => `      ${line}\n`).join('')}`;
}

/** A command line, read. */
export interface Arguments {
  readonly action: 'put' | 'get';
  readonly from: string;
  readonly to: string;
  readonly given: ReadonlyMap<OptionName, string>;
}

/** Reads a command line. Throws `UsageError`. */
export function readArguments(words: readonly string[]): Arguments {
  const [action, ...rest] = words;
  if (action !== 'put' && action !== 'get') {
    throw wrong(action === undefined ? 'put or get is missing' : `unknown subcommand: ${action}`);
  }
  const given = new Map<OptionName, string>();
  const operands: string[] = [];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      operands.push(word);
      continue;
    }
    const [, name = '', joined] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const option = Object.hasOwn(all, name) ? all[name] : undefined;
    if (option === undefined) throw wrong(`unknown option: --${name}`);
    if (option.only !== undefined && option.only !== action) {
      throw wrong(`--${name} is an option of ${option.only}`);
    }
    if (option.value === undefined) {
      if (joined !== undefined) throw wrong(`--${name} takes no value`);
      given.set(name as OptionName, '');
      continue;
    }
    const value = joined ?? rest.shift();
    if (value === undefined) throw wrong(`--${name} needs a value`);
    if (option.words?.includes(value) === false) {
      throw wrong(`--${name} is one of ${option.words.join(', ')}`);
    }
    given.set(name as OptionName, value);
  }
  const [from, to] = operands;
  if (from === undefined || to === undefined || operands.length > 2) {
    throw wrong('two places are needed: from where, and to where');
  }
  return { action, from, to, given };
}

/** Names and values as the aws command takes them: `name=value,name=value`, or JSON. */
export function readPairs(name: OptionName, text: string): Readonly<Record<string, string>> {
  if (text.startsWith('{')) {
    try {
      const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
      const pairs = Object.entries(value);
      if (pairs.every(([, one]) => typeof one === 'string')) {
        return Object.fromEntries(pairs) as Record<string, string>;
      }
    } catch {
      // Falls through to the one complaint there is.
    }
    throw wrong(`--${name} is no JSON object of texts`);
  }
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw wrong(`--${name} takes name=value pairs, not ${pair}`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

/** A command line that does not fit: exit code 2. */
export function wrong(text: string): UsageError {
  return new UsageError(
    `s3-encryption-client: ${text}\nTry 's3-encryption-client help' for more.`,
    2,
  );
}
