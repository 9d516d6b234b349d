import { fromUtf8, utf8 } from '../../bytes';
import type { CommandContext } from '../../command';
import { configPath, credentialsPath } from '../configuration/profiles';
import { profileSection } from '../configuration/config-file';
import { editConfigFile, type Settings } from '../configuration/edit-config-file';

/** Settings that belong into ~/.aws/credentials. */
export const secretSettings: readonly string[] = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
];

/** Writes settings of a profile, access keys into their own file. */
export function writeSettings(profile: string, settings: Settings, ctx: CommandContext): void {
  const parts = (secret: boolean) =>
    Object.fromEntries(
      Object.entries(settings).filter(([name]) => secretSettings.includes(name) === secret),
    );
  writeSection(credentialsPath(ctx), profile, parts(true), ctx);
  writeSection(configPath(ctx), profileSection(profile), parts(false), ctx);
}

/** Writes settings of one section of a file, which is created where it is missing. */
export function writeSection(
  path: string,
  section: string,
  settings: Settings,
  { files }: CommandContext,
): void {
  if (Object.keys(settings).length === 0) return;
  const folder = path.slice(0, path.lastIndexOf('/'));
  if (folder !== '' && !files.exists(folder)) files.makeDirectory(folder);
  const before = files.exists(path) ? fromUtf8(files.read(path)) : '';
  files.write(path, utf8(editConfigFile(before, section, settings)));
}
