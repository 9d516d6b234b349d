import type { IFileSystem } from 'just-bash/browser';
import { concat } from '../engine/bytes';
import { fromByteString, fromUtf8, toByteString, utf8 } from './bytes';
import { FileError, type CommandFiles } from './command';
import type { FileTree } from './file-tree';
import { absolutePath } from './paths';

/** The largest file that just-bash's programs read or write, in bytes: what one string can hold. */
const stringLimit = 64 * 1024 * 1024;

type Content = Parameters<IFileSystem['writeFile']>[1];
type Options = Parameters<IFileSystem['writeFile']>[2];
type Stat = Awaited<ReturnType<IFileSystem['stat']>>;

function encodingOf(options: Parameters<IFileSystem['readFile']>[1]): string {
  return (typeof options === 'string' ? options : options?.encoding) ?? 'utf8';
}

function bytesOf(content: Content, options: Options): Uint8Array {
  if (typeof content !== 'string') return content;
  const encoding = encodingOf(options);
  return encoding === 'binary' || encoding === 'latin1' ? fromByteString(content) : utf8(content);
}

/**
 * The learner's files as just-bash asks for them. `breathe` is awaited on the look-ups that every
 * command makes: there, a loop that never ends lets the message of a Ctrl-C arrive.
 */
export function shellFileSystem(
  tree: FileTree,
  breathe: () => Promise<void>,
  onRead: (path: string) => void,
): IFileSystem {
  const stat = (path: string, follow: boolean): Stat => {
    const resolved = tree.resolve(path, follow);
    const entry = tree.entry(resolved);
    if (entry === undefined) throw new FileError('ENOENT', path);
    return {
      isFile: entry.type === 'file',
      isDirectory: entry.type === 'directory',
      isSymbolicLink: entry.type === 'symlink',
      mode: entry.mode,
      size: entry.content?.length ?? entry.target?.length ?? 0,
      mtime: new Date(entry.mtime),
      identity: resolved,
    };
  };
  const exists = (path: string) => {
    try {
      return tree.entry(tree.resolve(path)) !== undefined;
    } catch {
      return false;
    }
  };
  const read = (path: string) => {
    onRead(path);
    const size = tree.entry(tree.resolve(path))?.content?.length ?? 0;
    if (size > stringLimit) throw new FileError('EFBIG', path);
    return tree.read(path);
  };
  const checked = (path: string, content: Uint8Array, before = 0) => {
    if (before + content.length > stringLimit) throw new FileError('EFBIG', path);
    return content;
  };
  const answer = async <T>(work: () => T): Promise<T> => {
    await breathe();
    return work();
  };
  return {
    readFile: (path, options) =>
      answer(() => {
        const encoding = encodingOf(options);
        const bytes = read(path);
        return encoding === 'binary' || encoding === 'latin1'
          ? toByteString(bytes)
          : fromUtf8(bytes);
      }),
    readFileBuffer: (path) => answer(() => read(path)),
    writeFile: (path, content, options) =>
      answer(() => tree.write(path, checked(path, bytesOf(content, options)))),
    appendFile: (path, content, options) =>
      answer(() => {
        const before = tree.entry(tree.resolve(path))?.content?.length;
        tree.append(path, checked(path, bytesOf(content, options), before));
      }),
    exists: (path) => answer(() => exists(path)),
    stat: (path) => answer(() => stat(path, true)),
    lstat: (path) => answer(() => stat(path, false)),
    mkdir: (path, options) => answer(() => tree.makeDirectory(path, options?.recursive)),
    readdir: (path) => answer(() => tree.list(path)),
    rm: (path, options) =>
      answer(() => {
        if (options?.force !== true || tree.entry(tree.resolve(path, false)) !== undefined) {
          tree.remove(path, options?.recursive);
        }
      }),
    cp: (from, to, options) => answer(() => tree.copy(from, to, options?.recursive)),
    mv: (from, to) => answer(() => tree.move(from, to)),
    resolvePath: (base, path) => absolutePath(path, base),
    // Only used to make globs faster; listing directories serves as well and scales.
    getAllPaths: () => [],
    chmod: (path, mode) => answer(() => tree.change(path, { mode })),
    symlink: (target, path) => answer(() => tree.symlink(target, path)),
    link: (from, to) =>
      answer(() => {
        if (exists(to)) throw new FileError('EEXIST', to);
        tree.copy(from, to);
      }),
    readlink: (path) =>
      answer(() => {
        const entry = tree.entry(tree.resolve(path, false));
        if (entry === undefined) throw new FileError('ENOENT', path);
        if (entry.target === undefined) throw new FileError('EINVAL', path);
        return entry.target;
      }),
    realpath: (path) =>
      answer(() => {
        tree.require(path);
        return tree.resolve(path);
      }),
    utimes: (path, _atime, mtime) => answer(() => tree.change(path, { mtime: mtime.getTime() })),
  };
}

/** The learner's files as our own commands see them, from a working directory. */
export function commandFiles(
  tree: FileTree,
  cwd: string,
  stdin: () => Uint8Array = () => new Uint8Array(0),
): CommandFiles {
  const at = (path: string) => absolutePath(path, cwd);
  // Errors name the path as the learner typed it.
  const named = <T>(path: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw error instanceof FileError ? new FileError(error.code, path) : error;
    }
  };
  const entry = (path: string, follow = true) => {
    try {
      return tree.entry(tree.resolve(at(path), follow));
    } catch {
      return undefined;
    }
  };
  return {
    read: (path, limit) =>
      named(path, () =>
        at(path) === '/dev/stdin' ? concat(stdin().subarray(0, limit)) : tree.read(at(path), limit),
      ),
    write: (path, content) => named(path, () => tree.write(at(path), content)),
    append: (path, content) => named(path, () => tree.append(at(path), content)),
    exists: (path) => entry(path) !== undefined,
    isDirectory: (path) => entry(path)?.type === 'directory',
    isLink: (path) => entry(path, false)?.type === 'symlink',
    makeDirectory: (path) => named(path, () => tree.makeDirectory(at(path), true)),
    remove: (path) => named(path, () => tree.remove(at(path))),
    list: (path) => named(path, () => tree.list(at(path))),
    status: (path) => {
      const found = entry(path);
      if (found === undefined) return undefined;
      const isFile = found.type !== 'directory';
      return {
        type: isFile ? (tree.isDevice(at(path)) ? 'device' : 'file') : 'directory',
        ...{ size: found.content?.length ?? 0, mtime: found.mtime },
        isReadable: (found.mode & 0o400) !== 0,
      };
    },
    view: (path) => named(path, () => tree.view(at(path))),
    give: (path, content) => named(path, () => tree.write(at(path), content, true)),
    setTime: (path, mtime) => named(path, () => tree.change(at(path), { mtime })),
  };
}
