import type { DatabaseRow } from '../../functions';
import { DatabaseError, type DatabaseSession } from './database';
import type { Reader } from './sql-reader';
import { relation, unknownColumn, type Relation } from './sql-relations';
import { quoteIdentifier } from './sql-words';

type Value = string | number | boolean | null;

/** One column of an answer: what it is called, and its value in a row of the relation. */
interface Column {
  readonly name: string;
  readonly value: (row: Readonly<Record<string, Value>>) => Value;
}

interface Asked {
  /** Read again once the relation is known: a column is looked up there. */
  readonly columns: readonly Column[] | 'all' | 'count';
  readonly names: readonly string[];
}

/** Answers SELECT: of users, or of what a client asks to see where it is. */
export async function select(
  session: DatabaseSession,
  now: number,
  reader: Reader,
): Promise<readonly DatabaseRow[]> {
  const asked = selectList(session, now, reader);
  if (!reader.takes('from')) {
    reader.end();
    if (asked.names[0] !== undefined) throw unknownColumn(session.engine, asked.names[0]);
    if (asked.columns === 'all' || asked.columns === 'count') throw reader.refusal();
    return [rowOf(asked.columns, {})];
  }
  const from = await relation(session, reader);
  const isWanted = reader.takes('where') ? condition(session, reader, from) : () => true;
  const sorted = reader.takes('order', 'by') ? columnOf(session, reader, from) : undefined;
  if (sorted !== undefined) reader.takes('asc');
  const most = reader.takes('limit') ? limit(reader) : Infinity;
  reader.end();
  const missing = asked.names.find((name) => !from.columns.includes(name));
  if (missing !== undefined) throw unknownColumn(session.engine, missing);
  const rows = from.rows.filter(isWanted);
  if (sorted !== undefined) {
    const key = (row: (typeof rows)[number]) => String(row[sorted]);
    rows.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
  }
  if (asked.columns === 'count') {
    return [{ [session.engine === 'postgres' ? 'count' : 'COUNT(*)']: rows.length }];
  }
  const columns = asked.columns === 'all' ? allOf(from) : asked.columns;
  return rows.slice(0, most).map((row) => rowOf(columns, row));
}

const rowOf = (columns: readonly Column[], row: Readonly<Record<string, Value>>): DatabaseRow =>
  Object.fromEntries(columns.map(({ name, value }) => [name, value(row)]));

const allOf = ({ columns, titles = {} }: Relation): readonly Column[] =>
  columns.map((name) => ({ name: titles[name] ?? name, value: (row) => row[name] ?? null }));

function selectList(session: DatabaseSession, now: number, reader: Reader): Asked {
  if (reader.takes('*')) return { columns: 'all', names: [] };
  if (reader.takes('count', '(', '*', ')')) return { columns: 'count', names: [] };
  const columns: Column[] = [];
  const names: string[] = [];
  do {
    const column = expression(session, now, reader, names);
    columns.push(reader.takes('as') ? { ...column, name: reader.name() } : column);
  } while (reader.takes(','));
  return { columns, names };
}

/** A literal, a function of no arguments, or a column, whose name is noted. */
function expression(session: DatabaseSession, now: number, reader: Reader, names: string[]) {
  const isPostgres = session.engine === 'postgres';
  const { at, kind } = reader.token;
  const shown = (name: string, value: Value): Column => ({
    name: isPostgres ? name : reader.textFrom(at),
    value: () => value,
  });
  if (kind === 'number') return shown('?column?', Number(reader.next().value));
  if (kind === 'text' || kind === 'parameter') return shown('?column?', reader.value());
  if (reader.takesOneOf('current_user', 'session_user')) {
    if (!isPostgres && reader.takes('(')) reader.expect(')');
    const { username } = session;
    return shown('current_user', isPostgres ? username : `${username}@%`);
  }
  if (reader.takes('current_timestamp')) return shown('current_timestamp', time(session, now));
  if (!isPostgres && reader.takes('@@', 'version')) return shown('', version(session));
  const name = reader.name();
  if (!reader.takes('(')) {
    names.push(name.toLowerCase());
    return {
      name,
      value: (row: Readonly<Record<string, Value>>) => row[name.toLowerCase()] ?? null,
    };
  }
  const argument = reader.takes(')') ? undefined : reader.value();
  if (argument !== undefined) reader.expect(')');
  const called = name.toLowerCase();
  if (called === 'now' && argument === undefined) return shown('now', time(session, now));
  if (called === 'version' && argument === undefined) return shown('version', version(session));
  if (isPostgres && called === 'quote_ident' && argument !== undefined) {
    return shown('quote_ident', quoteIdentifier(argument));
  }
  const types = argument === undefined ? '' : 'unknown';
  throw new DatabaseError(
    isPostgres
      ? `ERROR:  function ${called}(${types}) does not exist`
      : `ERROR 1305 (42000): FUNCTION ${name} does not exist`,
  );
}

/** Of PostgreSQL's version what comes first; how it was compiled is not known here. */
function version({ engine, instance }: DatabaseSession): string {
  if (engine === 'postgres') return `PostgreSQL ${instance.EngineVersion}`;
  return engine === 'mariadb' ? `${instance.EngineVersion}-MariaDB` : instance.EngineVersion;
}

/** World time in UTC, as text: what goes over the network. */
function time({ engine }: DatabaseSession, now: number): string {
  const text = new Date(now).toISOString().replace('T', ' ');
  return engine === 'postgres'
    ? text.replace('Z', '+00')
    : text.slice(0, 'YYYY-MM-DD hh:mm:ss'.length);
}

function columnOf(session: DatabaseSession, reader: Reader, from: Relation): string {
  const name = reader.name();
  const column = name.toLowerCase();
  if (!from.columns.includes(column)) throw unknownColumn(session.engine, name);
  return column;
}

function condition(session: DatabaseSession, reader: Reader, from: Relation) {
  const tests: ((row: Readonly<Record<string, Value>>) => boolean)[] = [];
  do {
    const column = columnOf(session, reader, from);
    reader.expect('=');
    const isTrue = reader.takes('true');
    const wanted = isTrue || (reader.takes('false') ? false : reader.value());
    tests.push((row) => row[column] === wanted);
  } while (reader.takes('and'));
  return (row: Readonly<Record<string, Value>>) => tests.every((test) => test(row));
}

function limit(reader: Reader): number {
  if (reader.token.kind !== 'number') throw reader.refusal();
  return Number(reader.next().value);
}
