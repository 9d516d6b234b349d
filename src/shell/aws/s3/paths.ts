import { absolutePath } from '../../paths';
import type { CommandContext } from '../../command';

/** A bucket and a key or prefix in it; the key may be empty. */
export interface S3Path {
  readonly bucket: string;
  readonly key: string;
}

const scheme = 's3://';

/** True for an S3 URI. */
export function isS3Uri(path: string): boolean {
  return path.startsWith(scheme);
}

/** The bucket and the key of `s3://bucket/key` or `bucket/key`. */
export function splitS3Path(path: string): S3Path {
  const rest = isS3Uri(path) ? path.slice(scheme.length) : path;
  const slash = rest.indexOf('/');
  return slash < 0
    ? { bucket: rest, key: '' }
    : { bucket: rest.slice(0, slash), key: rest.slice(slash + 1) };
}

/** One end of a transfer. */
export interface Place {
  readonly type: 'local' | 's3';
  /** Absolute, or `bucket/key`. It ends with a slash where it holds what is transferred. */
  readonly path: string;
}

/** A source and a destination, and how names go from one to the other. */
export interface Route {
  readonly from: Place;
  readonly to: Place;
  /** Whether all under the source is meant. */
  readonly isTree: boolean;
  /** Whether names at the destination are those at the source. */
  readonly keepsNames: boolean;
}

/** The route between two paths as they were typed. */
export function route(
  from: string,
  to: string,
  isTree: boolean,
  ctx: Pick<CommandContext, 'files' | 'cwd'>,
): Route {
  const target = place(to, isTree, ctx);
  return {
    ...{ from: place(from, isTree, ctx), to: target, isTree },
    keepsNames: isTree || target.path.endsWith('/'),
  };
}

// A path takes names in where it ends with a slash, is a directory, or stands for a whole tree.
function place(
  typed: string,
  isTree: boolean,
  { files, cwd }: Pick<CommandContext, 'files' | 'cwd'>,
): Place {
  if (isS3Uri(typed)) {
    const path = typed.slice(scheme.length);
    return { type: 's3', path: isTree && !path.endsWith('/') ? `${path}/` : path };
  }
  const path = absolutePath(typed, cwd);
  const isHolder = isTree || typed.endsWith('/') || files.isDirectory(path);
  return { type: 'local', path: isHolder && path !== '/' ? `${path}/` : path };
}

/** Where a file of the source goes, and by what name both ends are compared. */
export function destinationOf(
  { from, to, isTree, keepsNames }: Route,
  source: string,
): { readonly path: string; readonly name: string } {
  const name = isTree ? source.slice(from.path.length) : source.slice(source.lastIndexOf('/') + 1);
  return { name, path: keepsNames ? to.path + name : to.path };
}

/** A local path as the CLI shows it: seen from the working directory, `./a` in it. */
export function shownLocally(path: string, cwd: string): string {
  const slash = path.lastIndexOf('/');
  const folder = absolutePath(path.slice(0, slash) || '/')
    .split('/')
    .filter(Boolean);
  const here = cwd.split('/').filter(Boolean);
  let common = 0;
  while (common < here.length && here[common] === folder[common]) common += 1;
  const relative = [...here.slice(common).map(() => '..'), ...folder.slice(common)].join('/');
  return `${relative || '.'}/${path.slice(slash + 1)}`;
}
