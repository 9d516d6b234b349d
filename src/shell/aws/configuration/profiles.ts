import { fromUtf8 } from '../../bytes';
import { generalError } from '../cli-error';
import { expandPath, type FileAccess } from '../parameters/param-file';
import { profileOfSection, readConfigFile, ConfigFileError, type Section } from './config-file';

/** Where the AWS CLI keeps its settings: `AWS_CONFIG_FILE`, else `~/.aws/config`. */
export function configPath({ env }: Pick<FileAccess, 'env'>): string {
  return expandPath(env.get('AWS_CONFIG_FILE') ?? '~/.aws/config', env);
}

/** Where it keeps access keys: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`. */
export function credentialsPath({ env }: Pick<FileAccess, 'env'>): string {
  return expandPath(env.get('AWS_SHARED_CREDENTIALS_FILE') ?? '~/.aws/credentials', env);
}

/** What both files say about each profile. */
export interface Profiles {
  /** By name, in the order in which they were found. */
  readonly settings: ReadonlyMap<string, Section>;
  /** Access keys of the credentials file alone. */
  readonly credentials: ReadonlyMap<string, Section>;
  /** Every section of the config file as written, for `[plugins]` and the like. */
  readonly sections: ReadonlyMap<string, Section>;
}

/** Reads both files; one that is missing has nothing to say. */
export function readProfiles(access: FileAccess): Profiles {
  const sections = readSections(configPath(access), access);
  const credentials = readSections(credentialsPath(access), access);
  const settings = new Map<string, Section>();
  for (const [name, section] of sections) {
    const profile = profileOfSection(name);
    if (profile !== undefined) settings.set(profile, section);
  }
  for (const [name, section] of credentials) {
    settings.set(name, { ...settings.get(name), ...section });
  }
  return { settings, credentials, sections };
}

function readSections(path: string, { files }: FileAccess): ReadonlyMap<string, Section> {
  if (!files.exists(path)) return new Map();
  try {
    return readConfigFile(fromUtf8(files.read(path)));
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    throw generalError(`Unable to parse config file: ${path}`);
  }
}
