import type { ApiModel } from '../../../engine/api/index';
import type { Engine } from '../../../engine/engine';
import { ownCommandsOf } from '../own-commands';
import { operationTable } from '../services';
import { section } from './layout';

/** What `aws <service> help` prints: its operations, and which of them answer here. */
export function serviceHelp(command: string, model: ApiModel, engine: Engine): string {
  const operations = engine.services.find(({ name }) => name === model.service)?.operations ?? {};
  const lines = [...operationTable(model)].map(([name, operation]) =>
    Object.hasOwn(operations, operation.name) ? name : `${name} (not modeled yet)`,
  );
  const waits = Object.keys(model.waiters).length > 0 ? ['wait'] : [];
  return [
    section('NAME', [command]),
    section('DESCRIPTION', [`${model.serviceId}, API version ${model.apiVersion}.`]),
    section('SYNOPSIS', [`aws ${command} <subcommand> [parameters]`]),
    section('AVAILABLE COMMANDS', [...lines, ...ownCommandsOf(model).keys(), ...waits]),
  ].join('');
}
