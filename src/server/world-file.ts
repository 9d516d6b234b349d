import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { saveWorld, SavedWorldError, type SavedWorld } from '../engine/saved-world';
import type { Tables } from '../engine/tables';
import { decodeExport, encodeExport, ImportError, type ExportFile } from '../storage/export-file';
import { OptionsError } from './options';

/** The page's name for the world that belongs to no scenario. */
const sandbox = 'lab';

/** A world as a file that the page can import, and this server read again. */
export function worldAsExport(world: SavedWorld): ExportFile {
  const exportedAt = new Date().toISOString();
  return {
    ...{ application: 'envelope-lab', version: 1, exportedAt },
    worlds: [{ id: sandbox, world, log: [] }],
    values: {},
  };
}

/**
 * Reads the world of an export file: its sandbox, or the only world in it. Undefined where there
 * is no such file yet.
 */
export function readWorldFile(path: string): SavedWorld | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const { worlds } = decodeExport(readFileSync(path, 'utf8'));
    const found = worlds.find(({ id }) => id === sandbox) ?? worlds[0];
    if (found === undefined) throw new OptionsError(`${path} holds no world.`);
    return found.world;
  } catch (error) {
    if (error instanceof OptionsError) throw error;
    if (error instanceof ImportError || error instanceof SavedWorldError) {
      throw new OptionsError(`${path} cannot be read as a world: ${error.message}`);
    }
    throw new OptionsError(`${path} cannot be read: ${String(error)}`);
  }
}

/** Writes a world to a file; what was there stays whole until the new file is. */
export function writeWorldFile(path: string, tables: Tables): void {
  const unfinished = `${path}.part`;
  writeFileSync(unfinished, encodeExport(worldAsExport(saveWorld(tables))), { mode: 0o600 });
  renameSync(unfinished, path);
}
