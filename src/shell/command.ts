import type { Engine } from '../engine/engine';

/** Where a command writes: text becomes UTF-8, bytes stay as they are. */
export interface Sink {
  write(data: string | Uint8Array): void;
}

/**
 * The learner's files as a command sees them. Relative paths start at the command's working
 * directory. Everything here throws `FileError`.
 */
export interface CommandFiles {
  /** The bytes of a file. `limit` bounds how many: devices such as `/dev/zero` need it. */
  read(path: string, limit?: number): Uint8Array<ArrayBuffer>;
  /** Creates the file or replaces its content. */
  write(path: string, content: Uint8Array): void;
  append(path: string, content: Uint8Array): void;
  exists(path: string): boolean;
  isDirectory(path: string): boolean;
  /** True for a symbolic link, wherever it leads. */
  isLink(path: string): boolean;
  makeDirectory(path: string): void;
  remove(path: string): void;
  /** Names in a directory, sorted. */
  list(path: string): readonly string[];
  /** What is known of a file without reading it; undefined where there is none. */
  status(path: string): FileStatus | undefined;
  /** The bytes of a file as they are kept: no copy, and not to be written to. */
  view(path: string): Uint8Array<ArrayBuffer>;
  /** Creates the file, or replaces its content, with bytes that the caller gives away: no copy. */
  give(path: string, content: Uint8Array): void;
  /** Sets the time of the file's last change, in ms. */
  setTime(path: string, mtime: number): void;
}

/** A file as `stat` shows it, links followed. */
export interface FileStatus {
  readonly type: 'file' | 'directory' | 'device';
  /** In bytes. */
  readonly size: number;
  /** World time in ms of the last change. */
  readonly mtime: number;
  readonly isReadable: boolean;
}

/** What a command may see and do while it runs. */
export interface CommandContext {
  readonly engine: Engine;
  readonly files: CommandFiles;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** The exported variables of the shell. */
  readonly env: ReadonlyMap<string, string>;
  /** Everything that was piped or redirected in; empty when nothing was. */
  readonly stdin: Uint8Array<ArrayBuffer>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** How long the line has been running, in ms of real time: for what is shown, never for the world. */
  elapsed(): number;
  /**
   * Shows `prompt` and reads one line: from stdin where there is some, else from the learner.
   * Undefined at the end of the input.
   */
  ask(prompt: string): Promise<string | undefined>;
}

/** What a command may look at to complete a word. */
export type CompletionContext = Pick<CommandContext, 'engine' | 'files' | 'cwd' | 'env'>;

/** A program of the learner's machine: `openssl`, `xxd`, `aws`. */
export interface ShellCommand {
  readonly name: string;
  /** Runs the command; `args` are without its name. Returns the exit code (0-255). */
  run(args: readonly string[], ctx: CommandContext): Promise<number>;
  /**
   * Whole words that could stand in place of `words[index]` (words[0] is the command's name),
   * given what is typed of it. Without this, or with an empty answer, files are offered.
   */
  complete?(
    words: readonly string[],
    index: number,
    ctx: CompletionContext,
  ): Promise<readonly string[]>;
}

/** Why a file could not be read or written: errno's name, and the text C programs print for it. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code: FileErrorCode;
  readonly path: string;

  constructor(code: FileErrorCode, path: string) {
    super(`${code}: ${fileErrorTexts[code]}, '${path}'`);
    this.code = code;
    this.path = path;
  }

  /** `strerror(3)`: "No such file or directory". */
  get text(): string {
    return fileErrorTexts[this.code];
  }
}

/** The errno names that this file system answers with. */
export type FileErrorCode = keyof typeof fileErrorTexts;

const fileErrorTexts = {
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  EFBIG: 'File too large',
  EINVAL: 'Invalid argument',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EPERM: 'Operation not permitted',
} as const;
