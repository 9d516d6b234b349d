import { exitCodes, generalError } from '../cli-error';
import type { Section } from '../configuration/config-file';
import type { Invocation } from '../run-operation';
import { mask } from './list';
import { secretSettings, writeSettings } from './settings-files';

const questions = [
  ['aws_access_key_id', 'AWS Access Key ID'],
  ['aws_secret_access_key', 'AWS Secret Access Key'],
  ['aws_session_token', 'AWS Session Token'],
  ['region', 'Default region name'],
  ['output', 'Default output format'],
] as const;

/** `aws configure`: asks for one setting after another; an empty line keeps what there is. */
export async function configureInteractively({ ctx, configuration }: Invocation): Promise<number> {
  const profile = configuration.profile?.value ?? 'default';
  const section: Section = configuration.profiles.settings.get(profile) ?? {};
  const settings: Record<string, string | null> = {};
  for (const [name, text] of questions) {
    if (name === 'aws_session_token' && !asksForToken(settings, section)) continue;
    const current = section[name];
    const known = typeof current === 'string' ? current : undefined;
    const shown =
      known !== undefined && secretSettings.includes(name) ? mask(known) : (known ?? 'None');
    const answer = await ctx.ask(`${text} [${shown}]: `);
    if (answer === undefined) throw generalError('EOF when reading a line');
    if (answer !== '' && answer !== known) settings[name] = answer;
  }
  // Long-term access keys have no session token; an old one would make them fail.
  const accessKeyId = settings['aws_access_key_id'];
  const isLongTerm = typeof accessKeyId === 'string' && !accessKeyId.startsWith('ASIA');
  if (isLongTerm && 'aws_session_token' in section) settings['aws_session_token'] = null;
  writeSettings(profile, settings, ctx);
  return exitCodes.success;
}

function asksForToken(
  settings: Readonly<Record<string, string | null>>,
  section: Section,
): boolean {
  const accessKeyId = settings['aws_access_key_id'];
  if (typeof accessKeyId === 'string') return accessKeyId.startsWith('ASIA');
  return 'aws_session_token' in section;
}
