import {
  commandName,
  loadModel,
  serviceNames,
  serviceOfCommand,
  type ApiModel,
  type ApiOperation,
} from '../../engine/api/index';
import type { Engine } from '../../engine/engine';
import { NotAvailable } from './cli-error';
import { commandLineName } from './names';

/** Commands of AWS's CLI that have no API model, and that this lab does not have. */
export const missingCommands: readonly string[] = ['login', 'logout', 'sso', 'history'];

/** Every word that may stand after `aws`. */
export const topLevelCommands: readonly string[] = [
  ...serviceNames.map(commandName),
  ...['configure', 'help', 's3'],
  ...missingCommands,
];

/** The API model behind a command; undefined where the word is no service's. */
export async function modelOfCommand(
  command: string,
  engine: Engine,
): Promise<ApiModel | undefined> {
  const service = serviceOfCommand(command);
  if (service === undefined) return undefined;
  return engine.services.find(({ name }) => name === service)?.model ?? loadModel(service);
}

/** What the AWS CLI calls the service of a model. */
export function commandOf({ service }: ApiModel): string {
  const name = serviceNames.find((known) => known === service);
  return name === undefined ? service : commandName(name);
}

/** Fails for an operation that the API has and the engine does not, by its name. */
export function requireModeled(model: ApiModel, operation: ApiOperation, engine: Engine): void {
  const service = engine.services.find(({ name }) => name === model.service);
  if (service !== undefined && Object.hasOwn(service.operations, operation.name)) return;
  throw new NotAvailable(
    `${commandOf(model)} ${commandLineName(operation.name)} is an AWS operation that this lab does not model yet.`,
  );
}

const tables = new WeakMap<ApiModel, ReadonlyMap<string, ApiOperation>>();

/** A service's operations by their names on the command line. */
export function operationTable(model: ApiModel): ReadonlyMap<string, ApiOperation> {
  let table = tables.get(model);
  if (table === undefined) {
    table = new Map(
      Object.entries(model.operations).map(([name, operation]) => [
        commandLineName(name),
        operation,
      ]),
    );
    tables.set(model, table);
  }
  return table;
}
