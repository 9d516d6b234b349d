import type { FunctionRecord } from '../../../engine/services/lambda/state';
import type { SecretRecord, VersionRecord } from '../../../engine/services/secrets-manager/state';
import { formatArn } from '../../../engine/arn';
import { storePrefix } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Option } from '../form/fields';

/** A secret with the key of its row, which those of its versions begin with. */
export interface SecretRow {
  readonly at: string;
  readonly record: SecretRecord;
}

/** A version with its staging labels. */
export interface StagedVersion extends VersionRecord {
  readonly stages: readonly string[];
}

/** The secrets of the account in the Region. */
export function secretsOf(world: ConsoleWorld): SecretRow[] {
  return world
    .entries<SecretRecord>('secretsmanager.secrets', storePrefix(world))
    .map(([at, record]) => ({ at, record }));
}

/** The versions of a secret, the newest first. */
export function versionsOf({ at, record }: SecretRow, world: ConsoleWorld): StagedVersion[] {
  return world
    .all<VersionRecord>('secretsmanager.versions', `${at}|`)
    .map((version) => ({
      ...version,
      stages: Object.entries(record.stages).flatMap(([stage, id]) =>
        id === version.VersionId ? [stage] : [],
      ),
    }))
    .sort((a, b) => b.number - a.number);
}

/** The functions that could rotate a secret. */
export function functionOptions(world: ConsoleWorld): Option[] {
  const { account, region } = world;
  return world
    .all<FunctionRecord>('lambda.functions', `${account}/${region}/`)
    .map(({ FunctionName }) => ({
      value: formatArn('lambda', region, account, `function:${FunctionName}`),
      label: FunctionName,
    }));
}
