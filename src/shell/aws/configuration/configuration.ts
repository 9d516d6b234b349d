import type { ArgumentValue } from '../arguments/parse-arguments';
import { generalError } from '../cli-error';
import type { TlsSettings } from '../deliver';
import type { FileAccess } from '../parameters/param-file';
import { pythonLiteral } from '../python-text';
import type { Section } from './config-file';
import { readProfiles, type Profiles } from './profiles';

/** A setting, and where its value was found, as `aws configure list` shows it. */
export interface Found {
  readonly value: string;
  readonly type:
    'manual' | 'env' | 'config-file' | 'shared-credentials-file' | 'assume-role' | 'default';
  readonly location: string;
}

type Options = ReadonlyMap<string, ArgumentValue>;

/** Attempts of the standard retry mode, the default of AWS CLI v2. */
export const standardAttempts = 3;

/** Python's `int()`, which reads this setting, and its complaint. */
function wholeNumber(text: string): number {
  if (/^\s*[+-]?\d+(_\d+)*\s*$/.test(text)) return Number(text.replaceAll('_', ''));
  throw generalError(`invalid literal for int() with base 10: ${pythonLiteral(text)}`);
}

/**
 * The settings of one `aws` command: an option goes before the environment, the environment
 * before the profile's settings in ~/.aws/config.
 */
export class Configuration {
  readonly profiles: Profiles;
  readonly #options: Options;
  readonly #env: ReadonlyMap<string, string>;

  constructor(options: Options, access: FileAccess) {
    this.#options = options;
    this.#env = access.env;
    this.profiles = readProfiles(access);
  }

  /** The profile that was asked for by name; none means `default`. */
  get profile(): Found | undefined {
    return (
      this.#fromOption('profile') ?? this.#fromEnvironment('AWS_PROFILE', 'AWS_DEFAULT_PROFILE')
    );
  }

  /** True when `--profile` was given: the environment's access keys then do not count. */
  get profileIsExplicit(): boolean {
    return this.#options.has('profile');
  }

  /** The settings of the profile; fails when it was asked for and does not exist. */
  get section(): Section {
    const name = this.profile?.value;
    const section = this.profiles.settings.get(name ?? 'default');
    if (section === undefined && name !== undefined) {
      throw generalError(`The config profile (${name}) could not be found`);
    }
    return section ?? {};
  }

  get region(): Found | undefined {
    return (
      this.#fromOption('region') ??
      this.#fromEnvironment('AWS_REGION', 'AWS_DEFAULT_REGION') ??
      this.#fromProfile('region')
    );
  }

  get output(): string {
    const found =
      this.#fromOption('output') ??
      this.#fromEnvironment('AWS_DEFAULT_OUTPUT') ??
      this.#fromProfile('output');
    return found?.value ?? 'json';
  }

  get binaryFormat(): string {
    const found = this.#fromOption('cli-binary-format') ?? this.#fromProfile('cli_binary_format');
    return found?.value ?? 'base64';
  }

  /** Whom to trust: an option goes before AWS_CA_BUNDLE, that before the profile's `ca_bundle`. */
  get tls(): TlsSettings {
    const bundle =
      this.#fromOption('ca-bundle') ??
      this.#fromEnvironment('AWS_CA_BUNDLE') ??
      this.#fromProfile('ca_bundle');
    return { verify: !this.#options.has('no-verify-ssl'), bundle: bundle?.value };
  }

  /**
   * How often a request is sent at most: AWS_MAX_ATTEMPTS goes before the profile's `max_attempts`.
   * Source: AWS CLI User Guide, "AWS CLI retries"; the texts are those of the CLI's botocore.
   */
  get maxAttempts(): number {
    const mode = this.#fromEnvironment('AWS_RETRY_MODE') ?? this.#fromProfile('retry_mode');
    const attempts = this.#fromEnvironment('AWS_MAX_ATTEMPTS') ?? this.#fromProfile('max_attempts');
    const number = wholeNumber(attempts?.value ?? String(standardAttempts));
    if (number < 1) {
      throw generalError(
        `Value provided to "max_attempts": ${number} must be an integer greater than or equal to one.`,
      );
    }
    // The adaptive mode slows down a client that lives for many requests; a command has one.
    if (mode !== undefined && mode.value !== 'standard' && mode.value !== 'adaptive') {
      throw generalError(
        `Invalid value provided to "mode": "${mode.value}" must be one of: "standard" or "adaptive"`,
      );
    }
    return number;
  }

  /** The endpoint to use instead of AWS's own: one service's setting goes before the general one. */
  endpointUrl(serviceId: string): string | undefined {
    const option = this.#fromOption('endpoint-url')?.value;
    if (option !== undefined) return option;
    if (/^true$/i.test(this.#env.get('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') ?? ''))
      return undefined;
    const variable = `AWS_ENDPOINT_URL_${serviceId.toUpperCase().replaceAll(' ', '_')}`;
    return (
      this.#fromEnvironment(variable, 'AWS_ENDPOINT_URL') ?? this.#fromProfile('endpoint_url')
    )?.value;
  }

  #fromOption(name: string): Found | undefined {
    const value = this.#options.get(name);
    if (typeof value !== 'string') return undefined;
    return { value, type: 'manual', location: `--${name}` };
  }

  #fromEnvironment(...names: readonly string[]): Found | undefined {
    const value = names.map((name) => this.#env.get(name)).find(Boolean);
    if (value === undefined) return undefined;
    const location = names.length === 1 ? names[0] : `[${names.map((n) => `'${n}'`).join(', ')}]`;
    return { value, type: 'env', location: location as string };
  }

  #fromProfile(name: string): Found | undefined {
    const value = this.section[name];
    if (typeof value !== 'string') return undefined;
    return { value, type: 'config-file', location: '~/.aws/config' };
  }
}
