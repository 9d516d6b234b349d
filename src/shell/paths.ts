/** An absolute path without `.`, `..`, doubled or trailing slashes; relative ones start at `base`. */
export function absolutePath(path: string, base = '/'): string {
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** The directory that holds an absolute path. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The last name of an absolute path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What every path below a directory starts with. */
export function below(directory: string): string {
  return directory === '/' ? '/' : `${directory}/`;
}
