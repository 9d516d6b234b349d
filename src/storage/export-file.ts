import { decodeBase64, encodeBase64 } from '../engine/base64';
import { withBytes } from '../engine/large-bytes';
import type { SavedRow, SavedWorld } from '../engine/saved-world';
import type { LabStorage, LogRecord } from './lab-storage';
import { WriterLock } from './writer-lock';

/** What an export file holds: worlds with their logs, progress and settings. */
export interface ExportFile {
  readonly application: 'envelope-lab';
  readonly version: number;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly worlds: readonly ExportedWorld[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** A world with the log of its terminal. */
export interface ExportedWorld {
  readonly id: string;
  readonly world: SavedWorld;
  readonly log: readonly LogRecord[];
}

const version = 1;

/** A file that cannot be imported; the message says why, in the reader's words. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** An export that no browser could read back; the message says why, in the reader's words. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

const mib = 1 << 20;
/** How many bytes of large files and objects one file may carry: browsers limit the length of a text. */
const largeLimit = 256 * mib;

/**
 * Gathers everything stored; `open` are worlds as they are on the page, stored or not. Throws
 * `ExportError`.
 */
export async function gatherExport(
  storage: LabStorage | undefined,
  open: readonly ExportedWorld[],
  now: number,
): Promise<ExportFile> {
  const worlds = new Map<string, ExportedWorld>();
  for (const { id } of (await storage?.worlds()) ?? []) {
    const world = await storage?.loadWorld(id);
    const log = (await storage?.readLog(id)) ?? [];
    if (world !== undefined) worlds.set(id, { id, world, log });
  }
  for (const world of open) worlds.set(world.id, world);
  return {
    application: 'envelope-lab',
    version,
    exportedAt: new Date(now).toISOString(),
    worlds: await withAllBytes([...worlds.values()]),
    values: (await storage?.values()) ?? {},
  };
}

/** Worlds with the bytes that they hold as Blobs. Throws `ExportError` where those are too many. */
async function withAllBytes(worlds: readonly ExportedWorld[]): Promise<ExportedWorld[]> {
  const size = worlds
    .flatMap(({ world }) => world.rows)
    .reduce((sum, row) => sum + blobSize(row), 0);
  if (size > largeLimit) {
    throw new ExportError(
      `Your worlds hold ${Math.ceil(size / mib)} MiB of large files and objects, and an export file carries at most ${largeLimit / mib} MiB of them. Delete some of them, then export again.`,
    );
  }
  const whole: ExportedWorld[] = [];
  for (const { world, ...more } of worlds) {
    const rows: SavedRow[] = [];
    for (const row of world.rows) {
      rows.push(blobSize(row) === 0 ? row : [row[0], row[1], await withBytes(row[2])]);
    }
    whole.push({ ...more, world: { format: world.format, rows } });
  }
  return whole;
}

function blobSize([, , row]: SavedRow): number {
  let size = 0;
  for (const value of Object.values(row)) if (value instanceof Blob) size += value.size;
  return size;
}

/**
 * Puts the content of an export file in place of what is stored under the same names. Tabs in which
 * one of these worlds is open are told that they no longer save it, and could not any more.
 */
export async function applyImport(
  storage: LabStorage,
  file: ExportFile,
  now: number,
): Promise<void> {
  for (const { id, world, log } of file.worlds) {
    await new WriterLock(id, () => undefined).takeOver();
    await storage.replaceWorld(id, world, now);
    await storage.replaceLog(id, log);
  }
  for (const [key, value] of Object.entries(file.values)) await storage.set(key, value);
}

// Bytes are `{"$bytes": "<Base64>"}`; an object that happens to have such a member is written as
// its entries, so that nothing is mistaken for bytes.
function encodeValue(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: encodeBase64(value) };
  if (isObject(value) && ('$bytes' in value || '$entries' in value)) {
    return { $entries: Object.entries(value) };
  }
  return value;
}

function decodeValue(_: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  if (typeof value['$bytes'] === 'string') {
    const bytes = decodeBase64(value['$bytes']);
    if (bytes === undefined) throw new ImportError('The file is damaged: bytes are not Base64.');
    return bytes;
  }
  if (Array.isArray(value['$entries'])) {
    return Object.fromEntries(value['$entries'] as [string, unknown][]);
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The file's text: JSON. */
export function encodeExport(file: ExportFile): string {
  return JSON.stringify(file, encodeValue);
}

/**
 * Reads an export file. Throws `ImportError` for a file that is not ours, cut off, damaged or from
 * a newer version.
 */
export function decodeExport(text: string): ExportFile {
  let file: unknown;
  try {
    file = JSON.parse(text, decodeValue);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(
      text.startsWith('{"application":"envelope-lab"')
        ? 'The file is incomplete: it ends before it should. Export it again.'
        : 'This is not an export file of Envelope Lab.',
      { cause: error },
    );
  }
  if (!isObject(file) || file['application'] !== 'envelope-lab') {
    throw new ImportError('This is not an export file of Envelope Lab.');
  }
  if (typeof file['version'] !== 'number' || file['version'] > version) {
    throw new ImportError(
      `This file was exported by a newer version of Envelope Lab (version ${String(file['version'])} of the file format; this page reads up to ${version}).`,
    );
  }
  const { worlds, values } = file;
  if (!Array.isArray(worlds) || !worlds.every(isExportedWorld) || !isObject(values)) {
    throw new ImportError('The file is damaged: its worlds cannot be read.');
  }
  return file as unknown as ExportFile;
}

function isExportedWorld(value: unknown): value is ExportedWorld {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    isObject(value['world']) &&
    Array.isArray(value['world']['rows']) &&
    Array.isArray(value['log'])
  );
}
