import type { DatabaseLogin, DatabaseRow } from '../../functions';
import type { DatabaseWorld } from '../../operation';
import { connect, DatabaseError } from './database';
import { changeUsers } from './sql-mysql';
import { changeRoles } from './sql-postgres';
import { Reader } from './sql-reader';
import { select } from './sql-select';

/**
 * Answers one SQL statement, logged in for it. The databases of this model hold users and nothing
 * else, so they know the statements that make, change and show users; any other one is refused as a
 * statement is that cannot be read. Rejects with a `DatabaseError` in the engine's words.
 *
 * @param parameters the values of `$1` (PostgreSQL) or `?` (MySQL), which a statement that changes
 *   users cannot have: there the client puts text in quotes
 */
export async function query(
  world: DatabaseWorld,
  login: DatabaseLogin,
  statement: string,
  parameters: readonly string[],
): Promise<readonly DatabaseRow[]> {
  const session = await connect(world, login);
  const reader = new Reader(session.engine, statement, parameters);
  if (reader.token.kind === 'end') {
    if (session.engine === 'postgres') return [];
    throw new DatabaseError('ERROR 1065 (42000): Query was empty');
  }
  if (reader.takes('select')) return select(session, world.now, reader);
  if (session.engine !== 'postgres') {
    const rows = await changeUsers(session, reader);
    if (rows !== undefined) return rows;
  } else if (await changeRoles(session, reader)) return [];
  throw reader.refusal();
}
