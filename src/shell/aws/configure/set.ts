import { exitCodes } from '../cli-error';
import { configPath } from '../configuration/profiles';
import type { Settings } from '../configuration/edit-config-file';
import { requiredWords, type ConfigureCommand } from './subcommand';
import { writeSection, writeSettings } from './settings-files';

/** `aws configure set region eu-west-1`, `set profile.dev.region …`, `set s3.max_x …`. */
export const configureSet: ConfigureCommand = (words, { ctx, configuration }) => {
  const [name = '', value = ''] = requiredWords(words, ['varname', 'value']);
  const current = configuration.profile?.value ?? 'default';
  const { profile, setting, nested } = settingPath(name, current);
  const settings: Settings = { [setting]: nested === undefined ? value : { [nested]: value } };
  if (profile === 'plugins') writeSection(configPath(ctx), profile, settings, ctx);
  else writeSettings(profile, settings, ctx);
  return exitCodes.success;
};

/** The profile, the setting and the setting inside it that a dotted name means. */
export function settingPath(
  name: string,
  current: string,
): { profile: string; setting: string; nested?: string | undefined } {
  const parts = name.split('.');
  const [first = '', second = '', third, fourth] = parts;
  if (parts.length === 1) return { profile: current, setting: first };
  if (first === 'default') return { profile: first, setting: second, nested: third };
  if (first === 'profile') return { profile: second, setting: third ?? '', nested: fourth };
  if (first === 'plugins' && parts.length === 2) return { profile: first, setting: second };
  return parts.length === 2
    ? { profile: current, setting: first, nested: second }
    : { profile: current, setting: first };
}
