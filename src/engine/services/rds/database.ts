import type { Context } from '../../operation';
import { words } from './database-words';
import { verifierOf, verifies } from './passwords';
import { arnOfInstance, endpointsTable, hostsTable, instancesTable, storageTable } from './state';
import type { EngineName, InstanceRecord, PasswordVerifier } from './state';
import { open, seal, stored } from './storage';

/** Who may log in, by name: all that a database of this model holds. */
export interface Contents {
  readonly users: Readonly<Record<string, PasswordVerifier>>;
  /** PostgreSQL's roles that may not log in. */
  readonly noLogin?: readonly string[];
  /** The roles that a role of PostgreSQL is a member of. */
  readonly memberOf?: Readonly<Record<string, readonly string[]>>;
}

/** Of a user without a password: no password is the right one. */
const noPassword: PasswordVerifier = { salt: '', iterations: 1, storedKey: '' };

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
export type World = Pick<Context, 'get' | 'put' | 'random'> & Partial<Pick<Context, 'step'>>;

/** A user, or in PostgreSQL a role. */
export interface UserChange {
  /** Absent where it stays, or where a new user has none and cannot log in by one. */
  readonly password?: string;
  /** False for a role of PostgreSQL that may not log in. */
  readonly canLogIn?: boolean;
}

/** A client's session with a database. The master user may do everything, others change themselves. */
export interface DatabaseSession {
  readonly instance: InstanceRecord;
  readonly engine: EngineName;
  readonly username: string;
  readonly isMaster: boolean;
  /** `CREATE USER name PASSWORD '…'` */
  createUser(name: string, password: string): Promise<void>;
  createRole(name: string, role: UserChange): Promise<void>;
  /** `ALTER USER name PASSWORD '…'` */
  alterUser(name: string, password: string): Promise<void>;
  alterRole(name: string, change: UserChange): Promise<void>;
  /** `DROP USER name` */
  dropUser(name: string): Promise<void>;
  /** `GRANT role TO name`: all that one user can have of another here is being its member. */
  grant(role: string, name: string): Promise<void>;
  /** The names of all users. */
  users(): Promise<readonly string[]>;
  contents(): Promise<Contents>;
}

function instanceAt(world: World, host: string): InstanceRecord {
  const arn = world.get(endpointsTable, host)?.instance ?? '';
  const instance = world.get(instancesTable, arn);
  if (instance === undefined) {
    // libpq's words.
    const text = `could not translate host name "${host}" to address: Name or service not known`;
    throw new DatabaseError(text);
  }
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
  const contents = await read(world, instance);
  const users = { ...contents.users, [name]: verifier };
  await write(world, instance, { ...contents, users });
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
  const { users, noLogin = [] } = await read(world, instance);
  const verifier = own(users, username);
  const say = words[engine];
  const isRight = verifier !== undefined && (await verifies(password, verifier));
  world.step?.({
    ...{ kind: 'crypto', action: 'verify', algorithm: 'PBKDF2-HMAC-SHA-256' },
    actor: { type: 'service', name: 'Amazon RDS', region: instance.region },
    detail: `${username} logs in to ${instance.DBInstanceIdentifier}: ${isRight ? 'the password is right' : 'refused'}`,
    ...{ bytesIn: new TextEncoder().encode(password).length, bytesOut: 0 },
  });
  if (!isRight) throw new DatabaseError(say.login(username));
  if (noLogin.includes(username)) throw new DatabaseError(say.mayNotLogIn(username));
  const isMaster = username === MasterUsername;
  /** The instance as it is now, for a session that lasts. */
  const now = () => instanceAt(world, host);
  const require = (isAllowed: boolean, refusal: string) => {
    if (!isAllowed) throw new DatabaseError(refusal);
  };
  const found = (contents: Contents, name: string, operation: string) =>
    require(Object.hasOwn(contents.users, name), say.missing(name, operation));

  /** Writes what is new of a user. */
  async function change(contents: Contents, name: string, { password, canLogIn }: UserChange) {
    const before = own(contents.users, name) ?? noPassword;
    const next = password === undefined ? before : await verifierOf(password, world.random);
    const others = (contents.noLogin ?? []).filter((role) => role !== name);
    const mayLogIn = canLogIn ?? contents.noLogin?.includes(name) !== true;
    await write(world, now(), {
      ...{ ...contents, users: { ...contents.users, [name]: next } },
      noLogin: mayLogIn ? others : [...others, name],
    });
  }

  const session: DatabaseSession = {
    ...{ instance, engine, username, isMaster },
    createUser: (name, secret) => session.createRole(name, { password: secret }),
    alterUser: (name, secret) => session.alterRole(name, { password: secret }),
    async createRole(name, role) {
      require(isMaster, say.mayNotCreate);
      const contents = await read(world, now());
      require(!Object.hasOwn(contents.users, name), say.exists(name));
      await change(contents, name, role);
    },
    async alterRole(name, role) {
      const isOwn = username === name && role.canLogIn === undefined;
      require(isMaster || isOwn, say.mayNotAlter(name));
      const contents = await read(world, now());
      found(contents, name, 'ALTER USER');
      await change(contents, name, role);
    },
    async dropUser(name) {
      require(isMaster, say.mayNotDrop(name));
      require(engine !== 'postgres' || name !== username, 'ERROR:  current user cannot be dropped');
      const contents = await read(world, now());
      found(contents, name, 'DROP USER');
      await write(world, now(), withoutUser(contents, name));
    },
    async grant(role, name) {
      require(isMaster, say.mayNotGrant(role, username));
      const contents = await read(world, now());
      found(contents, role, 'GRANT');
      found(contents, name, 'GRANT');
      const isCircle = reaches(contents, role, name);
      require(!isCircle, `ERROR:  role "${name}" is a member of role "${role}"`);
      const roles = (own(contents.memberOf ?? {}, name) ?? []).filter((one) => one !== role);
      const memberOf = { ...contents.memberOf, [name]: [...roles, role] };
      await write(world, now(), { ...contents, memberOf });
    },
    users: async () => Object.keys((await read(world, now())).users),
    contents: () => read(world, now()),
  };
  return session;
}

/** A user may be named like a method of objects. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function withoutUser(contents: Contents, name: string): Contents {
  const others = <T>(record: Readonly<Record<string, T>>) =>
    Object.entries(record).filter(([user]) => user !== name);
  const memberOf = others(contents.memberOf ?? {}).map(
    ([user, roles]) => [user, roles.filter((role) => role !== name)] as const,
  );
  return {
    users: Object.fromEntries(others(contents.users)),
    noLogin: (contents.noLogin ?? []).filter((role) => role !== name),
    memberOf: Object.fromEntries(memberOf),
  };
}

/** Whether a role is another, or is its member by however many steps. */
function reaches(contents: Contents, role: string, other: string): boolean {
  const roles = own(contents.memberOf ?? {}, role) ?? [];
  return role === other || roles.some((one) => reaches(contents, one, other));
}
