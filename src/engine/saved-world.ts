import { Tables } from './tables';

/** The format in which this version saves; older ones are brought up to it on restore. */
export const savedFormat = 1;

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

/** How each older format becomes the next one: `migrations[1]` turns format 1 into format 2. */
const migrations: Readonly<Record<number, (world: SavedWorld) => SavedWorld>> = {};

/** A copy of all records; the records themselves are shared, since nobody ever changes one. */
export function saveWorld(tables: Tables): SavedWorld {
  return { format: savedFormat, rows: [...tables.entries()] };
}

/** Rebuilds the tables of a saved world. Throws `SavedWorldError` when it is not one. */
export function restoreWorld(saved: SavedWorld): Tables {
  const tables = new Tables();
  for (const row of upToDate(saved).rows) {
    if (!isSavedRow(row)) throw new SavedWorldError('A record of this world is damaged.');
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
  let world = saved;
  for (let format = saved.format; format < savedFormat; format += 1) {
    const migrate = migrations[format];
    if (migrate === undefined) throw new SavedWorldError(`Format ${format} is not known.`);
    world = migrate(world);
  }
  if (!Array.isArray(world.rows)) throw new SavedWorldError('This saved world has no records.');
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
