import type { Marks } from '../../../diagrams/tree/layout';
import type { ParameterRecord, VersionRecord } from '../../../engine/services/ssm/state';
import type { WorldTables } from '../world-view';

/** A parameter with its latest version; undefined where it is gone. */
export function parameterOf(tables: WorldTables, key: string) {
  const parameter = tables.get('ssm.parameters')?.get(key) as ParameterRecord | undefined;
  if (parameter === undefined) return undefined;
  const row = `${key}|${String(parameter.Version).padStart(10, '0')}`;
  const version = tables.get('ssm.parameter-versions')?.get(row) as VersionRecord | undefined;
  return { parameter, version };
}

/** What the tree says of a parameter beside its name, the most telling first. */
export function marksOf(tables: WorldTables, key: string): Marks {
  const found = parameterOf(tables, key);
  if (found === undefined) return { texts: [], isSecret: false };
  const { parameter, version } = found;
  const isSecret = parameter.Type === 'SecureString';
  const policies = version?.policies?.length ?? 0;
  const texts = [
    parameter.Type,
    ...(isSecret ? [`under ${version?.KeyId ?? 'alias/aws/ssm'}`] : []),
    `version ${parameter.Version}`,
    ...(parameter.Tier === 'Advanced' ? ['advanced'] : []),
    ...(policies === 0 ? [] : [`${policies} ${policies === 1 ? 'policy' : 'policies'}`]),
  ];
  return { texts, isSecret };
}

/** The line that reads what is at a path: a parameter, or all below it. */
export function readingLine(
  tables: WorldTables,
  key: string | undefined,
  path: string,
  region: string,
): string {
  const where = region === 'us-east-1' ? '' : ` --region ${region}`;
  const found = key === undefined ? undefined : parameterOf(tables, key);
  if (found === undefined) {
    return `aws ssm get-parameters-by-path --path ${path} --recursive --with-decryption${where}`;
  }
  const { Name, Type } = found.parameter;
  return `aws ssm get-parameter --name ${Name}${Type === 'SecureString' ? ' --with-decryption' : ''}${where}`;
}
