import type { ParameterRecord, VersionRecord } from '../../../engine/services/ssm/state';
import { storePrefix } from '../common';
import type { ConsoleWorld } from '../console-world';

/** A parameter with the key of its row, which those of its versions begin with. */
export interface ParameterRow {
  readonly at: string;
  readonly record: ParameterRecord;
}

/** A version of a parameter. */
export interface ParameterVersion extends VersionRecord {
  readonly Version: number;
}

/** The parameters of the account in the Region. */
export function parametersOf(world: ConsoleWorld): ParameterRow[] {
  return world
    .entries<ParameterRecord>('ssm.parameters', storePrefix(world))
    .map(([at, record]) => ({ at, record }));
}

/** The versions that are kept, the newest first. */
export function versionsOf({ at }: ParameterRow, world: ConsoleWorld): ParameterVersion[] {
  return world
    .entries<VersionRecord>('ssm.parameter-versions', `${at}|`)
    .map(([key, version]) => ({ ...version, Version: Number(key.slice(at.length + 1)) }))
    .reverse();
}

/** The latest version. */
export function latestOf({ at, record }: ParameterRow, world: ConsoleWorld) {
  const number = String(record.Version).padStart(10, '0');
  return world.one<VersionRecord>('ssm.parameter-versions', `${at}|${number}`);
}

/** The labels of a version. */
export function labelsOf({ record }: ParameterRow, version: number): string[] {
  return Object.entries(record.labels ?? {}).flatMap(([name, at]) =>
    at === version ? [name] : [],
  );
}
