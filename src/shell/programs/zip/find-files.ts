import type { CommandFiles } from '../../command';

/** A file or directory to pack: the name that it gets in the archive, and where it lies. */
export interface Found {
  readonly name: string;
  readonly path: string;
}

/** How `zip` looks for files. */
export interface Search {
  readonly recurses: boolean;
  /** Paths are left out of names, and directories altogether. */
  readonly namesOnly: boolean;
  readonly withDirectories: boolean;
  /** The archive itself, which is not packed. */
  readonly archive: string;
  warn(text: string): void;
}

/** What the words of a `zip` command name, in their order; what lies in directories, by name. */
export function findFiles(
  files: CommandFiles,
  words: readonly string[],
  search: Search,
): readonly Found[] {
  const found = new Map<string, Found>();

  function take(path: string, isWord: boolean): void {
    const name = nameOf(path);
    if (!files.isDirectory(path)) {
      if (name === nameOf(search.archive)) return;
      if (files.status(path)?.type === 'device') return;
      const own = search.namesOnly ? name.slice(name.lastIndexOf('/') + 1) : name;
      if (!found.has(own)) found.set(own, { name: own, path });
      return;
    }
    if (!isWord && files.isLink(path)) {
      search.warn(`link to a directory not followed: ${name}`);
      return;
    }
    if (name !== '' && search.withDirectories && !search.namesOnly)
      found.set(`${name}/`, { name: `${name}/`, path });
    if (!search.recurses) return;
    const below = path.endsWith('/') ? path : `${path}/`;
    for (const child of files.list(path)) take(`${below}${child}`, false);
  }

  for (const word of words) {
    if (files.exists(word)) take(word, true);
    else search.warn(`name not matched: ${word}`);
  }
  return [...found.values()];
}

/** A path as archives have it: from the working directory on, without `./` and slashes at its ends. */
function nameOf(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
