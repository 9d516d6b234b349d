import { DatabaseError, type DatabaseSession } from './database';
import type { Reader } from './sql-reader';
import type { EngineName } from './state';

type Row = Readonly<Record<string, string | boolean>>;

/** What can be selected from; columns by their names in lower case. */
export interface Relation {
  readonly columns: readonly string[];
  readonly rows: Row[];
  /** What `*` calls columns that are not called as here. */
  readonly titles?: Readonly<Record<string, string>>;
}

export const unknownColumn = (engine: EngineName, name: string) =>
  new DatabaseError(
    engine === 'postgres'
      ? `ERROR:  column "${name}" does not exist`
      : `ERROR 1054 (42S22): Unknown column '${name}' in 'field list'`,
  );

/** The relation that comes next in a statement: those of users are all that there are. */
export async function relation(session: DatabaseSession, reader: Reader): Promise<Relation> {
  const first = reader.name();
  const name = reader.takes('.') ? `${first}.${reader.name()}` : first;
  return session.engine === 'postgres'
    ? postgresRelation(session, name)
    : mysqlRelation(session, name);
}

async function postgresRelation(session: DatabaseSession, name: string): Promise<Relation> {
  const { users, noLogin = [] } = await session.contents();
  const plain = name.replace(/^pg_catalog\./, '');
  const roles = Object.keys(users);
  if (plain === 'pg_roles') {
    const columns = ['rolname', 'rolcanlogin', 'rolcreaterole'];
    const rows = roles.map((rolname) => ({
      ...{ rolname, rolcanlogin: !noLogin.includes(rolname) },
      rolcreaterole: rolname === session.instance.MasterUsername,
    }));
    return { columns, rows };
  }
  if (plain === 'pg_user') {
    const canLogIn = roles.filter((role) => !noLogin.includes(role));
    return { columns: ['usename'], rows: canLogIn.map((usename) => ({ usename })) };
  }
  throw new DatabaseError(`ERROR:  relation "${name}" does not exist`);
}

async function mysqlRelation(session: DatabaseSession, name: string): Promise<Relation> {
  if (!name.includes('.')) throw new DatabaseError('ERROR 1046 (3D000): No database selected');
  if (name.toLowerCase() !== 'mysql.user') {
    throw new DatabaseError(`ERROR 1146 (42S02): Table '${name}' doesn't exist`);
  }
  if (!session.isMaster) {
    throw new DatabaseError(
      `ERROR 1142 (42000): SELECT command denied to user '${session.username}'@'%' for table 'user'`,
    );
  }
  // Nobody is required to come by TLS, and so the other columns are empty.
  const tls = { ssl_type: '', ssl_cipher: '', x509_issuer: '', x509_subject: '' };
  const rows = (await session.users()).map((user) => ({ user, host: '%', ...tls }));
  const columns = ['user', 'host', ...Object.keys(tls)];
  return { columns, rows, titles: { user: 'User', host: 'Host' } };
}
