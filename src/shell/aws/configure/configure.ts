import { parseArguments } from '../arguments/parse-arguments';
import { exitCodes, NotAvailable, UnknownOptions } from '../cli-error';
import { section } from '../help/layout';
import type { Invocation } from '../run-operation';
import { configureGet } from './get';
import { configureImport } from './import';
import { configureInteractively } from './interactive';
import { configureList, configureListProfiles } from './list';
import { configureSet } from './set';
import type { ConfigureCommand } from './subcommand';

const subcommands: Readonly<Record<string, ConfigureCommand>> = {
  list: configureList,
  get: configureGet,
  set: configureSet,
  import: configureImport,
  'list-profiles': configureListProfiles,
};

// Parts of AWS's `configure` that are about services this lab does not have.
const missing = ['add-model', 'sso', 'sso-session', 'mfa-login', 'export-credentials'];

/** Runs `aws configure …`. */
export function runConfigure(
  words: readonly string[],
  invocation: Invocation,
): Promise<number> | number {
  const { values, remaining } = parseArguments(words.slice(0, 1), {
    options: new Map(),
    positionals: [
      {
        name: 'subcommand',
        choices: [...Object.keys(subcommands), ...missing, 'help'],
        required: false,
      },
    ],
  });
  if (remaining.length > 0) throw new UnknownOptions(words);
  const name = values.get('subcommand');
  if (name === undefined) return configureInteractively(invocation);
  if (name === 'help') return showHelp(invocation);
  const subcommand = subcommands[name as string];
  if (subcommand === undefined) {
    throw new NotAvailable(`aws configure ${name as string} is not available in this lab.`);
  }
  return subcommand(words.slice(1), invocation);
}

function showHelp({ ctx }: Invocation): number {
  ctx.stdout.write(
    section('NAME', ['configure']) +
      section('SYNOPSIS', [
        'aws configure [--profile <value>]',
        'aws configure list | list-profiles',
        'aws configure get <varname> [--profile <value>]',
        'aws configure set <varname> <value> [--profile <value>]',
        'aws configure import --csv file://<path> [--skip-invalid] [--profile-prefix <value>]',
      ]),
  );
  return exitCodes.success;
}
