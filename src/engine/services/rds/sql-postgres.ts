import type { DatabaseSession, UserChange } from './database';
import type { Reader } from './sql-reader';

// PostgreSQL's statements on roles. Source: PostgreSQL's documentation, CREATE ROLE, ALTER ROLE, DROP
// ROLE and GRANT. What a role has anyway may be said; other attributes are not part of this model.

/** Does a statement on roles; false where it is none. */
export async function changeRoles(session: DatabaseSession, reader: Reader): Promise<boolean> {
  const { token } = reader;
  const takesRole = (verb: string) => reader.takes(verb, 'user') || reader.takes(verb, 'role');
  if (takesRole('create')) {
    const isUser = reader.textFrom(token.at).toLowerCase().endsWith('user');
    const name = reader.name();
    const role = options(reader);
    await session.createRole(name, { ...role, canLogIn: role.canLogIn ?? isUser });
    return true;
  }
  if (takesRole('alter')) {
    const isOwn = reader.takesOneOf('current_user', 'current_role', 'session_user');
    const name = isOwn ? session.username : reader.name();
    await session.alterRole(name, options(reader));
    return true;
  }
  if (takesRole('drop')) {
    const mayMiss = reader.takes('if', 'exists');
    const names = list(reader);
    reader.end();
    const there = await session.users();
    for (const name of names) {
      if (!mayMiss || there.includes(name)) await session.dropUser(name);
    }
    return true;
  }
  if (!reader.takes('grant')) return false;
  const roles = list(reader);
  reader.expect('to');
  const members = list(reader);
  reader.end();
  for (const role of roles) for (const member of members) await session.grant(role, member);
  return true;
}

/** Names with commas between them. */
function list(reader: Reader): readonly string[] {
  const names = [reader.name()];
  while (reader.takes(',')) names.push(reader.name());
  return names;
}

const asItIs = [
  ...(['inherit', 'nosuperuser', 'nocreatedb', 'nocreaterole', 'noreplication'] as const),
  'nobypassrls',
];

function options(reader: Reader): UserChange {
  reader.takes('with');
  let change: UserChange = {};
  for (;;) {
    if (reader.takes('login')) change = { ...change, canLogIn: true };
    else if (reader.takes('nologin')) change = { ...change, canLogIn: false };
    else if (reader.takes('encrypted', 'password') || reader.takes('password')) {
      change = { ...change, password: reader.text() };
    } else if (!reader.takesOneOf(...asItIs)) {
      reader.end();
      return change;
    }
  }
}
