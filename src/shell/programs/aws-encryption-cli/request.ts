import type { CachingOptions, CommitmentPolicyName } from '../../../clients/encryption-sdk';
import { pythonLiteral } from '../../aws/python-text';
import { readArguments } from './arguments';
import { ParseError, PythonError } from './errors';
import { algorithms } from './options';
import { keyProvider, readPairs, type KeyProvider } from './wrapping-keys';

/** What a command line asks for. */
export interface CliRequest {
  readonly action: 'encrypt' | 'decrypt' | 'decrypt-unsigned';
  readonly input: string;
  readonly output: string;
  /** A file or `-`; undefined with `--suppress-metadata`. */
  readonly metadata: string | undefined;
  readonly overwriteMetadata: boolean;
  readonly providers: readonly KeyProvider[];
  readonly policy: CommitmentPolicyName;
  /** To encrypt with; to decrypt, the pairs that a message must have. */
  readonly context: Readonly<Record<string, string>>;
  /** Names that a message must have in its context. */
  readonly contextNames: readonly string[];
  readonly suiteId: number | undefined;
  readonly frameLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly maxKeys: number | undefined;
  readonly caching: CachingOptions | undefined;
  readonly encode: boolean;
  readonly decode: boolean;
  readonly suffix: string | undefined;
  readonly interactive: boolean;
  readonly noOverwrite: boolean;
  readonly recursive: boolean;
  readonly verbosity: number;
  readonly quiet: boolean;
}

/** Reads the tool's command line; a word where it only asks for help or the version. */
export function readRequest(words: readonly string[]): CliRequest | 'help' | 'version' {
  const given = readArguments(words);
  if (given.has('help')) return 'help';
  if (given.has('version')) return 'version';
  const has = (key: string) => given.has(key);
  const one = (key: string) => given.get(key)?.at(-1)?.[0];
  const number = (key: string) => {
    const text = one(key);
    return text === undefined ? undefined : Number(text.replaceAll('_', ''));
  };
  if (has('required-encryption-context-keys')) {
    throw new ParseError('--required-encryption-context-keys cannot be manually provided');
  }
  const action = has('encrypt') ? 'encrypt' : has('decrypt') ? 'decrypt' : 'decrypt-unsigned';
  const providers = (given.get('wrapping-keys') ?? []).map((pairs) =>
    keyProvider(pairs, action === 'encrypt'),
  );
  const contextWords = given.get('encryption-context')?.[0] ?? [];
  const isPair = (word: string) => action === 'encrypt' || word.includes('=');
  const pairs = readPairs(contextWords.filter(isPair));
  const caching = given.get('caching')?.[0];
  const algorithm = one('algorithm');
  const suffix = given.get('suffix')?.[0];
  return {
    ...{ action, providers },
    ...{ input: one('input') ?? '', output: one('output') ?? '' },
    ...{ metadata: one('metadata-output'), overwriteMetadata: has('overwrite-metadata') },
    policy: (one('commitment-policy') ?? 'require-encrypt-require-decrypt') as CommitmentPolicyName,
    context: Object.fromEntries([...pairs].map(([name, [value = '']]) => [name, value])),
    contextNames: contextWords.filter((word) => !isPair(word)),
    suiteId: algorithm === undefined ? undefined : algorithms.get(algorithm),
    ...{ frameLength: number('frame-length'), maxLength: number('max-length') },
    maxKeys: number('max-encrypted-data-keys'),
    caching: caching === undefined ? undefined : readCaching(caching),
    ...{ encode: has('encode'), decode: has('decode') },
    suffix: suffix === undefined ? undefined : (suffix[0] ?? ''),
    ...{ interactive: has('interactive'), noOverwrite: has('no-overwrite') },
    ...{ recursive: has('recursive'), quiet: has('quiet') },
    verbosity: given.get('v')?.length ?? 0,
  };
}

const cachingNames = ['capacity', 'max_age', 'max_messages_encrypted', 'max_bytes_encrypted'];
const mostMessages = 2 ** 32;
/** The library counts up to here; 2^63 - 1, which Python allows, is more than a number here holds. */
const mostBytes = 2 ** 53 - 1;

/** Limits of the cache; refused as the SDK for Python refuses them, in its order. */
function readCaching(words: readonly string[]): CachingOptions {
  const pairs = readPairs(words);
  if (!pairs.has('capacity') || !pairs.has('max_age')) {
    throw new ParseError('If enabling caching, both "capacity" and "max_age" are required');
  }
  const numbers = new Map<string, number>();
  for (const [name, [value = '']] of pairs) {
    if (!cachingNames.includes(name)) {
      throw new ParseError(`Invalid caching configuration key: "${name}"`);
    }
    numbers.set(name, name === 'max_age' ? float(value) : integer(value));
  }
  const { capacity = 0, max_age: maxAge = 0 } = Object.fromEntries(numbers);
  const maxMessages = numbers.get('max_messages_encrypted');
  const maxBytes = numbers.get('max_bytes_encrypted');
  const wrong = (text: string) => new PythonError('ValueError', [text]);
  if (capacity < 1) throw wrong('LocalCryptoMaterialsCache capacity cannot be less than 1');
  if (maxMessages !== undefined && maxMessages < 1) {
    throw wrong('max_messages_encrypted cannot be less than 1');
  }
  if (maxBytes !== undefined && maxBytes < 0) {
    throw wrong('max_bytes_encrypted cannot be less than 0');
  }
  if (maxMessages !== undefined && maxMessages > mostMessages) {
    throw wrong(`max_messages_encrypted cannot exceed ${mostMessages}`);
  }
  if (!(maxAge > 0)) throw wrong('max_age cannot be less than or equal to 0');
  return {
    ...{ capacity, maxAge: maxAge * 1000 },
    ...(maxMessages === undefined ? {} : { maxMessages }),
    ...(maxBytes === undefined ? {} : { maxBytes: Math.min(maxBytes, mostBytes) }),
  };
}

function integer(text: string): number {
  if (/^\s*[+-]?\d+(_\d+)*\s*$/.test(text)) return Number(text.replaceAll('_', ''));
  throw new PythonError('ValueError', [
    `invalid literal for int() with base 10: ${pythonLiteral(text)}`,
  ]);
}

function float(text: string): number {
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isNaN(number)) return number;
  throw new PythonError('ValueError', [
    `could not convert string to float: ${pythonLiteral(text)}`,
  ]);
}
