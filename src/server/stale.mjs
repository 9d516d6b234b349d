import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

/**
 * Whether something built is missing or older than any of its sources.
 * @param {string} built path of the file that is built last
 * @param {string[]} sources files and folders below the project's folder
 */
export function isStale(built, sources) {
  const stats = statSync(built, { throwIfNoEntry: false });
  if (!stats) return true;
  return sources.some((source) => newest(join(root, source)) > stats.mtimeMs);
}

/**
 * The time of the last change at or below a path; a folder's own time tells of deleted files.
 * @param {string} path
 * @returns {number} milliseconds since 1970, 0 when there is no such path
 */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
