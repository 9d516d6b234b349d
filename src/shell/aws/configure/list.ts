import { exitCodes } from '../cli-error';
import type { Found } from '../configuration/configuration';
import { findCredentials } from '../configuration/credentials';
import { requiredWords, type ConfigureCommand } from './subcommand';

/** `aws configure list`: the settings in force and where each was found. */
export const configureList: ConfigureCommand = async (words, { ctx, configuration }) => {
  requiredWords(words, []);
  const line = (name: string, value: string, type: string, location: string) => {
    const cells = [name.padEnd(10), value.padEnd(24), type.padEnd(16), location];
    ctx.stdout.write(`${cells.join(' : ')}\n`);
  };
  const setting = (name: string, found: Found | undefined) => {
    if (found === undefined) line(name, '<not set>', 'None', 'None');
    else line(name, found.value, found.type, found.location);
  };
  line('NAME', 'VALUE', 'TYPE', 'LOCATION');
  setting('profile', configuration.profile);
  const credentials = await findCredentials(configuration, ctx);
  const masked = (value: string): Found | undefined =>
    credentials && { value: mask(value), type: credentials.type, location: '' };
  setting('access_key', masked(credentials?.accessKeyId ?? ''));
  setting('secret_key', masked(credentials?.secretAccessKey ?? ''));
  setting('region', configuration.region);
  return exitCodes.success;
};

/** `aws configure list-profiles`: a name on each line. */
export const configureListProfiles: ConfigureCommand = (words, { ctx, configuration }) => {
  requiredWords(words, []);
  for (const name of configuration.profiles.settings.keys()) ctx.stdout.write(`${name}\n`);
  return exitCodes.success;
};

/** The end of a secret, as the CLI shows it. */
export function mask(secret: string): string {
  return '*'.repeat(16) + secret.slice(-4);
}
