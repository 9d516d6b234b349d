import type { Engine } from '../../engine/engine';
import type { DatabaseRow } from '../../engine/functions';
import {
  endpointsTable,
  instancesTable,
  type InstanceRecord,
} from '../../engine/services/rds/state';
import { UsageError } from './options';

/** The DB instance that answers at an address; undefined where nobody does. */
export function instanceAt({ tables }: Engine, host: string): InstanceRecord | undefined {
  return tables.get(instancesTable, tables.get(endpointsTable, host)?.instance ?? '');
}

/**
 * Writes long options as the short ones that `names` has for them: `--host=db`, `--host db`. Another
 * long option is refused by name.
 */
export function shortened(
  program: string,
  args: readonly string[],
  names: Readonly<Record<string, string>>,
): string[] {
  return args.flatMap((arg) => {
    if (!arg.startsWith('--') || arg === '--') return [arg];
    const [name = '', ...value] = arg.slice(2).split('=');
    const letter = names[name];
    if (letter === undefined) throw new UsageError(`${program}: this lab does not have ${arg}`);
    return value.length === 0 ? [`-${letter}`] : [`-${letter}`, value.join('=')];
  });
}

/** The columns of an answer, and its rows as text. */
export function grid(rows: readonly DatabaseRow[]): { columns: string[]; cells: string[][] } {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, cells: rows.map((row) => columns.map((name) => String(row[name]))) };
}
