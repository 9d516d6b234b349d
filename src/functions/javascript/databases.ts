import type { DatabaseLogin, DatabaseRow } from '../../engine/functions';
import { mysqlError, postgresError } from './database-errors';
import type { Requests } from './requests';

// Clients of databases under the names that rotation functions use, as if they came with a layer. The
// model's databases know few statements; a statement that they do not know is refused by them.

interface Config {
  readonly host?: string;
  readonly user?: string;
  readonly password?: string;
}

const loginOf = ({ host = '', user = '', password = '' }: Config): DatabaseLogin => ({
  ...{ host, username: user, password },
});

const texts = (values: readonly unknown[] = []) =>
  values.map((value) => (value === null || value === undefined ? '' : String(value)));

const escapeIdentifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Text in quotes; backslashes ask for E''. */
function escapeLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return text.includes('\\') ? ` E${quoted}` : quoted;
}

/** `pg`: Client and Pool with connect, query and end. */
export function postgres(requests: Requests): object {
  class Client {
    readonly #login: DatabaseLogin;

    constructor(config: Config = {}) {
      this.#login = loginOf(config);
    }

    /** As a real connection does, it fails where the login does. */
    async connect(): Promise<this> {
      await this.#ask('SELECT 1', []);
      return this;
    }

    async query(
      statement: string | { readonly text: string; readonly values?: readonly unknown[] },
      values?: readonly unknown[],
    ) {
      const asked = typeof statement === 'string' ? { text: statement, values } : statement;
      const rows = await this.#ask(asked.text, texts(asked.values));
      const fields = Object.keys(rows[0] ?? {}).map((name) => ({ name }));
      const command = asked.text.trim().split(/\s/)[0]?.toUpperCase();
      return { rows, rowCount: command === 'SELECT' ? rows.length : null, fields, command };
    }

    async #ask(statement: string, values: readonly string[]) {
      try {
        return await requests.query(this.#login, statement, values);
      } catch (error) {
        throw postgresError(error);
      }
    }

    escapeIdentifier = escapeIdentifier;
    escapeLiteral = escapeLiteral;

    end(): Promise<void> {
      return Promise.resolve();
    }

    release(): void {}
  }
  return { Client, Pool: Client, escapeIdentifier, escapeLiteral };
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '\\': '\\\\', "'": "\\'", '"': '\\"', '\0': '\\0', '\n': '\\n', '\r': '\\r' },
  '\x1a': '\\Z',
};

/** A value as MySQL reads it in a statement. */
function escape(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${String(value).replace(/[\\'"\0\n\r\x1a]/g, (letter) => escapes[letter] ?? letter)}'`;
}

const escapeId = (name: string) => `\`${name.replaceAll('`', '``')}\``;

/** A statement with its values in it: `?` is a value, `??` a name. */
function format(statement: string, values: readonly unknown[] = []): string {
  const left = [...values];
  return statement.replace(/\?\??/g, (mark) => {
    if (left.length === 0) return mark;
    const value = left.shift();
    return mark === '?' ? escape(value) : escapeId(String(value));
  });
}

type Statement = string | { readonly sql: string; readonly values?: readonly unknown[] };

/** `mysql2/promise`: createConnection and createPool with query, execute and end. */
export function mysql(requests: Requests): object {
  async function ask(login: DatabaseLogin, statement: string, values: readonly string[]) {
    try {
      const rows = await requests.query(login, statement, values);
      return [rows, Object.keys(rows[0] ?? {}).map((name) => ({ name }))] as const;
    } catch (error) {
      throw mysqlError(error);
    }
  }
  const connectionTo = (config: Config) => {
    const login = loginOf(config);
    type Answer = Promise<readonly [readonly DatabaseRow[], readonly object[]]>;
    const asked = (statement: Statement, values?: readonly unknown[]) =>
      typeof statement === 'string' ? { sql: statement, values } : statement;
    return {
      /** Values are written into the statement before it is sent. */
      query(statement: Statement, more?: readonly unknown[]): Answer {
        const { sql, values } = asked(statement, more);
        return ask(login, format(sql, values), []);
      },
      /** A prepared statement: the database gets the values apart. */
      execute(statement: Statement, more?: readonly unknown[]): Answer {
        const { sql, values } = asked(statement, more);
        return ask(login, sql, texts(values));
      },
      ...{ escape, escapeId, format, end: () => Promise.resolve(), release() {}, destroy() {} },
    };
  };
  return {
    ...{ escape, escapeId, format },
    async createConnection(config: Config) {
      await ask(loginOf(config), 'SELECT 1', []);
      return connectionTo(config);
    },
    createPool(config: Config) {
      const connection = connectionTo(config);
      return { ...connection, getConnection: () => Promise.resolve(connection) };
    },
  };
}
