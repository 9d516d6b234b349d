import { ParseError } from './errors';

/** The keys of one `--wrapping-keys`. */
export interface KeyProvider {
  readonly provider: string;
  /** Empty for discovery. */
  readonly keys: readonly string[];
  readonly profiles: readonly string[];
  readonly regions: readonly string[];
  readonly discovery: boolean;
  readonly filter?: { readonly partition: string; readonly accountIDs: readonly string[] };
}

/** The provider that is meant where none is named. */
const standardProvider = 'aws-encryption-sdk-cli::aws-kms';

/** Whether a provider is AWS KMS: the only one that the tool comes with. */
export function isKms(provider: string): boolean {
  return provider === 'aws-kms' || provider === standardProvider;
}

/** Words of the form `name=value`, by name. Throws ParseError. */
export function readPairs(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const pairs = new Map<string, string[]>();
  for (const word of words) {
    const [, key, value] = /^([^=]+)=(.+)$/s.exec(word) ?? [];
    if (key === undefined || value === undefined) {
      throw new ParseError('Argument parameter must follow the format "key=value"');
    }
    pairs.set(key, [...(pairs.get(key) ?? []), value]);
  }
  return pairs;
}

/** What one `--wrapping-keys` says. Throws ParseError in the tool's words. */
export function keyProvider(words: readonly string[], isEncryption: boolean): KeyProvider {
  const pairs = readPairs(words);
  const all = (name: string) => pairs.get(name) ?? [];
  const providers = pairs.get('provider') ?? [standardProvider];
  if (providers.length !== 1) {
    throw new ParseError(
      `You must provide exactly one "provider" for each wrapping key provider configuration. ${providers.length} provided`,
    );
  }
  const provider = providers[0] as string;
  const common = { provider, profiles: all('profile'), regions: all('region') };
  const discovers = ['discovery', 'discovery-account', 'discovery-partition'].some((name) =>
    pairs.has(name),
  );
  if (!isKms(provider)) {
    if (discovers) {
      throw new ParseError('Discovery attributes are supported only for AWS KMS wrapping keys');
    }
    if (!pairs.has('key')) throw noKey();
    return { ...common, keys: all('key'), discovery: false };
  }
  if (isEncryption && discovers) {
    throw new ParseError('Discovery attributes are supported only on decryption for AWS KMS keys');
  }
  if (isEncryption && !pairs.has('key')) throw noKey();
  const discovery = readDiscovery(pairs);
  if (pairs.has('key') && discovery.discovery) {
    throw new ParseError('If discovery is true (enabled), you cannot specify wrapping keys');
  }
  if (!pairs.has('key') && !discovery.discovery) {
    throw new ParseError(
      'When discovery is false (disabled), you must specify at least one wrapping key',
    );
  }
  return { ...common, keys: all('key'), ...discovery };
}

function noKey(): ParseError {
  return new ParseError(
    'At least one "key" must be provided for each wrapping key provider configuration',
  );
}

function readDiscovery(
  pairs: ReadonlyMap<string, readonly string[]>,
): Pick<KeyProvider, 'discovery' | 'filter'> {
  const accountIDs = pairs.get('discovery-account');
  const partitions = pairs.get('discovery-partition');
  const [wanted] = pairs.get('discovery') ?? [];
  const discovery = wanted !== undefined && truth(wanted);
  if (!discovery) {
    if (accountIDs === undefined && partitions === undefined) return { discovery };
    throw new ParseError(
      'Discovery-account and discovery-partition are valid only when the discovery attribute is set to true',
    );
  }
  const [partition, extra] = partitions ?? [];
  if (accountIDs === undefined && partition === undefined) return { discovery };
  if (partition === undefined) {
    throw new ParseError(
      'When specifying discovery-account, you must also specify discovery-partition',
    );
  }
  if (accountIDs === undefined) {
    throw new ParseError(
      'When specifying discovery-partition, you must also specify discovery-account',
    );
  }
  if (extra !== undefined) throw new ParseError('You can only specify discovery-partition once');
  return { discovery, filter: { partition, accountIDs } };
}

function truth(value: string): boolean {
  const word = value.toLowerCase();
  if (['true', 't', '1', 'yes', 'y'].includes(word)) return true;
  if (['false', 'f', '0', 'no', 'n'].includes(word)) return false;
  throw new ParseError(`Value ${value} could not be parsed as true or false`);
}
