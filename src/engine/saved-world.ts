import { migrate } from './migrations';
import { Tables } from './tables';

/** The format in which this version saves; older ones are brought up to it on restore. */
export const savedFormat = 2;

/** A whole world as data: structured-cloneable, and JSON once its bytes are encoded. */
export interface SavedWorld {
  readonly format: number;
  readonly rows: readonly SavedRow[];
}

/** One record of a saved world. */
export type SavedRow = readonly [table: string, key: string, row: object];

/** A saved world that this version cannot open; the message says why, in the reader's words. */
export class SavedWorldError extends Error {
  override readonly name = 'SavedWorldError';
}

/** A copy of all records; the records themselves are shared, since nobody ever changes one. */
export function saveWorld(tables: Tables): SavedWorld {
  return { format: savedFormat, rows: [...tables.entries()] };
}

/** Rebuilds the tables of a saved world. Throws `SavedWorldError` when it is not one. */
export function restoreWorld(saved: SavedWorld): Tables {
  const tables = new Tables();
  for (const row of upToDate(saved).rows) {
    tables.apply({ table: row[0], key: row[1], after: row[2] });
  }
  return tables;
}

function upToDate(saved: SavedWorld): SavedWorld {
  if (typeof saved !== 'object' || saved === null || !Number.isInteger(saved.format)) {
    throw new SavedWorldError('This is not a saved world of Envelope Lab.');
  }
  if (saved.format > savedFormat) {
    throw new SavedWorldError(
      `This world was saved by a newer version of Envelope Lab (format ${saved.format}; this version reads up to ${savedFormat}).`,
    );
  }
  if (!Array.isArray(saved.rows)) throw new SavedWorldError('This saved world has no records.');
  if (!saved.rows.every(isSavedRow)) {
    throw new SavedWorldError('A record of this world is damaged.');
  }
  const world = migrate(saved, savedFormat);
  if (world === undefined) throw new SavedWorldError(`Format ${saved.format} is not known.`);
  return world;
}

function isSavedRow(row: unknown): row is SavedRow {
  return (
    Array.isArray(row) &&
    typeof row[0] === 'string' &&
    typeof row[1] === 'string' &&
    typeof row[2] === 'object' &&
    row[2] !== null
  );
}
