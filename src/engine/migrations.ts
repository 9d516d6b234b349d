import { parseArn } from './arn';
import { stsSecretKey, stsSecretLength } from './services/sts/state';
import type { Row } from './tables';
import type { SavedRow, SavedWorld } from './saved-world';

type Migration = (rows: readonly SavedRow[]) => readonly SavedRow[];

/**
 * How each older format becomes the next one: `migrations[1]` turns the rows of format 1 into those
 * of format 2. Whoever changes a record that a released format has, adds it here.
 */
export const migrations: Readonly<Record<number, Migration>> = {
  1: (rows) => [...usersOf2(rows), ...multiRegionSets(rows), stsSecret()],
};

/** Brings a saved world up to `format`; undefined when one step on the way is not known. */
export function migrate(world: SavedWorld, format: number): SavedWorld | undefined {
  let { rows } = world;
  for (let from = world.format; from < format; from += 1) {
    const migration = migrations[from];
    if (migration === undefined) return undefined;
    rows = migration(rows);
  }
  return { format, rows };
}

/** Format 2: users have groups, managed policies and a list of their keys; names ignore case. */
function usersOf2(rows: readonly SavedRow[]): readonly SavedRow[] {
  const accessKeys = rows.filter(([table]) => table === 'iam.access-keys');
  return rows.map((row): SavedRow => {
    const [table, key, record] = row;
    if (table !== 'iam.users') return row;
    const own = accessKeys.filter(
      ([, , accessKey]) => valueOf(accessKey, 'userArn') === valueOf(record, 'Arn'),
    );
    const accessKeyIds = own.map(([, id]) => id);
    return [
      table,
      key.toLowerCase(),
      { ...record, attachedPolicies: [], groups: [], accessKeyIds },
    ];
  });
}

/** Format 2: which Regions have a multi-Region key; format 1 had no replicas. */
function multiRegionSets(rows: readonly SavedRow[]): readonly SavedRow[] {
  return rows.flatMap(([table, arn, key]): readonly SavedRow[] => {
    if (table !== 'kms.keys' || valueOf(key, 'MultiRegion') !== true) return [];
    const PrimaryRegion = parseArn(arn)?.region;
    const id = `${String(valueOf(key, 'AWSAccountId'))}/${String(valueOf(key, 'KeyId'))}`;
    return [
      ['kms.multi-region-keys', id, { state: 'PrimaryOnly', PrimaryRegion, ReplicaRegions: [] }],
    ];
  });
}

const valueOf = (record: object, name: string) => (record as Row)[name];

/** Format 2: AWS STS has a secret. A world in the making gets one of its own chance. */
function stsSecret(): SavedRow {
  const secret = crypto.getRandomValues(new Uint8Array(stsSecretLength));
  return ['sts.secret', stsSecretKey, { secret }];
}
