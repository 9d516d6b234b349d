/** Something wrong in a content file, in the words of its author. */
export interface ContentFault {
  readonly file: string;
  /** Counted from 1; absent when the fault is in no single place, such as a failing setup line. */
  readonly line?: number;
  readonly column?: number;
  /** The field: `tasks[0].checks[1].equals`; empty for the whole file. */
  readonly path: string;
  /** What is wrong and what was expected instead. */
  readonly message: string;
}

/** A content file that cannot be used, with everything that is wrong in it. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly faults: readonly ContentFault[];

  constructor(faults: readonly ContentFault[]) {
    super(faults.map(formatFault).join('\n'));
    this.faults = faults;
  }
}

/** A fault in one line, in the form that editors turn into a link: `file:line:column path: text`. */
export function formatFault({ file, line, column, path, message }: ContentFault): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return `${place} ${path === '' ? '' : `${path}: `}${message}`;
}
