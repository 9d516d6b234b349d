import type { Engine } from '../engine/engine';
import { filesTable, home, type FileRecord } from '../engine/workstation';
import { concat } from '../engine/bytes';
import { FileError } from './command';
import { endlessDeviceLimit, type Device } from './devices';
import { absolutePath, baseName, below, parentOf } from './paths';

/** What the directories of every machine look like before anything is written. */
const standing: ReadonlyMap<string, FileRecord> = new Map(
  ['/', '/bin', '/dev', '/dev/fd', '/home', home, '/tmp', '/usr', '/usr/bin'].map((path) => [
    path,
    { type: 'directory', mode: 0o755, mtime: 0 },
  ]),
);

const writableRoots = [home, '/tmp'];
/** Where just-bash keeps the files of `<(command)` while a command runs: no part of the world. */
const descriptors = '/dev/fd';
const programDirectories = ['/bin', '/usr/bin'];
const symlinkLimit = 40;

type Rows = (readonly [string, FileRecord])[];

/** The largest file, in bytes. */
export const fileSizeLimit = 1024 * 1024 * 1024;

/**
 * The learner's file system over the world's records. A look-up or a listing costs what it finds,
 * however many files there are elsewhere. Everything throws `FileError`.
 */
export class FileTree {
  readonly #engine: Engine;
  readonly #devices: ReadonlyMap<string, Device>;
  readonly #programs: ReadonlySet<string>;
  readonly #descriptors = new Map<string, Uint8Array>();

  constructor(engine: Engine, devices: ReadonlyMap<string, Device>, programs: ReadonlySet<string>) {
    this.#engine = engine;
    this.#devices = devices;
    this.#programs = programs;
  }

  /** The entry at exactly this path, not followed when it is a symbolic link. */
  entry(path: string): FileRecord | undefined {
    const row = this.#engine.tables.get(filesTable, path) ?? standing.get(path);
    if (row !== undefined) return row;
    if (this.#devices.has(path)) return { type: 'file', mode: 0o666, mtime: 0 };
    const content = this.#descriptors.get(path);
    if (content !== undefined) return { type: 'file', mode: 0o600, mtime: 0, content };
    if (programDirectories.includes(parentOf(path)) && this.#programs.has(baseName(path))) {
      return { type: 'file', mode: 0o755, mtime: 0, content: new Uint8Array(0) };
    }
    // A world's first files may name directories that have no record of their own.
    const [child] = this.#engine.tables.range(filesTable, { prefix: below(path), limit: 1 });
    return child === undefined
      ? undefined
      : { type: 'directory', mode: 0o755, mtime: child[1].mtime };
  }

  /** Follows symbolic links; with `last` false not the last name's. The result need not exist. */
  resolve(path: string, last = true): string {
    let links = 0;
    let done = '/';
    const names = absolutePath(path).split('/').filter(Boolean);
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      const here = `${below(done)}${name}`;
      const entry = this.entry(here);
      if (entry?.type !== 'symlink' || (names.length === 0 && !last)) {
        done = here;
        continue;
      }
      links += 1;
      if (links > symlinkLimit) throw new FileError('ELOOP', path);
      names.unshift(
        ...absolutePath(entry.target ?? '', done)
          .split('/')
          .filter(Boolean),
      );
      done = '/';
    }
    return done;
  }

  /** The entry a path leads to, which must exist. */
  require(path: string): FileRecord {
    const entry = this.entry(this.resolve(path));
    if (entry === undefined) throw new FileError('ENOENT', path);
    return entry;
  }

  read(path: string, limit = Infinity): Uint8Array<ArrayBuffer> {
    const device = this.#devices.get(this.resolve(path));
    if (device !== undefined) return device.read(limit === Infinity ? endlessDeviceLimit : limit);
    return this.view(path).slice(0, limit);
  }

  /** A file's bytes as its record holds them: no copy, and not to be written to. */
  view(path: string): Uint8Array<ArrayBuffer> {
    const device = this.#devices.get(this.resolve(path));
    if (device !== undefined) return device.read(endlessDeviceLimit);
    const entry = this.require(path);
    if (entry.type === 'directory') throw new FileError('EISDIR', path);
    return (entry.content as Uint8Array<ArrayBuffer> | undefined) ?? new Uint8Array(0);
  }

  /** True for a file under `/dev` that is made up when it is read. */
  isDevice(path: string): boolean {
    return this.#devices.has(this.resolve(path));
  }

  /** Writes a file; `isGiven` bytes are kept as they are, others copied. */
  write(path: string, content: Uint8Array, isGiven = false): void {
    const resolved = this.resolve(path);
    const device = this.#devices.get(resolved);
    if (device !== undefined) {
      device.write?.(content);
      return;
    }
    if (parentOf(resolved) === descriptors) {
      this.#descriptors.set(resolved, content.slice());
      return;
    }
    const entry = this.#mayWrite(resolved, path);
    if (content.length > fileSizeLimit) throw new FileError('EFBIG', path);
    // Records are never written to, and a caller may go on using its own bytes.
    const kept = isGiven ? content : content.slice();
    this.#put(resolved, { type: 'file', mode: entry?.mode ?? 0o644, content: kept });
  }

  append(path: string, content: Uint8Array): void {
    const resolved = this.resolve(path);
    const before = this.#devices.has(resolved) ? undefined : this.entry(resolved)?.content;
    if (before !== undefined && content.length === 0) this.#mayWrite(resolved, path);
    else this.write(path, before === undefined ? content : concat(before, content));
  }

  /** The names in a directory, sorted. */
  list(path: string): string[] {
    const directory = this.resolve(path);
    if (this.require(path).type !== 'directory') throw new FileError('ENOTDIR', path);
    const prefix = below(directory);
    const own = [...standing.keys(), ...this.#devices.keys(), ...this.#descriptors.keys()]
      .filter((known) => known !== '/' && parentOf(known) === directory)
      .map(baseName);
    if (programDirectories.includes(directory)) own.push(...this.#programs);
    // The shell's own devices and programs start with a dot; nobody needs to see them.
    const names = new Set(own.filter((name) => !name.startsWith('.')));
    for (let after: string | undefined = prefix; after !== undefined;) {
      const rows: Rows = this.#engine.tables.range(filesTable, { prefix, after, limit: 64 });
      after = rows.length < 64 ? undefined : rows.at(-1)?.[0];
      for (const [key] of rows) {
        const [name = '', ...deeper] = key.slice(prefix.length).split('/');
        names.add(name);
        if (deeper.length === 0) continue;
        // One look into a subdirectory is enough; go on behind all it holds.
        after = `${prefix}${name}/\uffff`;
        break;
      }
    }
    return [...names].sort((a, b) => (a < b ? -1 : 1));
  }

  makeDirectory(path: string, parents = false): void {
    const resolved = this.resolve(path);
    const entry = this.entry(resolved);
    if (entry !== undefined) {
      if (parents && entry.type === 'directory') return;
      throw new FileError('EEXIST', path);
    }
    const parent = parentOf(resolved);
    if (parents && this.entry(parent) === undefined) this.makeDirectory(parent, true);
    this.#mayCreate(resolved, path);
    this.#put(resolved, { type: 'directory', mode: 0o755 });
  }

  symlink(target: string, path: string): void {
    const resolved = this.resolve(path, false);
    if (this.entry(resolved) !== undefined) throw new FileError('EEXIST', path);
    this.#mayCreate(resolved, path);
    this.#put(resolved, { type: 'symlink', mode: 0o777, target });
  }

  remove(path: string, recursive = false): void {
    const resolved = this.resolve(path, false);
    if (this.#descriptors.delete(resolved)) return;
    const entry = this.entry(resolved);
    if (entry === undefined) throw new FileError('ENOENT', path);
    this.#mayCreate(resolved, path);
    const inside = this.#inside(resolved);
    if (inside.length > 0 && !recursive) throw new FileError('ENOTEMPTY', path);
    this.#engine.write((tx) => {
      for (const [key] of inside) tx.delete(filesTable, key);
      tx.delete(filesTable, resolved);
    });
  }

  /** Copies a file, a link or, with `recursive`, a directory with all it holds. */
  copy(from: string, to: string, recursive = false): void {
    const source = this.resolve(from, false);
    const entry = this.entry(source);
    if (entry === undefined) throw new FileError('ENOENT', from);
    if (entry.type === 'file') {
      this.write(to, this.view(from), true);
      if (this.#engine.tables.get(filesTable, this.resolve(to)))
        this.change(to, { mode: entry.mode });
      return;
    }
    if (entry.type === 'directory' && !recursive) throw new FileError('EISDIR', from);
    this.#transplant(source, to, entry, false);
  }

  /** Renames; a file that is there already is replaced. */
  move(from: string, to: string): void {
    const source = this.resolve(from, false);
    const entry = this.entry(source);
    if (entry === undefined) throw new FileError('ENOENT', from);
    this.#mayCreate(source, from);
    if (this.resolve(to, false) !== source) this.#transplant(source, to, entry, true);
  }

  /** Changes mode or time of what a path leads to. */
  change(path: string, change: Partial<Pick<FileRecord, 'mode' | 'mtime'>>): void {
    const resolved = this.resolve(path);
    if (this.#devices.has(resolved)) return;
    const entry = this.require(path);
    this.#writable(resolved, path);
    this.#engine.write((tx) => tx.put(filesTable, resolved, { ...entry, ...change }));
  }

  #transplant(source: string, to: string, entry: FileRecord, remove: boolean): void {
    const target = this.resolve(to, false);
    if (`${target}/`.startsWith(below(source))) throw new FileError('EINVAL', to);
    if (entry.type !== 'directory' && this.entry(target)?.type === 'directory') {
      throw new FileError('EISDIR', to);
    }
    this.#mayCreate(target, to);
    const { now } = this.#engine;
    this.#engine.write((tx) => {
      for (const [key, row] of this.#inside(source)) {
        tx.put(
          filesTable,
          `${target}${key.slice(source.length)}`,
          remove ? row : { ...row, mtime: now },
        );
        if (remove) tx.delete(filesTable, key);
      }
      tx.put(filesTable, target, remove ? entry : { ...entry, mtime: now });
      if (remove) tx.delete(filesTable, source);
    });
  }

  #inside(directory: string): Rows {
    return this.#engine.tables.range(filesTable, { prefix: below(directory) });
  }

  #mayWrite(resolved: string, path: string): FileRecord | undefined {
    const entry = this.entry(resolved);
    if (entry?.type === 'directory') throw new FileError('EISDIR', path);
    if (entry === undefined) this.#mayCreate(resolved, path);
    else this.#writable(resolved, path);
    if (entry !== undefined && (entry.mode & 0o200) === 0) throw new FileError('EACCES', path);
    return entry;
  }

  #mayCreate(resolved: string, path: string): void {
    const parent = this.entry(parentOf(resolved));
    if (parent === undefined) throw new FileError('ENOENT', path);
    if (parent.type !== 'directory') throw new FileError('ENOTDIR', path);
    this.#writable(resolved, path);
  }

  #writable(resolved: string, path: string): void {
    if (standing.has(resolved) || !writableRoots.some((root) => resolved.startsWith(below(root)))) {
      throw new FileError('EACCES', path);
    }
  }

  #put(path: string, row: Omit<FileRecord, 'mtime'>): void {
    const mtime = this.#engine.now;
    this.#engine.write((tx) => tx.put(filesTable, path, { ...row, mtime }));
  }
}
