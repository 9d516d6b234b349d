import { groupArn } from '../services/logs/names';
import { groupsTable } from '../services/logs/state';
import { rolesTable } from '../services/iam/state';
import { keysTable } from '../services/kms/state';
import { functionArn, functionsTable } from '../services/lambda/state';
import { bucketArn, bucketsTable } from '../services/s3/state';
import { secretsTable } from '../services/secrets-manager/state';
import { parametersTable } from '../services/ssm/state';
import type { Reader, Table } from '../tables';

/** Rows of a table that are looked through for those that a document names. */
const mostRead = 500;

/** The resources of a service in the world that policies can be asked about. */
interface Kind {
  /** As the resources' ARNs have it. */
  readonly service: string;
  /** What the actions of policies begin with. */
  readonly prefix: string;
  arns(reader: Reader): readonly string[];
}

const kind = <Row extends object>(
  service: string,
  table: Table<Row>,
  arnOf: (row: Row) => string | undefined,
  prefix = service,
): Kind => ({
  ...{ service, prefix },
  arns: (reader) => reader.range(table, { limit: mostRead }).flatMap(([, row]) => arnOf(row) ?? []),
});

const kinds: readonly Kind[] = [
  kind('kms', keysTable, ({ Arn, KeyManager }) => (KeyManager === 'AWS' ? undefined : Arn)),
  kind('s3', bucketsTable, ({ Name }) => bucketArn(Name)),
  kind('secretsmanager', secretsTable, ({ ARN }) => ARN),
  kind('ssm', parametersTable, ({ ARN }) => ARN),
  kind('logs', groupsTable, ({ logGroupName: name, ...of }) => groupArn({ ...of, name })),
  kind('lambda', functionsTable, functionArn),
  kind(
    'iam',
    rolesTable,
    ({ Arn, Path }) => (Path.startsWith('/aws-service-role/') ? undefined : Arn),
    'sts',
  ),
];

/** Resources of one service. */
export interface Resources {
  readonly service: string;
  readonly arns: readonly string[];
  /** Whether the world has more of them than these. */
  readonly isPart: boolean;
}

/**
 * Resources on which it shows what a document does: of the services that it speaks of, those that it
 * names first, and at most so many of each.
 */
export function resourcesFor(
  reader: Reader,
  documents: readonly string[],
  most: number,
): readonly Resources[] {
  const text = documents.join('\n').toLowerCase();
  const speaksOfAll = /"notaction"|"(?:not)?action"\s*:\s*(?:\[[^\]]*)?"\*"/.test(text);
  return kinds.flatMap(({ service, prefix, arns: read }) => {
    if (!speaksOfAll && !text.includes(`"${prefix}:`)) return [];
    const all = read(reader);
    if (all.length === 0) return [];
    const isNamed = (arn: string) => text.includes(arn.toLowerCase());
    const ordered = [...all.filter(isNamed), ...all.filter((arn) => !isNamed(arn))];
    return [{ service, arns: ordered.slice(0, most), isPart: ordered.length > most }];
  });
}

/** Resources of every service that policies can be asked about, at most so many of each. */
export function resourcesOfAll(reader: Reader, most: number): readonly Resources[] {
  return kinds.map(({ service, arns: read }) => {
    const all = read(reader);
    return { service, arns: all.slice(0, most), isPart: all.length > most };
  });
}
