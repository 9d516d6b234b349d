import type { Context } from '../../operation';
import { verifierOf, verifies } from './passwords';
import { arnOfInstance, endpointsTable, hostsTable, instancesTable, storageTable } from './state';
import type { EngineName, InstanceRecord, PasswordVerifier } from './state';
import { open, seal, stored } from './storage';

/** Who may log in, by name: all that a database of this model holds. */
export interface Contents {
  readonly users: Readonly<Record<string, PasswordVerifier>>;
}

/** A database's contents as the bytes on its storage. */
export const encodeContents = (contents: Contents) =>
  new TextEncoder().encode(JSON.stringify(contents));

const decodeContents = (bytes: Uint8Array) =>
  JSON.parse(new TextDecoder().decode(bytes)) as Contents;

/** Where a database can be reached, and as whom. */
export interface Login {
  /** The address of the DB instance's endpoint. */
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** What a client of the database is told when it may not, or cannot. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/** What a database needs of the world: a request's context, or the engine's. */
export type World = Pick<Context, 'get' | 'put' | 'random'>;

/** A client's session with a database. The master user may do everything, others change themselves. */
export interface DatabaseSession {
  readonly engine: EngineName;
  readonly username: string;
  /** `CREATE USER name PASSWORD '…'` */
  createUser(name: string, password: string): Promise<void>;
  /** `ALTER USER name PASSWORD '…'` */
  alterUser(name: string, password: string): Promise<void>;
  /** `DROP USER name` */
  dropUser(name: string): Promise<void>;
  /** The names of all users. */
  users(): Promise<readonly string[]>;
}

/** The refusal of a login, in each engine's words: of a user that is not there it says no more. */
const loginRefusals: Readonly<Record<EngineName, (user: string) => string>> = {
  postgres: (user) => `FATAL:  password authentication failed for user "${user}"`,
  mysql: (user) => `ERROR 1045 (28000): Access denied for user '${user}'@'%' (using password: YES)`,
  mariadb: (user) =>
    `ERROR 1045 (28000): Access denied for user '${user}'@'%' (using password: YES)`,
};

function instanceAt(world: World, host: string): InstanceRecord {
  const arn = world.get(endpointsTable, host)?.instance ?? '';
  const instance = world.get(instancesTable, arn);
  if (instance === undefined) throw new DatabaseError(`could not translate host name "${host}"`);
  if (instance.state === 'creating' || instance.state === 'deleting') {
    throw new DatabaseError(`connection to server at "${host}" failed: Connection refused`);
  }
  return instance;
}

async function read(world: World, instance: InstanceRecord): Promise<Contents> {
  const arn = arnOfInstance(instance);
  return decodeContents(await open(stored(world, arn), world.get(hostsTable, arn)?.dataKey));
}

async function write(world: World, instance: InstanceRecord, contents: Contents): Promise<void> {
  const arn = arnOfInstance(instance);
  const dataKey = world.get(hostsTable, arn)?.dataKey;
  const bytes = encodeContents(contents);
  world.put(storageTable, arn, await seal(bytes, dataKey, instance.DbiResourceId, world.random));
}

/** Puts a user's password in force, as RDS itself does for the master user. */
export async function setPassword(
  world: World,
  instance: InstanceRecord,
  name: string,
  verifier: PasswordVerifier,
): Promise<void> {
  const { users } = await read(world, instance);
  await write(world, instance, { users: { ...users, [name]: verifier } });
}

/**
 * Logs in to a database, not by the API of RDS but over the network, as a Lambda function that
 * rotates a secret does. Rejects with a `DatabaseError` in the engine's words.
 */
export async function connect(
  world: World,
  { host, username, password }: Login,
): Promise<DatabaseSession> {
  const instance = instanceAt(world, host);
  const { Engine: engine, MasterUsername } = instance;
  const verifier = (await read(world, instance)).users[username];
  if (verifier === undefined || !(await verifies(password, verifier))) {
    throw new DatabaseError(loginRefusals[engine](username));
  }
  /** The instance as it is now, for a session that lasts. */
  const now = () => instanceAt(world, host);
  const requireMaster = (name: string) => {
    if (username !== MasterUsername && username !== name) {
      throw new DatabaseError(`ERROR:  permission denied to change user "${name}"`);
    }
  };
  const requireUser = ({ users }: Contents, name: string, exists: boolean) => {
    if (Object.hasOwn(users, name) === exists) return;
    throw new DatabaseError(
      `ERROR:  role "${name}" ${exists ? 'does not exist' : 'already exists'}`,
    );
  };
  return {
    ...{ engine, username },
    async createUser(name, secret) {
      if (username !== MasterUsername)
        throw new DatabaseError('ERROR:  permission denied to create role');
      const contents = await read(world, now());
      requireUser(contents, name, false);
      await setPassword(world, now(), name, await verifierOf(secret, world.random));
    },
    async alterUser(name, secret) {
      requireMaster(name);
      requireUser(await read(world, now()), name, true);
      await setPassword(world, now(), name, await verifierOf(secret, world.random));
    },
    async dropUser(name) {
      requireMaster(name);
      const contents = await read(world, now());
      requireUser(contents, name, true);
      const kept = Object.entries(contents.users).filter(([user]) => user !== name);
      await write(world, now(), { users: Object.fromEntries(kept) });
    },
    users: async () => Object.keys((await read(world, now())).users),
  };
}
