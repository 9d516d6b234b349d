import { FileError, type CommandContext } from '../../command';
import { skipping, type Item, type Warn } from './items';
import { compareNames } from './compare';
import { destinationOf, type Route } from './paths';

type Files = CommandContext['files'];

/** How files are looked for. */
export interface LocalSearch {
  readonly operation: Item['operation'];
  readonly followLinks: boolean;
  readonly warn: Warn;
}

/**
 * The local files of a route, in the order of S3's keys. What cannot be uploaded is warned of and
 * left out: what does not exist (a link to nowhere), is a device, or must not be read.
 */
export function* localItems(route: Route, search: LocalSearch, files: Files): Generator<Item> {
  for (const path of walk(route.from.path, route.isTree, search, files)) {
    const { size = 0, mtime = 0 } = files.status(path) ?? {};
    const { path: destination, name } = destinationOf(route, path);
    const common = { operation: search.operation, from: 'local' as const, source: path };
    yield { ...common, destination, name, size, changedAt: mtime };
  }
}

function* walk(
  path: string,
  isTree: boolean,
  search: LocalSearch,
  files: Files,
): Generator<string> {
  if (isIgnored(path, search, files)) return;
  if (!isTree) {
    yield path;
    return;
  }
  if (!files.isDirectory(path)) throw new FileError('ENOTDIR', path);
  const names = files
    .list(path)
    .filter((name) => !isIgnored(path + name, search, files))
    .map((name) => (files.isDirectory(path + name) ? `${name}/` : name))
    .sort(compareNames);
  for (const name of names) {
    if (name.endsWith('/')) yield* walk(path + name, true, search, files);
    else yield path + name;
  }
}

function isIgnored(path: string, { followLinks, warn }: LocalSearch, files: Files): boolean {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  if (!followLinks && files.isLink(bare)) return true;
  const problem = problemOf(path, files);
  if (problem !== undefined) warn(skipping(path, problem));
  return problem !== undefined;
}

function problemOf(path: string, files: Files): string | undefined {
  const status = files.status(path);
  if (status === undefined) return 'File does not exist.';
  if (status.type === 'device') {
    return 'File is character special device, block special device, FIFO, or socket.';
  }
  return status.isReadable ? undefined : 'File/Directory is not readable.';
}
