import type { DatabaseRow } from '../../functions';
import { DatabaseError, type DatabaseSession } from './database';
import type { Reader } from './sql-reader';

// MySQL's and MariaDB's statements on users. Source: MySQL Reference Manual, "Account Management
// Statements"; texts of refusals are from memory. A user here may log in from any host and has no
// privileges, which is what USAGE says.

/** An account without its host, which here is always `%`. */
function account(session: DatabaseSession, reader: Reader, operation: string): string {
  if (reader.takes('current_user') || reader.takes('user', '(', ')')) {
    if (reader.takes('(')) reader.expect(')');
    return session.username;
  }
  const part = () => (reader.token.kind === 'text' ? reader.text() : reader.name());
  const name = part();
  const host = reader.takes('@') ? part() : '%';
  if (host === '%') return name;
  throw new DatabaseError(
    `ERROR 1396 (HY000): Operation ${operation} failed for '${name}'@'${host}'`,
  );
}

/** Does a statement on users; undefined where it is none. */
export async function changeUsers(
  session: DatabaseSession,
  reader: Reader,
): Promise<readonly DatabaseRow[] | undefined> {
  if (reader.takes('create', 'user')) await create(session, reader);
  else if (reader.takes('alter', 'user')) await alter(session, reader);
  else if (reader.takes('drop', 'user')) await drop(session, reader);
  else if (reader.takes('set', 'password')) await setPassword(session, reader);
  else if (reader.takes('grant', 'usage', 'on', '*', '.', '*', 'to')) {
    await grantNothing(session, reader);
  } else if (reader.takes('show', 'grants')) return showGrants(session, reader);
  else return undefined;
  return [];
}

async function create(session: DatabaseSession, reader: Reader): Promise<void> {
  const mayExist = reader.takes('if', 'not', 'exists');
  const name = account(session, reader, 'CREATE USER');
  // A new user without one has the empty password.
  const password = reader.takes('identified', 'by') ? reader.text() : '';
  if (reader.takes('require')) reader.expect('none');
  reader.end();
  if (mayExist && (await session.users()).includes(name)) return;
  await session.createUser(name, password);
}

async function alter(session: DatabaseSession, reader: Reader): Promise<void> {
  const mayMiss = reader.takes('if', 'exists');
  const name = account(session, reader, 'ALTER USER');
  const password = reader.takes('identified', 'by') ? reader.text() : undefined;
  if (password === undefined || reader.token.value === 'require') reader.expect('require', 'none');
  reader.end();
  if (mayMiss && !(await session.users()).includes(name)) return;
  await session.alterRole(name, password === undefined ? {} : { password });
}

async function drop(session: DatabaseSession, reader: Reader): Promise<void> {
  const mayMiss = reader.takes('if', 'exists');
  const names = [account(session, reader, 'DROP USER')];
  while (reader.takes(',')) names.push(account(session, reader, 'DROP USER'));
  reader.end();
  const there = await session.users();
  for (const name of names) {
    if (!mayMiss || there.includes(name)) await session.dropUser(name);
  }
}

/** MariaDB still computes the password's hash by PASSWORD(); MySQL 8 has no such function. */
async function setPassword(session: DatabaseSession, reader: Reader): Promise<void> {
  const name = reader.takes('for') ? account(session, reader, 'SET PASSWORD') : session.username;
  reader.expect('=');
  const isHashed = session.engine === 'mariadb';
  if (isHashed) reader.expect('password', '(');
  const password = reader.text();
  if (isHashed) reader.expect(')');
  reader.end();
  if (session.isMaster && !(await session.users()).includes(name)) {
    throw new DatabaseError("ERROR 1133 (42000): Can't find any matching row in the user table");
  }
  await session.alterUser(name, password);
}

/** USAGE is the privilege to log in, which every user has. */
async function grantNothing(session: DatabaseSession, reader: Reader): Promise<void> {
  const name = account(session, reader, 'GRANT');
  reader.end();
  if (!session.isMaster) {
    throw new DatabaseError(
      `ERROR 1045 (28000): Access denied for user '${session.username}'@'%' (using password: YES)`,
    );
  }
  if ((await session.users()).includes(name)) return;
  throw new DatabaseError('ERROR 1410 (42000): You are not allowed to create a user with GRANT');
}

async function showGrants(session: DatabaseSession, reader: Reader) {
  const name = reader.takes('for') ? account(session, reader, 'SHOW GRANTS') : session.username;
  reader.end();
  if (!session.isMaster && name !== session.username) {
    throw new DatabaseError(
      `ERROR 1044 (42000): Access denied for user '${session.username}'@'%' to database 'mysql'`,
    );
  }
  if (!(await session.users()).includes(name)) {
    throw new DatabaseError(
      `ERROR 1141 (42000): There is no such grant defined for user '${name}' on host '%'`,
    );
  }
  return [{ [`Grants for ${name}@%`]: `GRANT USAGE ON *.* TO \`${name}\`@\`%\`` }];
}
