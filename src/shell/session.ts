import { table, type Reader, type Table, type Transaction } from '../engine/tables';
import { home } from '../engine/workstation';

/** Where a shell session stands, apart from its variables and functions. */
export interface SessionRecord {
  readonly cwd: string;
  /** What `set -o` switched on, colon-separated: `$SHELLOPTS`. */
  readonly options: string;
  /** What `shopt` switched on, colon-separated: `$BASHOPTS`. */
  readonly shopts: string;
}

/** The one session of the learner's shell, under the key `shell`. */
export const sessionTable = table<SessionRecord>('workstation.session');

/** A variable of the session; `array` is bash source that assigns an array's elements. */
export interface VariableRecord {
  readonly value?: string;
  readonly array?: string;
  /** The letters of `declare`: x exported, i integer, r read-only, a and A arrays. */
  readonly attributes: string;
}

/** The session's variables by name. */
export const variablesTable = table<VariableRecord>('workstation.variables');

/** A function of the session: bash source that defines it, perhaps among other things. */
export interface FunctionRecord {
  readonly source: string;
}

/** The session's functions by name. */
export const functionsTable = table<FunctionRecord>('workstation.functions');

/** A session as a whole. */
export interface Session {
  readonly shell: SessionRecord;
  readonly variables: ReadonlyMap<string, VariableRecord>;
  readonly functions: ReadonlyMap<string, FunctionRecord>;
}

const key = 'shell';

const exported = (value: string): VariableRecord => ({ value, attributes: 'x' });

/** What a login shell starts with. */
export const newSession: Session = {
  shell: { cwd: home, options: '', shopts: 'expand_aliases:globskipdots' },
  variables: new Map([
    ['HOME', exported(home)],
    ['IFS', { value: ' \t\n', attributes: '' }],
    ['LANG', exported('C.UTF-8')],
    ['OLDPWD', exported(home)],
    ['PATH', exported('/usr/bin:/bin')],
    ['PWD', exported(home)],
    ['SHELL', exported('/bin/bash')],
    ['USER', exported('learner')],
  ]),
  functions: new Map(),
};

/** The session as it was saved with the world, or a new one. */
export function readSession(reader: Reader): Session {
  const shell = reader.get(sessionTable, key);
  if (shell === undefined) return newSession;
  return {
    shell,
    variables: new Map(reader.range(variablesTable)),
    functions: new Map(reader.range(functionsTable)),
  };
}

/** Writes what changed since the session was read, so that saving costs what a line changed. */
export function writeSession(reader: Reader, tx: Transaction, session: Session): void {
  // A line that changed nothing leaves nothing to undo, even if it is a world's first.
  if (reader.get(sessionTable, key) === undefined && isNew(session)) return;
  putChanged(reader, tx, sessionTable, key, session.shell);
  writeAll(reader, tx, variablesTable, session.variables);
  writeAll(reader, tx, functionsTable, session.functions);
}

function isNew({ shell, variables, functions }: Session): boolean {
  return (
    functions.size === 0 &&
    variables.size === newSession.variables.size &&
    same(newSession.shell, shell) &&
    [...newSession.variables].every(([name, row]) => same(row, variables.get(name)))
  );
}

function same<R extends object>(before: R | undefined, after: R | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  const names = Object.keys({ ...before, ...after }) as (keyof R)[];
  return names.every((name) => before[name] === after[name]);
}

/** Forgets the session: the next line starts a new one. */
export function endSession(reader: Reader, tx: Transaction): void {
  tx.delete(sessionTable, key);
  for (const rows of [variablesTable, functionsTable]) {
    for (const [name] of reader.range<object>(rows)) tx.delete(rows, name);
  }
}

function writeAll<R extends object>(
  reader: Reader,
  tx: Transaction,
  rows: Table<R>,
  wanted: ReadonlyMap<string, R>,
): void {
  for (const [name] of reader.range(rows)) if (!wanted.has(name)) tx.delete(rows, name);
  for (const [name, row] of wanted) putChanged(reader, tx, rows, name, row);
}

function putChanged<R extends object>(
  reader: Reader,
  tx: Transaction,
  rows: Table<R>,
  name: string,
  row: R,
): void {
  if (!same(reader.get(rows, name), row)) tx.put(rows, name, row);
}

const standardOptions = new Set(['braceexpand', 'hashall', 'interactive-comments']);

/** Bash source that brings a fresh shell to where the session stands; scalars come by environment. */
export function prologueOf({ shell, variables }: Session): string {
  const lines: string[] = [];
  for (const [name, { array, attributes }] of variables) {
    const letters = [...attributes].filter((letter) => 'aAilu'.includes(letter)).join('');
    if (letters !== '') lines.push(`declare -${letters} ${name}`);
    if (array !== undefined) lines.push(`${name}=${array}`);
  }
  for (const [name, { attributes }] of variables) {
    if (attributes.includes('r')) lines.push(`readonly ${name}`);
  }
  for (const name of shell.shopts.split(':')) if (name !== '') lines.push(`shopt -s ${name}`);
  for (const name of shell.options.split(':')) {
    if (name !== '' && !standardOptions.has(name)) lines.push(`set -o ${name}`);
  }
  return lines.join('\n');
}

/** What just-bash names the variables in which it keeps aliases. */
export const aliasPrefix = 'BASH_ALIAS_';

/** Variables that bash itself keeps. */
const ownVariables =
  /^(BASHOPTS|SHELLOPTS|PIPESTATUS|BASH_(?!REMATCH$).*|FUNCNAME|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE)$/;

/**
 * The session's variables, from the scalars as they are and from what `declare -p` printed, which
 * has one line for each: newlines in values are written `\n`.
 */
export function variablesOf(
  scalars: ReadonlyMap<string, string>,
  declared: string,
): Map<string, VariableRecord> {
  const variables = new Map<string, VariableRecord>();
  // Aliases and `$1`, `$@`, `$#` are variables that `declare` does not show.
  for (const [name, value] of scalars) {
    if (name.startsWith(aliasPrefix) || /^([1-9]\d*|[@#])$/.test(name)) {
      variables.set(name, { value, attributes: '' });
    }
  }
  for (const line of declared.split('\n')) {
    const [, letters = '', name = '', text] =
      /^declare -(\S+) ([A-Za-z_]\w*)(?:=(.*))?$/.exec(line) ?? [];
    if (name === '' || ownVariables.test(name)) continue;
    const attributes = letters.replace('-', '');
    const value = scalars.get(name);
    if (/[aA]/.test(attributes))
      variables.set(name, { attributes, ...(text !== undefined && { array: text }) });
    else if (value !== undefined) variables.set(name, { value, attributes });
    else variables.set(name, { attributes });
  }
  return variables;
}
