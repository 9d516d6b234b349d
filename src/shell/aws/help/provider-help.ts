import { commandName, serviceNames } from '../../../engine/api/index';
import type { Engine } from '../../../engine/engine';
import { globalOptions, type DescribedOption } from '../arguments/global-options';
import { section, wrap } from './layout';

/** What `aws help` prints. */
export function providerHelp(engine: Engine): string {
  const modeled = new Set(engine.services.map(({ name }) => name));
  const services = serviceNames.map((name) =>
    modeled.has(name) ? commandName(name) : `${commandName(name)} (not modeled yet)`,
  );
  return [
    section('NAME', ['aws']),
    section('DESCRIPTION', [
      ...wrap('The AWS Command Line Interface, version 2, over the AWS of this lab.'),
      ...wrap(
        'Options come from the API models. "aws <command> help" shows what a service offers.',
      ),
    ]),
    section('SYNOPSIS', ['aws [options] <command> <subcommand> [parameters]']),
    section('GLOBAL OPTIONS', globalOptions.flatMap(describe)),
    section('AVAILABLE COMMANDS', ['configure', ...services]),
  ].join('');
}

/** An option that is in no API model, as help lists it. */
export function describe(option: DescribedOption): string[] {
  return [
    `${option.name} (${option.type})`,
    ...wrap(option.description, '    '),
    ...(option.choices === undefined ? [] : option.choices.map((choice) => `    * ${choice}`)),
    '',
  ];
}
