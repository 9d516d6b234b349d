import { exitCodes } from '../cli-error';
import type { Section } from '../configuration/config-file';
import type { Configuration } from '../configuration/configuration';
import { requiredWords, type ConfigureCommand } from './subcommand';

/** `aws configure get region`: prints one setting, and exits with 1 where there is none. */
export const configureGet: ConfigureCommand = (words, { ctx, configuration }) => {
  const [name = ''] = requiredWords(words, ['varname']);
  const value = find(name, configuration);
  if (typeof value === 'string') {
    ctx.stdout.write(`${value}\n`);
    return exitCodes.success;
  }
  if (value !== undefined) {
    ctx.stderr.write(`varname (${name}) must reference a value, not a section or sub-section.`);
  }
  return exitCodes.notFound;
};

function find(name: string, configuration: Configuration): Section[string] | undefined {
  if (!name.includes('.')) return configuration.section[name];
  const { settings, sections } = configuration.profiles;
  const parts = name.split('.');
  const [first = ''] = parts;
  if (first === 'plugins' && parts.length === 2) return sections.get(first)?.[parts[1] as string];
  let profile = configuration.profile?.value ?? 'default';
  let path = parts;
  if (first === 'profile') [profile, path] = [parts[1] ?? '', parts.slice(2)];
  else if (first === 'default' || settings.has(first)) [profile, path] = [first, parts.slice(1)];
  const [setting = '', ...nested] = path;
  const value = settings.get(profile)?.[setting];
  if (nested.length !== 1) return value;
  return typeof value === 'object' ? value[nested[0] as string] : undefined;
}
