import type { EngineName } from './state';

// What a database says when it refuses, as its command-line client prints it: PostgreSQL 17's
// backend/commands/user.c and MySQL's messages_to_clients.txt, from memory where no comment says more.

/** The refusals of one engine. */
interface Words {
  /** Of a user that is not there it says no more than of a wrong password. */
  readonly login: (user: string) => string;
  readonly mayNotLogIn: (user: string) => string;
  readonly mayNotCreate: string;
  readonly mayNotAlter: (user: string) => string;
  readonly mayNotDrop: (user: string) => string;
  readonly mayNotGrant: (role: string, user: string) => string;
  readonly exists: (user: string) => string;
  readonly missing: (user: string, operation: string) => string;
}

const postgres: Words = {
  login: (user) => `FATAL:  password authentication failed for user "${user}"`,
  mayNotLogIn: (user) => `FATAL:  role "${user}" is not permitted to log in`,
  mayNotCreate:
    'ERROR:  permission denied to create role\nDETAIL:  Only roles with the CREATEROLE attribute may create roles.',
  mayNotAlter: (user) =>
    `ERROR:  permission denied to alter role\nDETAIL:  Only roles with the CREATEROLE attribute and the ADMIN option on role "${user}" may alter this role.`,
  mayNotDrop: (user) =>
    `ERROR:  permission denied to drop role\nDETAIL:  Only roles with the CREATEROLE attribute and the ADMIN option on role "${user}" may drop this role.`,
  mayNotGrant: (role) =>
    `ERROR:  permission denied to grant role "${role}"\nDETAIL:  Only roles with the ADMIN option on role "${role}" may grant this role.`,
  exists: (user) => `ERROR:  role "${user}" already exists`,
  missing: (user) => `ERROR:  role "${user}" does not exist`,
};

const needsCreateUser =
  'ERROR 1227 (42000): Access denied; you need (at least one of) the CREATE USER privilege(s) for this operation';

const failed = (operation: string, user: string) =>
  `ERROR 1396 (HY000): Operation ${operation} failed for '${user}'@'%'`;

const loginDenied = (user: string) =>
  `ERROR 1045 (28000): Access denied for user '${user}'@'%' (using password: YES)`;

const mysql: Words = {
  login: loginDenied,
  mayNotLogIn: loginDenied,
  mayNotCreate: needsCreateUser,
  mayNotAlter: () => needsCreateUser,
  mayNotDrop: () => needsCreateUser,
  mayNotGrant: (_, user) => loginDenied(user),
  exists: (user) => failed('CREATE USER', user),
  missing: (user, operation) => failed(operation, user),
};

export const words: Readonly<Record<EngineName, Words>> = { postgres, mysql, mariadb: mysql };
